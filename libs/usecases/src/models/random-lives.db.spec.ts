import { addDays, isRefusal, modelEdges, orderOf, type ModelStage, type ModelStep, type PlainDay } from '#domain';
import { checkHistory } from '#records';
import {
  AdvanceModel,
  AnswerAdaptation,
  AnswerReplication,
  DraftCopy,
  DraftModel,
  WithdrawPlace,
  type Actor,
  type Role,
} from '#usecases';
import fc from 'fast-check';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';

const leadsBack = /^(terminate|suspend|annul|cancel|return|withdraw|reject|abandon)/;
const begins = '2026-03-02';
const answers = (day: PlainDay, choice: number, place: string): Record<string, unknown> => ({
  reason: 'Mẫu: lý do',
  startedOn: '2025-08-01',
  reviewYear: 2026 - (choice % 3 === 0 ? 1 : 0),
  selfScore: 70,
  selfAssessment: 'Đạt',
  appraisedScore: 70,
  verdict: ['effective', 'exemplary', 'weak', 'ineffective'][choice % 4],
  conclusion: 'Duy trì',
  strengtheningPlan: 'Kiện toàn',
  strengthenBy: addDays(day, 30),
  strengtheningResult: 'Đã kiện toàn',
  suspendedUntil: addDays(day, 60 + (choice % 100)),
  ground: ['ineffective', 'obsolete'][Math.floor(choice / 4) % 2],
  changeInSociety: 'Không còn nhu cầu',
  handover: [{ what: 'documents', description: 'Sổ', receiverBody: 'Ban Công tác Mặt trận ấp 1', handedOverOn: day }],
  replicationTargets: [{ territoryId: place }],
  replicateBy: addDays(day, 200),
  replicationResult: 'Xong',
  replicationOutcome: ['succeeded', 'failed'][choice % 2],
  replicationFindings: 'Duy trì đều',
  achievement: `Thành tích ${choice}`,
  achievedFrom: '2025-09-01',
  achievedTo: '2026-02-01',
  commendationForm: 'publicPraise',
  opinion: 'Đủ tiêu chuẩn',
  handedOverOn: day,
  handedOverAt: 'Hội trường',
});

