import { setTimeout as pause } from 'node:timers/promises';
import { instantOf, type AnnualReportRule, type PlainDay } from '#domain';
import { OutboxRepository } from '#records';
import { AppendRuleEdition, calendarCycleWish } from '#usecases';
import { Runtime } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { openTestDatabase, type TestDatabase } from '../../libs/records/src/testing/test-database.js';
import { ClockActs, code, type ClockSubject } from '../../libs/usecases/src/testing/clock-acts.js';
import { bundle, quiet } from '../../workflows/src/testing/stage.js';
import { openTimeSkippingEnv } from '../test/time-skipping.js';
import { openHouse, type House } from './house.js';
import { openMailbox, type Mailbox } from './mailbox.js';
import { PlayedClock, PlayedTime } from './played-time.js';
import { untilQuiet } from './quiet.js';

const START: PlainDay = '2024-10-01';
const ruleKey = 'annualReport.modelResults';

describe('infra/simulate - more time asked for across the due day, on the time-skipping server', () => {
  let database: TestDatabase;
  let env: TestWorkflowEnvironment;
  let time: PlayedTime;
  let house: House;
  let mailbox: Mailbox;
  let acts: ClockActs;
  let duties: ClockSubject[];
  const clock = new PlayedClock(instantOf(START, '07:00'));

  const rest = async () => {
    clock.instant = await time.now();
    await untilQuiet(database.records, house.waker, () => time.now());
    clock.instant = await time.now();
  };
  /** Sleeps to the morning of a day, from one thing that falls due to the next. */
  const until = async (day: PlainDay) => {
    const end = instantOf(day, '09:00');
    for (;;) {
      await rest();
      const { at } = (await database.records.sql.row<{ at: Date | null }>(
        `SELECT least((SELECT min(r.planned_at) FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision WHERE r.outcome IS NULL),
                      (SELECT min(next_attempt_at) FROM deliveries WHERE status = 'queued')) AS at`,
      ))!;
      if (!at || at > end) break;
      await time.until(at);
      await pause(20);
    }
    await time.until(end);
    await rest();
  };
  /** Which rungs a duty was told of when, in words of a day; acts upon its clock are told too. */
  const told = async ({ id }: ClockSubject) =>
    (
      await database.records.sql.rows<{ said: string }>(
        `SELECT rung || ' ' || to_char(min(created_at) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM') AS said FROM notices
         WHERE obligation_id = $1 AND act IN ('remind', 'due', 'overdue', 'escalate') GROUP BY deadline_id, revision, rung ORDER BY min(id)`,
        [id],
      )
    ).map(({ said }) => said);

  beforeAll(async () => {
    quiet();
    database = await openTestDatabase({ seeded: true, poolSize: 8 });
    mailbox = await openMailbox();
    env = await openTimeSkippingEnv();
    time = await PlayedTime.from(env, clock.instant);
    acts = new ClockActs(database.records, clock);
    house = await openHouse(database.records, env, time, clock, mailbox.url, await bundle());
    const planted = (await database.records.sql.row<{ body: AnnualReportRule }>(
      `SELECT body FROM rule_editions WHERE rule_key = $1`,
      [ruleKey],
    ))!.body;
    const unions = await database.records.sql.rows<{ id: string }>(
      `SELECT a.organisation_id AS id FROM function_assignments a JOIN territories t ON t.id = a.territory_id
       WHERE a.function_code = 'womensUnion' AND t.level = 'commune' AND a.valid @> '2024-10-01'::date ORDER BY a.organisation_id LIMIT 2`,
    );
    const few = { ...planted, scope: { organisations: unions.map(({ id }) => id) } };
    await new AppendRuleEdition(database.records, clock).run({
      ruleKey,
      validFrom: '2024-08-02',
      source: 'Mẫu: công văn',
      body: few,
      actor: null,
    });
    await new OutboxRepository(database.records.sql).wish(calendarCycleWish(), 'playBegan', clock.now());
    await rest();
    duties = await database.records.sql.rows<ClockSubject>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver FROM obligations o JOIN rounds r ON r.id = o.round_id
       WHERE o.duty = 'commune' AND r.kind = 'modelResults' ORDER BY o.id`,
    );
  }, 120_000);
  afterAll(async () => {
    await house?.close();
    await env?.teardown();
    await mailbox?.close();
    await database?.close();
    await Runtime.instance().shutdown();
  });

  it('more time asked on the last day and granted after it: the duty crosses its due day without a word of being late', async () => {
    await until('2024-11-22');
    const asked = await acts.ask(duties[0]!, '2024-12-02');
    expect(code(asked)).toBe('done');
    await rest();
    await until('2024-11-24');
    expect(code(await acts.answer(duties[0]!, asked, true))).toBe('done');
    await until('2024-12-01');
    expect(await told(duties[1]!)).toEqual([
      'T-30 23/10',
      'T-15 07/11',
      'T-7 15/11',
      'T-1 21/11',
      'T 22/11',
      'T+3 25/11',
      'T+7 29/11',
    ]);
    expect(await told(duties[0]!)).toEqual([
      'T-30 23/10',
      'T-15 07/11',
      'T-7 15/11',
      'T-1 21/11',
      'T 22/11',
      'T-7 25/11',
      'T-1 01/12',
    ]);
    expect([...mailbox.letters.values()].filter((times) => times !== 1)).toEqual([]);
  }, 90_000);
});
