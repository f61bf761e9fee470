import {
  AnswerExtension,
  AnswerReport,
  CloseDeadline,
  CloseRound,
  CompleteConferenceStep,
  MoveConference,
  MoveDeadline,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  ReopenRound,
  SubmitReport,
  type Actor,
  type Role,
} from '#usecases';
import { clockActs, isRefusal, type Refusal } from '#domain';
import { morning, SetClock } from '../testing/acting.js';
import { ClockActs, code } from '../testing/clock-acts.js';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';

const report = {
  figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
  words: { summary: 'Mẫu: các mô hình duy trì nền nếp.' },
};

interface Row {
  id: string;
  organisationId: string;
  receiver: string;
}

// Each case closes its database, and closing asks the history checker.
describe('libs/usecases/deadlines - acts on a clock', () => {
  let database: TestDatabase;
  let acts: ClockActs;
  const clock = new SetClock(morning('2024-10-01'));
  const on = (day: string) => (clock.instant = morning(day));
  const sql = () => database.records.sql;
  // A few communes were merged on 01/01/2025; these stand as long as the cases last.
  const communes = (limit: number) =>
    sql().rows<Row>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver FROM obligations o
       WHERE o.duty = 'commune' AND EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = o.organisation_id AND v.valid @> '2025-06-01'::date)
       ORDER BY o.id LIMIT $1`,
      [limit],
    );
  const one = async () => (await communes(1))[0]!;
  const answersTo = (id: string) =>
    sql().rows<{ duty: string; status: string; dueOn: string; organisationId: string }>(
      `SELECT a.duty, a.status, d.due_on AS "dueOn", a.organisation_id AS "organisationId" FROM obligations a JOIN deadlines d ON d.id = a.deadline_id WHERE a.answers_id = $1 ORDER BY d.due_on`,
      [id],
    );
  const noticesOf = async (id: string) =>
    (
      await sql().rows<{ rung: string }>(`SELECT rung FROM notices WHERE obligation_id = $1 AND act <> ALL ($2) ORDER BY id`, [
        id,
        clockActs,
      ])
    ).map(({ rung }) => rung);
  const roundOfResults = async () =>
    (await sql().row<{ id: string; revision: number; top: string }>(
      `SELECT r.id, r.revision, (SELECT reports_to[cardinality(reports_to)] FROM obligations WHERE duty = 'commune' LIMIT 1) AS top FROM rounds r WHERE r.kind = 'modelResults'`,
    ))!;
  const climb = async (day: string) => acts.climb(day, { kind: 'round', id: (await roundOfResults()).id });
  const submit = async ({ id, organisationId }: Row) =>
    new SubmitReport(database.records, clock).run({
      obligationId: id,
      revision: (await state(id)).revision,
      report,
      actor: await actor(organisationId),
    });
  const actor = (organisationId: string, role?: Role) => acts.actor(organisationId, role);
  const state = (id: string) => acts.state(id);
  const head = (row: Row) => acts.head(row);
  const suspend = (row: Row, until: string, by?: Actor) => acts.suspend(row, until, by);
  const resume = (row: Row) => acts.resume(row);
  const waive = (row: Row) => acts.waive(row);
  const reopen = (row: Row, until: string) => acts.reopen(row, until);
  const ask = (row: Row, toDueOn: string) => acts.ask(row, toDueOn);

  const openWhatIsDue = () =>
    new OpenDue(
      database.records,
      new OpenRound(database.records),
      new OpenConference(database.records),
      new OpenReviewRound(database.records),
    ).run({ now: clock.now() });

  beforeEach(async () => {
    on('2024-10-01');
    database = await openTestDatabase({ seeded: true });
    acts = new ClockActs(database.records, clock);
    await openWhatIsDue();
  }, 60_000);
  afterEach(() => database.close());

  describe('the receiving side has a clock too', () => {
    it('a report sent is to be accepted or returned within ten days; the receiver is reminded, then the level above told', async () => {
      const row = await one();
      on('2024-11-20');
      expect(code(await submit(row))).toBe('done');
      expect(await answersTo(row.id)).toEqual([
        { duty: 'answerReport', status: 'open', dueOn: '2024-11-30', organisationId: row.receiver },
      ]);
      await climb('2024-12-20');
      const told = await sql().rows<{ rung: string; organisationId: string }>(
        `SELECT DISTINCT n.rung, n.organisation_id AS "organisationId" FROM notices n JOIN obligations a ON a.id = n.obligation_id WHERE a.answers_id = $1`,
        [row.id],
      );
      expect(new Set(told.map(({ rung }) => rung))).toEqual(new Set(['T-1', 'T', 'T+3', 'T+7', 'T+14']));
      expect(told.filter(({ rung }) => rung === 'T').every(({ organisationId }) => organisationId === row.receiver)).toBe(true);
      expect(told.some(({ rung, organisationId }) => rung === 'T+7' && organisationId !== row.receiver)).toBe(true);
    });

    it('answered, it is done; a mended report starts it again', async () => {
      const row = await one();
      on('2024-11-18');
      await submit(row);
      const answer = async (outcome: 'returned' | 'accepted') =>
        new AnswerReport(database.records, clock).run({
          obligationId: row.id,
          revision: (await state(row.id)).revision,
          outcome,
          message: 'Mẫu: bổ sung',
          actor: await actor(row.receiver),
        });
      expect(code(await answer('returned'))).toBe('done');
      on('2024-11-20');
      await submit(row);
      expect(code(await answer('accepted'))).toBe('done');
      expect((await answersTo(row.id)).map(({ status, dueOn }) => [status, dueOn])).toEqual([
        ['accepted', '2024-11-28'],
        ['accepted', '2024-11-30'],
      ]);
    });

    it('all reports of one day share one day to answer them by', async () => {
      on('2024-11-20');
      for (const row of await communes(5)) await submit(row);
      expect(await sql().row(`SELECT count(*)::int AS n FROM deadlines WHERE purpose = 'answer'`)).toEqual({ n: 1 });
    });

    it('once all is answered nobody is woken for it; another report of the same day starts the ladder again', async () => {
      const [first, second, third] = (await communes(3)) as [Row, Row, Row];
      const accept = async (row: Row) =>
        new AnswerReport(database.records, clock).run({
          obligationId: row.id,
          revision: (await state(row.id)).revision,
          outcome: 'accepted',
          message: null,
          actor: await actor(row.receiver),
        });
      const ladder = () =>
        sql().rows<{ revision: number; outcome: string | null; reason: string | null; n: number }>(
          `SELECT r.revision, r.outcome, r.reason, count(*)::int AS n FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id
           WHERE d.purpose = 'answer' GROUP BY 1, 2, 3 ORDER BY 1, 2`,
        );
      const woken = async () =>
        (
          await sql().rows<{ cause: string }>(
            `SELECT cause FROM outbox WHERE cause IN ('answersGiven', 'answerOwed') ORDER BY id`,
          )
        ).map(({ cause }) => cause);
      on('2024-11-20');
      for (const row of [first, second]) await submit(row);
      expect(code(await accept(first))).toBe('done');
      expect(await ladder()).toEqual([{ revision: 1, outcome: null, reason: null, n: 5 }]);
      expect(await woken()).toEqual(['answerOwed']);
      expect(code(await accept(second))).toBe('done');
      const taken = { revision: 1, outcome: 'cancelled', reason: 'answersGiven', n: 5 };
      expect(await ladder()).toEqual([taken]);
      expect(await woken()).toEqual(['answerOwed', 'answersGiven']);
      const { id } = await roundOfResults();
      expect((await new NextRung(database.records).run({ kind: 'round', id }))!.at.toISOString()).not.toContain('2024-11-29');

      await submit(third);
      expect(await ladder()).toEqual([taken, { revision: 2, outcome: null, reason: null, n: 5 }]);
      expect(await woken()).toEqual(['answerOwed', 'answersGiven', 'answerOwed']);
      await climb('2024-12-02');
      expect(
        await sql().rows(
          `SELECT DISTINCT n.rung FROM notices n JOIN obligations a ON a.id = n.obligation_id WHERE a.answers_id = $1 ORDER BY 1 DESC`,
          [third.id],
        ),
      ).toEqual([{ rung: 'T-1' }, { rung: 'T' }]);
    });

    it('a request for more time is to be answered within five days; nothing is approved by silence', async () => {
      const row = await one();
      on('2024-11-20');
      expect(code(await ask(row, '2024-12-02'))).toBe('done');
      expect(await answersTo(row.id)).toMatchObject([{ duty: 'answerExtension', status: 'open', dueOn: '2024-11-25' }]);
      // The due day passes, the escalation of the report comes: protected, because it asked in time.
      await climb('2024-12-31');
      expect(await noticesOf(row.id)).not.toContain('T+14');
      expect((await state(row.id)).dueOn).toBe('2024-11-22');
      // Closed unanswered: the request lapses, and nobody owes its answer any more.
      await climb('2025-02-20');
      expect(await sql().row(`SELECT status FROM extensions`)).toEqual({ status: 'lapsed' });
      expect(await answersTo(row.id)).toMatchObject([{ status: 'cancelled' }]);
    });

    it('in the last minute of the due day, by the clock of Việt Nam, it is in time and protects; a minute later it is too late', async () => {
      const [inTime, late] = (await communes(2)) as [Row, Row];
      clock.instant = new Date('2024-11-22T23:59:59.999+07:00');
      expect(code(await ask(inTime, '2024-12-02'))).toBe('done');
      expect(code(await ask(inTime, '2024-12-03'))).toBe('conflict');
      clock.instant = new Date('2024-11-23T00:00:00+07:00');
      expect(code(await ask(late, '2024-12-02'))).toBe('conflict');
      await climb('2024-12-07');
      expect(await noticesOf(inTime.id)).not.toContain('T+14');
      expect(await noticesOf(late.id)).toContain('T+14');
    });

    it('granted to several at the same moment, the same day is one deadline for all', async () => {
      on('2024-11-20');
      const rows = await communes(6);
      const asked = await Promise.all(rows.map((row) => ask(row, '2024-12-02')));
      const answers = await Promise.all(rows.map((row, at) => acts.answer(row, asked[at]!, true)));
      expect(answers.map(code)).toEqual(rows.map(() => 'done'));
      const days = await sql().rows(`SELECT due_on AS "dueOn" FROM deadlines WHERE duty = 'extended'`);
      expect(days).toEqual([{ dueOn: '2024-12-02' }]);
    });

    it('overtaken by a later day, it is not granted: more time is never less', async () => {
      const row = await one();
      on('2024-11-12');
      const asked = await ask(row, '2024-11-25');
      expect(code(await suspend(row, '2024-11-30'))).toBe('done');
      const refused = (await acts.answer(row, asked, true)) as Refusal;
      expect([refused.code, refused.words.en]).toEqual([
        'conflict',
        'It is due on 11/12/2024 by now, no sooner than the day asked for (25/11/2024). Refuse this request with a reason; another one may be asked.',
      ]);
      expect((await state(row.id)).dueOn).toBe('2024-12-11');
      expect(code(await acts.answer(row, asked, false))).toBe('done');
      // Fifteen days from the first day end before it is due.
      const again = (await ask(row, '2024-12-12')) as Refusal;
      expect(again.errors.map(({ words }) => words.en)).toEqual([
        'No day is left: it may be extended to 07/12/2024 at most, and is due on 11/12/2024 by now.',
      ]);
    });

    it('sent before it was answered, the request lapses', async () => {
      const row = await one();
      on('2024-11-20');
      const asked = (await ask(row, '2024-12-02')) as { extensionId: string };
      await submit(row);
      expect((await answersTo(row.id)).map(({ duty, status }) => [duty, status])).toEqual([
        ['answerExtension', 'cancelled'],
        ['answerReport', 'open'],
      ]);
      const late = await new AnswerExtension(database.records, clock).run({
        obligationId: row.id,
        extensionId: asked.extensionId,
        revision: (await state(row.id)).revision,
        granted: true,
        reason: null,
        actor: await head(row),
      });
      expect(code(late)).toBe('conflict');
    });

    it('an answer is no duty of which one is let off', async () => {
      const row = await one();
      on('2024-11-20');
      await submit(row);
      const answer = (await sql().row<Row>(
        `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver FROM obligations WHERE answers_id = $1`,
        [row.id],
      ))!;
      expect([
        code(await waive(answer)),
        code(await suspend(answer, '2024-11-25')),
        code(await ask(answer, '2024-12-05')),
      ]).toEqual(['conflict', 'conflict', 'conflict']);
    });
  });

  describe('suspension', () => {
    it('keeps what was left: ten days before, ten days after; nobody is reminded meanwhile', async () => {
      const row = await one();
      await climb('2024-11-12');
      const before = await noticesOf(row.id);
      expect(code(await suspend(row, '2024-11-30'))).toBe('done');
      expect(await state(row.id)).toMatchObject({ status: 'open', dueOn: '2024-12-11', originalDueOn: '2024-11-22' });
      await climb('2024-11-30');
      expect(await noticesOf(row.id)).toEqual(before);
      await climb('2024-12-11');
      expect((await noticesOf(row.id)).slice(before.length)).toEqual(['T-7', 'T-1', 'T']);
    });

    it('runs again sooner when told to; the days it really stood count against the limit', async () => {
      const row = await one();
      on('2024-11-12');
      await suspend(row, '2024-12-31');
      on('2024-11-20');
      expect(code(await resume(row))).toBe('done');
      expect((await state(row.id)).dueOn).toBe('2024-11-30');
      expect(code(await resume(row))).toBe('conflict');
      // Sixty days are allowed in all; eight were used.
      const refused = (await suspend(row, '2025-01-11')) as Refusal;
      expect([refused.code, refused.errors[0]!.words.en]).toEqual(['invalid', 'Choose a day from 20/11/2024 to 10/01/2025.']);
      expect(code(await suspend(row, '2025-01-10'))).toBe('done');
    });

    it('more time granted while it stood stays when it runs again', async () => {
      const row = await one();
      on('2024-11-19');
      const asked = await ask(row, '2024-12-02');
      expect(code(await suspend(row, '2024-11-22'))).toBe('done');
      expect((await state(row.id)).dueOn).toBe('2024-11-26');
      expect(code(await acts.answer(row, asked, true))).toBe('done');
      on('2024-11-21');
      expect(code(await resume(row))).toBe('done');
      expect((await state(row.id)).dueOn).toBe('2024-12-02');
      await climb('2024-12-02');
      expect((await noticesOf(row.id)).at(-1)).toBe('T');
    });

    it('belongs to the head of the receiving body, while the clock runs', async () => {
      const row = await one();
      on('2024-11-12');
      expect(code(await suspend(row, '2024-11-20', await actor(row.receiver)))).toBe('notAllowed');
      expect(code(await suspend(row, '2024-11-20', await actor(row.organisationId, 'head')))).toBe('notAllowed');
      expect(code(await suspend(row, '2024-11-11'))).toBe('invalid');
      expect(code(await suspend(row, '2024-11-12'))).toBe('done');
      expect(code(await suspend(row, '2024-11-20'))).toBe('conflict');
      on('2024-11-25');
      expect(code(await suspend(row, '2024-11-30'))).toBe('conflict');
    });
  });

  describe('waiver and reopening', () => {
    it('waived, nobody is told any more; reopened, it is owed until the day given', async () => {
      const row = await one();
      await climb('2024-11-12');
      const before = await noticesOf(row.id);
      expect(code(await waive(row))).toBe('done');
      await climb('2025-02-20');
      expect([await noticesOf(row.id), (await state(row.id)).status]).toEqual([before, 'waived']);
      expect(code(await reopen(row, '2025-04-20'))).toBe('invalid');
      expect(code(await reopen(row, '2025-03-10'))).toBe('done');
      expect(await state(row.id)).toMatchObject({ status: 'open', dueOn: '2025-03-10', originalDueOn: '2024-11-22' });
      expect(await sql().row(`SELECT closed_on FROM rounds WHERE kind = 'modelResults'`)).toEqual({ closed_on: null });
      await climb('2025-03-10');
      expect((await noticesOf(row.id)).slice(before.length)).toEqual(['T-15', 'T-7', 'T-1', 'T']);
      expect(code(await submit(row))).toBe('done');
      await climb('2025-06-01');
      expect(await sql().row(`SELECT closed_on IS NOT NULL AS closed FROM rounds WHERE kind = 'modelResults'`)).toEqual({
        closed: true,
      });
    });

    it('waived while its clock stood, it has no clock that stands: reopened, people are told of it', async () => {
      const row = await one();
      on('2024-11-12');
      expect(code(await suspend(row, '2024-12-31'))).toBe('done');
      on('2024-11-20');
      expect(code(await waive(row))).toBe('done');
      on('2024-11-25');
      expect(code(await reopen(row, '2024-12-10'))).toBe('done');
      const before = await noticesOf(row.id);
      await climb('2024-12-10');
      expect((await noticesOf(row.id)).slice(before.length)).toEqual(['T-7', 'T-1', 'T']);
      expect(code(await resume(row))).toBe('conflict');
      // The days it really stood count against the limit of sixty: eight.
      const refused = (await suspend(row, '2025-02-28')) as Refusal;
      expect(refused.errors[0]!.words.en).toBe('Choose a day from 10/12/2024 to 30/01/2025.');
    });

    it('a round that lost many opens again in one act', async () => {
      on('2024-11-20');
      const sent = await communes(3);
      for (const row of sent) await submit(row);
      await climb('2025-02-20');
      const round = await roundOfResults();
      const act = async (by: Actor) =>
        new ReopenRound(database.records, clock).run({
          roundId: round.id,
          revision: round.revision,
          until: '2025-03-10',
          reason: 'Mẫu',
          actor: by,
        });
      expect(code(await act(await head(sent[0]!)))).toBe('notAllowed');
      const lost = (await sql().row<{ n: number }>(`SELECT count(*)::int AS n FROM obligations WHERE status = 'notReceived'`))!.n;
      expect(await act(await actor(round.top, 'head'))).toEqual({ revision: round.revision + 1, reopened: lost });
      expect(await sql().row(`SELECT count(*)::int AS n FROM obligations WHERE status = 'open' AND kind = 'report'`)).toEqual({
        n: lost,
      });
      expect(await sql().row(`SELECT count(*)::int AS n FROM clock_acts WHERE kind = 'reopening'`)).toEqual({ n: lost });
    });
  });

  describe('early closing', () => {
    const closeRound = async () => {
      const { id, revision, top } = await roundOfResults();
      return new CloseRound(database.records, clock).run({
        roundId: id,
        revision,
        reason: 'Mẫu: kết thúc năm',
        actor: await actor(top, 'head'),
      });
    };
    const dayOf = async (duty: string) =>
      (await sql().row<{ id: string; revision: number; closed: boolean }>(
        `SELECT d.id, d.revision, d.closed_at IS NOT NULL AS closed FROM deadlines d JOIN rounds r ON r.id = d.round_id WHERE r.kind = 'modelResults' AND d.duty = $1`,
        [duty],
      ))!;
    const closeDay = async (deadlineId: string, by?: Actor) => {
      const { revision } = (await sql().row<{ revision: number }>(`SELECT revision FROM deadlines WHERE id = $1`, [deadlineId]))!;
      return new CloseDeadline(database.records, clock).run({
        deadlineId,
        revision,
        reason: 'Mẫu: kết thúc năm',
        actor: by ?? (await actor((await roundOfResults()).top, 'head')),
      });
    };
    const words = (outcome: unknown) => (isRefusal(outcome) ? outcome.words.en : 'done');

    it('a round, only when nobody loses days the rule gives', async () => {
      await climb('2024-12-05');
      expect(code(await closeRound())).toBe('conflict');
      await climb('2024-12-11');
      expect(code(await closeRound())).toBe('done');
      await climb('2024-12-12');
      expect(await sql().row(`SELECT closed_on FROM rounds WHERE kind = 'modelResults'`)).toEqual({ closed_on: '2024-12-11' });
      expect(await sql().row(`SELECT count(*)::int AS n FROM obligations WHERE status <> 'notReceived'`)).toEqual({ n: 0 });
    });

    it('one shared day: whoever still owes is told once, then recorded as not received; the rungs ahead are cancelled', async () => {
      const [sent, silent] = await communes(2);
      on('2024-11-20');
      await submit(sent!);
      await climb('2024-12-11');
      const before = await noticesOf(silent!.id);
      const { id } = await dayOf('commune');
      expect(code(await closeDay(id))).toBe('done');
      expect(words(await closeDay(id))).toMatch(/ordered closed already/);
      await climb('2024-12-11');
      expect((await noticesOf(silent!.id)).slice(before.length)).toEqual(['closedEarly']);
      expect(await noticesOf(sent!.id)).not.toContain('closedEarly');
      expect([(await state(silent!.id)).status, (await state(sent!.id)).status]).toEqual(['notReceived', 'submitted']);
      const { rows } = (await sql().row<{ rows: string[] }>(
        `SELECT array_agg(rung || ' ' || outcome ORDER BY revision, planned_at, rung DESC) AS rows FROM deadline_rungs WHERE deadline_id = $1 AND settled_at >= '2024-12-11'`,
        [id],
      ))!;
      expect(rows).toEqual(['T+21 cancelled', 'close cancelled', 'closedEarly fired', 'close fired']);
      // The other days of the round go on; its report is opened again like any other.
      expect([(await dayOf('commune')).closed, (await dayOf('district')).closed]).toEqual([true, false]);
      expect(code(await reopen(silent!, '2024-12-30'))).toBe('done');
    });

    it('keeps the reason, the post and both closing days in the journal', async () => {
      await climb('2024-12-11');
      const { id } = await dayOf('commune');
      await closeDay(id);
      const entry = await sql().row(
        `SELECT body, actor_post_id IS NOT NULL AS signed FROM journal WHERE stream = 'deadline' AND stream_id = $1 AND kind = 'earlyClosingOrdered'`,
        [id],
      );
      expect(entry).toEqual({
        body: { reason: 'Mẫu: kết thúc năm', dueOn: '2024-11-22', fromClosesOn: '2025-01-21', toClosesOn: '2024-12-11' },
        signed: true,
      });
    });

    it('belongs to whoever stands above everybody under the day, after it, and once no request for more time waits', async () => {
      const row = await one();
      on('2024-11-22');
      const { id } = await dayOf('commune');
      expect(words(await closeDay(id))).toMatch(/their day 22\/11\/2024 has not passed/);
      const asked = await ask(row, '2024-12-02');
      on('2024-11-23');
      expect(code(await closeDay(id, await head(row)))).toBe('notAllowed');
      expect(words(await closeDay(id))).toMatch(/^1 requests for more time are not answered/);
      await acts.answer(row, asked, false);
      expect(code(await closeDay(id))).toBe('done');
    });

    it('when the last day of a round is closed, the round is', async () => {
      await climb('2024-12-11');
      const days = await sql().rows<{ id: string }>(
        `SELECT d.id FROM deadlines d JOIN rounds r ON r.id = d.round_id WHERE r.kind = 'modelResults'`,
      );
      for (const { id } of days) expect(code(await closeDay(id))).toBe('done');
      await climb('2024-12-12');
      expect((await sql().row<{ on: string }>(`SELECT closed_on AS on FROM rounds WHERE kind = 'modelResults'`))!.on).toBe(
        '2024-12-11',
      );
    });

    it('an answer, a step of a conference and a duty of a model do not close by time, so they do not close early', async () => {
      const row = await one();
      on('2024-11-20');
      await submit(row);
      const deadlineOf = async (where: string) =>
        (await sql().row<{ id: string; top: string }>(
          `SELECT d.id, o.reports_to[cardinality(o.reports_to)] AS top FROM deadlines d JOIN obligations o ON o.deadline_id = d.id WHERE ${where} ORDER BY d.due_on LIMIT 1`,
        ))!;
      const answer = await deadlineOf(`d.purpose = 'answer'`);
      expect(words(await closeDay(answer.id, await actor(answer.top, 'head')))).toMatch(/the receiving body answers/);
      on('2026-08-01');
      await openWhatIsDue();
      const step = await deadlineOf('d.conference_id IS NOT NULL');
      on('2027-12-01');
      const refused = (await closeDay(step.id, await actor(step.top, 'head'))) as Refusal;
      expect([refused.code, refused.errors[0]!.words.en]).toEqual([
        'conflict',
        'A step of a conference ends when it is done, with its document, or waived with a reason.',
      ]);
    });
  });

  it('a shared day is put off for everybody in one act; both days are kept, and all who owe are told', async () => {
    await climb('2024-11-12');
    const row = await one();
    const deadline = (await sql().row<{ id: string; revision: number; top: string }>(
      `SELECT d.id, d.revision, o.reports_to[cardinality(o.reports_to)] AS top FROM deadlines d JOIN obligations o ON o.deadline_id = d.id WHERE o.id = $1`,
      [row.id],
    ))!;
    const move = async (dueOn: string, by?: Actor) =>
      new MoveDeadline(database.records, clock).run({
        deadlineId: deadline.id,
        revision: deadline.revision,
        dueOn,
        reason: 'Mẫu: bão',
        actor: by ?? (await actor(deadline.top, 'head')),
      });
    expect(code(await move('2024-12-01', await head(row)))).toBe('notAllowed');
    expect(code(await move('2025-01-01'))).toBe('invalid');
    expect(await move('2024-12-01')).toEqual({ revision: deadline.revision + 1 });
    expect(await sql().row(`SELECT count(DISTINCT obligation_id)::int AS n FROM notices WHERE act = 'moved'`)).toEqual({ n: 0 });
    await climb('2024-11-13');
    expect(await sql().row(`SELECT count(DISTINCT obligation_id)::int AS n FROM notices WHERE act = 'moved'`)).toEqual({
      n: 143 * 6,
    });
    expect(await state(row.id)).toMatchObject({ dueOn: '2024-12-01', originalDueOn: '2024-11-22' });
  });

  it('put off for everybody, it leaves nobody behind who was given a sooner day, and comes to days given before', async () => {
    on('2024-11-12');
    const [sooner, sameDay, later, returned] = (await communes(4)) as [Row, Row, Row, Row];
    for (const [row, day] of [
      [sooner, '2024-11-26'],
      [sameDay, '2024-12-01'],
      [later, '2024-12-04'],
    ] as const)
      expect(code(await acts.answer(row, await ask(row, day), true))).toBe('done');
    expect(code(await waive(returned))).toBe('done');
    expect(code(await reopen(returned, '2024-11-25'))).toBe('done');
    const sharedBy = async (duty: string) =>
      (await sql().row<{ id: string; revision: number; top: string }>(
        `SELECT d.id, d.revision, (SELECT o.reports_to[cardinality(o.reports_to)] FROM obligations o WHERE o.deadline_id = d.id LIMIT 1) AS top
         FROM deadlines d JOIN rounds r ON r.id = d.round_id WHERE d.duty = $1 AND r.kind = 'modelResults'`,
        [duty],
      ))!;
    const putOff = async (duty: string, dueOn: string) => {
      const { id, revision, top } = await sharedBy(duty);
      const by = await actor(top, 'head');
      return new MoveDeadline(database.records, clock).run({ deadlineId: id, revision, dueOn, reason: 'Mẫu: bão', actor: by });
    };
    expect(code(await putOff('commune', '2024-12-01'))).toBe('done');
    // Another level comes to the same day.
    expect(code(await putOff('district', '2024-12-01'))).toBe('done');
    const days = await Promise.all([sooner, sameDay, later, returned].map(async ({ id }) => (await state(id)).dueOn));
    expect(days).toEqual(['2024-12-01', '2024-12-01', '2024-12-04', '2024-12-01']);
    const { id: shared } = await sharedBy('commune');
    for (const { id } of [sooner, returned])
      expect(await sql().row(`SELECT deadline_id = $2 AS shared FROM obligations WHERE id = $1`, [id, shared])).toEqual({
        shared: true,
      });
    expect(
      await sql().row(`SELECT body FROM journal WHERE stream_id = $1 AND kind = 'obligationMoved'`, [sooner.id]),
    ).toMatchObject({ body: { fromDueOn: '2024-11-26', toDueOn: '2024-12-01', cause: 'movedForAll' } });
    // Told like everybody who hangs on it, and asked for nothing on the day that is no more.
    await climb('2024-11-27');
    expect(await noticesOf(sooner.id)).toEqual(expect.arrayContaining([expect.stringContaining('moved')]));
    expect(
      await sql().row(`SELECT count(*)::int AS n FROM notices WHERE obligation_id = $1 AND act IN ('due', 'overdue')`, [
        sooner.id,
      ]),
    ).toEqual({ n: 0 });
    // What it is given from now on is its own again.
    expect(code(await acts.answer(sooner, await ask(sooner, '2024-12-05'), true))).toBe('done');
    expect([(await state(sooner.id)).dueOn, (await state(sameDay.id)).dueOn]).toEqual(['2024-12-05', '2024-12-01']);
  });

  it('a conference step is extended, suspended and waived too; the day of the conference is moved instead', async () => {
    on('2026-08-01');
    await openWhatIsDue();
    const steps = await sql().rows<Row & { duty: string; conferenceId: string }>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver, o.duty, o.conference_id AS "conferenceId"
       FROM obligations o JOIN conferences c ON c.id = o.conference_id WHERE c.kind = 'preliminary' ORDER BY c.anchor_on, o.original_due_on`,
    );
    const step = (duty: string) => steps.find((candidate) => candidate.duty === duty)!;
    on('2027-01-20');
    const granted = await acts.answer(step('plan'), await ask(step('plan'), '2027-02-20'), true);
    expect(code(granted)).toBe('done');
    expect(await state(step('plan').id)).toMatchObject({ dueOn: '2027-02-20', originalDueOn: '2027-02-02' });
    expect(code(await suspend(step('plan'), '2027-01-29'))).toBe('done');
    expect((await state(step('plan').id)).dueOn).toBe('2027-03-02');
    expect(code(await ask(step('held'), '2027-08-20'))).toBe('conflict');
    expect(code(await waive(step('held')))).toBe('conflict');
    expect(code(await waive(step('reportsAsked')))).toBe('done');
    const conference = (await sql().row<{ revision: number }>(`SELECT revision FROM conferences WHERE id = $1`, [
      step('plan').conferenceId,
    ]))!;
    const done = await new CompleteConferenceStep(database.records, clock).run({
      conferenceId: step('plan').conferenceId,
      code: 'reportsAsked',
      revision: conference.revision,
      doneOn: '2027-01-20',
      document: { number: '1-CV', on: '2027-01-20', title: 'Mẫu' },
      actor: await actor(step('reportsAsked').organisationId),
    });
    expect(code(done)).toBe('conflict');
    expect(code(await reopen(step('reportsAsked'), '2027-02-10'))).toBe('done');

    // The conference moves: what was given stays as long as it lies before it.
    const move = async (plannedOn: string) => {
      const { id, revision } = (await sql().row<{ id: string; revision: number }>(
        `SELECT id, revision FROM conferences WHERE id = $1`,
        [step('plan').conferenceId],
      ))!;
      const document = { number: '2-CV', on: '2027-01-20' };
      const by = await actor(step('held').organisationId, 'head');
      return new MoveConference(database.records, clock).run({
        conferenceId: id,
        revision,
        plannedOn,
        reason: 'Mẫu: trùng ngày bầu cử',
        document,
        actor: by,
      });
    };
    expect(code(await move('2027-08-05'))).toBe('done');
    expect(await state(step('plan').id)).toMatchObject({ dueOn: '2027-03-02', originalDueOn: '2027-02-02' });
    expect((await state(step('programme').id)).dueOn).toBe('2027-07-06');
    expect(code(await move('2027-12-01'))).toBe('done');
    expect((await state(step('plan').id)).dueOn).toBe('2027-06-04');
  });
});
