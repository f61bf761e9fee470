import {
  foldModelJournal,
  isRefusal,
  modelCriteria,
  type DecisionRecord,
  type ModelJournalEntry,
  type ModelStep,
  type PlainDay,
  type Refusal,
} from '#domain';
import { ModelJournalReader, ModelsReader, type DraftFields } from '#records';
import { AdvanceModel, DraftModel, ReviseDraft, type Actor, type ModelAdvanced, type Role } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { untilSomebodyWaits } from '../../../records/src/testing/until-somebody-waits.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';

describe('libs/usecases/models - a model advances on real records', () => {
  let database: TestDatabase;
  let commune: Actor;
  let province: Actor;
  const clock = new SetClock(morning('2026-11-20'));
  const on = (day: PlainDay) => (clock.instant = morning(day));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    commune = await actor('fatherlandFront/30076@2025', 'head');
    province = await actor('fatherlandFront/82@2025', 'head');
  });
  beforeEach(() => on('2026-11-20'));
  // Closing asks the history checker: chains, folds, revisions.
  afterAll(() => database.close());

  async function actor(key: string, role: Role): Promise<Actor> {
    const body = await database.records.sql.row<{ id: string }>(`SELECT id FROM organisations WHERE seed_key = $1`, [key]);
    return actorOf(database.records, body!.id, clock.today(), role);
  }
  const territory = async (key: string) =>
    (await database.records.sql.row<{ id: string }>(`SELECT id FROM territories WHERE seed_key = $1`, [key]))!.id;

  // Numbered, so that none is a likely duplicate of another.
  let drafts = 0;
  const draftOf = async (over: Partial<DraftFields> = {}): Promise<DraftFields> => ({
    kind: 'model',
    name: `Mẫu: Tuyến đường hoa tự quản số ${++drafts}`,
    purpose: 'Giữ đường làng sạch, đẹp',
    field: 'cultureSociety',
    origin: 'need',
    selfManaged: true,
    territoryId: await territory('30076@2025'),
    locality: 'Ấp 1',
    members: 32,
    ...over,
  });
  const draft = async (over: Partial<DraftFields> = {}, by = commune) =>
    new DraftModel(database.records, clock).run({ draft: await draftOf(over), actor: by });
  async function drafted(over: Partial<DraftFields> = {}): Promise<{ id: string; code: string; revision: number }> {
    const made = await draft(over);
    if (isRefusal(made)) throw new Error(made.words.en);
    return made;
  }

  const handover = (...kinds: string[]) =>
    kinds.map((what) => ({
      what,
      description: 'Mẫu: theo biên bản',
      amount: 32,
      unit: 'người',
      receiverBody: 'Ban Công tác Mặt trận ấp 1',
      handedOverOn: clock.today(),
    }));
  let number = 0;
  const paper = (by: Actor, over: Partial<DecisionRecord> = {}): DecisionRecord => ({
    number: `${++number}-QĐ/MTTQ`,
    decidedOn: clock.today(),
    effectiveOn: clock.today(),
    signerPostId: by.post.postId,
    basis: 'Tờ trình của cơ quan chủ trì',
    ...over,
  });
  const step = (
    model: { id: string; revision: number },
    name: ModelStep,
    by: Actor,
    fields: Record<string, unknown> = {},
    decision?: DecisionRecord,
  ) =>
    new AdvanceModel(database.records, clock).run({
      modelId: model.id,
      revision: model.revision,
      step: name,
      fields,
      decision,
      actor: by,
    });
  async function done(...given: Parameters<typeof step>): Promise<ModelAdvanced> {
    const result = await step(...given);
    if (isRefusal(result))
      throw new Error(`${given[1]}: ${result.words.en} ${result.errors.map(({ words }) => words.en).join('; ')}`);
    return result;
  }
  async function operating(over: Partial<DraftFields> = {}): Promise<ModelAdvanced> {
    const proposed = await done(await drafted(over), 'propose', commune);
    return done(proposed, 'recognise', province, { startedOn: '2026-01-01' }, paper(province));
  }
  async function reviewed(model: { id: string; revision: number }, verdict: string, reviewYear = 2026): Promise<ModelAdvanced> {
    let at = await done(model, 'openReview', commune, { reviewYear, reason: 'Rà soát trước kỳ' });
    at = await done(at, 'submitSelfAssessment', commune, { selfScore: 85.5, selfAssessment: 'Đạt mục tiêu' });
    return done(at, 'appraise', province, { appraisedScore: 80, verdict, differenceReason: 'Thiếu minh chứng' });
  }
  const view = async (id: string, by = province) =>
    (await new ModelsReader(database.records.sql).find(id, by.post.postId, clock.today()))!;
  const stageOf = async (id: string) => (await view(id)).stage;
  const journalOf = async (id: string, by = province) =>
    (await new ModelJournalReader(database.records.sql).of(id, by.post.postId, { before: null, limit: 100 }))!;
  const pointersOf = (result: unknown) => (result as Refusal).errors.map(({ pointer }) => pointer);

  it('is drafted with a code people can say, recognised, reviewed, concluded; every step leaves its trace', async () => {
    const made = await drafted();
    expect(made.code).toMatch(/^MH-2026-\d{6}$/);
    const proposed = await done(made, 'propose', commune);
    expect(proposed).toMatchObject({ from: { life: 'drafting' }, stage: { life: 'proposed' }, revision: 2, decisionId: null });
    expect(proposed.next).toEqual(expect.arrayContaining(['recognise', 'returnProposal', 'withdrawProposal']));
    const recognised = await done(proposed, 'recognise', province, { startedOn: '2026-01-01' }, paper(province));
    const judged = await reviewed(recognised, 'exemplary');
    const concluded = await done(judged, 'continueOperation', province, { conclusion: 'Tiếp tục duy trì' });

    expect(await view(made.id)).toMatchObject({
      stage: { life: 'operating', spread: 'local', honour: 'none' },
      startedOn: '2026-01-01',
      lastVerdict: 'exemplary',
      revision: concluded.revision,
      reviews: [
        {
          year: 2026,
          selfScore: 85.5,
          appraisedScore: 80,
          verdict: 'exemplary',
          conclusion: 'Tiếp tục duy trì',
          concludedOn: '2026-11-20',
        },
      ],
      decisions: [
        {
          step: 'recognise',
          id: recognised.decisionId,
          annulsId: null,
          annulledById: null,
          signer: { postId: province.post.postId },
        },
      ],
    });

    const journal = await journalOf(made.id);
    expect(journal.map(({ body, kind }) => body.step ?? kind)).toEqual(
      ['modelDrafted', 'propose', 'recognise', 'openReview', 'submitSelfAssessment', 'appraise', 'continueOperation'].reverse(),
    );
    const appraised = journal.find(({ body }) => body.step === 'appraise')!;
    expect(appraised.body.duties).toEqual({
      opened: [{ duty: 'conclude', dueOn: '2026-12-05' }],
      discharged: ['appraise'],
      cancelled: [],
    });
    expect(journal[0]!.body.duties).toEqual({
      opened: [
        { duty: 'planReplication', dueOn: '2027-01-19' },
        { duty: 'nominate', dueOn: '2026-12-20' },
      ],
      discharged: ['conclude'],
      cancelled: [],
    });
    expect(appraised.body.facts).toMatchObject({ actorIsAboveOwner: true, review: { selfScore: 85.5 } });
    expect(appraised.body.criteria).toContainEqual({ criterion: 'appraiserIsNotTheAssessed', source: 'HD 42-HD/TWTN-BKT' });
    expect(appraised.by).toMatchObject({
      postId: province.post.postId,
      organisationNameVi: expect.stringContaining('Đồng Tháp'),
    });
    const steps = journal.filter(({ kind }) => kind === 'modelAdvanced').reverse();
    expect(foldModelJournal(steps.map(({ body }) => body as ModelJournalEntry))).toEqual(await stageOf(made.id));
  });

  it('freezes what a decision was made on, and keeps it whatever happens to the model', async () => {
    const recognised = await operating();
    const { frozen } = (await database.records.sql.row<{ frozen: Record<string, any> }>(
      `SELECT frozen FROM decisions WHERE id = $1`,
      [recognised.decisionId],
    ))!;
    expect(frozen).toMatchObject({
      stage: { life: 'proposed' },
      model: { name: expect.stringContaining('Mẫu: Tuyến đường hoa tự quản'), life: 'proposed' },
    });
    await expect(
      database.records.sql.affected(`UPDATE decisions SET number = 'khác' WHERE id = $1`, [recognised.decisionId]),
    ).rejects.toThrow('append-only');
  });

  it('lets one of two at once win; the other is stale', async () => {
    const proposed = await done(await drafted(), 'propose', commune);
    const results = await Promise.all([
      step(proposed, 'recognise', province, { startedOn: '2026-01-01' }, paper(province)),
      step(proposed, 'rejectProposal', province, { reason: 'Trùng mô hình đã có' }, paper(province)),
      step(proposed, 'withdrawProposal', commune),
    ]);
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
    expect(results.filter((result) => isRefusal(result) && result.code === 'stale')).toHaveLength(2);
    expect((await journalOf(proposed.id)).map(({ seq }) => seq)).toEqual([3, 2, 1]);
  });

  it('two alike drafts proposed at the same instant: one is, the other first has to say how it differs', async () => {
    for (let round = 0; round < 3; round++) {
      const alike = { name: `Mẫu: Câu lạc bộ nước sạch lần ${round}`, locality: 'Ấp 7' };
      const two = [await drafted(alike), await drafted(alike)];
      const results = await Promise.all(two.map((one) => step(one, 'propose', commune)));
      expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
      const told = results.filter(isRefusal).flatMap(({ errors }) => errors.map(({ words }) => words.en));
      expect(told).toEqual([expect.stringContaining('Each likely duplicate is answered')]);
    }
  });

  it('never judges by what it read before it had the lock', async () => {
    const judged = await reviewed(await operating(), 'effective');
    // Someone sends the revision that does not exist yet, while another step is on its way to make it.
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = database.records.inTransaction(async (tx) => {
      await tx.affected(`UPDATE models SET revision = revision + 1 WHERE id = $1`, [judged.id]);
      await held;
    });
    const hasty = step({ id: judged.id, revision: judged.revision + 1 }, 'continueOperation', province, {
      conclusion: 'Duy trì',
    });
    await untilSomebodyWaits(database.records.sql, { done: hasty });
    release();
    await slow;
    expect(await hasty).toMatchObject({ kind: 'refused', code: 'stale' });
    await database.records.sql.affected(`UPDATE models SET revision = revision - 1 WHERE id = $1`, [judged.id]);
  });

  it('is not proposed by a body nobody stands above: it could be neither recognised nor appraised', async () => {
    const top = await actor('standingCommittee/82@2025', 'head');
    const made = await draft({}, top);
    if (isRefusal(made)) throw new Error(made.words.en);
    const outcome = await step(made, 'propose', top);
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'conflict',
      errors: [{ words: modelCriteria.someoneStandsAboveTheOwner.words }],
    });
  });

  it('goes on in the hands of whoever came after its owner', async () => {
    on('2025-05-05');
    const before = await actor('fatherlandFront/30076@2024', 'head');
    const made = await draft({ territoryId: await territory('30076@2024') }, before);
    if (isRefusal(made)) throw new Error(made.words.en);
    on('2026-11-20');
    const recognised = await done(
      await done(made, 'propose', commune),
      'recognise',
      province,
      { startedOn: '2025-05-05' },
      paper(province),
    );
    const [, proposed] = await journalOf(recognised.id);
    expect(proposed!.body.facts).toMatchObject({
      ownerOrganisationId: commune.post.organisationId,
      ownerOrganisationInForce: true,
    });
    expect((await view(recognised.id)).owner.id).toBe(before.post.organisationId);
  });

  describe('a refusal', () => {
    it('names every unmet criterion with its words and source, and leaves nothing behind', async () => {
      const made = await drafted();
      const refused = await step(
        made,
        'recognise',
        province,
        {},
        paper(province, { decidedOn: '2026-12-01', signerPostId: commune.post.postId }),
      );
      expect(refused).toMatchObject({ kind: 'refused', code: 'conflict' });
      const { errors } = refused as Refusal;
      expect(errors.every(({ words, source }) => words.vi && words.en && source)).toBe(true);
      expect(errors.map(({ pointer, words }) => pointer ?? words.en)).toEqual([
        'The step “Recognise the model” is possible only while the model is: “Proposed, awaiting consideration”',
        '/fields/startedOn',
        '/decision/decidedOn',
        '/decision/effectiveOn',
        '/decision/signerPostId',
      ]);
      expect(await stageOf(made.id)).toMatchObject({ life: 'drafting' });
      expect(await journalOf(made.id)).toHaveLength(1);
      expect(await view(made.id)).toMatchObject({ revision: 1, decisions: [] });
    });
    it('tells a role that it only prepares', async () => {
      const proposed = await done(await drafted(), 'propose', commune);
      const officer = await actor('fatherlandFront/82@2025', 'officer');
      expect(await step(proposed, 'recognise', officer, { startedOn: '2026-01-01' }, paper(province))).toMatchObject({
        code: 'notAllowed',
      });
    });
    it('does not know what the post cannot see, nor what does not exist', async () => {
      const made = await drafted();
      const neighbour = await actor('fatherlandFront/29869@2025', 'head');
      const farmers = await actor('farmersUnion/82@2025', 'head');
      for (const by of [neighbour, farmers]) expect(await step(made, 'propose', by)).toMatchObject({ code: 'notFound' });
      expect(await step({ id: '00000000-0000-4000-8000-000000000000', revision: 1 }, 'propose', commune)).toMatchObject({
        code: 'notFound',
      });
    });
    it.each<[string, ModelStep, Record<string, unknown>, string[]]>([
      ['a field the step does not ask for', 'submitSelfAssessment', { selfScore: 1, note: 'x' }, ['/fields/note']],
      ['a wrong type and a day that does not exist', 'recognise', { startedOn: '2025-02-29' }, ['/fields/startedOn']],
      ['a text of a megabyte', 'submitSelfAssessment', { selfAssessment: 'x'.repeat(1_000_000) }, ['/fields/selfAssessment']],
      ['half a character', 'submitSelfAssessment', { selfAssessment: 'a\ud800' }, ['/fields/selfAssessment']],
      ['a NUL', 'submitSelfAssessment', { selfAssessment: 'a\u0000b' }, ['/fields/selfAssessment']],
      ['three decimals', 'submitSelfAssessment', { selfScore: 72.555 }, ['/fields/selfScore']],
      ['an id that is none', 'terminate', { heirModelId: 'x' }, ['/fields/heirModelId']],
      ['places that are no list of ids', 'planReplication', { replicationTargets: ['Mỹ Thọ'] }, ['/fields/replicationTargets']],
      ['a name with a slash', 'propose', { 'a/b~c': 1 }, ['/fields/a~1b~0c']],
      ['the name of a method', 'propose', { toString: 1, constructor: 1 }, ['/fields/toString', '/fields/constructor']],
    ])('of %s', async (_, name, fields, pointers) => {
      const result = await step({ id: commune.post.postId, revision: 1 }, name, province, fields);
      expect(result).toMatchObject({ code: 'invalid' });
      expect(pointersOf(result)).toEqual(pointers);
    });
    it('of a paper where none is asked for', async () => {
      expect(pointersOf(await step(await drafted(), 'propose', commune, {}, paper(commune)))).toEqual(['/decision']);
    });
  });

  describe('a decision', () => {
    it('has a number of its own in its organisation and year', async () => {
      const [one, two] = [await done(await drafted(), 'propose', commune), await done(await drafted(), 'propose', commune)];
      const decision = paper(province);
      await done(one, 'recognise', province, { startedOn: '2026-01-01' }, decision);
      const again = await step(
        two,
        'recognise',
        province,
        { startedOn: '2026-01-01' },
        { ...decision, number: ` ${decision.number} ` },
      );
      expect(again).toMatchObject({ code: 'conflict', errors: [{ pointer: '/decision/number' }] });
      expect((again as Refusal).errors[0]!.words.vi).toContain(decision.number);
      const [digits, rest] = decision.number.split('-') as [string, string];
      for (const number of [`${digits}-${rest.toLowerCase()}`, `0${digits} – ${rest}`, decision.number.normalize('NFD')])
        expect(await step(two, 'recognise', province, { startedOn: '2026-01-01' }, { ...decision, number })).toMatchObject({
          code: 'conflict',
          errors: [{ pointer: '/decision/number' }],
        });
      await done(
        two,
        'recognise',
        province,
        { startedOn: '2025-11-20' },
        { ...decision, decidedOn: '2026-11-20', number: `${decision.number}-a` },
      );
    });
    it('has it also when two are recorded at the same instant', async () => {
      const models = await Promise.all([0, 1, 2].map(async () => done(await drafted(), 'propose', commune)));
      const decision = paper(province);
      const results = await Promise.all(
        models.map((model) => step(model, 'recognise', province, { startedOn: '2026-01-01' }, decision)),
      );
      expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
      for (const result of results.filter(isRefusal)) {
        expect(result).toMatchObject({ code: 'conflict', errors: [{ pointer: '/decision/number' }] });
        expect(result.words.vi + result.errors[0]!.words.vi).toContain(decision.number);
      }
    });
    it.each<[string, () => Promise<string>]>([
      ['an officer', async () => (await actor('fatherlandFront/82@2025', 'officer')).post.postId],
      ['the head of another body', async () => (await actor('farmersUnion/82@2025', 'head')).post.postId],
      ['a post that does not exist', () => Promise.resolve('00000000-0000-4000-8000-000000000000')],
    ])('is not signed by %s', async (_, signer) => {
      const proposed = await done(await drafted(), 'propose', commune);
      const signed = paper(province, { signerPostId: await signer() });
      expect(pointersOf(await step(proposed, 'recognise', province, { startedOn: '2026-01-01' }, signed))).toEqual([
        '/decision/signerPostId',
      ]);
    });
    it('is undone only by another, which restores what was before', async () => {
      const recognised = await operating();
      const ended = await done(
        recognised,
        'terminate',
        commune,
        { ground: 'obsolete', changeInSociety: 'Đường đã bê tông hoá', handover: handover('members') },
        paper(commune),
      );
      expect(await view(ended.id)).toMatchObject({
        endedOn: '2026-11-20',
        endGround: 'obsolete',
        handover: [{ what: 'members', amount: 32, unit: 'người', receiver: null, receiverBody: 'Ban Công tác Mặt trận ấp 1' }],
      });
      for (const name of ['openReview', 'planReplication', 'nominate'] as const)
        expect(isRefusal(await step(ended, name, province))).toBe(true);
      const again = await done(ended, 'annulTermination', province, { reason: 'Sai căn cứ' }, paper(province));
      expect(await view(again.id)).toMatchObject({
        stage: { life: 'operating' },
        endedOn: null,
        endGround: null,
        handover: [],
        decisions: [
          { step: 'annulTermination', annulsId: ended.decisionId },
          { step: 'terminate', annulledById: again.decisionId },
          { step: 'recognise' },
        ],
      });
      const back = await done(again, 'annulRecognition', province, { reason: 'Hồ sơ chưa đủ' }, paper(province));
      expect(await view(back.id)).toMatchObject({ stage: { life: 'proposed' }, startedOn: null });
      await done(back, 'recognise', province, { startedOn: '2026-02-01' }, paper(province));
    });
  });

  describe('a review', () => {
    it('sent back forgets what was sent; the journal does not', async () => {
      const judged = await reviewed(await operating(), 'ineffective');
      const returned = await done(judged, 'returnAppraisal', province, { reason: 'Xem lại minh chứng' });
      expect((await view(judged.id)).reviews[0]).toMatchObject({ appraisedScore: null, verdict: null, selfScore: 85.5 });
      const again = await done(returned, 'returnSelfAssessment', province, { reason: 'Chấm lại' });
      expect((await view(judged.id)).reviews[0]).toMatchObject({ selfScore: null, selfAssessment: null });
      expect(again.stage.life).toBe('selfAssessing');
      const [, undone, appraised] = await journalOf(judged.id);
      expect([undone!.body.duties, appraised!.body.duties]).toEqual([
        { opened: [{ duty: 'appraise', dueOn: '2026-12-20' }], discharged: [], cancelled: ['strengthenOrTerminate'] },
        { opened: [{ duty: 'strengthenOrTerminate', dueOn: '2026-12-20' }], discharged: ['appraise'], cancelled: [] },
      ]);
    });
    it('overtaken by a flood is cancelled, and its year can be reviewed again', async () => {
      const open = await done(await operating(), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      const suspended = await done(open, 'suspend', commune, { reason: 'Lũ lớn', suspendedUntil: '2027-01-31' }, paper(commune));
      expect(await view(open.id)).toMatchObject({ suspendedUntil: '2027-01-31', reviews: [{ cancelledOn: '2026-11-20' }] });
      on('2027-01-10');
      const resumed = await done(suspended, 'resume', commune, { reason: 'Nước đã rút' }, paper(commune));
      expect(await view(open.id)).toMatchObject({ suspendedUntil: null, stage: { life: 'operating' } });
      const judged = await reviewed(resumed, 'weak');
      const strengthened = await done(judged, 'strengthen', province, {
        strengtheningPlan: 'Kiện toàn ban chủ nhiệm',
        strengthenBy: '2027-06-30',
      });
      expect(await view(open.id)).toMatchObject({
        lastVerdict: 'weak',
        strengthenBy: '2027-06-30',
        stage: { life: 'strengthening' },
      });
      const paused = await done(
        strengthened,
        'suspend',
        commune,
        { reason: 'Lũ lớn', suspendedUntil: '2027-03-31' },
        paper(commune),
      );
      expect(isRefusal(await step(paused, 'resume', commune, { reason: 'Nước đã rút' }, paper(commune)))).toBe(true);
      const back = await done(paused, 'resumeStrengthening', commune, { reason: 'Nước đã rút' }, paper(commune));
      await done(back, 'completeStrengthening', province, { strengtheningResult: 'Đã kiện toàn' });
    });
    it('is not awaited for ever only when there is a term or no owner', async () => {
      const open = await done(await operating(), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      expect(isRefusal(await step(open, 'proceedWithoutSelfAssessment', province, { reason: 'Chậm' }))).toBe(true);
    });
    it('that was open when the model ended is closed with it', async () => {
      const open = await done(await operating(), 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      const ended = await done(
        open,
        'terminate',
        province,
        {
          ground: 'unitClosed',
          unitChangeDocument: 'Nghị quyết 1663',
          unitChangedOn: '2025-06-16',
          handover: handover('members'),
        },
        paper(province),
      );
      const again = await done(ended, 'annulTermination', province, { reason: 'Nhầm mô hình' }, paper(province));
      await reviewed(again, 'effective');
    });
  });

  describe('replication and honour', () => {
    const plan = async (...places: string[]) => ({
      replicationTargets: await Promise.all(places.map(territory)),
      replicateBy: '2027-06-30',
    });
    it('names localities that exist, each once, and withdraws them when abandoned', async () => {
      const judged = await reviewed(await operating(), 'effective');
      const running = await done(judged, 'continueOperation', province, { conclusion: 'Duy trì' });
      const gone = await plan('29869@2025', '29869@2024');
      expect(pointersOf(await step(running, 'planReplication', province, gone, paper(province)))).toEqual([
        '/fields/replicationTargets/1',
      ]);
      const planned = await done(running, 'planReplication', province, await plan('29869@2025'), paper(province));
      expect((await view(planned.id)).replication).toMatchObject([
        { status: 'pending', replicateBy: '2027-06-30', territory: { name: expect.any(String) } },
      ]);
      const abandoned = await done(
        planned,
        'abandonReplication',
        province,
        { reason: 'Chưa bố trí được kinh phí' },
        paper(province),
      );
      expect((await view(planned.id)).replication).toMatchObject([{ status: 'withdrawn' }]);
      const again = await done(abandoned, 'planReplication', province, await plan('29869@2025'), paper(province));
      await done(again, 'startReplication', province);
    });
    it('rewards one achievement once, however it is spelled, until the reward is revoked', async () => {
      const judged = await reviewed(await operating(), 'exemplary');
      const running = await done(judged, 'continueOperation', province, { conclusion: 'Duy trì' });
      const achievement = {
        achievement: '12 km đường hoa',
        achievedFrom: '2026-01-01',
        achievedTo: '2026-10-31',
        commendationForm: 'certificateOfMerit',
      };
      const nominated = await done(running, 'nominate', commune, achievement);
      const appraised = await done(nominated, 'appraiseNomination', province, { opinion: 'Đủ tiêu chuẩn' });
      const commended = await done(appraised, 'commend', province, {}, paper(province));
      const twice = await step(commended, 'nominateAgain', commune, { ...achievement, achievement: '12 KM  đường hoa.' });
      expect((twice as Refusal).errors.map(({ words }) => words.en)).toEqual([
        'This achievement has not been rewarded yet',
        'The same form is given to one nominee again only for a new achievement: it begins after the one that was rewarded',
      ]);
      const revoked = await done(commended, 'revokeCommendation', province, { reason: 'Khai không đúng' }, paper(province));
      expect((await view(running.id)).nominations).toMatchObject([{ outcome: 'revoked' }]);
      await done(revoked, 'nominate', commune, achievement);
      expect((await view(running.id)).nominations).toMatchObject([{ outcome: null }, { outcome: 'revoked' }]);
    });
    it('gives one form for the same months to another nominee, not to the same one again', async () => {
      const judged = await reviewed(await operating(), 'exemplary');
      const running = await done(judged, 'continueOperation', province, { conclusion: 'Duy trì' });
      const of2026 = { achievedFrom: '2026-01-01', achievedTo: '2026-10-31', commendationForm: 'certificateOfMerit' };
      const rewarded = async (at: ModelAdvanced, name: 'nominate' | 'nominateAgain', fields: object) => {
        const nominated = await done(at, name, commune, { ...of2026, ...fields });
        const appraised = await done(nominated, 'appraiseNomination', province, { opinion: 'Đủ tiêu chuẩn' });
        return done(appraised, 'commend', province, {}, paper(province));
      };
      const model = await rewarded(running, 'nominate', { achievement: '12 km đường hoa' });
      const head = { nomineeKind: 'individual', nomineeOrganisationId: commune.post.organisationId, nomineeRole: 'Tổ trưởng' };
      const both = await rewarded(model, 'nominateAgain', { achievement: 'Thắp sáng 4 km đường', ...head });
      const tried = async (nominee: object) => {
        const fields = { ...of2026, achievement: 'Dọn 2 km kênh', ...nominee };
        return ((await step(both, 'nominateAgain', commune, fields)) as Refusal).errors.map(({ pointer }) => pointer);
      };
      for (const nominee of [{}, { nomineeKind: 'model', nomineeRole: 'Tổ' }, head, { ...head, nomineeRole: 'TỔ TRƯỞNG' }])
        expect(await tried(nominee)).toEqual(['/fields/achievedFrom']);
    });
    it('hands a model over to another that is running', async () => {
      const [ending, heir] = [await operating(), await operating()];
      const fields = { ground: 'consolidated', handover: handover('members') };
      expect(pointersOf(await step(ending, 'terminate', commune, { ...fields, heirModelId: ending.id }, paper(commune)))).toEqual(
        ['/fields/heirModelId'],
      );
      await done(ending, 'terminate', commune, { ...fields, heirModelId: heir.id.toUpperCase() }, paper(commune));
      expect((await view(ending.id)).heirId).toBe(heir.id);
    });
  });

  describe('a draft', () => {
    it('lies in the territory of its organisation', async () => {
      for (const place of ['29869@2025', '82@2025', '30076@2024'])
        expect(pointersOf(await draft({ territoryId: await territory(place) }))).toEqual(['/territoryId']);
      expect(isRefusal(await draft({ territoryId: await territory('29869@2025') }, province))).toBe(false);
    });
    it('is revised only by its owner, only while in its hands; the journal keeps both texts', async () => {
      const made = await drafted();
      const revise = (model: { id: string; revision: number }, changes: Partial<DraftFields>, by = commune) =>
        new ReviseDraft(database.records, clock).run({ modelId: model.id, revision: model.revision, changes, actor: by });
      expect(await revise(made, { name: 'Mẫu: khác' }, province)).toMatchObject({ code: 'notAllowed' });
      const revised = (await revise(made, { name: 'Mẫu: Đường hoa', field: null })) as { id: string; revision: number };
      expect(revised.revision).toBe(2);
      expect(await revise(made, { name: 'Mẫu' })).toMatchObject({ code: 'stale' });
      expect(await revise(revised, { name: 'Mẫu: Đường hoa' })).toEqual(revised);
      expect(pointersOf(await revise(revised, { territoryId: await territory('82@2025') }))).toEqual(['/territoryId']);
      expect((await journalOf(made.id))[0]!.body.changes).toEqual({
        name: { from: expect.stringContaining('Mẫu: Tuyến đường hoa tự quản'), to: 'Mẫu: Đường hoa' },
        field: { from: 'cultureSociety', to: null },
      });
      expect((await step(revised, 'propose', commune)) as Refusal).toMatchObject({
        errors: [{ words: { en: 'The model belongs to one of the four fields' }, source: 'D3.5' }],
      });
      const whole = (await revise(revised, { field: 'economy' })) as { id: string; revision: number };
      const proposed = await done(whole, 'propose', commune);
      expect(await revise(proposed, { name: 'Mẫu: sau đề xuất' })).toMatchObject({ code: 'conflict' });
    });
  });
});
