import { issueSampleSet } from '../testing/issue-sample-set.js';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { organisationOf, signerOf, territoryOf } from '../testing/seeded.js';

interface Score {
  criterion: string;
  score: number;
  evidence?: string;
  reason?: string;
}
interface Ask {
  field: string;
  criteriaSetId?: string;
  criteria?: { code: string; self: Score | null }[];
}
interface Model {
  id: string;
  revision: number;
  warnings?: object[];
}

// The set is the sample of the seed; the model and its evidence are invented.
describe('apps/api/models - a review is scored by the criteria it was opened with (D1.5, D3.5)', () => {
  let api: TestApi;
  let board: Official;
  let front: Official;
  let commune: Official;
  let setId: string;
  let nextSetId: string;
  const clock = new TestClock();

  const organisation = (key: string) => organisationOf(api, key);
  const territory = (key: string) => territoryOf(api, key);

  beforeAll(async () => {
    clock.set('2026-11-23');
    api = await openTestApi({ seeded: true, clock });
    board = await officialOf(api, await organisation('propagandaMassMobilisationBoard/82@2025'), 'supervisor');
    front = await officialOf(api, await organisation('fatherlandFront/82@2025'), 'head');
    commune = await officialOf(api, await organisation('fatherlandFront/30076@2025'), 'head');
    const area = '82@2025';
    setId = await issueSampleSet(api, front, { number: '01-HDLT', area, inForceFrom: '2026-11-23' });
    nextSetId = await issueSampleSet(api, front, {
      number: '02-HDLT',
      area,
      inForceFrom: '2026-12-01',
      insteadOfLasting: 'digital',
    });
  }, 60_000);
  beforeEach(() => clock.set('2026-11-23'));
  // Closing asks the history checker.
  afterAll(() => api.close());

  let papers = 0;
  const give = async (by: Official, { id, revision }: Model, step: string, fields: object = {}, decided = false) => {
    const day = clock.today();
    const paper = decided && {
      decision: {
        number: `${++papers}-QĐ/MTTQ`,
        decidedOn: day,
        effectiveOn: day,
        signerPostId: await signerOf(api, by),
        basis: 'Tờ trình',
      },
    };
    return by.post(`/api/models/${id}/steps`, { step, fields, ...paper }, `"r${revision}"`);
  };
  const done = async (...given: Parameters<typeof give>): Promise<Model> => {
    const answer = await give(...given);
    if (answer.status !== 200) throw new Error(`${given[2]}: ${answer.text}`);
    return answer.body as Model;
  };
  const refused = async (...given: Parameters<typeof give>): Promise<(string | undefined)[]> => {
    const answer = await give(...given);
    expect(answer.status).toBe(409);
    expect((await file(given[1])).revision).toBe(given[1].revision);
    return (answer.body.errors as { pointer?: string }[]).map(({ pointer }) => pointer);
  };
  const file = async ({ id }: Model) => (await board.get(`/api/models/${id}`).expect(200)).body;
  const scoresAsked = async (by: Official, { id }: Model, step: string): Promise<Ask> => {
    const { steps } = (await by.get(`/api/models/${id}/steps`).expect(200)).body;
    const { asks } = (steps as { step: string; asks: Ask[] }[]).find((choice) => choice.step === step)!;
    return asks.find(({ field }) => field === 'scores')!;
  };

  let drafts = 0;
  async function underReview(): Promise<Model> {
    const draft = {
      kind: 'model',
      name: `Mẫu: Tổ hoà giải không cần toà số ${++drafts}`,
      field: 'cultureSociety',
      origin: 'need',
      selfManaged: true,
      territoryId: await territory('30076@2025'),
      locality: 'Ấp 1',
    };
    const drafted = (await commune.post('/api/models', draft).expect(201)).body as Model;
    const proposed = await done(commune, drafted, 'propose');
    const running = await done(front, proposed, 'recognise', { startedOn: '2026-01-15' }, true);
    return done(front, running, 'openReview', { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
  }
  // Those of the set that are asked of a self-managed model of culture and society.
  const asked = ['solvesTheTask', 'peopleTakePart', 'jointForces', 'lasting', 'spreading', 'selfGovernance'];
  const own = (): Score[] => asked.map((criterion) => ({ criterion, score: 8, evidence: 'Biên bản họp dân' }));
  const assessment = (scores: Score[], over: object = {}) => ({ selfAssessment: 'Đạt mục tiêu', scores, ...over });
  const assessed = async () => done(commune, await underReview(), 'submitSelfAssessment', assessment(own()));
  /** As the appraiser would fill it in: the first two criteria one lower. */
  const lower = (reason?: string): Score[] =>
    asked.map((criterion, at) => ({ criterion, score: at < 2 ? 7 : 8, ...(at < 2 && reason && { reason }) }));

  it('the model scores itself with its evidence; the body above sees both scores side by side and explains what differs', async () => {
    const open = await underReview();
    const form = await scoresAsked(commune, open, 'submitSelfAssessment');
    expect([form.criteriaSetId, form.criteria!.map(({ code }) => code)]).toEqual([setId, asked]);
    const sent = await done(commune, open, 'submitSelfAssessment', assessment(own(), { criteriaSetId: setId }));
    expect((await file(sent)).reviews[0]).toMatchObject({ criteriaSetId: setId, selfScore: 80, selfScores: own() });

    const beside = await scoresAsked(front, sent, 'appraise');
    expect(beside.criteria!.map(({ code, self }) => [code, self!.score, self!.evidence])).toEqual(
      asked.map((code) => [code, 8, 'Biên bản họp dân']),
    );
    expect(await refused(front, sent, 'appraise', { scores: lower() })).toEqual([
      '/fields/scores/0/reason',
      '/fields/scores/1/reason',
    ]);
    const judged = await done(front, sent, 'appraise', { scores: lower('Chưa có số liệu trước và sau') });
    // (25 + 20) of 90 points at 7 of 10, the others at 8: 75 %, which the set calls effective.
    expect((await file(judged)).reviews[0]).toMatchObject({
      criteriaSetId: setId,
      selfScore: 80,
      appraisedScore: 75,
      verdict: 'effective',
      selfScores: own(),
      appraisedScores: lower('Chưa có số liệu trước và sau'),
    });
    const concluded = await done(front, judged, 'continueOperation', { conclusion: 'Tiếp tục duy trì' });
    // Whatever comes after, the assessment keeps the set it was made with.
    clock.set('2026-12-02');
    expect((await file(concluded)).reviews[0]).toMatchObject({ criteriaSetId: setId, verdict: 'effective' });
  });

  it('the lowest score of a knock-out criterion outweighs all others', async () => {
    const scores = own().map((score) => ({ ...score, score: score.criterion === 'peopleTakePart' ? 0 : 10 }));
    const sent = await done(commune, await underReview(), 'submitSelfAssessment', assessment(scores));
    const judged = await done(front, sent, 'appraise', { scores: scores.map(({ criterion, score }) => ({ criterion, score })) });
    expect((await file(judged)).reviews[0]).toMatchObject({
      appraisedScore: 77.78,
      verdict: 'weak',
      knockedOut: ['peopleTakePart'],
    });
    expect(judged.warnings).toMatchObject([{ code: 'verdictIsHeldDown', source: 'D3.5' }]);
    const [entry] = (await board.get(`/api/models/${judged.id}/journal?limit=1`).expect(200)).body.items;
    expect(entry).toMatchObject({ step: 'appraise', warnings: [{ code: 'verdictIsHeldDown' }] });

    clock.set('2026-11-24');
    const returned = await done(front, judged, 'returnAppraisal', { reason: 'Chưa nghe dân nói' });
    expect((await file(returned)).reviews[0]).toMatchObject({ verdict: null, knockedOut: [] });
    const again = own().map(({ criterion, score }) => ({ criterion, score }));
    const mended = await done(front, returned, 'appraise', {
      scores: again.map((score) => ({ ...score, reason: 'Xem lại biên bản' })),
    });
    expect(mended.warnings).toEqual([]);
    expect((await file(mended)).reviews[0]).toMatchObject({ verdict: 'effective', knockedOut: [] });
    // What was true that day, and why, is known still.
    const then = (await board.get(`/api/models/${judged.id}?asOf=2026-11-23`).expect(200)).body;
    expect(then.reviews[0]).toMatchObject({ verdict: 'weak', knockedOut: ['peopleTakePart'] });
  });

  it.each<[string, (scores: Score[]) => object, string[]]>([
    ['a score above its scale', (s) => assessment(s.with(0, { ...s[0]!, score: 11 })), ['/fields/scores/0/score']],
    ['a score below its scale', (s) => assessment(s.with(1, { ...s[1]!, score: -1 })), ['/fields/scores/1/score']],
    ['a score between its steps', (s) => assessment(s.with(2, { ...s[2]!, score: 7.5 })), ['/fields/scores/2/score']],
    ['no evidence', (s) => assessment(s.with(3, { ...s[3]!, evidence: ' ' })), ['/fields/scores/3/evidence']],
    ['a criterion left out', (s) => assessment(s.slice(1)), ['/fields/scores']],
    [
      'a criterion of another set',
      (s) => assessment([...s, { criterion: 'digital', score: 8, evidence: 'Có' }]),
      ['/fields/scores/6/criterion'],
    ],
    [
      'a criterion that is not asked of this model',
      (s) => assessment([...s, { criterion: 'linkage', score: 8, evidence: 'Có' }]),
      ['/fields/scores/6/criterion'],
    ],
    ['a criterion scored twice', (s) => assessment([...s, s[0]!]), ['/fields/scores/6/criterion']],
    ['the total typed beside', (s) => assessment(s, { selfScore: 95 }), ['/fields/selfScore']],
    ['the total typed instead', () => ({ selfAssessment: 'Đạt', selfScore: 95 }), ['/fields/selfScore', '/fields/scores']],
    ['a set that is not yet in force', (s) => assessment(s, { criteriaSetId: nextSetId }), ['/fields/criteriaSetId']],
    [
      'a set nobody knows',
      (s) => assessment(s, { criteriaSetId: '00000000-0000-4000-8000-000000000000' }),
      ['/fields/criteriaSetId'],
    ],
  ])('a self-assessment with %s is refused at its place, and nothing is written', async (_, spoilt, pointers) => {
    const open = await underReview();
    expect(new Set(await refused(commune, open, 'submitSelfAssessment', spoilt(own())))).toEqual(new Set(pointers));
    await done(commune, open, 'submitSelfAssessment', assessment(own()));
  });

  it('an appraisal types neither total nor verdict, and stays on the scale and in the set', async () => {
    const sent = await assessed();
    const scores = lower('Chưa có số liệu');
    expect(await refused(front, sent, 'appraise', { scores, appraisedScore: 90, verdict: 'exemplary' })).toEqual([
      '/fields/appraisedScore',
      '/fields/verdict',
    ]);
    const spoilt = [{ ...scores[0]!, score: 12 }, ...scores.slice(1, 5), { criterion: 'digital', score: 5 }];
    expect(await refused(front, sent, 'appraise', { scores: spoilt, criteriaSetId: nextSetId })).toEqual(
      expect.arrayContaining(['/fields/scores/0/score', '/fields/scores/5/criterion', '/fields/criteriaSetId']),
    );
  });

  it('nobody appraises what is its own', async () => {
    const sent = await assessed();
    const answer = await give(commune, sent, 'appraise', { scores: lower('Chưa có số liệu') });
    expect(answer.status).toBe(409);
    expect((answer.body.errors as { detail: string }[]).map(({ detail }) => detail)).toContain(
      'The appraiser is not the one assessed',
    );
    await done(front, sent, 'appraise', { scores: lower('Chưa có số liệu') });
  });

  it('once a set is superseded, what opens is scored by the next, and what was open goes on by its own', async () => {
    const before = await underReview();
    clock.set('2026-12-01');
    const after = await underReview();
    const byNext = own().map((score) => (score.criterion === 'lasting' ? { ...score, criterion: 'digital' } : score));
    expect(await refused(commune, after, 'submitSelfAssessment', assessment(byNext, { criteriaSetId: setId }))).toEqual([
      '/fields/criteriaSetId',
    ]);
    expect(await refused(commune, before, 'submitSelfAssessment', assessment(own(), { criteriaSetId: nextSetId }))).toEqual([
      '/fields/criteriaSetId',
    ]);
    const [one, other] = [
      await done(commune, before, 'submitSelfAssessment', assessment(own(), { criteriaSetId: setId })),
      await done(commune, after, 'submitSelfAssessment', assessment(byNext, { criteriaSetId: nextSetId })),
    ];
    expect([(await file(one)).reviews[0].criteriaSetId, (await file(other)).reviews[0].criteriaSetId]).toEqual([
      setId,
      nextSetId,
    ]);
  });
});
