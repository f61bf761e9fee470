import { isRefusal, type Refusal } from '#domain';
import { ModelsReader, type ModelView } from '#records';
import {
  checkFolds,
  AnswerAdaptation,
  AnswerReplication,
  ConsolidateModels,
  DraftCopy,
  NameReceiver,
  RecordMembers,
  ReviseDraft,
  ShowModelFile,
  WithdrawPlace,
  type Actor,
  type ModelFile,
} from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

type Held = { id: string; revision: number };

// Names, numbers and days are samples.
describe('libs/usecases/models - the file of a model on a past day never shows what came later', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let province: Actor;
  const clock = new SetClock(morning('2026-01-05'));
  const at: Record<string, { place: string; by: Actor }> = {};
  /** The rows of every model at the end of each day, by day and model. */
  const seen = new Map<string, ModelView[]>();
  let parent: Held;
  let group: Held;
  const copies: Record<string, Held> = {};
  let moved: Held;

  const well = <T>(result: T | Refusal): T => {
    if (isRefusal(result)) throw new Error(`${result.words.en} ${result.errors.map(({ words }) => words.en).join('; ')}`);
    return result;
  };
  const rows = async () => {
    const ids = await database.records.sql.rows<{ id: string }>(`SELECT id FROM models ORDER BY id`);
    const reader = new ModelsReader(database.records.sql);
    const views: ModelView[] = [];
    for (const { id } of ids) views.push((await reader.find(id, province.post.postId, clock.today()))!);
    return views;
  };
  const shown = async (id: string, asOf: string): Promise<ModelFile> =>
    well(await new ShowModelFile(database.records, clock).run({ modelId: id, postId: province.post.postId, asOf }));
  const now = async ({ id }: Held): Promise<Held> =>
    (await database.records.sql.row<Held>(`SELECT id, revision FROM models WHERE id = $1`, [id]))!;
  const placeOf = async (territory: string) =>
    (await database.records.sql.row<{ targetId: string; revision: number }>(
      `SELECT id AS "targetId", revision FROM replication_targets WHERE territory_id = $1 ORDER BY planned_on DESC, status = 'withdrawn' LIMIT 1`,
      [territory],
    ))!;
  async function on(day: string, deed: () => Promise<unknown>): Promise<void> {
    clock.instant = morning(day);
    await deed();
    seen.set(day, await rows());
  }
  const answers = async (
    code: string,
    said: { answer: 'accept' | 'decline' | 'askToAdapt'; reason?: string; changes?: string },
  ) =>
    well(
      await new AnswerReplication(database.records, clock).run({
        ...(await placeOf(at[code]!.place)),
        actor: at[code]!.by,
        ...said,
      }),
    );
  const founds = async (code: string) => {
    const copy = well(
      await new DraftCopy(database.records, clock).run({
        ...(await placeOf(at[code]!.place)),
        actor: at[code]!.by,
        draft: { locality: `Ấp ${code}` },
        adaptation: { kept: 'Cách làm', changed: 'Nơi họp', why: 'Ấp rộng' },
      }),
    );
    copies[code] = await acts.step(copy, 'propose', at[code]!.by);
  };
  const recognised = async (code: string) => {
    copies[code] = await acts.step(
      await now(copies[code]!),
      'recognise',
      province,
      { startedOn: clock.today() },
      acts.paper(province),
    );
  };
  const plans = async (...codes: string[]) => {
    const fields = { replicationTargets: codes.map((code) => at[code]!.place), replicateBy: '2027-06-30' };
    const planned = await acts.step(await now(parent), 'planReplication', province, fields, acts.paper(province));
    parent = await acts.step(planned, 'startReplication', province);
  };
  const reports = async (code: string, replicationOutcome: string) => {
    const fields = { replicationOutcome, replicationFindings: `Kết quả ở ${code}` };
    copies[code] = await acts.step(await now(copies[code]!), 'reportReplicationResult', at[code]!.by, fields);
  };
  const ends = async (model: Held, by: Actor, fields: object) =>
    acts.step(await now(model), 'terminate', by, { handover, ...fields }, acts.paper(by));
  const annuls = async (model: Held) =>
    acts.step(await now(model), 'annulTermination', province, { reason: 'Chưa đúng quy trình' }, acts.paper(province));
  const handover = [
    {
      what: 'members',
      description: 'Mẫu: theo biên bản',
      amount: 32,
      unit: 'người',
      receiverBody: 'Ban Công tác Mặt trận ấp',
      handedOverOn: '2026-08-01',
    },
  ];

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    province = await acts.actor('fatherlandFront/82@2025');
    const communes = await database.records.sql.rows<{ key: string }>(
      `SELECT seed_key AS key FROM territories WHERE level = 'commune' AND seed_key LIKE '%@2025' ORDER BY seed_key LIMIT 6`,
    );
    for (const [index, { key }] of communes.entries())
      at['abcdef'[index]!] = { place: await acts.territory(key), by: await acts.actor(`fatherlandFront/${key}`) };
    const { a, b } = at as Record<'a' | 'b', (typeof at)[string]>;

    await on('2026-01-05', async () => {
      parent = await acts.operating(
        province,
        await acts.actor('propagandaMassMobilisationBoard/82@2025', 'supervisor'),
        await acts.territory('82@2025'),
        { name: 'Ngày hội', startedOn: '2026-01-05' },
      );
    });
    // A draft that is moved to another place, and renamed.
    await on('2026-01-06', async () => {
      moved = await acts.drafted(province, a.place, { name: 'Đường hoa' });
    });
    await on('2026-01-07', async () => {
      const changes = { territoryId: b.place, locality: 'Ấp khác', members: 45 };
      moved = well(
        await new ReviseDraft(database.records, clock).run({
          modelId: moved.id,
          revision: moved.revision,
          changes,
          actor: province,
        }),
      );
    });
    await on('2026-02-01', async () => {
      const board = await acts.actor('propagandaMassMobilisationBoard/82@2025', 'supervisor');
      let model: Held = await acts.step(await now(parent), 'openReview', board, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
      model = await acts.step(model, 'submitSelfAssessment', province, { selfScore: 85, selfAssessment: 'Đạt' });
      model = await acts.step(model, 'appraise', board, { appraisedScore: 85, verdict: 'effective' });
      parent = await acts.step(model, 'continueOperation', board, { conclusion: 'Duy trì' });
    });
    await on('2026-03-01', () => plans('a', 'b', 'c', 'd', 'e'));
    await on('2026-03-02', () => answers('a', { answer: 'accept' }));
    await on('2026-03-03', () => answers('b', { answer: 'accept' }));
    await on('2026-03-04', () => answers('c', { answer: 'decline', reason: 'Không có vùng trồng nhãn' }));
    await on('2026-03-05', () => answers('d', { answer: 'askToAdapt', changes: 'Họp theo xóm', reason: 'Ấp rộng' }));
    await on('2026-03-06', async () =>
      well(
        await new AnswerAdaptation(database.records, clock).run({
          ...(await placeOf(at['d']!.place)),
          answer: 'agree',
          actor: province,
        }),
      ),
    );
    await on('2026-03-07', async () => {
      const other = await acts.actor(`farmersUnion/${communes[4]!.key}`);
      const named = { organisationId: other.post.organisationId, reason: 'Hội Nông dân làm thì hợp hơn' };
      well(
        await new NameReceiver(database.records, clock).run({ ...(await placeOf(at['e']!.place)), actor: province, ...named }),
      );
    });
    await on('2026-03-08', async () =>
      well(
        await new WithdrawPlace(database.records, clock).run({
          ...(await placeOf(at['d']!.place)),
          reason: 'Ghép vào đợt sau',
          actor: province,
        }),
      ),
    );
    await on('2026-03-10', () => founds('a'));
    await on('2026-03-11', () => founds('b'));
    await on('2026-04-01', () => recognised('a'));
    // Proposed, refused by withdrawing, proposed again.
    await on('2026-04-02', async () => {
      copies['b'] = await acts.step(copies['b']!, 'withdrawProposal', at['b']!.by);
    });
    await on('2026-04-03', async () => {
      copies['b'] = await acts.step(copies['b']!, 'propose', at['b']!.by);
    });
    await on('2026-04-04', () => recognised('b'));
    await on('2026-06-01', () => reports('b', 'succeeded'));
    await on('2026-07-01', () => reports('a', 'succeeded'));
    await on('2026-07-02', async () => {
      const counted = { onDay: '2026-03-01', kind: 'participants' as const, count: 77, note: 'Đếm lại', correctsId: null };
      well(
        await new RecordMembers(database.records, clock).run({
          ...(await now(parent)),
          modelId: parent.id,
          actor: province,
          counted,
        }),
      );
    });
    // What the plan still waited for goes with the end, and comes back with its annulment.
    await on(
      '2026-08-01',
      async () => (parent = await ends(parent, province, { ground: 'obsolete', changeInSociety: 'Đã vào hương ước' })),
    );
    await on('2026-08-02', async () => (parent = await annuls(parent)));
    // Two models of one commune end in a third, together and alone; one of them is taken back.
    const own: Held[] = [];
    await on('2026-09-01', async () => {
      for (const name of ['Tổ tự quản', 'Cổng rào', 'Camera', 'Hộ xanh'])
        own.push(await acts.operating(a.by, province, a.place, { name, startedOn: '2026-02-01' }));
      group = own[0]!;
    });
    await on('2026-09-02', async () =>
      well(
        await new ConsolidateModels(database.records, clock).run({
          heirModelId: group.id,
          modelIds: [own[1]!.id, own[2]!.id],
          decision: acts.paper(province),
          fields: { reason: 'Cùng nội dung' },
          actor: province,
        }),
      ),
    );
    await on('2026-09-03', () => ends(own[3]!, a.by, { ground: 'consolidated', heirModelId: group.id }));
    await on('2026-09-04', () => annuls(own[1]!));
    await on('2026-09-05', () => ends(own[1]!, a.by, { ground: 'consolidated', heirModelId: group.id }));
    clock.instant = morning('2026-12-31');
  }, 240_000);
  // Closing asks the history checker.
  afterAll(() => database.close());

  it('shows of every model, on every day something happened, what the rows said that day', async () => {
    for (const [day, models] of seen)
      for (const { revision: _, ...was } of models) {
        const { file: __, revision: ___, ...past } = await shown(was.id, day);
        expect({ day, ...past }).toEqual({ day, ...was });
      }
  });

  it('leads, model by model, from the journal to the rows, and says where a row was changed behind its back', async () => {
    const { sql } = database.records;
    expect(await checkFolds(sql)).toMatchObject({ violations: 0 });
    const changed = async (statement: string) => {
      const found: unknown[] = [];
      await database.records
        .inTransaction(async (tx) => {
          await tx.affected(statement);
          found.push(...(await checkFolds(tx)).examples.map(({ where }) => String(where).replace(/[0-9a-f-]{36}/, 'id')));
          throw new Error('undone');
        })
        .catch((error: Error) => expect(error.message).toBe('undone'));
      return found;
    };
    const itsRow = `WHERE id = '${parent.id}'`;
    expect(await changed(`UPDATE models SET last_verdict = 'weak' ${itsRow}`)).toEqual(['model.lastVerdict']);
    expect(await changed(`UPDATE models SET started_on = '2025-01-01' ${itsRow}`)).toEqual(['model.startedOn']);
    expect(await changed(`UPDATE models SET name = 'Tên khác' ${itsRow}`)).toEqual(['model.name']);
    expect(await changed(`UPDATE model_reviews SET appraised_score = 99 WHERE model_id = '${parent.id}'`)).toEqual([
      'reviews.0.appraisedScore',
    ]);
    expect(await changed(`UPDATE replication_targets SET findings = 'Khác' WHERE child_model_id = '${copies['a']!.id}'`)).toEqual(
      ['places.id.findings'],
    );
    expect(await checkFolds(sql)).toMatchObject({ violations: 0 });
  });

  it('tells a result only from the day it was reported', async () => {
    const result = async (day: string) => {
      const { replication, replicationCounts } = await shown(parent.id, day);
      return [replication.find(({ territory }) => territory.id === at['a']!.place)!.outcome, replicationCounts.succeeded];
    };
    expect(await result('2026-05-10')).toEqual([null, 0]);
    expect(await result('2026-06-30')).toEqual([null, 1]);
    expect(await result('2026-07-01')).toEqual(['succeeded', 2]);
  });

  it('tells a count of members only from the day it was entered, in both places of the file', async () => {
    const members = async (day: string) => {
      const { members: shownCount, file } = await shown(parent.id, day);
      return [shownCount, file.members.find(({ kind }) => kind === 'participants')?.count];
    };
    expect(await members('2026-07-01')).toEqual([32, 32]);
    expect(await members('2026-07-02')).toEqual([77, 77]);
  });
});
