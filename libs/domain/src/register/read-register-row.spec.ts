import fc from 'fast-check';
import type { Cell } from './cell.js';
import { findOwner, findPlace, namesOf, type OwnerChoice, type PlaceVersion, type RegisterPlaces } from './find-place.js';
import { readAmount } from './read-amount.js';
import { dayOfSerial, isMonthFirst, readDay, wasLeftAsText } from './read-day.js';
import { columnOf, readHeadings, registerColumn, registerColumnNames, type RegisterColumn } from './register-columns.js';
import { readRegisterRow, type RegisterContext } from './read-register-row.js';
import { foldedLetters, spelled } from './spelling.js';

const cell = (text: string, more: Partial<Cell> = {}): Cell => ({ text, ...more });

describe('libs/domain/register - what is written the same', () => {
  it.each([
    ['tones on either vowel', 'Hoà Thuận', 'Hòa Thuận'],
    ['composed and decomposed letters', 'Mỹ Quí'.normalize('NFD'), 'Mỹ Quí'],
    ['case and spaces', '  XÃ  Tân   Thành ', 'xã Tân Thành'],
  ])('%s', (_, one, other) => expect(spelled(one)).toBe(spelled(other)));
  it('accents tell units apart', () => expect(spelled('Tân Thành')).not.toBe(spelled('Tân Thạnh')));
  it('a heading is found without accents, signs and case, and i for y', () =>
    expect(foldedLetters(' Số QĐ, mỹ – quý (*) ')).toBe('soqdmiqui'));
});

describe('libs/domain/register - an amount as typed', () => {
  it.each<[string, Cell, number]>([
    ['digits', cell('690000000'), 690_000_000],
    ['Vietnamese groups', cell('690.000.000'), 690_000_000],
    ['English groups', cell(' 1,234,567 '), 1_234_567],
    ['spaces', cell('1 234'), 1234],
    ['a number of the sheet', cell('1,5 nghìn', { number: 1500 }), 1500],
    ['zero', cell('0'), 0],
    ['the most there is', cell('1000'), 1000],
  ])('%s', (_, typed, amount) => expect(readAmount(typed, amount === 1000 ? 1000 : 1e9)).toEqual({ amount }));
  it.each(['1.234,5', '1.23', '12.34.567', '1.234,567', '-5', 'hai', '1001 đồng', ''])('refuses %s and says how', (text) =>
    expect(readAmount(cell(text), 1e9)).toEqual({
      fault: { vi: expect.stringContaining('1.000.000.000'), en: expect.stringContaining('1,000,000,000') },
    }),
  );
  it('refuses what is beyond the most, below zero, or no whole number', () =>
    expect(
      [readAmount(cell('1001'), 1000), readAmount(cell('', { number: -1 }), 9), readAmount(cell('', { number: 1.5 }), 9)].every(
        (read) => 'fault' in read,
      ),
    ).toBe(true));
});

