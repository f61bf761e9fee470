import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  computeDue,
  isRefusal,
  ladderOf,
  planLadder,
  PublishedCalendar,
  type CalendarDay,
  type Refusal,
  type RuleEdition,
  type Term,
  type Weekday,
} from '#domain';
import type { Records, Sql, Tx } from '#records';
import { Clock, DraftWorkCalendar, PublishWorkCalendar, ReviseWorkCalendar, type Actor } from '#usecases';
import { plantModels } from './plant-models.js';
import { interleaved, tell, timed } from './ratio.js';

const DEADLINES = 100_000;
const YEAR = 2026;
const DUTY = 'appraise';
const now = new Date('2026-09-01T01:00:00Z');
const { body } = JSON.parse(readFileSync('infra/seeds/data/rules/model-duties.2024.json', 'utf8')) as Pick<RuleEdition, 'body'>;
const edition: RuleEdition = { id: randomUUID(), ruleKey: 'modelDuties', validFrom: '2024-08-01', source: 'bench', body };
const ladder = ladderOf(edition, DUTY);
const anchors = ['02', '03', '04', '07', '08', '09', '10', '11', '14', '15'].map((day) => `2026-09-${day}`);
const termFrom = (anchor: string): Term => ({
  anchor,
  budget: { amount: 15, unit: 'workingDay' },
  direction: 'after',
  inclusive: true,
  roll: 'next',
});
const weekend: Weekday[] = ['saturday', 'sunday'];
const holiday = (day: string): CalendarDay => ({ day, kind: 'holiday', reason: 'đo', document: 'đo' });
/** In the middle of every term: as a day off it moves each by a working day. */
const between = holiday('2026-09-16');
/** Moves nothing, but makes each publication another one. */
const before = ['02', '03', '04', '05', '06'].map((day) => holiday(`2026-03-${day}`));

class Morning extends Clock {
  now = () => now;
}

/**
 * A work calendar published anew that moves 100,000 days, one a duty: each counted again, its rungs planned anew, both days journaled,
 * whoever follows it told. Against every row of it by the shortest honest SQL, which need not count: it knows the other day of each.
 */
export async function benchPublishCalendar(records: Records) {
  const { sql } = records;
  const clock = new Morning();
  const [draft, revise, publish] = [DraftWorkCalendar, ReviseWorkCalendar, PublishWorkCalendar].map(
    (Deed) => new Deed(records, clock),
  ) as [DraftWorkCalendar, ReviseWorkCalendar, PublishWorkCalendar];
  await plantModels(sql, DEADLINES, now);
  const actor = await whoPublishes(sql);
  await plantDuties(sql);
  done(await draft.run({ year: YEAR, weekend, days: [before[0]!], isProposal: false, actor }));
  done(await publish.run({ year: YEAR, revision: 1, document: 'đo', actor }));
  await sql.affected(`VACUUM ANALYZE`);
  let [published, moves, later] = [1, 0, false];

  const ours = async () => {
    const days = [before[published++]!, ...(later ? [] : [between])];
    const { revision } = (await sql.row<{ revision: number }>(`SELECT revision FROM work_calendar_drafts`))!;
    done(await revise.run({ year: YEAR, revision, changes: { days }, actor }));
    const took = await timed(async () =>
      done(await publish.run({ year: YEAR, revision: revision + 1, document: `đo ${published}`, actor })),
    );
    await verify('ours');
    return took;
  };
  const base = async () => {
    const took = await timed(() => records.inTransaction((tx) => bareMove(tx, later ? 'sooner' : 'later')));
    await verify('the baseline');
    return took;
  };
  /** Both leave the same rows; then what lies behind is taken away, so that the rounds are alike. */
  const verify = async (whose: string) => {
    [moves, later] = [moves + 1, !later];
    const there = await sql.row(
      `SELECT (SELECT count(*)::int FROM deadlines d JOIN days USING (id) WHERE d.revision = $1 + 1 AND d.due_on = CASE WHEN $2 THEN later ELSE sooner END) AS moved,
              (SELECT count(*)::int FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision
               WHERE r.outcome IS NULL AND (r.act = 'moved' OR r.planned_on = d.due_on + r.offset_days)) AS ahead,
              (SELECT count(*)::int FROM deadline_rungs WHERE outcome = 'cancelled') AS cancelled,
              (SELECT count(*)::int FROM deadline_moves WHERE revision = $1 + 1) AS kept,
              (SELECT count(*)::int FROM journal WHERE stream = 'deadline' AND seq = $1) AS journaled,
              (SELECT count(*)::int FROM outbox WHERE workflow = 'modelDuty') AS wishes`,
      [moves, later],
    );
    const rungs = DEADLINES * ladder.rungs.length;
    const wanted = {
      moved: DEADLINES,
      ahead: rungs + DEADLINES,
      cancelled: moves === 1 ? rungs : rungs + DEADLINES,
      kept: DEADLINES,
      journaled: DEADLINES,
      wishes: DEADLINES,
    };
    if (JSON.stringify(there) !== JSON.stringify(wanted))
      throw new Error(`${whose}: ${JSON.stringify(there)}, not ${JSON.stringify(wanted)}`);
    await sql.affected(`DELETE FROM deadline_rungs WHERE outcome IS NOT NULL`);
    await sql.affected(`TRUNCATE outbox`);
    for (const table of ['deadline_rungs', 'deadlines', 'deadline_moves', 'journal'])
      await sql.affected(`VACUUM ANALYZE ${table}`);
    await sql.affected(`CHECKPOINT`);
  };
  const taken = await interleaved(3, ours, base);
  return tell({
    name: `a work calendar published that moves ${DEADLINES} days of one duty each`,
    baseline: 'the same rows by bare set SQL',
    ...taken,
    aim: '≤ 5',
  });
}

