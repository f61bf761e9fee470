import type { Sql } from '../sql.js';

/** Senders wait this long for what else fires in the same moment. */
const GATHERING = `interval '10 seconds'`;

/**
 * The letters that carry the notices of a rung, once all its pages are told: nobody gets a letter with half of the list. One a person,
 * channel and moment: what another deadline queued for the same moment is joined while no sender took it; whoever comes after gets the next
 * letter, of the instant of the firing. Channels are those the person prefers for the act; without a choice, e-mail.
 * Called once a rung, in the transaction that settles it. Returns how many letters are new.
 */
export function queueDigests(
  sql: Sql,
  { deadlineId, revision, rung, at }: { deadlineId: string; revision: number; rung: string; at: Date },
): Promise<number> {
  return sql.affected(
    `WITH told AS MATERIALIZED (
       -- A letter that is about to be joined is held until the end, so that no sender takes it in the meantime.
       SELECT t.person_id, t.act, t.moment AS slot,
              CASE WHEN there.taken THEN greatest($4::timestamptz, t.moment + interval '1 millisecond') ELSE t.moment END AS moment
       FROM (SELECT DISTINCT recipient_id AS person_id, moment, act FROM notices WHERE deadline_id = $1 AND revision = $2 AND rung = $3) t
       LEFT JOIN LATERAL (
         SELECT bool_or(v.status <> 'queued' OR v.attempts > 0) AS taken
         FROM (SELECT status, attempts FROM deliveries WHERE person_id = t.person_id AND moment = t.moment FOR UPDATE) v
       ) there ON true
     ), moved AS (
       UPDATE notices n SET moment = told.moment FROM told WHERE told.moment <> told.slot
         AND n.deadline_id = $1 AND n.revision = $2 AND n.rung = $3 AND n.recipient_id = told.person_id AND n.moment = told.slot
     ), wanted AS (
       SELECT told.person_id, channel, told.moment FROM told
       LEFT JOIN notice_preferences f ON f.person_id = told.person_id
       CROSS JOIN LATERAL unnest(coalesce(
         CASE told.act WHEN 'remind' THEN f.remind WHEN 'due' THEN f.due WHEN 'overdue' THEN f.overdue WHEN 'escalate' THEN f.escalate END,
         '{email}')) channel
     )
     INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at)
     SELECT channel, person_id, moment, greatest(moment, $4) + ${GATHERING}, $4 FROM wanted
     ON CONFLICT ON CONSTRAINT one_digest_a_moment DO NOTHING`,
    [deadlineId, revision, rung, at],
  );
}
