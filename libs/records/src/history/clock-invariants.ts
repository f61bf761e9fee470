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
    name: 'whatAModelWaitsForIsNotWaived',
    holds: 'Of the duties of a model only those it goes on without are waived, each by an act with its reason',
    violations: `
      SELECT o.id, o.duty FROM obligations o WHERE o.status = 'waived' AND ((o.kind = 'modelDuty' AND o.duty NOT IN (${mayBeWaived}))
        OR NOT EXISTS (SELECT FROM clock_acts a WHERE a.obligation_id = o.id AND a.kind = 'waiver'))`,
  },
];
