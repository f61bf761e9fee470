import { checkSeed, type SeedFiles } from '#domain';

const territory = (line: number, cells: Partial<Record<string, string>>) => ({
  line,
  cells: {
    key: 'A@2024',
    level: 'province',
    code: '',
    name: 'Tỉnh A',
    unit_type: 'tỉnh',
    parent_key: '',
    valid_from: '',
    valid_to: '',
    source: 'a list',
    ...cells,
  } as Record<string, string>,
});
const commune = (line: number, cells: Partial<Record<string, string>>) =>
  territory(line, { level: 'commune', unit_type: 'xã', name: 'Xã B', key: 'B@2024', parent_key: 'A@2024', ...cells });
const succession = (line: number, cells: Partial<Record<string, string>>) => ({
  line,
  cells: {
    predecessor_key: 'B@2024',
    successor_key: 'C@2025',
    effective_on: '2025-07-01',
    is_default: 'true',
    document: 'a resolution',
    ...cells,
  } as Record<string, string>,
});
const pattern = (line: number, cells: Partial<Record<string, string>>) => ({
  line,
  cells: {
    kind: 'womensUnion',
    level: 'commune',
    unit_types: 'xã',
    valid_from: '',
    valid_to: '',
    name_vi: 'Hội {unit}',
    name_en: 'Union of {unit}',
    functions: 'womensUnion',
    line_kinds: 'womensUnion',
    successor_kinds: '',
    seat: '',
    staff: 'staff',
    scope: 'own',
    source: 'a source',
    ...cells,
  } as Record<string, string>,
});
const files = (changed: Partial<SeedFiles> = {}): SeedFiles => ({
  territories: [
    territory(2, {}),
    commune(3, { valid_to: '2025-06-30' }),
    commune(4, { key: 'C@2025', name: 'Xã C', valid_from: '2025-07-01' }),
  ],
  successions: [succession(2, {})],
  patterns: [pattern(2, {})],
  settings: { homeProvince: 'A@2024', organisationsWithin: ['A@2024'] },
  ...changed,
});
const faultsOf = (given: SeedFiles) => checkSeed(given).faults.map(({ file, line, column }) => `${file}:${line} ${column}`);
const changed = (...units: ReturnType<typeof territory>[]) => files({ territories: [...files().territories, ...units] });

describe('libs/domain/organisations - a seed is believed only when', () => {
  it('all of it holds together', () => {
    const { seed, faults } = checkSeed(files());
    expect(faults).toEqual([]);
    expect(seed).toMatchObject({ homeProvinceKey: 'A@2024', territories: { length: 3 }, successions: { length: 1 } });
  });

  it.each<[string, SeedFiles, string[]]>([
    ['the parent of a unit exists', changed(commune(5, { key: 'D@2024', parent_key: 'Z@2024' })), ['territories:5 parent_key']],
    [
      'the parent is of a higher level',
      changed(commune(5, { key: 'D@2024', parent_key: 'B@2024' })),
      ['territories:5 parent_key'],
    ],
    [
      'the parent lives at the time',
      changed(
        territory(5, { key: 'E@2024', valid_to: '2020-12-31' }),
        commune(6, { key: 'D@2024', parent_key: 'E@2024', valid_from: '2021-01-01' }),
      ),
      ['territories:6 parent_key'],
    ],
    ['a commune has a parent', changed(commune(5, { key: 'D@2024', parent_key: '' })), ['territories:5 parent_key']],
    ['a key is used once', changed(commune(5, { valid_to: '2025-06-30' })), ['territories:5 key']],
    [
      'two versions do not overlap',
      changed(commune(5, { valid_from: '2025-06-30' })),
      ['territories:5 valid_from', 'successions:2 effective_on'],
    ],
    ['a unit keeps its level', changed(territory(5, { key: 'C@2025', valid_to: '2020-12-31' })), ['territories:5 level']],
    [
      'a code means one unit a day',
      changed(commune(5, { key: 'D@2024', code: '9' }), commune(6, { key: 'E@2024', code: '9' })),
      ['territories:6 code'],
    ],
    ['days exist', changed(commune(5, { key: 'D@2024', valid_from: '2025-02-29' })), ['territories:5 valid_from']],
    [
      'the last day follows the first',
      changed(commune(5, { key: 'D@2024', valid_from: '2025-02-02', valid_to: '2025-02-01' })),
      ['territories:5 valid_to'],
    ],
    ['the unit type is known', changed(commune(5, { key: 'D@2024', unit_type: 'quận' })), ['territories:5 unit_type']],
    ['the unit type is of the level', changed(commune(5, { key: 'D@2024', unit_type: 'huyện' })), ['territories:5 unit_type']],
    ['a name is given', changed(commune(5, { key: 'D@2024', name: ' ' })), ['territories:5 name']],
    [
      'the successor exists',
      files({ successions: [succession(2, { successor_key: 'Z@2025' })] }),
      ['successions:2 successor_key'],
    ],
    [
      'nobody succeeds before the end',
      files({ successions: [succession(2, { effective_on: '2025-06-30' })] }),
      ['successions:2 effective_on', 'successions:2 successor_key'],
    ],
    [
      'nobody succeeds one that goes on',
      files({ successions: [succession(2, { predecessor_key: 'C@2025', successor_key: 'B@2024' })] }),
      ['successions:2 effective_on', 'successions:2 successor_key'],
    ],
    ['a split has one default', files({ successions: [succession(2, { is_default: 'false' })] }), ['successions:2 is_default']],
    [
      'a body has one pattern a day',
      files({ patterns: [pattern(2, {}), pattern(3, { valid_from: '2025-07-01' })] }),
      ['patterns:3 valid_from'],
    ],
    [
      'a function has one holder a day',
      files({ patterns: [pattern(2, {}), pattern(3, { kind: 'farmersUnion' })] }),
      ['patterns:3 functions'],
    ],
    ['a kind is known', files({ patterns: [pattern(2, { kind: 'chamber' })] }), ['patterns:2 kind']],
    ['a placeholder is known', files({ patterns: [pattern(2, { name_vi: 'Hội {place}' })] }), ['patterns:2 name_vi']],
    [
      'a column is there',
      files({ patterns: [{ line: 2, cells: { ...pattern(2, {}).cells, staff: undefined as never } }] }),
      ['patterns:2 staff'],
    ],
    [
      'the home province exists',
      files({ settings: { homeProvince: 'B@2024', organisationsWithin: 'A@2024' } }),
      ['settings:1 homeProvince', 'settings:1 organisationsWithin'],
    ],
  ])('%s', (_, given, expected) => expect(faultsOf(given).sort()).toEqual([...expected].sort()));

  it('it tells every fault at once, in both languages', () => {
    const { faults } = checkSeed(
      changed(commune(5, { key: 'D@2024', parent_key: 'Z@2024' }), commune(6, { key: 'E@2024', valid_to: 'soon' })),
    );
    expect(faults).toHaveLength(2);
    expect(faults[0]!.words).toEqual({
      vi: expect.stringContaining('Z@2024'),
      en: '"Xã B" has the parent "Z@2024", which does not exist. Add that unit or correct the key.',
    });
  });
});
