import { CalendarDaysReader, LedgerReader } from '#records';
import { dutyWords } from '#domain';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { OpenRound } from '../cycle/open-round.js';
import { SubmitReport } from '../reports/submit-report.js';
import { morning, SetClock } from '../testing/acting.js';
import { ClockActs, code, type ClockSubject } from '../testing/clock-acts.js';

describe('libs/usecases/deadlines - the evidence of one duty among all that share its day', () => {
  let database: TestDatabase;
  let acts: ClockActs;
  let roundId: string;
  let rows: ClockSubject[];
  const clock = new SetClock(morning('2024-10-01'));
  const reader = () => new LedgerReader(database.records.sql);

  /** The rungs of one duty that have fired, in their order, each with how many it told or why nobody. */
  const fired = async ({ id, organisationId }: ClockSubject) => {
    const { post } = await acts.actor(organisationId);
    expect(await reader().obligation(id, post.postId, clock.today())).toMatchObject({ id });
    const deadlines = await reader().deadlinesOf(id);
    const rungs = await reader().rungsOf(
      id,
      deadlines.map((deadline) => deadline.id),
    );
    return rungs
      .filter(({ outcome, act }) => outcome === 'fired' && act !== 'close')
      .toSorted((a, b) => a.settledAt!.getTime() - b.settledAt!.getTime())
      .map(({ rung, told, passedBy }) => [rung, passedBy ?? told > 0] as const);
  };

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ClockActs(database.records, clock);
    const opened = await new OpenRound(database.records).run({ kind: 'modelResults', year: 2024, now: clock.now(), actor: null });
    ({ roundId } = opened as { roundId: string });
    rows = await database.records.sql.rows<ClockSubject>(
      `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver FROM obligations WHERE duty = 'commune' ORDER BY id LIMIT 5`,
    );
    const [, asked, stopped, sent, moved] = rows as [ClockSubject, ClockSubject, ClockSubject, ClockSubject, ClockSubject];
    await acts.climb('2024-11-16', { kind: 'round', id: roundId });
    expect(code(await acts.suspend(stopped, '2024-11-25'))).toBe('done');
    expect(code(await acts.suspend(moved, '2024-11-26'))).toBe('done');
    acts.on('2024-11-18');
    expect(code(await acts.resume(moved))).toBe('done');
    expect(code(await acts.ask(asked, '2024-12-04'))).toBe('done');
    await new SubmitReport(database.records, clock).run({
      obligationId: sent.id,
      revision: (await acts.state(sent.id)).revision,
      report: {
        figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
        words: { summary: 'Mẫu: các mô hình duy trì nền nếp.' },
      },
      actor: await acts.actor(sent.organisationId),
    });
    await acts.climb('2024-12-10', { kind: 'round', id: roundId });
  }, 120_000);
  afterAll(() => database.close());

  it('one that owes without more ado was told by every rung', async () => {
    expect(await fired(rows[0]!)).toEqual([
      ['T-30', true],
      ['T-15', true],
      ['T-7', true],
      ['T-1', true],
      ['T', true],
      ['T+3', true],
      ['T+7', true],
      ['T+14', true],
    ]);
  });

  it('one that asked for more time in time is passed by the escalation, and by nothing before', async () => {
    const told = await fired(rows[1]!);
    expect(told.find(([rung]) => rung === 'T+7')).toEqual(['T+7', true]);
    expect(told.find(([rung]) => rung === 'T+14')).toEqual(['T+14', 'extensionAsked']);
  });

  it('one that was sent is passed by what fires after it', async () => {
    const told = await fired(rows[3]!);
    expect(told.find(([rung]) => rung === 'T-7')).toEqual(['T-7', true]);
    expect(told.filter(([rung]) => ['T', 'T+3', 'T+14'].includes(rung)).map(([, why]) => why)).toEqual([
      'settledBefore',
      'settledBefore',
      'settledBefore',
    ]);
  });

  it('one whose clock stood, or that was moved, is passed by the rungs of the day it no longer had', async () => {
    const told = await fired(rows[2]!);
    expect(told.find(([rung]) => rung === 'T-7')).toEqual(['T-7', true]);
    expect(told.filter(([, why]) => why === 'underAnotherDay').length).toBeGreaterThan(3);
    // Every day it was ever under is there: the first, the one of the stop, the one of its end.
    const moves = await database.records.sql.rows<{ from: string; to: string }>(
      `SELECT from_deadline_id AS "from", to_deadline_id AS "to" FROM obligation_moves WHERE obligation_id = $1 ORDER BY ordinal`,
      [rows[4]!.id],
    );
    expect(moves).toHaveLength(2);
    expect(moves[1]!.from).toBe(moves[0]!.to);
    const ids = (await reader().deadlinesOf(rows[4]!.id)).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([moves[0]!.from, moves[0]!.to, moves[1]!.to]));
  });

  it('what is ahead on a day it no longer has, or of a duty that is sent, is not shown as still to come', async () => {
    const ahead = async ({ id }: ClockSubject) => {
      const ids = (await reader().deadlinesOf(id)).map((deadline) => deadline.id);
      const own = (await database.records.sql.row<{ id: string }>(`SELECT deadline_id AS id FROM obligations WHERE id = $1`, [
        id,
      ]))!.id;
      const rungs = (await reader().rungsOf(id, ids)).filter(({ outcome }) => outcome === null);
      const why = (isOwn: boolean) => [
        ...new Set(rungs.filter(({ deadlineId }) => (deadlineId === own) === isOwn).map(({ passedBy }) => passedBy)),
      ];
      return { own: why(true), others: why(false) };
    };
    expect(await ahead(rows[0]!)).toEqual({ own: [null], others: [] });
    expect(await ahead(rows[3]!)).toEqual({ own: ['settledBefore'], others: [] });
    expect(await ahead(rows[4]!)).toEqual({ own: [null], others: ['underAnotherDay'] });
  });

  it('an answer is named by what waits for it, in the ledger and in a calendar', async () => {
    const asked = rows[1]!;
    const answer = await database.records.sql.row<{ id: string }>(
      `SELECT id FROM obligations WHERE answers_id = $1 AND duty = 'answerExtension'`,
      [asked.id],
    );
    const head = await acts.head(asked);
    const named = async () => {
      const row = (await reader().obligation(answer!.id, head.post.postId, clock.today()))!;
      return dutyWords({ ...row, round: { kind: row.roundKind!, year: row.roundYear! }, conference: row.conferenceKind });
    };
    const { vi, en } = await named();
    expect(vi).toMatch(/^Trả lời đề nghị gia hạn: Báo cáo kết quả thực hiện mô hình năm 2024 – .+/);
    expect(en).toMatch(/^Answer the request for more time: Report on the results of the models, 2024 – .+/);
    const days = await new CalendarDaysReader(database.records.sql).of(
      { personId: null, organisationId: asked.receiver },
      clock.today(),
    );
    const day = days.find(({ obligationId }) => obligationId === answer!.id)!;
    expect(day).toMatchObject({
      kind: 'report',
      answer: { duty: 'answerExtension' },
      roundKind: 'modelResults',
      roundYear: 2024,
    });
  });
});