describe('libs/domain/register - a day as typed', () => {
  it.each<[string, Cell, string]>([
    ['a day of the sheet', cell('whatever', { day: '2021-03-15' }), '2021-03-15'],
    ['as people write it', cell(' 5/3/2021 '), '2021-03-05'],
    ['with dots', cell('05.03.2021'), '2021-03-05'],
    ['with dashes', cell('25-4-2020'), '2020-04-25'],
    ['year first', cell('2021-03-15'), '2021-03-15'],
    ['a serial number of the sheet', cell('x', { number: 44_270 }), '2021-03-15'],
    ['a serial number as text', cell('44270'), '2021-03-15'],
    ['the first serial number taken', cell('18264'), '1950-01-01'],
    ['the last', cell('109574'.slice(0, 6), { number: 109_574 }), '2199-12-31'],
  ])('%s', (_, typed, day) => expect(readDay(typed)).toEqual({ day }));
  it.each(['31/02/2021', '5/3/21', '2021', '1850-01-01', '01/01/1850', '18263', 'soon', '15/03/2021 ạ', 'x15/03/2021', ''])(
    'refuses %s',
    (text) =>
      expect(readDay(cell(text))).toEqual({
        fault: { vi: expect.stringContaining('Không phải'), en: expect.stringContaining('Not a day') },
      }),
  );
  it('refuses a serial number beyond the calendar', () => expect(readDay(cell('', { number: 109_575 }))).toHaveProperty('fault'));
  it('says that a day is written month first', () => {
    expect(readDay(cell('04/25/2020'))).toEqual({
      fault: { vi: expect.stringContaining('tháng/ngày/năm'), en: expect.stringContaining('month/day/year') },
    });
    expect(['04/25/2020', '25/04/2020', '04/05/2020', 'x', '13/13/2020'].map((text) => isMonthFirst(cell(text)))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isMonthFirst(cell('04/25/2020', { day: '2020-04-25' }))).toBe(false);
  });
  it('a day the sheet left as text tells that it counts the other way round', () => {
    expect(
      ['25/02/2020', '2/25/2020', '1/2/2020', '2020-02-25', '25/30/2020', 'x'].map((text) => wasLeftAsText(cell(text))),
    ).toEqual([true, true, false, false, false, false]);
    expect(wasLeftAsText(cell('25/02/2020', { day: '2020-02-25' }))).toBe(false);
    const of = (day: string) => readDay(cell('', { day }), { leftAsText: true });
    expect(of('2020-01-02')).toEqual({
      fault: { vi: expect.stringContaining('02/01/2020'), en: expect.stringContaining('2020-02-01') },
    });
    expect([of('2020-01-12'), of('2020-12-01')].every((read) => 'fault' in read)).toBe(true);
    expect([of('2020-01-13'), of('2020-03-03')]).toEqual([{ day: '2020-01-13' }, { day: '2020-03-03' }]);
    expect(readDay(cell('01/02/2020'), { leftAsText: true })).toEqual({ day: '2020-02-01' });
  });

  it('in a column that has month first somewhere, what may be either is refused', () => {
    expect(readDay(cell('04/05/2020'), { monthFirst: true })).toEqual({
      fault: { vi: expect.stringContaining('không rõ'), en: expect.stringContaining('may be either') },
    });
    expect(readDay(cell('05/05/2020'), { monthFirst: true })).toEqual({ day: '2020-05-05' });
    expect(readDay(cell('25/04/2020'), { monthFirst: true })).toEqual({ day: '2020-04-25' });
  });
  it('25569 is the first of January 1970, with an hour or without', () =>
    expect([dayOfSerial(25_569), dayOfSerial(25_570.9)]).toEqual(['1970-01-01', '1970-01-02']));
});

const version = (territoryId: string, over: Partial<PlaceVersion>): PlaceVersion => ({
  territoryId,
  level: 'commune',
  code: null,
  name: 'Tân Thành',
  unitType: 'xã',
  within: [],
  liesIn: null,
  inForce: true,
  todayWithin: [territoryId, 'P'],
  ...over,
});
const owner = (id: string, nameVi: string, territoryId: string): OwnerChoice => ({ id, nameVi, nameEn: nameVi, territoryId });
const placesOf = (versions: PlaceVersion[], owners: OwnerChoice[] = [owner('own', 'Mặt trận tỉnh', 'P')]): RegisterPlaces => {
  const grouped = <T>(items: [string, T][]) => {
    const map = new Map<string, T[]>();
    for (const [key, item] of items) map.set(key, [...(map.get(key) ?? []), item]);
    return map;
  };
  return {
    byName: grouped(versions.flatMap((one) => namesOf(one).map((name): [string, PlaceVersion] => [name, one]))),
    byCode: grouped(versions.filter(({ code }) => code).map((one) => [one.code!, one])),
    byId: new Map(versions.map((one) => [one.territoryId, one])),
    owners: grouped(owners.flatMap((one) => [[spelled(one.nameVi), one]])),
    ownerById: new Map(owners.map((one) => [one.id, one])),
    ownOrganisationId: 'own',
  };
};

