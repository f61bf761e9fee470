import { MACHINE_VERSION, type ModelDuty, type PlainDay, type RuleScope, type Words } from '#domain';
import type { Sql } from '../sql.js';

/** Which models a round reviews: all of the scope of its rule, or the ones named. An absent list means all. */
export interface ReviewScope extends RuleScope {
  modelKinds?: string[];
  modelIds?: string[];
}

export interface ReviewOpening {
  roundId: string;
  year: number;
  /** The day the reviews open: who owns, what is in force, what has started. */
  day: PlainDay;
  at: Date;
  by: { personId: string; postId: string } | null;
  scope: ReviewScope;
  /** Functions of the province, for an escalation; null: it climbs the line. */
  escalation: string[] | null;
  /** Only models that were never reviewed, each once (D1.2). */
  backlog: boolean;
  deadlineId: string;
  dueOn: PlainDay;
  /** The duties of a model in operation that its review makes pointless, and the words of the step that does. */
  pointless: readonly ModelDuty[];
  reason: Words;
  /** What the step that opens a review writes into the journal beside the stages, the same for all. */
  entry: { step: string; region: string; source: string; criteria: { criterion: string; source: string }[] };
}

export type LeftOutReason = 'suspended' | 'reviewOpen' | 'reviewedThisYear' | 'reviewedBefore' | 'notOperating';

const RUNNING = `('operating', 'strengthening')`;

/** Only what narrows is asked: a condition that always holds would hide from the planner how many models there are. */
const scopeSql: Record<keyof ReviewScope, (list: string) => string> = {
  modelKinds: (list) => `m.kind = ANY (${list}::text[])`,
  kinds: (list) => `EXISTS (SELECT FROM organisations o WHERE o.id = m.owner_organisation_id AND o.kind = ANY (${list}::text[]))`,
  territories: (list) => `m.territory_id IN (
    WITH RECURSIVE places (id) AS (
      SELECT unnest(${list}::uuid[])
      UNION
      SELECT x.id FROM places p CROSS JOIN LATERAL (
        SELECT s.predecessor_id AS id FROM territory_successions s WHERE s.successor_id = p.id
        UNION ALL
        SELECT v.territory_id FROM territory_versions v WHERE v.parent_id = p.id
      ) x
    ) SELECT id FROM places)`,
  organisations: (list) => `m.owner_organisation_id = ANY (${list}::uuid[])`,
  modelIds: (list) => `m.id = ANY (${list}::uuid[])`,
};
const within = (scope: ReviewScope, parameters: unknown[]): string =>
  (Object.keys(scopeSql) as (keyof ReviewScope)[])
    .filter((name) => scope[name] !== undefined)
    .map((name) => ` AND ${scopeSql[name](`$${parameters.push(scope[name])}`)}`)
    .join('');

