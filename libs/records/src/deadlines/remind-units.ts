import type { Sql } from '../sql.js';

export interface RungFired {
  deadlineId: string;
  revision: number;
  rung: string;
  act: string;
  /** 0: only those who owe; n: also the n-th level above. */
  stepsUp: number;
  /** The day it is, for posts, holders and heirs. */
  day: string;
  at: Date;
}

/**
 * One statement tells every unit that still owes: a notice for each obligation and person, one queued digest for each person.
 * Posts are read on the day itself. Where nobody holds the post of the one who owes, the nearest level above is told instead
 * and the notice says so. An extension asked in time keeps an obligation from escalating until it is answered.
 * Repeating it adds nothing (`told_once`, `one_digest_a_person_a_rung`).
 */
export async function remindUnits(sql: Sql, fired: RungFired): Promise<{ notices: number; digests: number }> {
  const counts = await sql.row<{ notices: number; digests: number }>(
    `WITH owed AS MATERIALIZED (
       SELECT o.id, o.reports_to,
              coalesce(v.organisation_id, (SELECT h.heir_id FROM organisation_heir_on(o.organisation_id, $6::date) h)) AS organisation_id
       FROM obligations o
       LEFT JOIN organisation_versions v ON v.organisation_id = o.organisation_id AND v.valid @> $6::date
       WHERE o.deadline_id = $1 AND o.status IN ('open', 'returned')
         AND ($4 <> 'escalate' OR NOT EXISTS (
           SELECT FROM extensions e WHERE e.obligation_id = o.id AND e.status = 'asked' AND e.asked_on <= e.from_due_on))
     ), told AS MATERIALIZED (SELECT * FROM recipients_on($6::date)
     ), owners AS (
       SELECT owed.id, owed.reports_to, told.person_id, told.organisation_id FROM owed LEFT JOIN told ON told.organisation_id = owed.organisation_id
     ), audience AS (
       SELECT id, person_id, organisation_id, false AS stands_in FROM owners WHERE person_id IS NOT NULL
       UNION ALL
       SELECT o.id, above.person_id, above.organisation_id, true FROM owners o
       CROSS JOIN LATERAL (
         SELECT t.person_id, t.organisation_id, dense_rank() OVER (ORDER BY u.step) AS nearest
         FROM unnest(o.reports_to) WITH ORDINALITY AS u (organisation_id, step)
         CROSS JOIN LATERAL organisation_heir_on(u.organisation_id, $6::date) h
         JOIN told t ON t.organisation_id = h.heir_id
       ) above
       WHERE o.person_id IS NULL AND above.nearest = 1
       UNION ALL
       SELECT o.id, t.person_id, t.organisation_id, false FROM owed o
       CROSS JOIN LATERAL organisation_heir_on(o.reports_to[least($5, cardinality(o.reports_to))], $6::date) h
       JOIN told t ON t.organisation_id = h.heir_id
       WHERE $5 > 0
     ), noticed AS (
       INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at)
       SELECT id, $1, $2, $3, $4, person_id, (array_agg(organisation_id))[1], bool_or(stands_in), $7 FROM audience GROUP BY id, person_id
       ON CONFLICT ON CONSTRAINT told_once DO NOTHING
       RETURNING recipient_id
     ), digests AS (
       INSERT INTO deliveries (channel, person_id, deadline_id, revision, rung, next_attempt_at, queued_at)
       SELECT DISTINCT 'email', recipient_id, $1::uuid, $2::int, $3, $7::timestamptz, $7::timestamptz FROM noticed
       ON CONFLICT ON CONSTRAINT one_digest_a_person_a_rung DO NOTHING
       RETURNING 1
     )
     SELECT (SELECT count(*)::int FROM noticed) AS notices, (SELECT count(*)::int FROM digests) AS digests`,
    [fired.deadlineId, fired.revision, fired.rung, fired.act, fired.stepsUp, fired.day, fired.at],
  );
  return counts!;
}
