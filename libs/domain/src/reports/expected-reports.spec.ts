import { expectedReports, type AnnualReportRule, type FunctionHolder } from '#domain';

const rule = {
  opensOn: { month: 10, day: 1 },
  dataClosesOn: { month: 11, day: 15 },
  roll: 'none',
  extension: { maxDays: 15, maxTimes: 2 },
  ladder: { fireAt: '08:00', rungs: [] },
  levels: [
    { code: 'commune', level: 'commune', reporters: ['womensUnion'], due: { month: 11, day: 22 }, inclusive: true },
    { code: 'district', level: 'district', reporters: ['womensUnion'], due: { month: 11, day: 26 }, inclusive: true },
    {
      code: 'province',
      level: 'province',
      reporters: ['womensUnion'],
      due: { month: 11, day: 30 },
      inclusive: true,
      to: 'massMobilisationLead',
    },
    {
      code: 'lead',
      level: 'province',
      reporters: ['massMobilisationLead'],
      due: { month: 12, day: 10 },
      inclusive: true,
      to: 'standingCommittee',
    },
  ],
} satisfies AnnualReportRule;

const holder = (
  functionCode: string,
  organisationId: string,
  level: FunctionHolder['level'],
  lineParentId: string | null = null,
): FunctionHolder => ({
  functionCode,
  organisationId,
  territoryId: `place of ${organisationId}`,
  level,
  lineParentId,
});
const provincial = [
  holder('womensUnion', 'province women', 'province'),
  holder('massMobilisationLead', 'board', 'province'),
  holder('propagandaLead', 'board', 'province'),
  holder('standingCommittee', 'committee', 'province'),
];

describe('libs/domain/reports - whom a rule concerns, and the path it climbs', () => {
  const commune = {
    ...holder('womensUnion', 'commune women', 'commune', 'province women'),
    kind: 'womensUnion',
    places: ['here', 'up'],
  };
  const kinds = (scope: AnnualReportRule['scope']) =>
    expectedReports({ ...rule, scope }, 2026, [...provincial, commune]).map(({ organisationId }) => organisationId);

  it('everybody, unless the rule names kinds, places or organisations', () => {
    expect(kinds(undefined)).toContain('commune women');
    expect(kinds({ territories: ['up'] })).toEqual(['commune women']);
    expect(kinds({ kinds: ['farmersUnion'] })).toEqual([]);
    expect(kinds({ organisations: ['board'] })).toEqual(['board']);
  });

  it('an escalation climbs the path of the rule above the receiving body', () => {
    const [report] = expectedReports({ ...rule, escalation: ['standingCommittee'] }, 2026, [...provincial, commune]);
    expect(report!.reportsTo).toEqual(['province women', 'committee']);
  });
});

describe('libs/domain/reports - the expected list of a round (D3.6, D5.2)', () => {
  it('climbs commune → district → province → mass-mobilisation lead → Standing Committee while districts exist', () => {
    const holders = [
      ...provincial,
      holder('womensUnion', 'district women', 'district', 'province women'),
      holder('womensUnion', 'commune women', 'commune', 'district women'),
    ];
    expect(
      expectedReports(rule, 2024, holders).map(({ organisationId, dueOn, reportsTo }) => [organisationId, dueOn, reportsTo]),
    ).toEqual([
      ['commune women', '2024-11-22', ['district women', 'province women', 'board', 'committee']],
      ['district women', '2024-11-26', ['province women', 'board', 'committee']],
      ['province women', '2024-11-30', ['board', 'committee']],
      ['board', '2024-12-10', ['committee']],
    ]);
  });

  it('reports from commune to province once the district level has ended', () => {
    const holders = [...provincial, holder('womensUnion', 'commune women', 'commune', 'province women')];
    const expected = expectedReports(rule, 2025, holders);
    expect(expected.map(({ duty }) => duty)).toEqual(['commune', 'province', 'lead']);
    expect(expected[0]!.reportsTo).toEqual(['province women', 'board', 'committee']);
  });

  it('expects nobody who holds no reporting function', () => {
    expect(expectedReports(rule, 2025, [holder('governmentLead', 'people’s committee', 'commune')])).toEqual([]);
  });
});