/** One duty a model, each with a day of its own, counted in working days; `days` keeps both days each may have. */
async function plantDuties(sql: Sql): Promise<void> {
  await sql.affected(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [edition.id, edition.ruleKey, edition.validFrom, edition.source, edition.body, now],
  );
  await sql.affected(`CREATE TABLE days (id uuid PRIMARY KEY, sooner date NOT NULL, later date NOT NULL)`);
  const calendar = (days: CalendarDay[]) => new PublishedCalendar([{ year: YEAR, weekend, days }]);
  for (const [place, anchor] of anchors.entries()) {
    const term = termFrom(anchor);
    const { dueOn, explanation } = computeDue(term, calendar([]));
    const later = computeDue(term, calendar([between])).dueOn;
    await sql.affected(
      `WITH mine AS MATERIALIZED (
         SELECT id AS model_id, owner_organisation_id, territory_id, gen_random_uuid() AS deadline_id
         FROM (SELECT *, row_number() OVER (ORDER BY id) % ${anchors.length} AS place FROM models) m WHERE place = $1
       ), due AS (
         INSERT INTO deadlines (id, model_id, duty, due_on, original_due_on, explanation, computation, depends_on_calendar, rule_edition_id)
         SELECT deadline_id, model_id, $2, $3, $3, $4, $5, true, $6 FROM mine
       ), rungs AS (
         INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, steps_up, planned_on, planned_at)
         SELECT deadline_id, 1, r.rung, r."offsetDays", r.act, r."stepsUp", r."plannedOn", r."plannedAt" FROM mine
         CROSS JOIN jsonb_to_recordset($7) AS r (rung text, "offsetDays" int, act text, "stepsUp" int, "plannedOn" date, "plannedAt" timestamptz)
       ), known AS (
         INSERT INTO days SELECT deadline_id, $3, $8 FROM mine
       )
       INSERT INTO obligations (id, kind, model_id, duty, deadline_id, territory_id, organisation_id, reports_to, original_due_on)
       SELECT gen_random_uuid(), 'modelDuty', model_id, $2, deadline_id, territory_id, owner_organisation_id, '{}', $3 FROM mine`,
      [
        place,
        DUTY,
        dueOn,
        JSON.stringify(explanation),
        JSON.stringify(term),
        edition.id,
        JSON.stringify(planLadder(dueOn, ladder)),
        later,
      ],
    );
  }
}

/** Every row a publication writes, for days that are known. */
async function bareMove(tx: Tx, to: 'sooner' | 'later'): Promise<void> {
  const from = to === 'later' ? 'sooner' : 'later';
  await tx.affected(
    `UPDATE deadline_rungs SET outcome = 'cancelled', settled_at = $1, reason = 'workCalendarPublished', reached = 0 WHERE outcome IS NULL`,
    [now],
  );
  await tx.affected(`UPDATE deadlines d SET due_on = days.${to}, revision = revision + 1 FROM days WHERE days.id = d.id`);
  await tx.affected(
    `INSERT INTO deadline_moves (deadline_id, revision, from_due_on, to_due_on, moved_at, moved_on, cause)
     SELECT d.id, d.revision, days.${from}, d.due_on, $1, '2026-09-01', 'workCalendarPublished' FROM deadlines d JOIN days USING (id)`,
    [now],
  );
  await tx.affected(
    `INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, steps_up, planned_on, planned_at)
     SELECT d.id, d.revision, r.rung, r.offset_days, r.act, r.steps_up, d.due_on + r.offset_days, (d.due_on + r.offset_days + time '08:00') AT TIME ZONE 'Asia/Ho_Chi_Minh'
     FROM deadlines d JOIN deadline_rungs r ON r.deadline_id = d.id AND r.revision = d.revision - 1 WHERE r.act <> 'moved'
     UNION ALL
     SELECT d.id, d.revision, 'moved', 0, 'moved', 0, '2026-09-01', $1 FROM deadlines d`,
    [now],
  );
  await tx.affected(
    `INSERT INTO journal (stream, stream_id, kind, at, body)
     SELECT 'deadline', d.id, 'deadlineReplanned', $1, jsonb_build_object('from', days.${from}, 'to', d.due_on, 'revision', d.revision, 'cause', 'workCalendarPublished')
     FROM deadlines d JOIN days USING (id)`,
    [now],
  );
  await tx.affected(
    `INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at)
     SELECT 'modelDuty', 'model-duty/' || model_id, model_id, 'workCalendarPublished', $1, $1 FROM deadlines`,
    [now],
  );
}

async function whoPublishes(sql: Sql): Promise<Actor> {
  const [postId, personId] = [randomUUID(), randomUUID()];
  await sql.affected(
    `INSERT INTO persons (id, display_name, email, is_sample) VALUES ($1, 'Mẫu', 'admin@lantoa.example', true)`,
    [personId],
  );
  const { organisationId } = (await sql.row<{ organisationId: string }>(
    `INSERT INTO posts (id, organisation_id, title_vi, title_en, role, scope, receives_reminders, valid_from)
     SELECT $1, id, 'Quản trị', 'Administrator', 'administrator', 'all', false, '2025-07-01' FROM organisations LIMIT 1 RETURNING organisation_id AS "organisationId"`,
    [postId],
  ))!;
  const names = { organisationNameVi: '', organisationNameEn: '', titleVi: '', titleEn: '' };
  const post = { postId, organisationId, ...names, role: 'administrator' as const, scope: 'all' as const };
  return { accountId: '', personId, displayName: '', locale: 'vi', on: '2026-09-01', post, posts: [post], tokenScopes: null };
}

function done<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`${result.words.en} ${JSON.stringify(result.errors)}`);
  return result;
}