describe('libs/usecases/models - whatever is done to models, in whatever order', () => {
  let database: TestDatabase;
  let province: Actor;
  let communes: Actor[];
  let places: string[];
  const clock = new SetClock(morning(begins));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true, poolSize: 4 });
    const id = async (table: string, key: string) =>
      (await database.records.sql.row<{ id: string }>(`SELECT id FROM ${table} WHERE seed_key = $1`, [key]))!.id;
    const head = async (key: string, role: Role = 'head') =>
      actorOf(database.records, await id('organisations', key), clock.today(), role);
    province = await head('fatherlandFront/82@2025');
    const codes = (
      await database.records.sql.rows<{ code: string }>(
        `SELECT split_part(seed_key, '/', 2) AS code FROM organisations WHERE seed_key LIKE 'fatherlandFront/3%@2025' ORDER BY seed_key LIMIT 2`,
      )
    ).map(({ code }) => code);
    communes = await Promise.all(codes.map((code) => head(`fatherlandFront/${code}`)));
    places = await Promise.all(codes.map((code) => id('territories', code)));
  });
  afterAll(() => database.close());

  let papers = 0;
  const taken = new Set<string>();
  const stepOf = async (modelId: string, choice: number): Promise<void> => {
    const at = (await database.records.sql.row<ModelStage & { revision: number }>(
      `SELECT life, spread, honour, revision FROM models WHERE id = $1`,
      [modelId],
    ))!;
    const steps = [...new Set(modelEdges.filter(({ region, from }) => at[region] === from).map(({ step }) => step))];
    const step = steps[choice % steps.length] as ModelStep;
    // What leads back is tried less often, so that lives become long.
    if (leadsBack.test(step) && Math.floor(choice / 60) % 4 > 0) return;
    const day = clock.today();
    const order = orderOf(step);
    const all = answers(day, Math.floor(choice / 60), places[1]!);
    const fields = Object.fromEntries(
      order.asks.flatMap(({ field, only }) => (all[field] !== undefined && only !== 'bySet' ? [[field, all[field]]] : [])),
    );
    for (const actor of [province, ...communes]) {
      const done = await new AdvanceModel(database.records, clock).run({
        modelId,
        revision: at.revision,
        step,
        fields,
        actor,
        decision: order.decision && {
          number: `${++papers}-QĐ`,
          decidedOn: day,
          effectiveOn: day,
          signerPostId: actor.post.postId,
          basis: 'Tờ trình (mẫu)',
        },
      });
      if (!isRefusal(done)) return void taken.add(step);
    }
  };
  const deedAt = async (models: string[], choice: number): Promise<void> => {
    const rows = await database.records.sql.rows<{ id: string; revision: number; status: string }>(
      `SELECT id, revision, status FROM replication_targets WHERE model_id = ANY ($1::uuid[]) ORDER BY id`,
      [models],
    );
    if (rows.length === 0) return;
    const { id, revision, status } = rows[choice % rows.length]!;
    const [, receiver] = communes;
    const at = { targetId: id, revision, actor: receiver! };
    const { records } = database;
    const reason = 'Mẫu: lý do';
    const pending = ['accept', 'askToAdapt', 'decline'] as const;
    const made =
      status === 'pending'
        ? await new AnswerReplication(records, clock).run({ ...at, answer: pending[choice % 3]!, reason, changes: 'Theo xóm' })
        : status === 'adaptationAsked'
          ? await new AnswerAdaptation(records, clock).run({
              ...at,
              actor: province,
              answer: choice % 2 ? 'agree' : 'refuse',
              reason,
            })
          : choice % 5 === 0
            ? await new WithdrawPlace(records, clock).run({ ...at, actor: province, reason })
            : await new DraftCopy(records, clock).run({
                ...at,
                draft: { locality: `Ấp ${choice}` },
                adaptation: { kept: 'Tự nguyện', changed: 'Theo xóm', why: 'Ấp rộng' },
              });
    if (isRefusal(made)) return;
    taken.add(status);
    if (!('modelId' in made)) models.push(made.id);
  };

  it('the history holds: no duty without its owner, no verdict without its duty, nobody waited for without a clock', async () => {
    const choices = fc.noBias(
      fc.array(fc.record({ what: fc.nat(9), choice: fc.nat(99_999), days: fc.nat(5) }), {
        minLength: 150,
        maxLength: 150,
      }),
    );
    await fc.assert(
      fc.asyncProperty(choices, async (deeds) => {
        clock.instant = morning(begins);
        const drafted = await new DraftModel(database.records, clock).run({
          draft: {
            kind: 'model',
            name: `Mẫu: Tổ tự quản ${++papers}`,
            purpose: 'Giữ xóm ấp bình yên',
            field: 'cultureSociety',
            origin: 'need',
            selfManaged: true,
            territoryId: places[0]!,
            locality: `Ấp ${papers}`,
            members: null,
          },
          actor: communes[0]!,
        });
        if (isRefusal(drafted)) throw new Error(drafted.words.en);
        const models = [drafted.id];
        for (const { what, choice, days } of deeds) {
          if (what < 3) await deedAt(models, choice);
          else await stepOf(models[choice % models.length]!, choice);
          clock.instant = morning(addDays(clock.today(), days));
        }
        const broken = (await checkHistory(database.records.sql, clock.now())).filter(({ violations }) => violations > 0);
        expect(broken).toEqual([]);
      }),
      // A failure is told at once: each smaller life would be lived for as long.
      { numRuns: 8, endOnFailure: true },
    );
    // A walk that is refused everywhere would prove nothing.
    expect(taken.size).toBeGreaterThan(15);
    expect([...taken]).toContain('appraise');
    // Some 1,200 deeds, and the whole checker after each life.
  }, 180_000);
});
