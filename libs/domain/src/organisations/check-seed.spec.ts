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

  it('reads every cell for what it says', () => {
    const read = checkSeed(
      files({
        patterns: [
          pattern(2, {
            unit_types: 'xã|phường',
            line_kinds: 'womensUnion|fatherlandFront',
            functions: '',
            seat: 'women',
            scope: 'line',
          }),
          pattern(3, { kind: 'farmersUnion', functions: 'farmersUnion', valid_from: '2025-01-01' }),
        ],
      }),
    ).seed!;
    expect(read.patterns).toEqual([
      {
        line: 2,
        kind: 'womensUnion',
        level: 'commune',
        unitTypes: ['xã', 'phường'],
        from: null,
        to: null,
        nameVi: 'Hội {unit}',
        nameEn: 'Union of {unit}',
        functions: [],
        lineKinds: ['womensUnion', 'fatherlandFront'],
        successorKinds: [],
        seat: 'women',
        staff: 'staff',
        scope: 'line',
        source: 'a source',
      },
      expect.objectContaining({ seat: 'farmersUnion', from: '2025-01-01', functions: ['farmersUnion'] }),
    ]);
    expect(read.successions).toEqual([
      {
        line: 2,
        predecessorKey: 'B@2024',
        successorKey: 'C@2025',
        effectiveOn: '2025-07-01',
        isDefault: true,
        document: 'a resolution',
      },
    ]);
    expect(read.territories[1]).toEqual({
      line: 3,
      key: 'B@2024',
      level: 'commune',
      code: null,
      name: 'Xã B',
      unitType: 'xã',
      parentKey: 'A@2024',
      from: null,
      to: '2025-06-30',
      source: 'a list',
    });
    expect(read.organisationsWithin).toEqual(['A@2024']);
  });

  it('takes what is right at its bounds', () => {
    const fine = [
      changed(commune(5, { key: 'D@2024', valid_from: '2025-02-02', valid_to: '2025-02-02' })),
      changed(commune(5, { key: 'D@2024', valid_from: '2025-02-02' })),
      // The same code of the same unit, version after version.
      changed(
        commune(5, { key: 'D@2024', code: '9', valid_to: '2024-12-31' }),
        commune(6, { key: 'D@2024', code: '9', valid_from: '2025-01-01' }),
      ),
      // A parent of two versions of which one lives at the time.
      changed(
        territory(5, { key: 'E@2024', valid_from: '2020-01-01' }),
        territory(6, { key: 'E@2024', valid_to: '2019-12-31' }),
        commune(7, { key: 'D@2024', parent_key: 'E@2024', valid_from: '2021-01-01' }),
      ),
      // A split names two, one of them first.
      files({
        territories: [...files().territories, commune(5, { key: 'E@2025', valid_from: '2025-07-01' })],
        successions: [succession(2, {}), succession(3, { successor_key: 'E@2025', is_default: 'false' })],
      }),
      // One body holds a function by two patterns, one after the other.
      files({ patterns: [pattern(2, { valid_to: '2025-06-30' }), pattern(3, { valid_from: '2025-07-01' })] }),
      // Two kinds hold it one after the other.
      files({
        patterns: [pattern(2, { valid_to: '2025-06-30' }), pattern(3, { kind: 'farmersUnion', valid_from: '2025-07-01' })],
      }),
      // The later line may speak of the earlier days.
      files({ patterns: [pattern(2, { valid_from: '2025-07-01' }), pattern(3, { valid_to: '2025-06-30' })] }),
    ];
    expect(fine.map(faultsOf)).toEqual(fine.map(() => []));
  });

  it.each<[string, SeedFiles, string[]]>([
    [
      'the predecessor exists',
      files({ successions: [succession(2, { predecessor_key: 'Z@2024' })] }),
      ['successions:2 predecessor_key'],
    ],
    [
      'nothing succeeds itself',
      files({
        territories: [...files().territories, commune(5, { key: 'B@2024', valid_from: '2025-08-01', valid_to: '2025-09-30' })],
        successions: [succession(2, { successor_key: 'B@2024', effective_on: '2025-10-01' })],
      }),
      ['successions:2 successor_key', 'successions:2 successor_key'],
    ],
    [
      'a successor is named once',
      files({ successions: [succession(2, {}), succession(3, { is_default: 'false' })] }),
      ['successions:3 successor_key'],
    ],
    [
      'the days of a succession are given',
      files({ successions: [succession(2, { effective_on: '' })] }),
      ['successions:2 effective_on'],
    ],
    [
      'two versions that begin on one day do not end on another',
      changed(commune(5, { valid_to: '2025-05-31' })),
      ['successions:2 effective_on', 'territories:5 valid_from'],
    ],
    ['a placeholder is closed', files({ patterns: [pattern(2, { name_vi: 'Hội {unit' })] }), ['patterns:2 name_vi']],
    [
      'a list has known words only',
      files({ patterns: [pattern(2, { line_kinds: 'womensUnion|choir' })] }),
      ['patterns:2 line_kinds'],
    ],
    [
      'every province asked for is one',
      files({ settings: { homeProvince: 'A@2024', organisationsWithin: ['A@2024', 'B@2024'] } }),
      ['settings:1 organisationsWithin'],
    ],
    [
      'the home province is named by its key',
      files({ settings: { homeProvince: ['A@2024'], organisationsWithin: ['Z@2024'] } }),
      ['settings:1 homeProvince', 'settings:1 organisationsWithin'],
    ],
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
