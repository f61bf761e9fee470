import { isRefusal, type AnnualReportRule, type PlainDay, type Refusal } from '#domain';
import { AppendRuleEdition, PublishWorkCalendar, RebindRound, ReviseWorkCalendar } from '#usecases';
import { actorOf } from '../../libs/usecases/src/testing/acting.js';
import { openPlayedHouse, type PlayedHouse } from './testing/played-house.js';

const START: PlainDay = '2024-10-01';
const ruleKey = 'annualReport.modelResults';

describe('infra/simulate - rules and calendars change while a round sleeps, on the time-skipping server', () => {
  let played: PlayedHouse;
  let board: string;
  let planted: AnnualReportRule;
  let fewUnions: NonNullable<AnnualReportRule['scope']>;
  const records = () => played.database.records;

  /** Three unions of communes report: enough to see, few enough to write to. After 1/7/2025 they are others. */
  const unionsOn = async (day: PlainDay) =>
    (
      await records().sql.rows<{ id: string }>(
        `SELECT a.organisation_id AS id FROM function_assignments a JOIN territories t ON t.id = a.territory_id
         WHERE a.function_code = 'womensUnion' AND t.level = 'commune' AND a.valid @> $1::date ORDER BY a.organisation_id LIMIT 3`,
        [day],
      )
    ).map(({ id }) => id);
  const administrator = () => actorOf(records(), board, played.clock.today(), 'administrator');
  const done = <T>(result: T | Refusal): T => {
    if (isRefusal(result)) throw new Error(`${result.words.en} ${JSON.stringify(result.errors)}`);
    return result;
  };
  const append = async (validFrom: PlainDay, change: Partial<AnnualReportRule>) =>
    done(
      await new AppendRuleEdition(records(), played.clock).run({
        ruleKey,
        validFrom,
        source: 'Mẫu: công văn',
        body: { ...planted, ...change },
        actor: await administrator(),
      }),
    ).id;
  const levelsDue = (day: number) =>
    planted.levels.map((level) => (level.code === 'commune' ? { ...level, due: { month: 11, day } } : level));
  const commune = async () =>
    (await records().sql.row<{ id: string; due: PlainDay; revision: number; roundId: string; round: number }>(
      `SELECT d.id, d.due_on AS due, d.revision, r.id AS "roundId", r.revision AS round FROM deadlines d JOIN rounds r ON r.id = d.round_id
       WHERE d.duty = 'commune' AND r.year = 2024`,
    ))!;
  /** Which rungs fired when, by revision of the deadline. */
  const fired = async () =>
    (
      await records().sql.rows<{ said: string }>(
        `SELECT r.revision || ' ' || r.rung || ' ' || to_char(r.settled_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM') AS said
         FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id WHERE d.id = $1 AND r.outcome = 'fired' ORDER BY r.settled_at`,
        [(await commune()).id],
      )
    ).map(({ said }) => said);

  /** What became of the rungs of a revision that told nobody. */
  const unfired = async (revision: number) =>
    (
      await records().sql.rows<{ outcome: string | null }>(
        `SELECT DISTINCT outcome FROM deadline_rungs WHERE deadline_id = $1 AND revision = $2 AND outcome IS DISTINCT FROM 'fired'`,
        [(await commune()).id, revision],
      )
    ).map(({ outcome }) => outcome);

  /** When letters of the rungs of a revision left, and of what each was told. */
  const left = async (revision: number) =>
    (
      await records().sql.rows<{ said: string }>(
        `SELECT DISTINCT n.rung || ' ' || to_char(v.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM HH24:MI') AS said, min(v.sent_at) AS at
         FROM notices n JOIN deliveries v ON v.person_id = n.recipient_id AND v.moment = n.moment AND v.status = 'sent'
         WHERE n.deadline_id = $1 AND n.revision = $2 GROUP BY 1 ORDER BY at`,
        [(await commune()).id, revision],
      )
    ).map(({ said }) => said);
  const planned = async (revision: number) =>
    (
      await records().sql.rows<{ said: string }>(
        `SELECT rung || ' ' || to_char(planned_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM HH24:MI') AS said FROM deadline_rungs
         WHERE deadline_id = $1 AND revision = $2 AND coalesce(reason, '') NOT LIKE 'planned%' AND rung <> 'moved' ORDER BY planned_at`,
        [(await commune()).id, revision],
      )
    ).map(({ said }) => said);

  /** The round goes on by another edition, and sleeps again. */
  const bindTo = async (ruleEditionId: string, reason: string) => {
    const { roundId, round } = await commune();
    const actor = await administrator();
    done(await new RebindRound(records(), played.clock).run({ roundId, revision: round, ruleEditionId, reason, actor }));
    await played.rest();
  };

  beforeAll(async () => {
    played = await openPlayedHouse(START);
    board = (await records().sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> $1::date LIMIT 1`,
      [START],
    ))!.id;
    planted = (await records().sql.row<{ body: AnnualReportRule }>(`SELECT body FROM rule_editions WHERE rule_key = $1`, [
      ruleKey,
    ]))!.body;
    fewUnions = { organisations: [...(await unionsOn(START)), ...(await unionsOn('2025-10-01'))] };
    await append('2024-08-02', { roll: 'next', scope: fewUnions });
    await played.begin();
  }, 180_000);
  afterAll(() => played?.close());

  it('the round opens by the rule and sleeps; its first reminder goes out for 22/11', async () => {
    await played.until('2024-10-25');
    expect(await commune()).toMatchObject({ due: '2024-11-22', revision: 1 });
    expect(await fired()).toEqual(['1 T-30 23/10']);
  }, 180_000);

  it('the calendar of the year is published anew, 22/11 is a day off: told at once, and never reminded for the old day again', async () => {
    const actor = await administrator();
    const draft = (await records().sql.row<{ revision: number; days: [] }>(
      `SELECT revision, days FROM work_calendar_drafts WHERE year = 2024`,
    ))!;
    const day = { day: '2024-11-22', kind: 'holiday' as const, reason: 'Mẫu', document: 'Mẫu: Thông báo bổ sung' };
    done(
      await new ReviseWorkCalendar(records(), played.clock).run({
        year: 2024,
        revision: draft.revision,
        changes: { days: [...draft.days, day] },
        actor,
      }),
    );
    const published = done(
      await new PublishWorkCalendar(records(), played.clock).run({
        year: 2024,
        revision: draft.revision + 1,
        document: day.document,
        actor,
      }),
    );
    expect(published).toMatchObject({ number: 2, replanned: 1 });
    await played.rest();
    expect(await commune()).toMatchObject({ due: '2024-11-25', revision: 2 });
    expect(await unfired(1)).toEqual(['cancelled']);
    await played.until('2024-11-17');
    // T-15 of 25/11 is the 10th; of the old day it would have been the 7th, and T-7 the 15th.
    expect(await fired()).toEqual(['1 T-30 23/10', '2 moved 25/10', '2 T-30 26/10', '2 T-15 10/11']);
    const letters = await records().sql.row<{ n: number }>(
      `SELECT count(*)::int AS n FROM deliveries WHERE status = 'sent' AND subject LIKE 'Thay đổi thời hạn: %25/11/2024'`,
    );
    expect(letters!.n).toBeGreaterThan(0);
  }, 180_000);

  it('an edition appended while it sleeps changes its next reminder once the round is bound to it', async () => {
    const edition = await append('2024-11-17', { roll: 'next', levels: levelsDue(29), scope: fewUnions });
    await played.until('2024-11-18');
    expect(await fired()).toContain('2 T-7 18/11');
    await bindTo(edition, 'Mẫu: dời hạn');
    expect(await unfired(2)).toEqual(['cancelled']);
    await played.until('2024-11-19');
    expect(await commune()).toMatchObject({ due: '2024-11-29', revision: 3 });
    expect((await fired()).slice(5)).toEqual(['3 moved 18/11']);
    // Of any day, the day off that was published included.
    expect(await planned(3)).toContain('T-7 22/11 08:00');
  }, 180_000);

  it('an edition with office hours: reminders keep to its hours on working days of the published calendar, however late they are', async () => {
    const edition = await append('2024-11-19', {
      roll: 'next',
      levels: levelsDue(29),
      scope: fewUnions,
      ladder: { ...planted.ladder, sending: { from: '07:30', to: '17:00', workingDaysOnly: true } },
    });
    await bindTo(edition, 'Mẫu: giờ hành chính');
    expect(await commune()).toMatchObject({ due: '2024-11-29', revision: 4 });
    // The day off that was published and the days of rest are kept clear.
    expect((await planned(4)).slice(0, 3)).toEqual(['T-7 21/11 08:00', 'T-1 28/11 08:00', 'T 29/11 08:00']);
    // Nobody works from the 20th to the morning of the day off.
    await played.nobodyWorksUntil('2024-11-22');
    expect((await fired()).slice(6)).toEqual(['4 T-7 22/11']);
    expect(await left(4)).toEqual([]);
    await played.until('2024-11-29');
    expect((await fired()).slice(7)).toEqual(['4 T-1 28/11', '4 T 29/11']);
    expect(await left(4)).toEqual(['T-7 25/11 09:00', 'T-1 28/11 08:00', 'T 29/11 08:00']);
  }, 180_000);

  it('every rung of the four plans is accounted for, nobody was written to twice, and the round closed by itself', async () => {
    await played.until('2025-02-15');
    for (const revision of [3, 4]) expect(await unfired(revision)).not.toContain(null);
    expect([...played.mailbox.letters.values()].filter((times) => times !== 1)).toEqual([]);
    const round = await records().sql.row(
      `SELECT closed_on IS NOT NULL AS closed FROM rounds WHERE kind = 'modelResults' AND year = 2024`,
    );
    expect(round).toEqual({ closed: true });
  }, 180_000);

  it('the next round opens by the new edition, in the same worker', async () => {
    await played.until('2025-10-02');
    const next = await records().sql.row(
      `SELECT e.valid_from AS edition, d.due_on AS due, (SELECT count(*)::int FROM obligations o WHERE o.deadline_id = d.id) AS owed
       FROM rounds r JOIN rule_editions e ON e.id = r.rule_edition_id JOIN deadlines d ON d.round_id = r.id
       WHERE r.kind = 'modelResults' AND r.year = 2025 AND d.duty = 'commune'`,
    );
    // 29/11/2025 is a Saturday.
    expect(next).toEqual({ edition: '2024-11-19', due: '2025-12-01', owed: 3 });
  }, 180_000);
});
