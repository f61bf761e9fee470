import type { ClockAct } from '#domain';
import { queueDigests } from '../delivery/queue-digests.js';
import type { Sql } from '../sql.js';

export interface ActTold {
  /** What it was done to: duties under one deadline. */
  obligationIds: readonly string[];
  act: ClockAct;
  /** Tells this act from others of its kind on the same duty; of the ledger's `rung`. */
  key: string;
  /** `owner`: who owes it; `answerer`: who owes it and decides there; `receiver`: the first on the way up, where it is decided. */
  to: 'owner' | 'answerer' | 'receiver';
  /** The day it is, for posts, holders and heirs. */
  day: string;
  at: Date;
  /** When the letters leave. */
  moment: Date;
}

/**
 * Tells of an act, in its own transaction: a notice for each duty and person, and the letters that carry them. Where nobody holds the
 * post, the nearest level above is told instead. Set-based, whether one duty is concerned or a whole round. Repeating it adds nothing
 * (`told_once`). Returns how many letters are new.
 */
export async function tellOfAct(sql: Sql, { obligationIds, act, key, to, day, at, moment }: ActTold): Promise<number> {
  const rung = `${act}/${key}`;
  const [under] = await sql.rows<{ deadlineId: string; revision: number }>(
    `WITH given AS MATERIALIZED (
       SELECT o.id, o.deadline_id, d.revision, o.reports_to,
              CASE WHEN $5 = 'receiver' THEN (
                SELECT h.heir_id FROM unnest(o.reports_to) WITH ORDINALITY AS u (organisation_id, step)
                CROSS JOIN LATERAL organisation_heir_on(u.organisation_id, $3::date) h ORDER BY u.step LIMIT 1)
              ELSE coalesce(v.organisation_id, (SELECT h.heir_id FROM organisation_heir_on(o.organisation_id, $3::date) h)) END AS organisation_id
       FROM unnest($1::uuid[]) AS g (id) JOIN obligations o ON o.id = g.id JOIN deadlines d ON d.id = o.deadline_id
       LEFT JOIN organisation_versions v ON v.organisation_id = o.organisation_id AND v.valid @> $3::date
     ), owners AS (
       SELECT g.*, told.person_id, told.organisation_id AS told_at FROM given g
       LEFT JOIN (
         SELECT p.organisation_id, h.person_id FROM posts p JOIN post_holders h ON h.post_id = p.id
         WHERE (p.receives_reminders OR ($5 <> 'owner' AND p.role IN ('head', 'supervisor'))) AND p.valid @> $3::date AND h.valid @> $3::date
       ) told ON told.organisation_id = g.organisation_id
     ), audience AS (
       SELECT id, deadline_id, revision, person_id, told_at, false AS stands_in FROM owners WHERE person_id IS NOT NULL
       UNION ALL
       SELECT o.id, o.deadline_id, o.revision, above.person_id, above.organisation_id, true FROM owners o
       CROSS JOIN LATERAL (
         SELECT t.person_id, t.organisation_id, dense_rank() OVER (ORDER BY u.step) AS nearest
         FROM unnest(o.reports_to) WITH ORDINALITY AS u (organisation_id, step)
         CROSS JOIN LATERAL organisation_heir_on(u.organisation_id, $3::date) h
         JOIN recipients_on($3::date) t ON t.organisation_id = h.heir_id
       ) above
       WHERE o.person_id IS NULL AND above.nearest = 1
     ), noticed AS (
       INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
       SELECT id, deadline_id, revision, $2, $4, person_id, (array_agg(told_at))[1], bool_or(stands_in), $6, $7
       FROM audience GROUP BY id, deadline_id, revision, person_id
       ON CONFLICT ON CONSTRAINT told_once DO NOTHING
       RETURNING deadline_id, revision
     )
     SELECT DISTINCT deadline_id AS "deadlineId", revision FROM noticed`,
    [obligationIds, rung, day, act, to, at, moment],
  );
  return under ? queueDigests(sql, { ...under, rung, at }) : 0;
}