describe('libs/domain/register - the place a row means', () => {
  const old = version('old', {
    code: '30001',
    within: [spelled('Huyện Lai Vung'), spelled('Lai Vung'), spelled('Tỉnh Đồng Tháp')],
    liesIn: 'Huyện Lai Vung',
    inForce: false,
  });
  const now = version('now', { code: '30001', within: [spelled('Tỉnh Đồng Tháp')], liesIn: 'Tỉnh Đồng Tháp' });
  const ward = version('ward', { name: 'Phường 1', unitType: 'phường', code: '29869', liesIn: 'Tỉnh Đồng Tháp' });
  const places = placesOf([old, now, ward]);
  const find = (said: Partial<Record<'code' | 'name' | 'district' | 'province', string>>) =>
    findPlace({ code: null, name: null, district: null, province: null, ...said }, places);

  it('units are found with their kind and without, but no bare number is a name', () => {
    expect([namesOf({ name: 'Xã Tân Thành', unitType: 'xã' }), namesOf({ name: 'Tân Thành', unitType: 'xã' })]).toEqual(
      [0, 1].map(() => [spelled('xã tân thành'), spelled('tân thành')]),
    );
    expect(namesOf({ name: 'Phường 1', unitType: 'phường' })).toEqual([spelled('phường 1')]);
    expect(namesOf({ name: 'Thường Phước 1', unitType: 'xã' })).toHaveLength(2);
  });
  it.each<[string, Parameters<typeof find>[0], string]>([
    ['by name: today’s unit, where an old one had it too', { name: 'Tân Thành' }, 'now'],
    ['by code: today’s unit', { code: ' 30001 ' }, 'now'],
    ['the old one, where its district is named', { name: 'xã Tân Thành', district: 'Lai Vung' }, 'old'],
    ['the old one, by code and district', { code: '30001', district: 'huyện Lai Vung' }, 'old'],
    ['in its province', { name: 'Tân Thành', province: 'tỉnh Đồng Tháp' }, 'now'],
    ['by code and name that agree', { code: '29869', name: 'Phường 1' }, 'ward'],
  ])('%s', (_, said, id) => expect(find(said)).toEqual({ id }));
  it.each<[string, Parameters<typeof find>[0], string, string]>([
    ['nothing said', {}, 'commune', 'Neither'],
    ['an unknown code', { code: '1' }, 'communeCode', 'No unit has'],
    ['an unknown name', { name: 'Tân Thạnh' }, 'commune', 'No commune is called'],
    ['code and name of two units', { code: '29869', name: 'Tân Thành' }, 'commune', 'two different'],
    [
      'another district',
      { name: 'Tân Thành', district: 'Châu Thành' },
      'commune',
      'there is: xã Tân Thành, Huyện Lai Vung (30001, cũ); xã Tân Thành, Tỉnh Đồng Tháp (30001)',
    ],
    [
      'a code in another province',
      { code: '29869', province: 'Tiền Giang' },
      'communeCode',
      'there is: Phường 1, Tỉnh Đồng Tháp (29869)',
    ],
  ])('refuses %s', (_, said, column, words) => {
    const found = find(said);
    expect(found).toEqual({ column, fault: { vi: expect.stringMatching(/.{10}/), en: expect.stringContaining(words) } });
  });
  it('refuses a name of several units of today, with the choices', () => {
    const twice = placesOf([now, version('other', { within: ['x'], liesIn: 'Tỉnh Khác' })]);
    expect(findPlace({ code: null, name: 'Tân Thành', district: null, province: null }, twice)).toEqual({
      column: 'commune',
      fault: { vi: expect.stringContaining('xã Tân Thành, Tỉnh Khác'), en: expect.stringContaining('several units') },
    });
  });
  it('an organisation is one that works there; named twice it is not guessed', () => {
    const owners = [
      owner('own', 'Mặt trận tỉnh', 'P'),
      owner('a', 'Hội Nông dân', 'now'),
      owner('b', 'Hội Nông dân', 'ward'),
      owner('c', 'Đoàn', 'far'),
    ];
    const known = placesOf([now, ward], owners);
    expect([findOwner(null, 'now', known), findOwner('hội nông dân', 'now', known), findOwner('Đoàn', null, known)]).toEqual([
      { id: 'own' },
      { id: 'a' },
      { id: 'c' },
    ]);
    const refused = [
      findOwner('Hội Nông dân', null, known),
      findOwner('Đoàn', 'now', known),
      findOwner('Ai', 'now', known),
      findOwner('Đoàn', 'nowhere', known),
    ];
    expect(refused.map((one) => ('fault' in one ? one.fault.en.slice(0, 16) : one))).toEqual([
      '2 organisations ',
      'The organisation',
      'No organisation ',
      'The organisation',
    ]);
    const both = placesOf([version('now', { todayWithin: ['now', 'ward'] })], owners);
    expect(findOwner('Hội Nông dân', 'now', both)).toHaveProperty('fault.en', expect.stringContaining('2 organisations'));
  });
});

