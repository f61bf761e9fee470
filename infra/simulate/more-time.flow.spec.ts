import type { AnnualReportRule, PlainDay } from '#domain';
import { AppendRuleEdition } from '#usecases';
import { ClockActs, code, type ClockSubject } from '../../libs/usecases/src/testing/clock-acts.js';
import { openPlayedHouse, type PlayedHouse } from './testing/played-house.js';

const START: PlainDay = '2024-10-01';
const ruleKey = 'annualReport.modelResults';

describe('infra/simulate - more time asked for across the due day, on the time-skipping server', () => {
  let played: PlayedHouse;
  let acts: ClockActs;
  let duties: ClockSubject[];
  const sql = () => played.database.records.sql;

  /** Which rungs a duty was told of when, in words of a day; acts upon its clock are told too. */
  const told = async ({ id }: ClockSubject) =>
    (
      await sql().rows<{ said: string }>(
        `SELECT rung || ' ' || to_char(min(created_at) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM') AS said FROM notices
         WHERE obligation_id = $1 AND act IN ('remind', 'due', 'overdue', 'escalate') GROUP BY deadline_id, revision, rung ORDER BY min(id)`,
        [id],
      )
    ).map(({ said }) => said);

  beforeAll(async () => {
    played = await openPlayedHouse(START);
    const { records } = played.database;
    acts = new ClockActs(records, played.clock);
    const planted = (await sql().row<{ body: AnnualReportRule }>(`SELECT body FROM rule_editions WHERE rule_key = $1`, [
      ruleKey,
    ]))!.body;
    const unions = await sql().rows<{ id: string }>(
      `SELECT a.organisation_id AS id FROM function_assignments a JOIN territories t ON t.id = a.territory_id
       WHERE a.function_code = 'womensUnion' AND t.level = 'commune' AND a.valid @> '2024-10-01'::date ORDER BY a.organisation_id LIMIT 2`,
    );
    const few = { ...planted, scope: { organisations: unions.map(({ id }) => id) } };
    await new AppendRuleEdition(records, played.clock).run({
      ruleKey,
      validFrom: '2024-08-02',
      source: 'Mẫu: công văn',
      body: few,
      actor: null,
    });
    await played.begin();
    duties = await sql().rows<ClockSubject>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver FROM obligations o JOIN rounds r ON r.id = o.round_id
       WHERE o.duty = 'commune' AND r.kind = 'modelResults' ORDER BY o.id`,
    );
  }, 180_000);
  afterAll(() => played?.close());

  it('more time asked on the last day and granted after it: the duty crosses its due day without a word of being late', async () => {
    await played.until('2024-11-22');
    const asked = await acts.ask(duties[0]!, '2024-12-02');
    expect(code(asked)).toBe('done');
    await played.rest();
    await played.until('2024-11-24');
    expect(code(await acts.answer(duties[0]!, asked, true))).toBe('done');
    await played.until('2024-12-01');
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
    expect([...played.mailbox.letters.values()].filter((times) => times !== 1)).toEqual([]);
  }, 180_000);
});
