import { randomUUID } from 'node:crypto';
import { isRefusal, type DecisionRecord, type ModelStep, type PlainDay, type Refusal } from '#domain';
import { CommendationsReader, ConsolidationsReader, ModelJournalReader, ModelsReader } from '#records';
import { AdvanceModel, ConsolidateModels, DraftModel, type Actor, type ModelAdvanced, type Role } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';

type Held = { id: string; revision: number };

describe('libs/usecases/models - how models end, alone and together', () => {
  let database: TestDatabase;
  let commune: Actor;
  let province: Actor;
  let place: string;
  const clock = new SetClock(morning('2026-11-20'));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    commune = await actor('fatherlandFront/30076@2025', 'head');
    province = await actor('fatherlandFront/82@2025', 'head');
    place = (await database.records.sql.row<{ id: string }>(`SELECT id FROM territories WHERE seed_key = '30076@2025'`))!.id;
  });
  beforeEach(() => (clock.instant = morning('2026-11-20')));
  // Closing asks the history checker.
  afterAll(() => database.close());

  async function actor(key: string, role: Role): Promise<Actor> {
    const body = await database.records.sql.row<{ id: string }>(`SELECT id FROM organisations WHERE seed_key = $1`, [key]);
    return actorOf(database.records, body!.id, clock.today(), role);
  }
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
    { id, revision }: Held,
    name: ModelStep,
    by: Actor,
    fields: Record<string, unknown> = {},
    decision?: DecisionRecord,
  ) => new AdvanceModel(database.records, clock).run({ modelId: id, revision, step: name, fields, decision, actor: by });
  async function done(...given: Parameters<typeof step>): Promise<ModelAdvanced> {
    const result = await step(...given);
    if (isRefusal(result))
      throw new Error(`${given[1]}: ${result.words.en} ${result.errors.map(({ words }) => words.en).join('; ')}`);
    return result;
  }
  const names = [
    'Cổng rào an ninh',
    'Camera nhà dân',
    'Xóm đạo bình yên',
    'Tuyến đường hoa',
    'Gia đình hạnh phúc',
    'Khu dân cư xanh',
  ];
  let named = 0;
  async function operating(members = 20, name = `Mẫu ${named}: ${names[named++ % names.length]}`): Promise<ModelAdvanced> {
    const draft = {
      kind: 'model' as const,
      name,
      purpose: '',
      field: 'defenceSecurity' as const,
      origin: 'need' as const,
      selfManaged: true,
      territoryId: place,
      locality: `Ấp ${named}`,
      members,
    };
    const made = await new DraftModel(database.records, clock).run({ draft, actor: commune });
    if (isRefusal(made)) throw new Error(made.words.en);
    // The likeness of sample names is not what is tested here.
    await database.records.sql.affected(
      `INSERT INTO model_duplicate_answers (id, model_id, candidate_id, answer, reason, answered_at, answered_by_post_id)
       SELECT gen_random_uuid(), $1, m.id, 'different', 'Mẫu', $2, $3 FROM models m WHERE m.id <> $1`,
      [made.id, clock.now(), commune.post.postId],
    );
    const proposed = await done(made, 'propose', commune);
    return done(proposed, 'recognise', province, { startedOn: '2026-01-01' }, paper(province));
  }
  async function judged(model: Held, verdict: string): Promise<ModelAdvanced> {
    let at = await done(model, 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    at = await done(at, 'submitSelfAssessment', commune, { selfScore: 80, selfAssessment: 'Đạt' });
    at = await done(at, 'appraise', province, { appraisedScore: 80, verdict });
    return ['exemplary', 'effective'].includes(verdict) ? done(at, 'continueOperation', province, { conclusion: 'Duy trì' }) : at;
  }
  async function receiving(model: Held, amount: number, source = 'communityContribution'): Promise<Held> {
    await database.records.sql.affected(
      `INSERT INTO model_money (id, model_id, on_day, source, amount, recorded_at) VALUES ($1, $2, '2026-06-01', $3, $4, $5)`,
      [randomUUID(), model.id, source, amount, clock.now()],
    );
    return model;
  }
  const consolidate = (heir: Held, models: Held[], over: object = {}, by = province) =>
    new ConsolidateModels(database.records, clock).run({
      heirModelId: heir.id,
      modelIds: models.map(({ id }) => id),
      decision: paper(by),
      fields: { reason: 'Cùng nội dung, cùng địa bàn' },
      actor: by,
      ...over,
    });
  const view = async (id: string) =>
    (await new ModelsReader(database.records.sql).find(id, province.post.postId, clock.today()))!;
  const journalOf = async (id: string) =>
    (await new ModelJournalReader(database.records.sql).of(id, province.post.postId, { before: null, limit: 50 }))!;
  const moneyOf = async (id: string) =>
    (await database.records.sql.row<{ money: number }>(
      `SELECT coalesce(sum(amount), 0)::float8 AS money FROM standing_money WHERE model_id = $1`,
      [id],
    ))!.money;
  const pointersOf = (result: unknown) => (result as Refusal).errors.map(({ pointer }) => pointer);
  const handover = (...kinds: string[]) =>
    kinds.map((what) => ({
      what,
      description: 'Mẫu: theo biên bản',
      // Members of the models here, unless a test says more.
      amount: what === 'members' ? 32 : null,
      receiverBody: 'Ban Công tác Mặt trận ấp 1',
      handedOverOn: clock.today(),
    }));
  const money = (amount: number) => handover('money').map((line) => ({ ...line, amount, unit: 'đồng' }));

  describe('several models become one (Tổ Nhân dân tự quản)', () => {
    it('under one paper: members and money go with them, the old name finds the heir, the old file says where it went', async () => {
      const heir = await receiving(await operating(50, 'Mẫu: Tổ Nhân dân tự quản'), 5_000_000);
      const models = [
        await receiving(await operating(30, 'Mẫu: Quản lý địa bàn'), 2_000_000),
        await operating(20, 'Mẫu: An toàn phòng cháy'),
        await receiving(await receiving(await operating(10, 'Mẫu: Bảo vệ môi trường'), 1_000_000), 4_000_000, 'stateBudget'),
      ];
      const lines = [
        {
          what: 'assets',
          description: 'Mẫu: 3 bình chữa cháy',
          modelId: models[1]!.id,
          receiverBody: 'Tổ Nhân dân tự quản số 1',
          handedOverOn: '2026-11-20',
        },
        { what: 'documents', description: 'Mẫu: sổ sách', receiverBody: 'Tổ Nhân dân tự quản số 1', handedOverOn: '2026-11-20' },
      ];
      const decision = paper(province);
      const made = await consolidate(heir, models, { decision, fields: { reason: 'Cùng nội dung', handover: lines } });
      if (isRefusal(made)) throw new Error(JSON.stringify(made.errors));
      expect(made).toMatchObject({ heir: { id: heir.id, revision: heir.revision + 1 }, members: 60, money: 7_000_000 });
      expect(made.models.map(({ stage }) => stage.life)).toEqual(['terminated', 'terminated', 'terminated']);
      // Founded by the commune, ended by the province.
      expect(made.models[0]!.warnings.map(({ code }) => code)).toEqual(['endedByAnotherThanTheFounder']);

      expect(await view(heir.id)).toMatchObject({
        members: 110,
        decisions: [{ step: 'consolidate', number: decision.number, id: made.id }, { step: 'recognise' }],
      });
      expect((await view(heir.id)).tookOver.map(({ name }) => name).sort()).toEqual([
        'Mẫu: An toàn phòng cháy',
        'Mẫu: Bảo vệ môi trường',
        'Mẫu: Quản lý địa bàn',
      ]);
      expect(await moneyOf(heir.id)).toBe(12_000_000);
      const old = await view(models[1]!.id);
      expect(old).toMatchObject({
        stage: { life: 'terminated' },
        endGround: 'consolidated',
        heir: { id: heir.id, name: 'Mẫu: Tổ Nhân dân tự quản' },
        members: 0,
        decisions: [
          { step: 'terminate', paperId: made.id, number: decision.number, warnings: ['endedByAnotherThanTheFounder'] },
          { step: 'recognise' },
        ],
        handover: [
          { what: 'members', amount: 20, receiver: { id: commune.post.organisationId } },
          { what: 'assets', description: 'Mẫu: 3 bình chữa cháy' },
          { what: 'documents' },
        ],
      });
      expect((await view(models[0]!.id)).handover.map(({ what }) => what)).toEqual(['members', 'money', 'documents']);

      const found = await new ModelsReader(database.records.sql).list({
        postId: province.post.postId,
        day: clock.today(),
        search: 'phong chay',
        limit: 10,
      });
      expect(found.map(({ name, foundBy }) => [name, foundBy?.name ?? null])).toEqual([
        ['Mẫu: An toàn phòng cháy', null],
        ['Mẫu: Tổ Nhân dân tự quản', 'Mẫu: An toàn phòng cháy'],
      ]);
      expect((await journalOf(heir.id))[0]).toMatchObject({
        kind: 'modelTookOver',
        body: { decision: { id: made.id }, fields: { members: 60, money: 7_000_000, models: expect.any(Array) } },
      });
      expect((await journalOf(models[0]!.id))[0]!.body).toMatchObject({
        step: 'terminate',
        warnings: ['endedByAnotherThanTheFounder'],
      });
      const duties = await database.records.sql.rows(
        `SELECT FROM obligations WHERE model_id = ANY ($1::uuid[]) AND status = 'open'`,
        [models.map(({ id }) => id)],
      );
      expect(duties).toEqual([]);
      expect(await new ConsolidationsReader(database.records.sql).find(made.id, commune.post.postId)).toMatchObject({
        number: decision.number,
        reason: 'Cùng nội dung',
        heir: { id: heir.id },
        models: expect.arrayContaining([
          expect.objectContaining({ id: models[2]!.id, members: 10, money: 5_000_000, annulledById: null }),
        ]),
      });

      // One of them is taken out again: what it brought goes back.
      const again = await done(
        { id: models[2]!.id, revision: made.models.find(({ id }) => id === models[2]!.id)!.revision },
        'annulTermination',
        province,
        { reason: 'Khác địa bàn' },
        paper(province),
      );
      expect(await view(again.id)).toMatchObject({ stage: { life: 'operating' }, heir: null, members: 10, handover: [] });
      expect(await view(heir.id)).toMatchObject({ members: 100 });
      expect([await moneyOf(heir.id), await moneyOf(again.id)]).toEqual([7_000_000, 5_000_000]);
      expect((await journalOf(heir.id))[0]).toMatchObject({
        kind: 'modelGaveBack',
        body: { fields: { members: 10, money: 5_000_000 } },
      });
    });

    it('with a review, a plan and a commendation open at once: each ends or goes on as it should, and nothing stays owed by nobody', async () => {
      const heir = await operating(50, 'Mẫu: Tổ Nhân dân tự quản khu 2');
      const elsewhere = (await database.records.sql.row<{ id: string }>(
        `SELECT id FROM territories WHERE seed_key LIKE '%@2025' AND level = 'commune' AND id <> $1 ORDER BY seed_key LIMIT 1`,
        [place],
      ))!.id;
      let at = await judged(await operating(), 'exemplary');
      at = await done(
        at,
        'planReplication',
        commune,
        { replicationTargets: [elsewhere], replicateBy: '2027-06-30' },
        paper(commune),
      );
      at = await done(at, 'startReplication', commune);
      at = await done(at, 'nominate', commune, {
        achievement: '12 km đường hoa',
        achievedFrom: '2026-01-01',
        achievedTo: '2026-10-31',
        commendationForm: 'certificateOfMerit',
      });
      clock.instant = morning('2027-02-01');
      at = await done(at, 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
      const owed = async () =>
        (
          await database.records.sql.rows<{ duty: string }>(
            `SELECT duty FROM obligations WHERE model_id = $1 AND status = 'open' ORDER BY duty`,
            [at.id],
          )
        ).map(({ duty }) => duty);
      expect(await owed()).toEqual(['answerReplication', 'appraiseNomination', 'completeReplication', 'selfAssess']);

      const made = await consolidate(heir, [at]);
      if (isRefusal(made)) throw new Error(JSON.stringify(made.errors));
      const file = await view(at.id);
      expect(file).toMatchObject({
        stage: { life: 'terminated', honour: 'nominated' },
        reviews: [
          { year: 2027, verdict: null, cancelledOn: '2027-02-01' },
          { year: 2026, verdict: 'exemplary' },
        ],
        heir: { id: heir.id },
      });
      // Its end was honourable, and what it achieved was real.
      expect(await owed()).toEqual(['appraiseNomination']);
      const places = await database.records.sql.rows(`SELECT status FROM replication_targets WHERE model_id = $1`, [at.id]);
      expect(places).toEqual([{ status: 'withdrawn' }]);

      const ended = { id: at.id, revision: made.models[0]!.revision };
      let honoured = await done(ended, 'appraiseNomination', province, { opinion: 'Xứng đáng' });
      honoured = await done(honoured, 'commend', province, {}, paper(province));
      honoured = await done(honoured, 'handOverCommendation', commune, { handedOverOn: '2027-02-01', handedOverAt: 'Hội nghị' });
      expect([honoured.stage.life, honoured.stage.honour, await owed()]).toEqual(['terminated', 'commended', []]);
    });

    it('refused whole, with every reason of every model, and nothing written', async () => {
      const [heir, good, ended] = [await operating(), await operating(), await operating()];
      await done(
        ended,
        'terminate',
        province,
        { ground: 'obsolete', changeInSociety: 'Mẫu', handover: handover('members') },
        paper(province),
      );
      const elsewhere = randomUUID();
      const decision = paper(province, { decidedOn: '2026-12-01', effectiveOn: '2026-12-01' });
      const refused = await consolidate(heir, [good, ended, { id: elsewhere, revision: 1 }], { decision });
      expect(refused).toMatchObject({ code: 'conflict' });
      expect(pointersOf(refused).sort()).toEqual(['/decision/decidedOn', '/decision/effectiveOn', '/modelIds/1', '/modelIds/2']);
      expect((refused as Refusal).errors.find(({ pointer }) => pointer === '/modelIds/1')!.words.en).toContain(ended.code);
      expect(await view(good.id)).toMatchObject({
        stage: { life: 'operating' },
        revision: good.revision,
        decisions: [{ step: 'recognise' }],
      });
      expect(await view(heir.id)).toMatchObject({ revision: heir.revision });
    });

    it('not into one that is no model, is in the list, or has ended', async () => {
      const [heir, one] = [await operating(), await operating()];
      expect(pointersOf(await consolidate({ id: randomUUID(), revision: 1 }, [one]))).toEqual(['/heirModelId']);
      expect(pointersOf(await consolidate(heir, [one, heir, one]))).toEqual(['/modelIds/1', '/modelIds/2']);
      expect(pointersOf(await consolidate(heir, [one], { fields: { reason: ' ' } }))).toEqual(['/fields/reason']);
      const stray = [{ what: 'assets', description: 'Mẫu', modelId: heir.id, receiverBody: 'Tổ 1', handedOverOn: '2026-11-20' }];
      expect(pointersOf(await consolidate(heir, [one], { fields: { reason: 'Mẫu', handover: stray } }))).toEqual([
        '/fields/handover/0/modelId',
      ]);
      const doubled = [...handover('members'), ...money(1)];
      expect(pointersOf(await consolidate(heir, [one], { fields: { reason: 'Mẫu', handover: doubled } }))).toEqual([
        '/fields/handover/0/what',
        '/fields/handover/1/what',
      ]);
      await done(
        heir,
        'terminate',
        province,
        { ground: 'obsolete', changeInSociety: 'Mẫu', handover: handover('members') },
        paper(province),
      );
      expect(pointersOf(await consolidate(heir, [one]))).toEqual(['/heirModelId']);
    });

    it('two that cross each other do not wait for ever: one happens, the other is told why not', async () => {
      for (let round = 0; round < 3; round++) {
        const [a, b, c] = [await operating(), await operating(), await operating()];
        const results = await Promise.all([consolidate(a, [b, c]), consolidate(b, [c, a])]);
        expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
        expect(results.filter(isRefusal)[0]).toMatchObject({ code: 'conflict' });
      }
    });

    it('two under one number: one happens', async () => {
      const [a, b, c, d] = [await operating(), await operating(), await operating(), await operating()];
      const decision = paper(province);
      const results = await Promise.all([consolidate(a, [b], { decision }), consolidate(c, [d], { decision })]);
      expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
      expect(pointersOf(results.find(isRefusal))).toEqual(['/decision/number']);
      const late = await step(
        (await view((isRefusal(results[0]!) ? c : a).id)) as unknown as Held,
        'terminate',
        province,
        { ground: 'obsolete', changeInSociety: 'Mẫu', handover: handover('members') },
        decision,
      );
      expect(pointersOf(late)).toEqual(['/decision/number']);
    });

    it('one at a time by a termination, which moves the same and goes back the same', async () => {
      const [heir, one] = [await operating(5), await receiving(await operating(7), 300_000)];
      const fields = { ground: 'consolidated', heirModelId: heir.id, handover: [...handover('members'), ...money(300_000)] };
      const ended = await done(one, 'terminate', commune, fields, paper(commune));
      expect(await view(heir.id)).toMatchObject({ members: 12, revision: heir.revision + 1 });
      expect(await view(one.id)).toMatchObject({ members: 0, decisions: [{ warnings: [] }, {}] });
      const fallen = await done(
        (await view(heir.id)) as unknown as Held,
        'terminate',
        province,
        { ground: 'obsolete', changeInSociety: 'Mẫu', handover: [...handover('members'), ...money(300_000)] },
        paper(province),
      );
      const tooEarly = await step(ended, 'annulTermination', commune, { reason: 'Nhầm' }, paper(commune));
      expect((tooEarly as Refusal).errors.map(({ words }) => words.en)).toEqual([
        expect.stringContaining('The heir has not ended'),
      ]);
      await done(fallen, 'annulTermination', province, { reason: 'Nhầm' }, paper(province));
      await done(ended, 'annulTermination', commune, { reason: 'Nhầm' }, paper(commune));
      expect([(await view(heir.id)).members, (await view(one.id)).members]).toEqual([5, 7]);
      expect([await moneyOf(heir.id), await moneyOf(one.id)]).toEqual([0, 300_000]);
    });
  });

  describe('one model ends', () => {
    it('terminated twice at once: one wins, the other is told to look again', async () => {
      const model = await operating();
      const fields = { ground: 'obsolete', changeInSociety: 'Hộ nào cũng có nước máy', handover: handover('members') };
      const results = await Promise.all([
        step(model, 'terminate', commune, fields, paper(commune)),
        step(model, 'terminate', province, fields, paper(province)),
      ]);
      expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
      expect(results.find(isRefusal)).toMatchObject({ code: 'stale' });
    });

    it('members and money on record are in the list, or it is refused', async () => {
      const model = await receiving(await operating(), 1_000_000);
      const fields = { ground: 'obsolete', changeInSociety: 'Mẫu', handover: handover('assets') };
      const refused = (await step(model, 'terminate', commune, fields, paper(commune))) as Refusal;
      expect(refused.errors.map(({ words }) => words.en)).toEqual([
        'A model that has members says in its list who takes them over',
        'A model that has received money says in its list who takes it over',
      ]);
      const misshapen = await step(
        model,
        'terminate',
        commune,
        {
          ground: 'obsolete',
          handover: [{ what: 'people', amount: -1, receiverBody: 'A', receiverOrganisationId: place, note: 1 }, 'x'],
        },
        paper(commune),
      );
      expect(pointersOf(misshapen)).toEqual([
        '/fields/handover/0/note',
        '/fields/handover/0/what',
        '/fields/handover/0/description',
        '/fields/handover/0/amount',
        '/fields/handover/0/handedOverOn',
        '/fields/handover/0/receiverBody',
        '/fields/handover/1',
      ]);
      const short = [...handover('members'), ...money(1)];
      expect(pointersOf(await step(model, 'terminate', commune, { ...fields, handover: short }, paper(commune)))).toEqual([
        '/fields/moneyDifference',
      ]);
      const nobody = [...handover('members'), ...money(1_000_000)].map(({ receiverBody: _, ...row }) => ({
        ...row,
        receiverOrganisationId: place,
      }));
      expect(pointersOf(await step(model, 'terminate', commune, { ...fields, handover: nobody }, paper(commune)))).toEqual([
        '/fields/handover/0/receiverOrganisationId',
        '/fields/handover/1/receiverOrganisationId',
      ]);
    });

    it('as ineffective: an open nomination is withdrawn with it, each in the journal; a verdict comes before its decision', async () => {
      const honoured = await judged(await operating(), 'exemplary');
      const nominated = await done(honoured, 'nominate', commune, {
        achievement: '12 km đường hoa',
        achievedFrom: '2026-01-01',
        achievedTo: '2026-10-31',
        commendationForm: 'certificateOfMerit',
      });
      clock.instant = morning('2027-03-01');
      let at = await done(nominated, 'openReview', commune, { reviewYear: 2027, reason: 'Rà soát trước kỳ' });
      at = await done(at, 'submitSelfAssessment', commune, { selfScore: 20, selfAssessment: 'Ngừng' });
      at = await done(at, 'appraise', province, { appraisedScore: 20, verdict: 'ineffective' });
      const fields = { ground: 'ineffective', handover: handover('members') };
      const early = paper(province, { decidedOn: '2027-02-28', effectiveOn: '2027-03-01' });
      expect(pointersOf(await step(at, 'terminate', province, fields, early))).toEqual(['/decision/decidedOn']);
      const ended = await done(at, 'terminate', province, fields, paper(province));
      expect(ended).toMatchObject({ stage: { life: 'terminated', honour: 'none' }, revision: at.revision + 2 });
      expect((await journalOf(at.id)).slice(0, 2).map(({ body }) => body.step)).toEqual(['terminate', 'withdrawNomination']);
      expect((await view(at.id)).nominations).toMatchObject([{ outcome: 'withdrawn', daysToDecision: null }]);
      const late = await step(ended, 'nominate', commune, {
        achievement: 'Khác',
        achievedFrom: '2026-01-01',
        achievedTo: '2026-10-31',
        commendationForm: 'certificateOfMerit',
      });
      expect((late as Refusal).errors.map(({ words }) => words.en)).toContainEqual(
        expect.stringContaining('its end was honourable'),
      );
    });

    it('in honour: it is commended after its end, and handed its award', async () => {
      const model = await judged(await operating(), 'exemplary');
      let at = await done(
        model,
        'terminate',
        commune,
        { ground: 'unitClosed', unitChangeDocument: 'QĐ 15/QĐ-UBND', unitChangedOn: '2026-11-01', handover: handover('members') },
        paper(commune),
      );
      at = await done(at, 'nominate', commune, {
        achievement: '12 km đường hoa',
        achievedFrom: '2026-01-01',
        achievedTo: '2026-10-31',
        commendationForm: 'provincialCertificate',
        nomineeKind: 'collective',
        nomineeRole: 'Ban chủ nhiệm mô hình',
      });
      at = await done(at, 'appraiseNomination', province, { opinion: 'Xứng đáng' });
      clock.instant = morning('2026-11-25');
      at = await done(at, 'commend', province, {}, paper(province, { basisDecisionId: at.decisionId ?? undefined }));
      const open = await database.records.sql.rows<{ duty: string }>(
        `SELECT duty FROM obligations WHERE model_id = $1 AND status = 'open'`,
        [at.id],
      );
      expect(open).toEqual([{ duty: 'handOverCommendation' }]);
      at = await done(at, 'handOverCommendation', commune, { handedOverOn: '2026-11-25', handedOverAt: 'Hội nghị sơ kết' });
      expect(at.stage).toMatchObject({ life: 'terminated', honour: 'commended' });
      const standing = await new CommendationsReader(database.records.sql).list({
        postId: province.post.postId,
        day: clock.today(),
        standing: 'decided',
        form: 'provincialCertificate',
        limit: 10,
      });
      expect(standing).toMatchObject([{ daysToDecision: 5, nominee: { kind: 'collective', role: 'Ban chủ nhiệm mô hình' } }]);
    });

    it('suspended, prolonged by another decision within the longest allowed, and ended from there', async () => {
      const model = await operating();
      let at = await done(model, 'suspend', commune, { reason: 'Lũ lớn', suspendedUntil: '2027-01-31' }, paper(commune));
      const due = async () =>
        database.records.sql.rows<{ duty: string; due: PlainDay }>(
          `SELECT o.duty, d.due_on AS due FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.model_id = $1 AND o.status = 'open'`,
          [model.id],
        );
      expect(await due()).toEqual([{ duty: 'resume', due: '2027-01-31' }]);
      const prolong = (until: PlainDay) =>
        step(at, 'extendSuspension', commune, { reason: 'Nước chưa rút', suspendedUntil: until }, paper(commune));
      expect(pointersOf(await prolong('2027-01-31'))).toEqual(['/fields/suspendedUntil']);
      expect(pointersOf(await prolong('2027-11-21'))).toEqual(['/fields/suspendedUntil']);
      at = (await prolong('2027-04-30')) as ModelAdvanced;
      expect(await view(model.id)).toMatchObject({ suspendedOn: '2026-11-20', suspendedUntil: '2027-04-30' });
      expect(await due()).toEqual([{ duty: 'resume', due: '2027-04-30' }]);
      const fields = { ground: 'obsolete', changeInSociety: 'Khu dân cư đã di dời', handover: handover('members') };
      at = await done(at, 'terminate', province, fields, paper(province));
      expect(at.warnings.map(({ code }) => code)).toEqual([
        'endedByAnotherThanTheFounder',
        'membersHandedOverAreNotThoseOnRecord',
      ]);
      expect(await view(model.id)).toMatchObject({ suspendedUntil: null, suspendedOn: null, stage: { life: 'terminated' } });
      expect(await due()).toEqual([]);
    });

    it('a decision rests on one of ours that is not later, and that can be seen', async () => {
      const model = await operating();
      const [recognition] = (await view(model.id)).decisions;
      const suspend = (over: Partial<DecisionRecord>) =>
        step(model, 'suspend', commune, { reason: 'Lũ', suspendedUntil: '2027-01-31' }, paper(commune, over));
      const before = { decidedOn: '2026-11-19', effectiveOn: '2026-11-19' };
      expect(pointersOf(await suspend({ ...before, basisDecisionId: recognition!.id }))).toEqual(['/decision/decidedOn']);
      expect(pointersOf(await suspend({ basisDecisionId: randomUUID() }))).toEqual(['/decision/basisDecisionId']);
      const made = (await suspend({ basisDecisionId: recognition!.id })) as ModelAdvanced;
      expect((await view(made.id)).decisions[0]).toMatchObject({ basisDecisionId: recognition!.id });
    });
  });
});
