import { issueSampleSet } from '../testing/issue-sample-set.js';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { organisationOf, signerOf, territoryOf } from '../testing/seeded.js';

interface Seen {
  id: string;
  revision: number;
}
interface Ask {
  field: string;
  criteriaSetId?: string;
  criteria?: { code: string }[];
}

// The sets are the sample of the seed, one of them with another criterion; the models are invented.
describe('apps/api/models - after a merger of provinces each model is judged by the set of its origin, until a joint one (D3.5)', () => {
  let api: TestApi;
  let front: Official;
  const clock = new TestClock();
  /** The Front of a commune that came out of each old province, and where it lies. */
  const of = {} as Record<'87@2024' | '82@2024', { commune: Official; place: string }>;
  const sets = {} as Record<'87@2024' | '82@2024' | '82@2025', string>;
  const asked = ['solvesTheTask', 'peopleTakePart', 'jointForces', 'lasting', 'spreading', 'selfGovernance'];

  const communeOut = async (province: string) =>
    (await api.records.sql.row<{ key: string }>(
      `SELECT n.seed_key AS key FROM territories p JOIN territory_versions d ON d.parent_id = p.id JOIN territory_versions c ON c.parent_id = d.territory_id
       JOIN territory_successions s ON s.predecessor_id = c.territory_id JOIN territories n ON n.id = s.successor_id AND n.seed_key LIKE '%@2025'
       WHERE p.seed_key = $1 ORDER BY 1 LIMIT 1`,
      [province],
    ))!.key;

  beforeAll(async () => {
    clock.set('2026-11-02');
    api = await openTestApi({ seeded: true, clock });
    front = await officialOf(api, await organisationOf(api, 'fatherlandFront/82@2025'), 'head');
    for (const province of ['87@2024', '82@2024'] as const) {
      const key = await communeOut(province);
      of[province] = {
        commune: await officialOf(api, await organisationOf(api, `fatherlandFront/${key}`), 'head'),
        place: await territoryOf(api, key),
      };
    }
    sets['87@2024'] = await issueSampleSet(api, front, { number: '01-HDLT', area: '87@2024', inForceFrom: '2026-11-02' });
    sets['82@2024'] = await issueSampleSet(api, front, {
      number: '02-HDLT',
      area: '82@2024',
      inForceFrom: '2026-11-02',
      insteadOfLasting: 'digital',
    });
  }, 60_000);
  // Closing asks the history checker.
  afterAll(() => api.close());

  let papers = 0;
  const give = async (by: Official, { id, revision }: Seen, step: string, fields: object, decided = false) => {
    const day = clock.today();
    const order = { decidedOn: day, effectiveOn: day, basis: 'Tờ trình', signerPostId: await signerOf(api, by) };
    const paper = decided && { decision: { number: `${++papers}-QĐ/MTTQ`, ...order } };
    return by.post(`/api/models/${id}/steps`, { step, fields, ...paper }, `"r${revision}"`);
  };
  const done = async (...given: Parameters<typeof give>): Promise<Seen> => {
    const answer = await give(...given);
    if (answer.status !== 200) throw new Error(`${given[2]}: ${answer.text}`);
    return answer.body as Seen;
  };
  const operating = async (province: keyof typeof of): Promise<Seen> => {
    const { commune, place } = of[province];
    const draft = {
      kind: 'model',
      name: `Mẫu: Tổ hoà giải gốc ${province}`,
      field: 'cultureSociety',
      origin: 'need',
      selfManaged: true,
      territoryId: place,
      locality: 'Ấp 1',
    };
    const drafted = (await commune.post('/api/models', draft).expect(201)).body as Seen;
    const proposed = await done(commune, drafted, 'propose', {});
    return done(front, proposed, 'recognise', { startedOn: '2026-01-15' }, true);
  };
  const reviewed = (model: Seen, reviewYear: number) =>
    done(front, model, 'openReview', { reviewYear, reason: 'Rà soát trước kỳ' });
  const form = async (by: Official, { id }: Seen): Promise<{ set: string | undefined; codes: string[] | undefined }> => {
    const { steps } = (await by.get(`/api/models/${id}/steps`).expect(200)).body as { steps: { step: string; asks: Ask[] }[] };
    const scores = steps.find(({ step }) => step === 'submitSelfAssessment')!.asks.find(({ field }) => field === 'scores')!;
    return { set: scores.criteriaSetId, codes: scores.criteria?.map(({ code }) => code) };
  };
  const assessment = (codes: string[], criteriaSetId: string) => ({
    selfAssessment: 'Đạt mục tiêu',
    criteriaSetId,
    scores: codes.map((criterion) => ({ criterion, score: 8, evidence: 'Biên bản họp dân' })),
  });
  const setOfReview = async ({ id }: Seen, year: number, day = clock.today()) => {
    const { reviews } = (await front.get(`/api/models/${id}?asOf=${day}`).expect(200)).body;
    return (reviews as { year: number; criteriaSetId: string }[]).find((one) => one.year === year)!.criteriaSetId;
  };

  it('two sets are in force side by side, each asked of the models of its origin only; the joint one is asked of all that open after it', async () => {
    const withDigital = asked.map((code) => (code === 'lasting' ? 'digital' : code));
    const upstream = await reviewed(await operating('87@2024'), 2026);
    const downstream = await reviewed(await operating('82@2024'), 2026);
    expect(await form(of['87@2024'].commune, upstream)).toEqual({ set: sets['87@2024'], codes: asked });
    expect(await form(of['82@2024'].commune, downstream)).toEqual({ set: sets['82@2024'], codes: withDigital });

    // The other's set is refused, each fault at its place, and nothing is written.
    const strange = await give(of['82@2024'].commune, downstream, 'submitSelfAssessment', assessment(asked, sets['87@2024']));
    expect([strange.status, (strange.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()]).toEqual([
      409,
      ['/fields/criteriaSetId', '/fields/scores', '/fields/scores/3/criterion'],
    ]);
    const own = await done(of['82@2024'].commune, downstream, 'submitSelfAssessment', assessment(withDigital, sets['82@2024']));

    clock.set('2026-11-23');
    sets['82@2025'] = await issueSampleSet(api, front, { number: '03-HDLT', area: '82@2025', inForceFrom: '2026-12-01' });
    const ended = (await front.get(`/api/criteria-sets/${sets['87@2024']}`).expect(200)).body;
    expect(ended.validities).toMatchObject([{ to: '2026-11-30', endedById: sets['82@2025'] }]);
    clock.set('2026-12-02');

    // What was opened goes on by the set of its origin to its end.
    expect((await form(of['87@2024'].commune, upstream)).set).toBe(sets['87@2024']);
    const finished: Seen[] = [];
    for (const [model, codes] of [
      [await done(of['87@2024'].commune, upstream, 'submitSelfAssessment', assessment(asked, sets['87@2024'])), asked],
      [own, withDigital],
    ] as const) {
      const scores = codes.map((criterion) => ({ criterion, score: 8 }));
      const judged = await done(front, model, 'appraise', { scores });
      finished.push(await done(front, judged, 'continueOperation', { conclusion: 'Tiếp tục duy trì' }));
    }
    const [one, other] = finished as [Seen, Seen];

    clock.set('2027-01-05');
    for (const [province, model] of [
      ['87@2024', one],
      ['82@2024', other],
    ] as const) {
      const next = await reviewed(model, 2027);
      expect(await form(of[province].commune, next)).toEqual({ set: sets['82@2025'], codes: asked });
      expect([await setOfReview(next, 2026), await setOfReview(next, 2027)]).toEqual([sets[province], sets['82@2025']]);
      expect(await setOfReview(next, 2026, '2026-11-30')).toBe(sets[province]);
    }
  });
});