describe('libs/domain/register - headings', () => {
  it('are known by either language, by what registers use, whatever the accents, signs and case', () => {
    expect(
      ['TÊN MÔ HÌNH (*)', 'name of the model', 'số qđ', 'Xã/phường/thị trấn', 'Loi', 'errors', 'Ảnh', ' '].map(columnOf),
    ).toEqual(['name', 'name', 'decisionNumber', 'commune', 'faults', 'faults', null, null]);
    for (const name of registerColumnNames) {
      const { heading, also = [] } = registerColumn(name);
      expect([heading.vi, heading.en, ...also].map(columnOf)).toEqual([name, name, ...also.map(() => name)]);
    }
  });
  const needed = ['Tên mô hình', 'Lĩnh vực', 'Ngày hoạt động', 'Xã, phường'];
  it('may stand in any order, with others between that are kept and not read', () =>
    expect(readHeadings(['Ảnh', ...needed.toReversed(), 'Lỗi', 'Ảnh'])).toEqual({
      places: [null, 'commune', 'startedOn', 'field', 'name', 'faults', null],
      problems: [],
    }));
  it('a code stands for the commune', () => expect(readHeadings([...needed.slice(0, 3), 'Mã xã']).problems).toEqual([]));
  it('that are missing or there twice are a problem of the whole file', () => {
    expect(readHeadings(['Tên']).problems.map(({ en }) => en.split('.')[0])).toEqual([
      'The column “Field” is missing',
      'The column “Started on” is missing',
      'The column “Commune” is missing',
    ]);
    const twice = readHeadings([...needed, 'Tên', 'Lỗi', 'Errors']).problems;
    expect(twice.map(({ vi }) => vi)).toEqual([
      expect.stringContaining('“Tên mô hình” và “Tên”'),
      expect.stringContaining('“Lỗi” và “Errors”'),
    ]);
    expect(twice[0]!.en).toContain('“Tên mô hình” and “Tên”');
  });
});

