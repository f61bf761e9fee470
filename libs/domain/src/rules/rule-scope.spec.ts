import { ruleFaults, strangerFaults } from '#domain';
import { faultsAfter, planted, type Change } from './testing/planted-rules.js';

const key = 'annualReport.modelResults';
const id = '0190f5b2-7c3a-7def-8123-456789abcdef';
const ids = (many: number) => Array.from({ length: many }, (_, index) => id.slice(0, -4) + index.toString(16).padStart(4, '0'));
const scope = (given: unknown) => (body: any) => (body.scope = given);
const units = (...territories: unknown[]) => scope({ territories });

describe('libs/domain/rules - whom a rule concerns', () => {
  it.each<Change>([
    ['everybody, where nobody says', (body) => delete body.scope],
    ['everybody, where nothing narrows', scope({})],
    ['nothing', scope(null), '/scope'],
    ['a list', scope(['fatherlandFront']), '/scope'],
    ['a list there is not', scope({ functions: ['tradeUnion'] }), '/scope/functions'],
    ['two kinds', scope({ kinds: ['fatherlandFront', 'tradeUnion'] })],
    ['a kind twice', scope({ kinds: ['tradeUnion', 'tradeUnion'] }), '/scope/kinds'],
    ['a kind there is and one there is not', scope({ kinds: ['tradeUnion', 'chessClub'] }), '/scope/kinds'],
    ['no kind', scope({ kinds: [] }), '/scope/kinds'],
    ['kinds that are a word', scope({ kinds: 'tradeUnion' }), '/scope/kinds'],
    ['kinds that are nothing', scope({ kinds: null }), '/scope/kinds'],
    ['a thousand territories', units(...ids(1000))],
    ['a thousand and one territories', units(...ids(1001)), '/scope/territories'],
    ['two organisations', scope({ organisations: ids(2) })],
    ['an organisation twice', scope({ organisations: [id, id] }), '/scope/organisations'],
    ['no organisation', scope({ organisations: [] }), '/scope/organisations'],
    ['an organisation by its name', scope({ organisations: [id, 'Hội Nông dân'] }), '/scope/organisations'],
    [
      'lists each of which names nobody',
      scope({ territories: ['x'], organisations: ['x'] }),
      '/scope/organisations',
      '/scope/territories',
    ],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it.each<[string, unknown]>([
    ['in capital letters, where ids are compared in small ones', id.toUpperCase()],
    ['in braces', `{${id}}`],
    ['with something before it', `x${id}`],
    ['with something after it', `${id}0`],
    ['without its strokes', id.replaceAll('-', '')],
    ['in a list', [id]],
    ['as a number', 190],
    // Each part of an id, one letter too short, and with a letter that is no digit of sixteen.
    ...id.split('-').flatMap((part, index, parts): [string, string][] => [
      [`part ${index + 1} too short`, parts.with(index, part.slice(1)).join('-')],
      [`part ${index + 1} with a stranger`, parts.with(index, `g${part.slice(1)}`).join('-')],
    ]),
  ])('refuses an id %s', (_, given) => expect(faultsAfter(key, units(given))).toEqual(['/scope/territories']));

  it('says in both languages how to mean everybody', () => {
    const { body } = planted(key);
    units('Mỹ Thọ')(body);
    expect(ruleFaults(key, body).map(({ words }) => words)).toEqual([
      { vi: expect.stringContaining('không giới hạn thì bỏ mục này'), en: expect.stringContaining('leave it out for all') },
    ]);
  });

  it('an id behind which nobody stands is told apart: never there, or gone before the rule is in force', () => {
    expect(
      strangerFaults([
        { list: 'territories', index: 0, endedOn: null },
        { list: 'territories', index: 3, endedOn: '2025-06-30' },
        { list: 'organisations', index: 1, endedOn: null },
        { list: 'organisations', index: 2, endedOn: '2025-06-30' },
      ]).map(({ pointer, words }) => [pointer, words.vi, words.en]),
    ).toEqual([
      [
        '/scope/territories/0',
        'Không có đơn vị hành chính nào mang mã này; xem GET /api/territories.',
        'There is no territory with this id; see GET /api/territories.',
      ],
      [
        '/scope/territories/3',
        'Đơn vị hành chính này đã thôi hoạt động từ sau ngày 2025-06-30; chọn nơi kế thừa.',
        'This territory ended on 2025-06-30, before the rule is in force; choose its successor.',
      ],
      [
        '/scope/organisations/1',
        'Không có tổ chức nào mang mã này; xem GET /api/organisations.',
        'There is no organisation with this id; see GET /api/organisations.',
      ],
      [
        '/scope/organisations/2',
        'Tổ chức này đã thôi hoạt động từ sau ngày 2025-06-30; chọn nơi kế thừa.',
        'This organisation ended on 2025-06-30, before the rule is in force; choose its successor.',
      ],
    ]);
  });
});
