import { dayAt, type AnnualReportRule, type PlainDay } from '#domain';
import { checkHistory } from '#records';
import { AppendRuleEdition, checkFolds, SubmitReport } from '#usecases';
import { ClockActs, code, type ClockSubject } from '../../libs/usecases/src/testing/clock-acts.js';
import { openPlayedHouse, type PlayedHouse } from './testing/played-house.js';

const START: PlainDay = '2024-10-01';
const LEFT: PlainDay = '2024-10-22';
const BACK: PlainDay = '2025-01-22';
const ruleKey = 'annualReport.modelResults';

/**
 * The worker, its relay and its sender really go: the runs sleep on with the histories they have, their timers fire into the void, wishes
 * gather in the outbox, and three months later a new worker replays them. PostgreSQL stays, and people act in it meanwhile.
 */
describe('infra/simulate - a worker away for three months, on the time-skipping server', () => {
  let played: PlayedHouse;
  let duties: ClockSubject[];
  let lettersBefore: number;
  const sql = () => played.database.records.sql;

  /** What became of the ladder of a duty, rung by rung, with the day on which it was settled. */
  const ladder = async (duty: string) =>
    (
      await sql().rows<{ said: string }>(
        `SELECT r.rung || ' ' || r.outcome || ' ' || to_char(r.settled_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM') AS said
         FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision JOIN rounds o ON o.id = d.round_id
         WHERE d.duty = $1 AND d.purpose = 'duty' AND o.kind = 'modelResults' AND r.outcome IS NOT NULL ORDER BY r.planned_at`,
        [duty],
      )
    ).map(({ said }) => said);
  /** Which rungs somebody was told of since the worker came back. */
  const told = async ({ id }: ClockSubject) =>
    (
      await sql().rows<{ rung: string }>(
        `SELECT DISTINCT rung FROM notices WHERE obligation_id = $1 AND created_at >= $2::date ORDER BY rung`,
        [id, BACK],
      )
    ).map(({ rung }) => rung);

  beforeAll(async () => {
    played = await openPlayedHouse(START);
    const { body } = (await sql().row<{ body: AnnualReportRule }>(`SELECT body FROM rule_editions WHERE rule_key = $1`, [
      ruleKey,
    ]))!;
    const unions = await sql().rows<{ id: string }>(
      `(SELECT a.organisation_id AS id FROM function_assignments a JOIN territories t ON t.id = a.territory_id
        WHERE a.function_code = 'womensUnion' AND t.level = 'commune' AND a.valid @> $1::date ORDER BY a.organisation_id LIMIT 3)
       UNION ALL
       SELECT a.organisation_id FROM function_assignments a JOIN territories t ON t.id = a.territory_id
        WHERE a.function_code = 'womensUnion' AND t.level <> 'commune' AND a.valid @> $1::date`,
      [START],
    );
    await new AppendRuleEdition(played.database.records, played.clock).run({
      ruleKey,
      validFrom: '2024-08-02',
      source: 'Mẫu: công văn',
      body: { ...body, scope: { organisations: unions.map(({ id }) => id) } },
      actor: null,
    });
    await played.begin();
    duties = await sql().rows<ClockSubject>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver FROM obligations o JOIN rounds r ON r.id = o.round_id
       WHERE o.duty = 'commune' AND r.kind = 'modelResults' ORDER BY o.id`,
    );
    await played.until(LEFT);
    lettersBefore = played.mailbox.letters.size;
  }, 180_000);
  afterAll(() => played?.close());

  it('while it is away nobody is told anything, and a unit reports all the same', async () => {
    const acts = new ClockActs(played.database.records, played.clock);
    await played.nobodyWorksUntil(BACK, {
      '2024-11-20': async () => {
        const done = await new SubmitReport(played.database.records, played.clock).run({
          obligationId: duties[0]!.id,
          revision: (await acts.state(duties[0]!.id)).revision,
          report: {
            figures: { openingCount: 5, founded: 1, ended: 0, closingCount: 6, effective: 4, replicated: 0, commended: 0 },
            words: { summary: 'Mẫu: số liệu của lần chạy thử.' },
          },
          actor: await acts.actor(duties[0]!.organisationId),
        });
        expect(code(done)).toBe('done');
        expect(played.mailbox.letters.size).toBe(lettersBefore);
      },
    });
    expect(dayAt(played.clock.now())).toBe(BACK);
    const between = await sql().row<{ n: number }>(
      `SELECT count(*)::int AS n FROM deadline_rungs WHERE settled_at > $1::date AND settled_at < $2::date`,
      [LEFT, BACK],
    );
    expect(between!.n).toBe(0);
  }, 180_000);

  it('back, the missed rungs of every ladder collapse into the latest, and what should have closed meanwhile closes after it', async () => {
    const missed = (into: string, ...rungs: string[]) => [
      ...rungs.map((rung) => `${rung} collapsed 22/01`),
      `${into} fired 22/01`,
    ];
    const late = missed('T+21', 'T-30', 'T-15', 'T-7', 'T-1', 'T', 'T+3', 'T+7', 'T+14');
    // 22/11 and 60 days was the day before; 26/11, 30/11 and 60 days are still to come.
    expect(await ladder('commune')).toEqual([...late, 'close fired 22/01']);
    expect(await ladder('district')).toEqual(late);
    expect(await ladder('province')).toEqual(late);
    expect(await Promise.all(duties.map(told))).toEqual([[], ['T+21'], ['T+21']]);
  }, 180_000);

  it('the answer to what was sent meanwhile is owed from the day it was sent, and its receiver hears of it once', async () => {
    const answer = await sql().row(
      `SELECT d.due_on AS due, array_agg(DISTINCT n.rung) AS told FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
       JOIN notices n ON n.obligation_id = o.id WHERE o.kind = 'answer' GROUP BY d.due_on`,
    );
    expect(answer).toEqual({ due: '2024-11-30', told: ['T+14'] });
  });

  it('the round that should have opened meanwhile is open, and tells its unit once too', async () => {
    const opened = await sql().row(
      `SELECT r.opened_on AS opened, array_agg(DISTINCT n.rung) AS told FROM rounds r JOIN deadlines d ON d.round_id = r.id
       JOIN notices n ON n.deadline_id = d.id WHERE r.kind = 'dispatchImplementation' GROUP BY r.opened_on`,
    );
    expect(opened).toEqual({ opened: BACK, told: ['T+21'] });
  });

  it('everybody has one letter, with whatever of it concerns them', async () => {
    await played.until('2025-01-23');
    const letters = await sql().rows<{ duties: string[]; letters: number }>(
      `SELECT v.letters, array_agg(DISTINCT d.duty ORDER BY d.duty) AS duties FROM notices n JOIN deadlines d ON d.id = n.deadline_id
       JOIN (SELECT person_id, count(*)::int AS letters FROM deliveries WHERE queued_at >= $1::date AND status = 'sent' GROUP BY 1) v ON v.person_id = n.recipient_id
       WHERE n.created_at >= $1::date GROUP BY n.recipient_id, v.letters`,
      [BACK],
    );
    expect(letters.filter((person) => person.letters !== 1)).toEqual([]);
    expect(letters.some((person) => person.duties.length > 1)).toBe(true);
    const { told: people } = (await sql().row<{ told: number }>(
      `SELECT count(DISTINCT recipient_id)::int AS told FROM notices WHERE created_at >= $1::date`,
      [BACK],
    ))!;
    expect([letters.length, played.mailbox.letters.size - lettersBefore]).toEqual([people, people]);
  }, 180_000);

  it('from there it goes on as ever: the rest closes on its days, nothing arrives twice, and the history holds', async () => {
    const letters = played.mailbox.letters.size;
    await played.until('2025-02-20');
    expect((await ladder('district')).at(-1)).toBe('close fired 25/01');
    expect((await ladder('province')).at(-1)).toBe('close fired 29/01');
    expect(played.mailbox.letters.size).toBe(letters);
    expect([...played.mailbox.letters.values()].filter((times) => times !== 1)).toEqual([]);
    const checked = [...(await checkHistory(sql(), played.clock.now())), await checkFolds(sql())];
    expect(checked.filter(({ violations }) => violations > 0)).toEqual([]);
  }, 180_000);
});
