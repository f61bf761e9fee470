import {
  AnswerExtension,
  AnswerReport,
  AskExtension,
  FireRung,
  NextOpening,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  SubmitReport,
  type Actor,
  type Role,
} from '#usecases';
import { isRefusal, type Refusal } from '#domain';
import { actorOf, morning, SetClock } from '../testing/acting.js';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';

const report = {
  figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
  words: { summary: 'Mẫu: các mô hình duy trì nền nếp.' },
};

describe('libs/usecases/reports - a yearly-report round, from opening to closing', () => {
  let database: TestDatabase;
  const clock = new SetClock(morning('2024-08-02'));
  const on = (day: string) => (clock.instant = morning(day));
  const openDue = () =>
    new OpenDue(
      database.records,
      new OpenRound(database.records),
      new OpenConference(database.records),
      new OpenReviewRound(database.records),
    ).run({
      now: clock.now(),
    });
  const submit = (id: string, revision: number, by: Actor) =>
    new SubmitReport(database.records, clock).run({ obligationId: id, revision, report, actor: by });

  const actor = (organisationId: string, role: Role = 'officer') =>
    actorOf(database.records, organisationId, clock.today(), role);
  const obligationsOf = (duty: string, limit = 10) =>
    database.records.sql.rows<{ id: string; organisationId: string; receiver: string }>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver FROM obligations o JOIN rounds r ON r.id = o.round_id
       WHERE o.duty = $1 AND r.kind = 'modelResults' AND r.year = 2024
         AND EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = o.organisation_id AND v.valid @> '2025-02-10'::date) ORDER BY o.id LIMIT $2`,
      [duty, limit],
    );
  const roundId = async () =>
    (await database.records.sql.row<{ id: string }>(`SELECT id FROM rounds WHERE kind = 'modelResults' AND year = 2024`))!.id;
  const nextRung = async () => new NextRung(database.records).run({ kind: 'round', id: await roundId() });
  const fireNext = async () => {
    const rung = (await nextRung())!;
    if (rung.at > clock.instant) clock.instant = rung.at;
    await new FireRung(database.records).run({ rung, now: clock.now() });
    return rung;
  };
  const fireAllDue = async () => {
    for (let rung = await nextRung(); rung && rung.at <= clock.instant; rung = await nextRung()) await fireNext();
  };

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
  });
  // Closing asks the history checker.
  afterAll(() => database.close());

  it('waits for the first of October, then opens once', async () => {
    // The review of the models opens a month before.
    on('2024-09-01');
    await openDue();
    expect((await new NextOpening(database.records).run({ now: clock.now() }))!.at.toISOString()).toBe(
      '2024-09-30T17:00:00.000Z',
    );
    on('2024-10-01');
    await openDue();
    await openDue();
    const rounds = await database.records.sql.rows(`SELECT kind, year, expected FROM rounds WHERE kind <> 'modelReview'`);
    // 143 communes and 12 districts with six bodies each, six in the province, and the mass-mobilisation lead.
    expect(rounds).toEqual([{ kind: 'modelResults', year: 2024, expected: 143 * 6 + 12 * 6 + 6 + 1 }]);
    expect(
      (await database.records.sql.row<{ n: number }>(
        `SELECT count(*)::int AS n FROM deadlines WHERE duty NOT IN ('selfAssess', 'appraise', 'conclude')`,
      ))!.n,
    ).toBe(4);
  });

  it('refuses to open the same round twice', async () => {
    const again = await new OpenRound(database.records).run({ kind: 'modelResults', year: 2024, now: clock.now(), actor: null });
    expect(isRefusal(again) && again.code).toBe('conflict');
  });

  it('reminds every commune body once for the first rung, by inbox and one digest a person', async () => {
    const rung = await fireNext();
    await new FireRung(database.records).run({ rung, now: clock.now() });
    expect([rung.rung, clock.today()]).toEqual(['T-30', '2024-10-23']);
    expect(
      await database.records.sql.row(`SELECT count(*)::int AS notices, count(DISTINCT obligation_id)::int AS told FROM notices`),
    ).toEqual({
      notices: 858,
      told: 858,
    });
    expect((await database.records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM deliveries`))!.n).toBe(858);
  });

  it('takes a report once, even when it is sent from two places at the same instant', async () => {
    const [first] = await obligationsOf('commune');
    const sender = await actor(first!.organisationId);
    const outcomes = await Promise.all([submit(first!.id, 1, sender), submit(first!.id, 1, sender)]);
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toEqual([{ number: 1, late: false, revision: 2 }]);
    expect(outcomes.filter(isRefusal).map(({ code }) => code)).toEqual(['stale']);
  });

  it('does not take a report from a neighbour, who cannot even see it', async () => {
    const [, second, third] = await obligationsOf('commune');
    const refused = (await submit(second!.id, 1, await actor(third!.organisationId))) as Refusal;
    expect(refused.code).toBe('notFound');
  });

  it('returns a report with a message, takes the mended one as on time, and accepts it', async () => {
    const [first] = await obligationsOf('commune');
    const receiver = await actor(first!.receiver);
    const answer = (revision: number, outcome: 'accepted' | 'returned', message: string | null) =>
      new AnswerReport(database.records, clock).run({ obligationId: first!.id, revision, outcome, message, actor: receiver });
    expect(((await answer(2, 'returned', ' ')) as Refusal).code).toBe('invalid');
    expect(await answer(2, 'returned', 'Bổ sung số hội viên.')).toEqual({ revision: 3 });
    on('2024-11-25');
    expect(await submit(first!.id, 3, await actor(first!.organisationId))).toEqual({ number: 2, late: false, revision: 4 });
    expect(await answer(4, 'accepted', null)).toEqual({ revision: 5 });
    on('2024-10-24');
  });

  it('moves an obligation to its own deadline when an extension is granted, within the limits of the rule', async () => {
    const [, second] = await obligationsOf('commune');
    const asks = async (toDueOn: string) =>
      new AskExtension(database.records, clock).run({
        obligationId: second!.id,
        revision: 1,
        toDueOn,
        reason: 'Mẫu: lũ về',
        actor: await actor(second!.organisationId),
      });
    expect(((await asks('2025-03-01')) as Refusal).errors[0]!.words.en).toContain('07/12/2024');
    const asked = (await asks('2024-12-02')) as { extensionId: string; revision: number };
    const answer = (by: Actor) =>
      new AnswerExtension(database.records, clock).run({
        obligationId: second!.id,
        extensionId: asked.extensionId,
        revision: 2,
        granted: true,
        reason: null,
        actor: by,
      });
    expect(((await answer(await actor(second!.receiver))) as Refusal).code).toBe('notAllowed');
    expect(await answer(await actor(second!.receiver, 'head'))).toEqual({ revision: 3 });
    expect(
      await database.records.sql.row(
        `SELECT d.due_on, o.original_due_on FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.id = $1`,
        [second!.id],
      ),
    ).toEqual({
      due_on: '2024-12-02',
      original_due_on: '2024-11-22',
    });
  });

  it('collapses the rungs missed in an outage into the latest, which escalates', async () => {
    on('2024-12-06');
    await fireAllDue();
    const rungs = await database.records.sql.rows(
      `SELECT rung, outcome FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id WHERE d.due_on = '2024-11-22' AND outcome IS NOT NULL ORDER BY planned_at`,
    );
    expect(rungs).toEqual([
      { rung: 'T-30', outcome: 'fired' },
      ...['T-15', 'T-7', 'T-1', 'T', 'T+3', 'T+7'].map((rung) => ({ rung, outcome: 'collapsed' })),
      { rung: 'T+14', outcome: 'fired' },
    ]);
    const escalated = await database.records.sql.row<{ districts: number }>(
      `SELECT count(DISTINCT n.organisation_id)::int AS districts FROM notices n JOIN organisation_versions v ON v.organisation_id = n.organisation_id
       JOIN territories t ON t.id = v.territory_id WHERE n.act = 'escalate' AND t.level = 'district'`,
    );
    expect(escalated!.districts).toBe(72);
  });

  it('takes a late report and counts it as late', async () => {
    const third = (await obligationsOf('commune'))[2]!;
    expect(await submit(third.id, 1, await actor(third.organisationId))).toEqual({ number: 1, late: true, revision: 2 });
  });

  it('ends: every rung is accounted for, what never came is recorded, the round closes', async () => {
    for (let guard = 0; guard < 60 && (await nextRung()); guard++) await fireNext();
    expect(
      await database.records.sql.row(`SELECT closed_on IS NOT NULL AS closed FROM rounds WHERE kind = 'modelResults'`),
    ).toEqual({ closed: true });
    const statuses = await database.records.sql.rows(
      `SELECT status, count(*)::int AS n FROM obligations WHERE round_id = $1 GROUP BY status ORDER BY status`,
      [await roundId()],
    );
    expect(statuses).toEqual([
      { status: 'accepted', n: 1 },
      { status: 'notReceived', n: 935 },
      { status: 'submitted', n: 1 },
    ]);
    const [, second] = await obligationsOf('commune');
    expect(((await submit(second!.id, 4, await actor(second!.organisationId))) as Refusal).code).toBe('conflict');
  });
});
