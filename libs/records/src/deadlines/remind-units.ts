import type { SendingSlot } from '#domain';
import type { Sql } from '../sql.js';

export interface RungFired {
  deadlineId: string;
  revision: number;
  rung: string;
  act: string;
  /** 0: only those who owe; n: also the n-th level above, or the nearest one above it where somebody is told. */
  stepsUp: number;
  /** The day it is, for posts, holders and heirs. */
  day: string;
  at: Date;
  /** The sending slot: whatever fires for the same one reaches a person as one letter a channel (`digestMoment`). */
  moment: Date;
  /** Within what the hour a reader chose for reminders is kept; absent: any hour of any day. */
  within?: Omit<SendingSlot, 'moment'>;
  /** The due day: no reminder waits beyond it. */
  dueOn?: string;
}

export interface RungPage {
  /** The last obligation told before this page; null: from the first. */
  after: string | null;
  size: number;
  /** The last obligation of this page, where others tell of those behind it, however many there are; absent: as many as its size. */
  upTo?: string;
  /** Nobody but this one: what was held back from it is made up for. */
  only?: string;
}

export interface PageTold {
  /** How many still owe in this page; less than its size: it was the last one. */
  owed: number;
  /** The last of them; null when nobody was left. */
  upTo: string | null;
  notices: number;
}

/**
 * One statement tells a page of the units that still owe, in the order of their ids: a notice for each obligation and person.
 * Posts are read on the day itself. Where nobody holds the post of the one who owes, the nearest level above is told instead
 * and the notice says so; an escalation goes past a level that has ended or where nobody holds the post, to the next one above. An extension asked in time keeps an obligation from escalating until it is answered;
 * where the clock stands, nobody is told.
 * Repeating it adds nothing; the caller holds the lock of the deadline, or two who tell the same at once end in an error (`told_once`).
 */
export async function remindPage(sql: Sql, fired: RungFired, page: RungPage): Promise<PageTold> {
  return (await sql.row<PageTold>(
    `WITH page AS MATERIALIZED (
       SELECT o.id, o.organisation_id, o.reports_to FROM obligations o
       WHERE o.deadline_id = $1 AND o.status IN ('open', 'returned') AND o.id > coalesce($8::uuid, '00000000-0000-0000-0000-000000000000')
         AND ($11::uuid IS NULL OR o.id = $11) AND ($16::uuid IS NULL OR o.id <= $16)
       -- Up to its end, however many they are: whoever owes again since the end was found must push nobody beyond it.
       ORDER BY o.id LIMIT CASE WHEN $16::uuid IS NULL THEN $9::int END
     ), owed AS MATERIALIZED (
       SELECT o.id, o.reports_to,
              coalesce(v.organisation_id, (SELECT h.heir_id FROM organisation_heir_on(o.organisation_id, $6::date) h)) AS organisation_id
       FROM page o
       LEFT JOIN organisation_versions v ON v.organisation_id = o.organisation_id AND v.valid @> $6::date
       WHERE ($4 <> 'escalate' OR NOT EXISTS (
         SELECT FROM extensions e WHERE e.obligation_id = o.id AND e.status = 'asked' AND e.asked_on <= e.from_due_on))
         AND NOT EXISTS (SELECT FROM standing_still_on($6::date) s WHERE s.obligation_id = o.id)
     ), escalated AS MATERIALIZED (
       -- Few ways up are shared by many, so each is climbed once.
       SELECT way.reports_to, level.person_id, level.organisation_id, level.step > way.first AS stands_in
       FROM (SELECT DISTINCT reports_to, least($5, cardinality(reports_to)) AS first FROM owed WHERE $5 > 0) way
       CROSS JOIN LATERAL (
         SELECT t.person_id, t.organisation_id, u.step, dense_rank() OVER (ORDER BY u.step) AS nearest
         FROM unnest(way.reports_to) WITH ORDINALITY AS u (organisation_id, step)
         CROSS JOIN LATERAL organisation_heir_on(u.organisation_id, $6::date) h
         JOIN recipients_on($6::date) t ON t.organisation_id = h.heir_id
         WHERE u.step >= way.first
       ) level
       WHERE level.nearest = 1
     ), owners AS (
       SELECT owed.id, owed.reports_to, told.person_id, told.organisation_id
       FROM owed LEFT JOIN recipients_on($6::date) told ON told.organisation_id = owed.organisation_id
     ), audience AS (
       SELECT id, person_id, organisation_id, false AS stands_in FROM owners WHERE person_id IS NOT NULL
       UNION ALL
       SELECT o.id, above.person_id, above.organisation_id, true FROM owners o
       CROSS JOIN LATERAL (
         SELECT t.person_id, t.organisation_id, dense_rank() OVER (ORDER BY u.step) AS nearest
         FROM unnest(o.reports_to) WITH ORDINALITY AS u (organisation_id, step)
         CROSS JOIN LATERAL organisation_heir_on(u.organisation_id, $6::date) h
         JOIN recipients_on($6::date) t ON t.organisation_id = h.heir_id
       ) above
       WHERE o.person_id IS NULL AND above.nearest = 1
       UNION ALL
       SELECT o.id, told.person_id, told.organisation_id, told.stands_in FROM owed o JOIN escalated told ON told.reports_to = o.reports_to
     ), noticed AS (
       INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
       SELECT a.id, $1, $2, $3, $4, a.person_id, (array_agg(a.organisation_id))[1], bool_or(a.stands_in), $7, digest_moment($4, $10, max(f.digest_at), $12, $13, $14, $15)
       FROM audience a LEFT JOIN notice_preferences f ON f.person_id = a.person_id
       -- Asked of all at once: ON CONFLICT would look and write a second time for each, to let others in who are kept out by the lock.
       WHERE NOT EXISTS (
         SELECT FROM notices n WHERE n.deadline_id = $1 AND n.revision = $2 AND n.rung = $3 AND n.obligation_id = a.id AND n.recipient_id = a.person_id
           AND n.obligation_id > coalesce($8::uuid, '00000000-0000-0000-0000-000000000000'))
       GROUP BY a.id, a.person_id ORDER BY a.id, a.person_id
       RETURNING 1
     )
     SELECT (SELECT count(*)::int FROM page) AS owed, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS "upTo",
            (SELECT count(*)::int FROM noticed) AS notices`,
    [
      fired.deadlineId,
      fired.revision,
      fired.rung,
      fired.act,
      fired.stepsUp,
      fired.day,
      fired.at,
      page.after,
      page.size,
      fired.moment,
      page.only ?? null,
      fired.within?.nextDay ?? null,
      fired.within?.hours.from ?? null,
      fired.within?.hours.to ?? null,
      fired.dueOn ?? null,
      page.upTo ?? null,
    ],
  ))!;
}