/** Reviews opened and closed by the hundred thousand: never one model at a time. */
export class ReviewRoundsRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * Opens the review of every model in scope that runs, has started and is not yet reviewed, with its duty and both journal entries,
   * in one statement. A model that moves meanwhile is passed over and counted in `missed`: call again. The criteria are those of the
   * step "openReview"; a test holds the two to each other.
   */
  async openReviews(opening: ReviewOpening): Promise<{ opened: number; missed: number }> {
    const { roundId, year, day, at, by, scope, escalation, backlog, deadlineId, dueOn, entry, pointless, reason } = opening;
    const [person, post] = [by?.personId ?? null, by?.postId ?? null];
    const parameters = [
      year,
      day,
      backlog,
      roundId,
      deadlineId,
      dueOn,
      at,
      person,
      post,
      entry,
      reason,
      pointless,
      escalation && JSON.stringify(escalation),
    ];
    const narrowed = within(scope, parameters);
    return (await this.sql.row<{ opened: number; missed: number }>(
      `WITH candidates AS MATERIALIZED (
         SELECT m.id, m.revision, m.kind, m.life, m.spread, m.honour, m.owner_organisation_id AS owner, m.territory_id AS place,
                m.started_on, m.last_verdict, gen_random_uuid() AS review_id, gen_random_uuid() AS duty_id
         FROM models m
         WHERE m.life IN ${RUNNING} AND m.started_on <= least($2::date, make_date($1::int, 12, 31))${narrowed}
           AND NOT EXISTS (SELECT FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL AND ($3::boolean OR r.year = $1::int))
       ), years AS MATERIALIZED (
         SELECT r.model_id, jsonb_agg(r.year ORDER BY r.year) AS years FROM model_reviews r
         WHERE r.concluded_on IS NOT NULL AND r.re_review_of IS NULL AND r.model_id IN (SELECT id FROM candidates) GROUP BY r.model_id
       ), owners AS MATERIALIZED (
         SELECT o.owner, coalesce(h.heir_id, o.owner) AS body, h.heir_id IS NOT NULL AS in_force,
                CASE WHEN $13::jsonb IS NULL OR up.chain = '{}' THEN up.chain
                     ELSE climb(coalesce(h.heir_id, o.owner), up.chain[1], path_above(o.owner, $13::jsonb, $2::date)) END AS up
         FROM (SELECT DISTINCT owner FROM candidates) o LEFT JOIN LATERAL organisation_heir_on(o.owner, $2::date) h ON true
         CROSS JOIN LATERAL (SELECT chain_above(o.owner, $2::date) AS chain) up
       ), places AS MATERIALIZED (
         SELECT p.place, criteria_set_in_force('whatIsAnEffectiveModel', p.place, $2::date) AS criteria_set FROM (SELECT DISTINCT place FROM candidates) p
       ), moved AS (
         UPDATE models m SET life = 'selfAssessing', machine_version = ${MACHINE_VERSION}, revision = m.revision + 1
         FROM candidates c WHERE m.id = c.id AND m.revision = c.revision RETURNING c.*
       ), opened AS MATERIALIZED (
         -- What is written below is written from here, never joined again to what was written: of models just taken over PostgreSQL knows nothing
         -- yet, takes them for one, and would compare each with each.
         SELECT c.*, o.body, o.in_force, o.up, p.criteria_set, coalesce(y.years, '[]') AS years
         FROM moved c JOIN owners o ON o.owner = c.owner JOIN places p ON p.place = c.place LEFT JOIN years y ON y.model_id = c.id
       ), reviews AS (
         INSERT INTO model_reviews (id, model_id, year, opened_on, self_assessment_due_on, round_id, criteria_set_id, backlog)
         SELECT c.review_id, c.id, $1::int, $2::date, $6::date, $4::uuid, c.criteria_set, $3::boolean FROM opened c
       ), duties AS (
         INSERT INTO obligations (id, kind, round_id, model_id, review_id, duty, deadline_id, territory_id, organisation_id, reports_to, original_due_on)
         SELECT c.duty_id, 'modelDuty', $4::uuid, c.id, c.review_id, 'selfAssess', $5::uuid, c.place, c.body, c.up, $6::date FROM opened c
       ), pointless AS (
         -- The file a bad verdict asked for, and the review its file did: the new one asks first.
         UPDATE obligations o SET status = 'cancelled', closed_on = $2::date, revision = o.revision + 1
         FROM opened c
         WHERE o.model_id = c.id AND o.kind = 'modelDuty' AND o.status IN ('open', 'returned') AND o.duty = ANY ($12::text[])
         RETURNING o.id, o.model_id, o.duty, o.deadline_id, old.status AS was
       ), cancelled AS (
         SELECT model_id, jsonb_agg(duty) AS duties FROM pointless GROUP BY model_id
       ), let_go AS (
         UPDATE deadlines d SET closed_at = $7::timestamptz FROM pointless p
         WHERE d.id = p.deadline_id AND d.model_id IS NOT NULL AND d.closed_at IS NULL RETURNING d.id, d.model_id
       ), let_go_rungs AS (
         UPDATE deadline_rungs g SET outcome = 'cancelled', settled_at = $7::timestamptz, reason = 'dutySettled', reached = 0 FROM let_go
         WHERE g.deadline_id = let_go.id AND g.outcome IS NULL
       ), told AS (
         INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at)
         SELECT DISTINCT 'modelDuty', 'model-duty/' || l.model_id, l.model_id::text, 'dutiesChanged', $7::timestamptz, $7::timestamptz FROM let_go l
       ), stepped AS (
         INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
         SELECT 'model', c.id, 'modelAdvanced', $7::timestamptz, $8::uuid, $9::uuid, $10::jsonb || jsonb_build_object(
           'from', jsonb_build_object('life', c.life, 'spread', c.spread, 'honour', c.honour),
           'to', jsonb_build_object('life', 'selfAssessing', 'spread', c.spread, 'honour', c.honour),
           'facts', jsonb_build_object('today', $2::date, 'modelId', c.id, 'kind', c.kind, 'startedOn', c.started_on,
             'ownerOrganisationId', c.body, 'ownerOrganisationInForce', c.in_force, 'reviewedYears', c.years,
             'lastVerdict', c.last_verdict),
           'fields', jsonb_build_object('reviewYear', $1::int), 'decision', null,
           'duties', jsonb_build_object('opened', jsonb_build_array(jsonb_build_object('duty', 'selfAssess', 'dueOn', $6::date)), 'discharged', '[]'::jsonb,
             'cancelled', coalesce(x.duties, '[]')),
           'review', jsonb_build_object('id', c.review_id, 'roundId', $4::uuid, 'criteriaSetId', c.criteria_set, 'backlog', $3::boolean))
         FROM opened c LEFT JOIN cancelled x ON x.model_id = c.id
       ), owed AS (
         INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
         SELECT 'obligation', c.duty_id, 'dutyOpened', $7::timestamptz, $8::uuid, $9::uuid,
           jsonb_build_object('to', 'open', 'duty', 'selfAssess', 'deadlineId', $5::uuid, 'dueOn', $6::date, 'reviewId', c.review_id, 'modelId', c.id) FROM opened c
         UNION ALL
         SELECT 'obligation', p.id, 'dutyCancelled', $7::timestamptz, $8::uuid, $9::uuid,
           jsonb_build_object('from', p.was, 'to', 'cancelled', 'step', 'openReview', 'reason', $11::jsonb, 'why', 'pointless', 'modelId', p.model_id)
         FROM pointless p
       )
       SELECT (SELECT count(*)::int FROM moved) AS opened, ((SELECT count(*) FROM candidates) - (SELECT count(*) FROM moved))::int AS missed`,
      parameters,
    ))!;
  }

  /** Writes down every model in scope that the round did not open, with the reason. Call it last. */
  async leaveOut({ roundId, year, day, scope, backlog }: ReviewOpening): Promise<void> {
    const parameters: unknown[] = [year, day, backlog, roundId];
    const narrowed = within(scope, parameters);
    await this.sql.affected(
      `INSERT INTO models_left_out (round_id, model_id, reason)
       SELECT $4::uuid, m.id, CASE
         WHEN m.life = 'suspended' THEN 'suspended'
         WHEN m.life IN ('selfAssessing', 'appraising', 'deciding') THEN 'reviewOpen'
         WHEN m.life NOT IN ${RUNNING} OR m.started_on > $2::date THEN 'notOperating'
         WHEN $3::boolean THEN 'reviewedBefore'
         ELSE 'reviewedThisYear' END
       FROM models m
       WHERE true${narrowed}
         -- A round asks after what runs; an import names its models, so each of them gets an answer.
         AND (${scope.modelIds !== undefined} OR (m.life NOT IN ('drafting', 'proposed', 'returned', 'rejected', 'terminated')
           AND m.started_on <= least($2::date, make_date($1::int, 12, 31))))
         AND NOT EXISTS (SELECT FROM model_reviews r WHERE r.round_id = $4::uuid AND r.model_id = m.id)`,
      parameters,
    );
  }

  /** The size of the expected list, once it is complete. */
  async countExpected(roundId: string): Promise<number> {
    return (await this.sql.row<{ expected: number }>(
      `UPDATE rounds SET expected = (SELECT count(DISTINCT model_id) FROM model_reviews WHERE round_id = $1) WHERE id = $1 RETURNING expected`,
      [roundId],
    ))!.expected;
  }

  async leftOut(roundId: string): Promise<Partial<Record<LeftOutReason, number>>> {
    const rows = await this.sql.rows<{ reason: LeftOutReason; count: number }>(
      `SELECT reason, count(*)::int AS count FROM models_left_out WHERE round_id = $1 GROUP BY reason ORDER BY reason`,
      [roundId],
    );
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
  }

  /**
   * Rounds, or one, in which no review is open any more; one that found no model stays open until its last day, for late joiners.
   * Locked, closed with their deadlines, the rungs ahead cancelled.
   */
  async closeConcluded(
    day: PlainDay,
    at: Date,
    roundId: string | null,
  ): Promise<{ id: string; kind: string; year: number; expected: number; concluded: number }[]> {
    // Held before anybody counts, so that a review joining meanwhile is seen.
    await this.sql.rows(
      `SELECT id FROM rounds WHERE kind IN ('modelReview', 'modelReviewBacklog') AND closed_on IS NULL AND ($1::uuid IS NULL OR id = $1::uuid)
       ORDER BY id FOR UPDATE`,
      [roundId],
    );
    return this.sql.rows(
      `WITH done AS (
         UPDATE rounds r SET closed_on = $1, revision = revision + 1
         WHERE r.kind IN ('modelReview', 'modelReviewBacklog') AND r.closed_on IS NULL AND ($3::uuid IS NULL OR r.id = $3::uuid)
           AND NOT EXISTS (SELECT FROM model_reviews v WHERE v.round_id = r.id AND v.concluded_on IS NULL AND v.cancelled_on IS NULL)
           AND (EXISTS (SELECT FROM model_reviews v WHERE v.round_id = r.id)
             OR NOT EXISTS (SELECT FROM deadlines d WHERE d.round_id = r.id AND d.due_on >= $1::date))
         RETURNING r.id, r.kind, r.year, r.expected
       ), deadlines AS (
         UPDATE deadlines d SET closed_at = $2 FROM done WHERE d.round_id = done.id AND d.closed_at IS NULL RETURNING d.id
       ), rungs AS (
         UPDATE deadline_rungs g SET outcome = 'cancelled', settled_at = $2, reason = 'roundClosed', reached = 0
         FROM deadlines d WHERE g.deadline_id = d.id AND g.outcome IS NULL
       )
       SELECT done.*, (SELECT count(*)::int FROM model_reviews v WHERE v.round_id = done.id AND v.concluded_on IS NOT NULL) AS concluded FROM done`,
      [day, at, roundId],
    );
  }
}
