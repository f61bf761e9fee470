import { dutyOrder, modelDutyNames } from '#domain';
import type { Invariant } from './invariant.js';

const mayBeWaived = modelDutyNames
  .filter((duty) => dutyOrder(duty).mayBeWaived)
  .map((duty) => `'${duty}'`)
  .join(', ');

/** What acts upon a clock must leave behind. */
export const clockInvariants: readonly Invariant[] = [
  {
    name: 'nobodyIsClosedOutBeforeTheDay',
    holds:
      'What was recorded as not received was closed after its day, never a duty of a model or an answer; closed early, by an act',
    violations: `
      SELECT o.id, o.kind, o.closed_on, d.due_on FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
      WHERE o.status = 'notReceived' AND (o.kind IN ('modelDuty', 'answer') OR o.closed_on <= d.due_on)
      UNION ALL
      SELECT r.deadline_id, r.rung, r.planned_on, NULL FROM deadline_rungs r
      WHERE r.act = 'closedEarly' AND NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'deadline' AND j.stream_id = r.deadline_id
        AND j.kind = 'earlyClosingOrdered' AND j.actor_post_id IS NOT NULL AND j.body ->> 'reason' <> '')`,
  },
  {
    name: 'dutiesHangWhereTheyWereMovedTo',
    holds:
      'From the deadline a duty was opened under, or from which its way is on record, its moves lead, one from the other, to the one it hangs on; each is an act upon it, of that instant, to a day of that deadline',
    violations: `
      WITH opened AS (
        SELECT j.stream_id AS id, (j.body ->> 'deadlineId')::uuid AS deadline_id FROM journal j
        WHERE j.stream = 'obligation' AND j.kind IN ('obligationOpened', 'dutyOpened') AND j.body ? 'deadlineId'
          AND NOT EXISTS (SELECT FROM obligation_moves_begin b WHERE b.obligation_id = j.stream_id)
        UNION ALL
        SELECT obligation_id, deadline_id FROM obligation_moves_begin
      ), on_record AS (
        SELECT x.* FROM obligation_moves x LEFT JOIN obligation_moves_begin b ON b.obligation_id = x.obligation_id WHERE b.after IS NULL OR x.ordinal > b.after
      ), moves AS (
        SELECT x.*, lag(x.to_deadline_id) OVER way AS before, lead(x.ordinal) OVER way IS NULL AS is_last FROM on_record x
        WINDOW way AS (PARTITION BY x.obligation_id ORDER BY x.ordinal)
      )
      SELECT x.obligation_id AS id, x.ordinal FROM moves x JOIN obligations o ON o.id = x.obligation_id
      JOIN deadlines d ON d.id = x.to_deadline_id LEFT JOIN opened ON opened.id = o.id
      WHERE x.from_deadline_id <> coalesce(x.before, opened.deadline_id, x.from_deadline_id) OR x.is_last AND x.to_deadline_id <> o.deadline_id
        OR NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id AND j.at = x.at
          AND j.kind IN ('extensionGranted', 'clockSuspended', 'clockResumed', 'dutyReopened', 'obligationMoved')
          AND ((j.body ->> 'toDueOn')::date = d.original_due_on
            OR EXISTS (SELECT FROM deadline_moves m WHERE m.deadline_id = d.id AND (j.body ->> 'toDueOn')::date IN (m.from_due_on, m.to_due_on))))
      UNION ALL
      SELECT o.id, NULL FROM obligations o JOIN opened ON opened.id = o.id
      WHERE o.deadline_id <> opened.deadline_id AND NOT EXISTS (SELECT FROM on_record x WHERE x.obligation_id = o.id)`,
  },
  {
    name: 'whatAModelWaitsForIsNotWaived',
    holds: 'Of the duties of a model only those it goes on without are waived, each by an act with its reason',
    violations: `
      SELECT o.id, o.duty FROM obligations o WHERE o.status = 'waived' AND ((o.kind = 'modelDuty' AND o.duty NOT IN (${mayBeWaived}))
        OR NOT EXISTS (SELECT FROM clock_acts a WHERE a.obligation_id = o.id AND a.kind = 'waiver'))`,
  },
];
