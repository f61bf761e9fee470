import { expandOrganisations, samplePersons, type PlantedOrganisation, type Seed } from '#domain';

type Unit = Seed['territories'][number];
type Pattern = Seed['patterns'][number];

const unit = (key: string, over: Partial<Unit>): Unit => ({
  line: 2,
  key,
  level: 'commune',
  code: null,
  name: `Xã ${key}`,
  unitType: 'xã',
  parentKey: 'D',
  from: null,
  to: null,
  source: 'a list',
  ...over,
});
const pattern = (kind: Pattern['kind'], over: Partial<Pattern>): Pattern => ({
  line: 2,
  kind,
  level: 'commune',
  unitTypes: ['xã', 'phường'],
  from: null,
  to: null,
  nameVi: 'Mặt trận {unit}',
  nameEn: 'Front of {unit}',
  functions: ['fatherlandFront'],
  lineKinds: [],
  successorKinds: [],
  seat: kind,
  staff: 'staff',
  scope: 'own',
  source: 'a dispatch',
  ...over,
});

const province = { level: 'province', unitType: 'tỉnh', parentKey: null } as const;
const boards = ['massMobilisationBoard', 'propagandaMassMobilisationBoard'] as Pattern['kind'][];
/** A district that ends, two communes that merge, one that becomes a ward, a board that is merged; and a province nobody asked for. */
const seed: Seed = {
  homeProvinceKey: 'A',
  organisationsWithin: ['A'],
  territories: [
    // Later versions first: nothing may hang on the order of the lines.
    unit('E', { name: 'Phường E', unitType: 'phường', parentKey: 'A', from: '2025-07-01' }),
    unit('E', { to: '2025-06-30' }),
    unit('C', { parentKey: 'A', from: '2025-07-01' }),
    unit('B', { to: '2025-06-30' }),
    unit('F', { to: '2025-06-30' }),
    unit('D', { level: 'district', name: 'Huyện D', unitType: 'huyện', parentKey: 'A', to: '2025-06-30' }),
    unit('A', { ...province, name: 'Tỉnh A' }),
    unit('X', { ...province, name: 'Tỉnh X' }),
    unit('Y', { parentKey: 'X' }),
  ],
  successions: [
    { line: 2, predecessorKey: 'B', successorKey: 'C', effectiveOn: '2025-07-01', isDefault: true, document: 'a resolution' },
    { line: 3, predecessorKey: 'B', successorKey: 'E', effectiveOn: '2025-07-01', isDefault: false, document: 'a resolution' },
    { line: 4, predecessorKey: 'F', successorKey: 'C', effectiveOn: '2025-07-01', isDefault: true, document: 'a resolution' },
  ],
  patterns: [
    pattern('fatherlandFront', { level: 'province', unitTypes: ['tỉnh'], scope: 'line' }),
    pattern('fatherlandFront', { level: 'district', unitTypes: ['huyện'], scope: 'line', lineKinds: ['fatherlandFront'] }),
    pattern('fatherlandFront', { lineKinds: ['fatherlandFront'], successorKinds: ['fatherlandFront'] }),
    pattern('propagandaMassMobilisationBoard', {
      level: 'province',
      unitTypes: ['tỉnh'],
      from: '2025-02-03',
      nameVi: 'Ban Tuyên giáo và Dân vận {name}',
      nameEn: 'Propaganda and Mass Board of {name}',
      functions: ['massMobilisationLead', 'propagandaLead'],
      seat: 'board',
      staff: 'supervision+administration',
      scope: 'territory',
      source: 'a closing list',
    }),
    pattern('massMobilisationBoard', {
      level: 'province',
      unitTypes: ['tỉnh'],
      to: '2025-02-02',
      nameVi: 'Ban Dân vận {name}',
      nameEn: 'Mass Board of {name}',
      functions: ['massMobilisationLead'],
      successorKinds: ['propagandaMassMobilisationBoard'],
      seat: 'board',
      staff: 'supervision+administration',
      scope: 'territory',
    }),
    pattern('massMobilisationBloc', {
      to: '2025-06-30',
      nameVi: 'Khối Dân vận {unit}',
      nameEn: 'Bloc of {unit}',
      functions: ['massMobilisationLead'],
      lineKinds: boards,
      staff: 'supervision',
    }),
  ],
};