describe('libs/domain/register - a row', () => {
  const context: RegisterContext = { ...placesOf([version('now', { code: '30001' })]), today: '2026-11-25', doubts: {} };
  const typed = (over: Partial<Record<RegisterColumn, string | Cell>> = {}) =>
    Object.fromEntries(
      Object.entries({
        name: ' Tuyến đường hoa ',
        field: 'văn hoá - xã hội',
        commune: 'Tân Thành',
        startedOn: '01/04/2021',
        ...over,
      }).map(([name, said]) => [name, typeof said === 'string' ? cell(said) : said]),
    );
  const faultsOf = (over: Partial<Record<RegisterColumn, string | Cell>>, given = context) => {
    const read = readRegisterRow(typed(over), given);
    return 'faults' in read ? read.faults.map(({ column, value }) => [column, value]) : read;
  };

  it('needs little: what is left out has its usual meaning', () => {
    expect(readRegisterRow(typed(), context)).toEqual({
      row: {
        name: 'Tuyến đường hoa',
        kind: 'model',
        field: 'cultureSociety',
        origin: 'need',
        selfManaged: false,
        territoryId: 'now',
        locality: '',
        ownerId: 'own',
        decisionNumber: null,
        decidedOn: null,
        decisionIssuer: null,
        startedOn: '2021-04-01',
        participants: null,
        unionMembers: null,
        associationMembers: null,
        households: null,
        communityContribution: null,
        stateBudget: null,
        fund: null,
        lastRating: null,
        note: '',
        notSameAs: [],
        leftOpen: ['kind', 'origin', 'selfManaged'],
      },
    });
  });

  it('says all that a register can say', () => {
    const read = readRegisterRow(
      typed({
        kind: 'Cách làm hay',
        field: 'economy',
        origin: 'Theo chỉ tiêu năm',
        selfManaged: 'x',
        commune: '',
        communeCode: '30001',
        locality: 'Ấp 1',
        owner: 'Mặt trận tỉnh',
        decisionNumber: '12/QĐ-UBND',
        decidedOn: '15/03/2021',
        decisionIssuer: 'UBND xã',
        participants: '32',
        unionMembers: '1',
        associationMembers: '2',
        households: '10.000.000',
        communityContribution: '1.000.000.000.000.000',
        stateBudget: '3',
        fund: '4',
        lastRating: 'Hiệu quả',
        note: 'Ghi chú',
        notSameAs: 'mh-2020-000001; MH-2020-000002,  mh-3',
      }),
      context,
    );
    expect(read).toEqual({
      row: expect.objectContaining({
        kind: 'goodPractice',
        field: 'economy',
        origin: 'annualTarget',
        selfManaged: true,
        territoryId: 'now',
        decisionNumber: '12/QĐ-UBND',
        decidedOn: '2021-03-15',
        participants: 32,
        unionMembers: 1,
        associationMembers: 2,
        households: 10_000_000,
        communityContribution: 1e15,
        stateBudget: 3,
        fund: 4,
        lastRating: 'effective',
        note: 'Ghi chú',
        notSameAs: ['MH-2020-000001', 'MH-2020-000002', 'MH-3'],
      }),
    });
  });

  it.each([
    ['Có', true],
    ['yes', true],
    ['X', true],
    ['Không', false],
    ['', false],
  ])('self-managed %s', (said, selfManaged) =>
    expect(readRegisterRow(typed({ selfManaged: said }), context)).toHaveProperty('row.selfManaged', selfManaged),
  );

  it.each<[string, Partial<Record<RegisterColumn, string | Cell>>, [RegisterColumn, string][]]>([
    ['no name', { name: '  ' }, [['name', '  ']]],
    ['a name too long', { name: 'x'.repeat(301) }, [['name', 'x'.repeat(301)]]],
    ['a note too long', { note: 'x'.repeat(2001) }, [['note', 'x'.repeat(2001)]]],
    ['a locality too long', { locality: 'x'.repeat(501) }, [['locality', 'x'.repeat(501)]]],
    [
      'a number of a decision too long',
      { decisionNumber: 'x'.repeat(101), decidedOn: '15/03/2021' },
      [
        ['decisionNumber', 'x'.repeat(101)],
        ['decisionNumber', 'x'.repeat(101)],
      ],
    ],
    ['an issuer too long', { decisionIssuer: 'x'.repeat(301) }, [['decisionIssuer', 'x'.repeat(301)]]],
    ['a letter nobody can read', { name: 'a\u0000b' }, [['name', 'a\u0000b']]],
    ['no field', { field: '' }, [['field', '']]],
    ['another field', { field: 'Thể thao' }, [['field', 'Thể thao']]],
    ['maybe self-managed', { selfManaged: 'có lẽ' }, [['selfManaged', 'có lẽ']]],
    ['an unknown place', { commune: 'Nơi khác' }, [['commune', 'Nơi khác']]],
    ['an unknown owner', { owner: 'Ai đó' }, [['owner', 'Ai đó']]],
    ['a day to come', { startedOn: '26/11/2026' }, [['startedOn', '26/11/2026']]],
    ['half a decision: no day', { decisionNumber: '12' }, [['decidedOn', '']]],
    ['half a decision: no number', { decidedOn: '15/03/2021' }, [['decisionNumber', '']]],
    [
      'a formula that failed',
      { participants: cell('#N/A', { fault: { vi: 'công thức lỗi', en: 'a failed formula' } }) },
      [['participants', '#N/A']],
    ],
    ['too many people', { households: '10.000.001' }, [['households', '10.000.001']]],
    ['too much money', { fund: '1.000.000.000.000.001' }, [['fund', '1.000.000.000.000.001']]],
    [
      'everything at once',
      { name: '', field: 'x', startedOn: 'y', participants: 'z' },
      [
        ['name', ''],
        ['field', 'x'],
        ['startedOn', 'y'],
        ['participants', 'z'],
      ],
    ],
  ])('refuses %s at its cell', (_, over, faults) => expect(faultsOf(over)).toEqual(faults));

  it('takes today, and a name of just the length', () => {
    expect(readRegisterRow(typed({ startedOn: '25/11/2026', name: 'x'.repeat(300) }), context)).toHaveProperty(
      'row.startedOn',
      '2026-11-25',
    );
  });
  it('a column in doubt makes its days doubtful', () => {
    expect(faultsOf({ startedOn: '04/05/2021' }, { ...context, doubts: { startedOn: { monthFirst: true } } })).toEqual([
      ['startedOn', '04/05/2021'],
    ]);
    expect(faultsOf({ startedOn: '04/05/2021' }, { ...context, doubts: { decidedOn: { monthFirst: true } } })).toHaveProperty(
      'row',
    );
  });
  it('every refusal says what to do, in both languages', () => {
    const read = readRegisterRow(
      typed({ name: '', field: 'x', startedOn: '26/11/2026', note: 'x'.repeat(2001), decisionNumber: '1' }),
      context,
    );
    const words = 'faults' in read ? read.faults.map(({ words: said }) => said) : [];
    expect(words).toHaveLength(5);
    expect(words.every(({ vi, en }) => vi.length > 10 && en.length > 10)).toBe(true);
    expect(words[0]).toEqual({
      vi: expect.stringContaining('“Tên mô hình”'),
      en: expect.stringContaining('“Name of the model”'),
    });
    expect(words[1]).toEqual({
      vi: expect.stringContaining('Kinh tế; Văn hoá'),
      en: expect.stringContaining('Economy; Culture'),
    });
  });
  it('reads nothing else whatever is typed: a row or its faults', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...registerColumnNames), fc.string({ unit: 'binary' })), (given) => {
        const read = readRegisterRow(typed(given as never), context);
        expect('row' in read || read.faults.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