const bodies = () => expandOrganisations(seed);
const body = (key: string): PlantedOrganisation => bodies().find((one) => one.key === key)!;
const versions = (key: string) =>
  body(key).versions.map(({ nameVi, lineParentKey, from, to }) => [nameVi, lineParentKey, from, to]);

describe('libs/domain/organisations - the bodies of the units', () => {
  it('stand in every unit of their level and type, in the provinces asked for and nowhere else', () => {
    expect(
      bodies()
        .map(({ key }) => key)
        .sort(),
    ).toEqual([
      'fatherlandFront/A',
      'fatherlandFront/B',
      'fatherlandFront/C',
      'fatherlandFront/D',
      'fatherlandFront/E',
      'fatherlandFront/F',
      'massMobilisationBloc/B',
      'massMobilisationBloc/E',
      'massMobilisationBloc/F',
      'massMobilisationBoard/A',
      'propagandaMassMobilisationBoard/A',
    ]);
    expect(body('fatherlandFront/B')).toMatchObject({ kind: 'fatherlandFront', territoryKey: 'B' });
  });

  it('carry the name of their unit, in both languages, with their source', () => {
    expect(body('fatherlandFront/B').versions).toEqual([
      {
        nameVi: 'Mặt trận xã B',
        nameEn: 'Front of B commune',
        lineParentKey: 'fatherlandFront/D',
        from: null,
        to: '2025-06-30',
        source: 'a dispatch',
      },
    ]);
    expect(versions('propagandaMassMobilisationBoard/A')).toEqual([['Ban Tuyên giáo và Dân vận A', null, '2025-02-03', null]]);
  });

  it('report to the district while it lasts, then to the province; a renamed unit renames its body', () => {
    expect(versions('fatherlandFront/E')).toEqual([
      ['Mặt trận xã E', 'fatherlandFront/D', null, '2025-06-30'],
      ['Mặt trận phường E', 'fatherlandFront/A', '2025-07-01', null],
    ]);
    expect(versions('fatherlandFront/C')).toEqual([['Mặt trận xã C', 'fatherlandFront/A', '2025-07-01', null]]);
    expect(versions('fatherlandFront/D')).toEqual([['Mặt trận huyện D', 'fatherlandFront/A', null, '2025-06-30']]);
    expect(versions('fatherlandFront/A')).toEqual([['Mặt trận tỉnh A', null, null, null]]);
  });

  it('pass over a level that has no such body, and change their line on the day the one above changes', () => {
    expect(versions('massMobilisationBloc/B')).toEqual([
      ['Khối Dân vận xã B', 'massMobilisationBoard/A', null, '2025-02-02'],
      ['Khối Dân vận xã B', 'propagandaMassMobilisationBoard/A', '2025-02-03', '2025-06-30'],
    ]);
  });

  it('are not cut where nothing of theirs changes', () => {
    const district = structuredClone(seed);
    district.patterns[1]!.lineKinds = [];
    // The district's Front has no line: that the board above was merged does not concern it.
    const front = expandOrganisations(district).find(({ key }) => key === 'fatherlandFront/D')!;
    expect(front.versions).toEqual([
      {
        nameVi: 'Mặt trận huyện D',
        nameEn: 'Front of D district',
        lineParentKey: null,
        from: null,
        to: '2025-06-30',
        source: 'a dispatch',
      },
    ]);
  });

  const ofBloc = (
    patterns: Pattern[],
    territories: Unit[] = [unit('A', { ...province, name: 'Tỉnh A' }), unit('G', { parentKey: 'A' })],
  ) =>
    expandOrganisations({ ...seed, territories, successions: [], patterns })
      .find(({ key }) => key === 'massMobilisationBloc/G')!
      .versions.map(({ from, to, lineParentKey, source }) => [from, to, lineParentKey, source]);
  const bloc = (over: Partial<Pattern> = {}) => pattern('massMobilisationBloc', { lineKinds: boards, ...over });
  const board = (over: Partial<Pattern>) => pattern('massMobilisationBoard', { level: 'province', unitTypes: ['tỉnh'], ...over });

  it.each<[string, unknown[][], unknown[][]]>([
    [
      'ends without an heir',
      ofBloc([board({ to: '2025-02-02' }), bloc()]),
      [
        [null, '2025-02-02', 'massMobilisationBoard/A', 'a dispatch'],
        ['2025-02-03', null, null, 'a dispatch'],
      ],
    ],
    [
      'begins where there was none',
      ofBloc([board({ from: '2025-02-03' }), bloc()]),
      [
        [null, '2025-02-02', null, 'a dispatch'],
        ['2025-02-03', null, 'massMobilisationBoard/A', 'a dispatch'],
      ],
    ],
    [
      'begins on the first day of the one below, which is not cut for it',
      ofBloc([board({ from: '2025-02-03' }), bloc({ from: '2025-02-03' })]),
      [['2025-02-03', null, 'massMobilisationBoard/A', 'a dispatch']],
    ],
    [
      'is away for a while, its lines in any order',
      ofBloc([board({ from: '2025-06-01' }), board({ to: '2025-02-02' }), bloc()]),
      [
        [null, '2025-02-02', 'massMobilisationBoard/A', 'a dispatch'],
        ['2025-02-03', '2025-05-31', null, 'a dispatch'],
        ['2025-06-01', null, 'massMobilisationBoard/A', 'a dispatch'],
      ],
    ],
  ])('change their line when the body above %s', (_, given, expected) => expect(given).toEqual(expected));

  it.each<[string, Unit[], Pattern[], unknown[][]]>([
    [
      'one version as long as nothing of theirs changes, whatever the list of units says anew',
      [unit('G', { parentKey: 'A', to: '2025-03-31', code: '1' }), unit('G', { parentKey: 'A', from: '2025-04-01', code: '2' })],
      [bloc()],
      [[null, null, null, 'a dispatch']],
    ],
    [
      'two when days lie between them',
      [unit('G', { parentKey: 'A', to: '2025-03-30' }), unit('G', { parentKey: 'A', from: '2025-04-01' })],
      [bloc()],
      [
        [null, '2025-03-30', null, 'a dispatch'],
        ['2025-04-01', null, null, 'a dispatch'],
      ],
    ],
    [
      'two when another document stands behind the second, the earlier one first',
      [unit('G', { parentKey: 'A' })],
      [bloc({ from: '2025-04-01', source: 'another' }), bloc({ to: '2025-03-31' })],
      [
        [null, '2025-03-31', null, 'a dispatch'],
        ['2025-04-01', null, null, 'another'],
      ],
    ],
    [
      'two when only the English name changes',
      [unit('G', { parentKey: 'A' })],
      [bloc({ to: '2025-03-31' }), bloc({ from: '2025-04-01', nameEn: 'Another' })],
      [
        [null, '2025-03-31', null, 'a dispatch'],
        ['2025-04-01', null, null, 'a dispatch'],
      ],
    ],
    [
      'two when only the Vietnamese name does',
      [unit('G', { parentKey: 'A' })],
      [bloc({ to: '2025-03-31' }), bloc({ from: '2025-04-01', nameVi: 'Khác' })],
      [
        [null, '2025-03-31', null, 'a dispatch'],
        ['2025-04-01', null, null, 'a dispatch'],
      ],
    ],
  ])('have %s', (_, units, patterns, expected) =>
    expect(ofBloc(patterns, [unit('A', { ...province, name: 'Tỉnh A' }), ...units])).toEqual(expected),
  );

  it('stand at their level only, though a unit of another one is called alike', () => {
    const town = unit('G', { level: 'district', unitType: 'xã', parentKey: 'A' });
    const given = expandOrganisations({
      ...seed,
      territories: [unit('A', { ...province, name: 'Tỉnh A' }), town],
      successions: [],
      patterns: [bloc()],
    });
    expect(given).toEqual([]);
  });

  it('leave heirs: in the same unit by another kind, in the units that come after, with the default named; or nobody', () => {
    expect(body('massMobilisationBoard/A').successions).toEqual([
      {
        successorKey: 'propagandaMassMobilisationBoard/A',
        effectiveOn: '2025-02-03',
        isDefault: true,
        document: 'a closing list',
      },
    ]);
    expect(body('fatherlandFront/B').successions).toEqual([
      { successorKey: 'fatherlandFront/C', effectiveOn: '2025-07-01', isDefault: true, document: 'a resolution' },
      { successorKey: 'fatherlandFront/E', effectiveOn: '2025-07-01', isDefault: false, document: 'a resolution' },
    ]);
    expect(body('fatherlandFront/F').successions.map(({ successorKey }) => successorKey)).toEqual(['fatherlandFront/C']);
    for (const key of [
      'fatherlandFront/D',
      'massMobilisationBloc/B',
      'massMobilisationBloc/E',
      'fatherlandFront/A',
      'fatherlandFront/E',
    ])
      expect(body(key).successions).toEqual([]);
  });

  it('leave nothing to a unit that has no such body', () => {
    const alone = structuredClone(seed);
    alone.patterns[5]!.successorKinds = ['partyBuildingBoard'];
    expect(expandOrganisations(alone).find(({ key }) => key === 'massMobilisationBloc/B')!.successions).toEqual([]);
  });

  it('hold their functions without a gap, each for its own days', () => {
    expect(body('propagandaMassMobilisationBoard/A').functions).toEqual([
      { code: 'massMobilisationLead', from: '2025-02-03', to: null, source: 'a closing list' },
      { code: 'propagandaLead', from: '2025-02-03', to: null, source: 'a closing list' },
    ]);
    // A commune that became a ward is one body: its function goes on.
    expect(body('fatherlandFront/E').functions).toEqual([
      { code: 'fatherlandFront', from: null, to: null, source: 'a dispatch' },
    ]);
    const broken = structuredClone(seed);
    broken.territories[1]!.to = '2025-05-31';
    expect(expandOrganisations(broken).find(({ key }) => key === 'fatherlandFront/E')!.functions).toEqual([
      { code: 'fatherlandFront', from: null, to: '2025-05-31', source: 'a dispatch' },
      { code: 'fatherlandFront', from: '2025-07-01', to: null, source: 'a dispatch' },
    ]);
    expect(bodies().find(({ key }) => key === 'massMobilisationBloc/E')!.functions).toEqual([
      { code: 'massMobilisationLead', from: null, to: '2025-06-30', source: 'a dispatch' },
    ]);
  });

  it('have a head and an officer who is told; those of a supervising body supervise, and one administers', () => {
    const posts = (key: string) =>
      body(key).posts.map(({ key: post, role, scope, receivesReminders, holderKey, from, to }) => [
        post,
        role,
        scope,
        receivesReminders,
        holderKey,
        from,
        to,
      ]);
    expect(posts('fatherlandFront/E')).toEqual([
      ['fatherlandFront/E/head', 'head', 'own', false, 'fatherlandFront.head.E', null, null],
      ['fatherlandFront/E/officer', 'officer', 'own', true, 'fatherlandFront.officer.E', null, null],
    ]);
    expect(posts('massMobilisationBloc/B')).toEqual([
      ['massMobilisationBloc/B/head', 'supervisor', 'own', false, 'massMobilisationBloc.head.B', null, '2025-06-30'],
      ['massMobilisationBloc/B/officer', 'supervisor', 'own', true, 'massMobilisationBloc.officer.B', null, '2025-06-30'],
    ]);
    expect(posts('massMobilisationBoard/A')).toEqual([
      ['massMobilisationBoard/A/head', 'supervisor', 'territory', false, 'board.head.A', null, '2025-02-02'],
      ['massMobilisationBoard/A/officer', 'supervisor', 'territory', true, 'board.officer.A', null, '2025-02-02'],
      ['massMobilisationBoard/A/administrator', 'administrator', 'all', false, 'administrator', null, '2025-02-02'],
    ]);
    expect(body('fatherlandFront/B').posts[1]).toMatchObject({
      organisationKey: 'fatherlandFront/B',
      titleVi: 'Cán bộ báo cáo',
      titleEn: 'Reporting officer',
    });
  });

  it('are held in the sample by people named for the latest body of their seat, never by a person’s name', () => {
    const people = samplePersons(bodies());
    expect(people.find(({ key }) => key === 'board.head.A')).toEqual({
      key: 'board.head.A',
      displayName: 'Người đứng đầu – Ban Tuyên giáo và Dân vận A',
      email: 'board.head.A@lantoa.example',
    });
    expect(people.map(({ key }) => key).sort()).toEqual(
      [...new Set(bodies().flatMap(({ posts }) => posts.map((p) => p.holderKey)))].sort(),
    );
    const withCode = samplePersons(
      expandOrganisations({ ...seed, territories: [unit('A@1', { ...province, name: 'Tỉnh A' })], organisationsWithin: ['A@1'] }),
    );
    expect(withCode[0]!.email).toMatch(/\.A-1@lantoa\.example$/);
  });
});
