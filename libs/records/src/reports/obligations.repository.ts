import type { Sql } from '../sql.js';

export type ObligationStatus = 'open' | 'submitted' | 'returned' | 'accepted' | 'waived' | 'notReceived' | 'cancelled';

export interface NewObligation {
  id: string;
  kind: 'report' | 'conferenceStep';
  roundId: string | null;
  conferenceId: string | null;
  duty: string;
  deadlineId: string;
  functionCode: string;
  territoryId: string;
  organisationId: string;
  reportsTo: string[];
  dueOn: string;
}

export interface OwedDuty {
  deadlineId: string;
  duty: string;
  count: number;
}

export interface LockedObligation {
  id: string;
  kind: 'report' | 'conferenceStep' | 'modelDuty' | 'answer';
  duty: string;
  modelId: string | null;
  /** The review a duty of a model belongs to. */
  reviewId: string | null;
  roundId: string | null;
  roundKind: string | null;
  roundYear: number | null;
  deadlineClosedAt: Date | null;
  conferenceId: string | null;
  deadlineId: string;
  dueOn: string;
  originalDueOn: string;
  ruleEditionId: string;
  status: ObligationStatus;
  firstSubmittedOn: string | null;
  revision: number;
  /** The body that owes it today: the organisation itself or its heir; null when it ended without one. */
  owedBy: string | null;
  /** The body that receives it today: the first on the way up that still stands, or its heir. */
  receivedBy: string | null;
}

/** The level that was to receive it may have ended without an heir, as the districts did: then the next one up receives. */
export const receiverOn = (day: string): string => `(
  SELECT h.heir_id FROM unnest(o.reports_to) WITH ORDINALITY AS up (organisation_id, step)
  CROSS JOIN LATERAL organisation_heir_on(up.organisation_id, ${day}) h ORDER BY up.step LIMIT 1)`;

export class ObligationsRepository {
  constructor(private readonly sql: Sql) {}

  /** Opens obligations and journals each, set-based. */
  async open(obligations: NewObligation[], at: Date): Promise<void> {
    await this.sql.affected(
      `WITH opened AS (
         INSERT INTO obligations (id, kind, round_id, conference_id, duty, deadline_id, function_code, territory_id, organisation_id, reports_to, original_due_on)
         SELECT id, kind, "roundId", "conferenceId", duty, "deadlineId", "functionCode", "territoryId", "organisationId", "reportsTo", "dueOn"
         FROM jsonb_to_recordset($1) AS o (id uuid, kind text, "roundId" uuid, "conferenceId" uuid, duty text, "deadlineId" uuid, "functionCode" text,
           "territoryId" uuid, "organisationId" uuid, "reportsTo" uuid[], "dueOn" date)
         RETURNING id, deadline_id, original_due_on
       )
       INSERT INTO journal (stream, stream_id, kind, at, body)
       SELECT 'obligation', id, 'obligationOpened', $2, jsonb_build_object('to', 'open', 'deadlineId', deadline_id, 'dueOn', original_due_on) FROM opened`,
      [JSON.stringify(obligations), at],
    );
  }

  /** Locks the row; null when it does not exist or lies outside what the post may see. */
  lock(id: string, postId: string, day: string): Promise<LockedObligation | null> {
    return this.sql.row<LockedObligation>(
      `SELECT o.id, o.kind, o.duty, o.model_id AS "modelId", o.review_id AS "reviewId", o.round_id AS "roundId", r.kind AS "roundKind", r.year AS "roundYear", d.closed_at AS "deadlineClosedAt", o.conference_id AS "conferenceId",
              o.deadline_id AS "deadlineId", d.due_on AS "dueOn", o.original_due_on AS "originalDueOn", d.rule_edition_id AS "ruleEditionId",
              o.status, o.first_submitted_on AS "firstSubmittedOn", o.revision,
              (SELECT heir_id FROM organisation_heir_on(o.organisation_id, $3)) AS "owedBy",
              ${receiverOn('$3')} AS "receivedBy"
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id LEFT JOIN rounds r ON r.id = o.round_id
       WHERE o.id = $1 AND (o.organisation_id IN (SELECT visible_organisations($2)) OR o.reports_to[1] IN (SELECT visible_organisations($2)))
       FOR NO KEY UPDATE OF o`,
      [id, postId, day],
    );
  }

  /** Compare and set: false when the row moved on since `revision` was seen. */
  async change(
    id: string,
    revision: number,
    to: {
      status: ObligationStatus;
      firstSubmittedOn?: string | null;
      acceptedOn?: string | null;
      closedOn?: string;
      moved?: { deadlineId: string; at: Date };
    },
  ): Promise<boolean> {
    if (to.moved)
      await this.sql.affected(
        `INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at)
         SELECT id, deadline_id, $3, $4 FROM obligations WHERE id = $1 AND revision = $2 AND deadline_id <> $3`,
        [id, revision, to.moved.deadlineId, to.moved.at],
      );
    return (
      (await this.sql.affected(
        `UPDATE obligations SET status = $3, first_submitted_on = coalesce(first_submitted_on, $4::date),
                met_due_on = CASE WHEN first_submitted_on IS NULL AND $4::date IS NOT NULL THEN (SELECT d.due_on FROM deadlines d WHERE d.id = deadline_id) ELSE met_due_on END, accepted_on = coalesce($5, accepted_on),
                deadline_id = coalesce($6, deadline_id), closed_on = coalesce($7, closed_on), revision = revision + 1
         WHERE id = $1 AND revision = $2`,
        [
          id,
          revision,
          to.status,
          to.firstSubmittedOn ?? null,
          to.acceptedOn ?? null,
          to.moved?.deadlineId ?? null,
          to.closedOn ?? null,
        ],
      )) === 1
    );
  }

  /** What each level of a round still owes under which deadline. */
  owedDuties(roundId: string): Promise<OwedDuty[]> {
    return this.sql.rows<OwedDuty>(
      `SELECT deadline_id AS "deadlineId", duty, count(*)::int AS count FROM obligations
       WHERE round_id = $1 AND status IN ('open', 'returned') GROUP BY deadline_id, duty ORDER BY deadline_id, duty`,
      [roundId],
    );
  }

  /** Puts what some levels still owe under another deadline, each with its journal entry. */
  async moveOwed(
    { fromDeadlineId, duties, toDeadlineId }: { fromDeadlineId: string; duties: readonly string[]; toDeadlineId: string },
    { fromDueOn, toDueOn, cause }: { fromDueOn: string; toDueOn: string; cause: string },
    { at, by }: { at: Date; by: { personId: string; postId: string } },
  ): Promise<void> {
    await this.sql.affected(
      `WITH moved AS (
         UPDATE obligations SET deadline_id = $3, revision = revision + 1
         WHERE deadline_id = $1 AND duty = ANY($2) AND status IN ('open', 'returned') RETURNING id, status
       ), hung AS (
         INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at) SELECT id, $1, $3, $4 FROM moved
       )
       INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT 'obligation', id, 'obligationMoved', $4, $5, $6,
              jsonb_build_object('from', status, 'to', status, 'fromDueOn', $7::date, 'toDueOn', $8::date, 'cause', $9::text) FROM moved`,
      [fromDeadlineId, duties, toDeadlineId, at, by.personId, by.postId, fromDueOn, toDueOn, cause],
    );
  }

  /**
   * Takes up, under a shared day that was put off, what is owed by its levels on sooner days of their own in the same round: more time for
   * all is more time for whoever was given some before. Each with its journal entry. Returns how many.
   */
  async gatherOwed(
    { id, roundId, duty, dueOn }: { id: string; roundId: string; duty: string; dueOn: string },
    cause: string,
    { at, by }: { at: Date; by: { personId: string; postId: string } },
  ): Promise<number> {
    return this.sql.affected(
      `WITH sooner AS (
         SELECT o.id, d.id AS hung_on, d.due_on FROM deadlines d JOIN obligations o ON o.deadline_id = d.id
         WHERE d.round_id = $2 AND d.id <> $1 AND d.computation IS NULL AND d.closed_at IS NULL AND d.due_on < $4::date
           AND o.status IN ('open', 'returned')
           -- A day that was given to some is named after no level, and gathers nobody.
           AND EXISTS (SELECT FROM obligations s WHERE s.round_id = $2 AND s.duty = $3)
           AND (o.duty = $3 OR EXISTS (SELECT FROM obligations s WHERE s.deadline_id = $1 AND s.duty = o.duty))
         ORDER BY o.id FOR NO KEY UPDATE OF o
       ), gathered AS (
         UPDATE obligations o SET deadline_id = $1, revision = revision + 1 FROM sooner s WHERE o.id = s.id RETURNING o.id, o.status, s.hung_on, s.due_on
       ), hung AS (
         INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at) SELECT id, hung_on, $1, $6 FROM gathered
       )
       INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT 'obligation', id, 'obligationMoved', $6, $7, $8,
              jsonb_build_object('from', status, 'to', status, 'fromDueOn', due_on, 'toDueOn', $4::date, 'cause', $5::text) FROM gathered`,
      [id, roundId, duty, dueOn, cause, at, by.personId, by.postId],
    );
  }

  /**
   * Gives back their own days, where these are later now than the shared one, to those who were gathered under it: a day that was given is
   * not lost by a round that is bound to a later day and back. Returns the deadlines they hang on again. Each with its journal entry.
   */
  async giveBackOwed(
    { id, dueOn }: { id: string; dueOn: string },
    cause: string,
    { at, by }: { at: Date; by: { personId: string; postId: string } },
  ): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `WITH own AS (
         SELECT o.id, d.id AS day_of, d.due_on FROM obligations o
         CROSS JOIN LATERAL (SELECT m.from_deadline_id, m.to_deadline_id FROM obligation_moves m WHERE m.obligation_id = o.id ORDER BY m.ordinal DESC LIMIT 1) m
         JOIN deadlines d ON d.id = m.from_deadline_id AND d.round_id = o.round_id AND d.computation IS NULL AND d.closed_at IS NULL AND d.due_on > $2::date
         WHERE o.id IN (SELECT g.obligation_id FROM obligation_moves g WHERE g.to_deadline_id = $1)
           AND o.deadline_id = $1 AND m.to_deadline_id = $1 AND o.status IN ('open', 'returned')
         ORDER BY o.id FOR NO KEY UPDATE OF o
       ), returned AS (
         UPDATE obligations o SET deadline_id = own.day_of, revision = revision + 1 FROM own WHERE o.id = own.id RETURNING o.id, o.status, own.day_of, own.due_on
       ), hung AS (
         INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at) SELECT id, $1, day_of, $4 FROM returned
       ), told AS (
         INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
         SELECT 'obligation', id, 'obligationMoved', $4, $5, $6,
                jsonb_build_object('from', status, 'to', status, 'fromDueOn', $2::date, 'toDueOn', due_on, 'cause', $3::text) FROM returned
       )
       SELECT DISTINCT day_of AS id FROM returned ORDER BY 1`,
      [id, dueOn, cause, at, by.personId, by.postId],
    );
    return rows.map((row) => row.id);
  }

  /** The closing of a deadline: a page of what is still owed is recorded as not received, each with its journal entry. Returns how many. */
  async closeOwed(deadlineId: string, day: string, at: Date, size: number): Promise<number> {
    return this.sql.affected(
      `WITH before AS (
         SELECT id, status FROM obligations WHERE deadline_id = $1 AND status IN ('open', 'returned') ORDER BY id LIMIT $4 FOR NO KEY UPDATE
       ),
       closed AS (
         UPDATE obligations o SET status = 'notReceived', closed_on = $2, revision = revision + 1
         FROM before WHERE o.id = before.id RETURNING o.id, before.status AS was
       )
       INSERT INTO journal (stream, stream_id, kind, at, body)
       SELECT 'obligation', id, 'reportNotReceived', $3, jsonb_build_object('from', was, 'to', 'notReceived') FROM closed`,
      [deadlineId, day, at, size],
    );
  }

  /** How many under a deadline were never received. */
  async notReceived(deadlineId: string): Promise<number> {
    return (await this.sql.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM obligations WHERE deadline_id = $1 AND status = 'notReceived'`,
      [deadlineId],
    ))!.count;
  }

  /** What was settled is owed again, each with its journal entry. Returns how many. */
  async reopen(
    ids: readonly string[],
    { deadlineId, body, at, by }: { deadlineId: string; body: object; at: Date; by: { personId: string; postId: string } },
  ): Promise<number> {
    return this.sql.affected(
      `WITH before AS (SELECT id, status, deadline_id FROM obligations WHERE id = ANY($1) AND status IN ('notReceived', 'waived') FOR NO KEY UPDATE),
       opened AS (
         UPDATE obligations o SET status = 'open', closed_on = NULL, deadline_id = $2, revision = revision + 1
         FROM before WHERE o.id = before.id RETURNING o.id, before.status AS was, before.deadline_id AS hung_on
       ), hung AS (
         INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at) SELECT id, hung_on, $2, $3 FROM opened WHERE hung_on <> $2
       )
       INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT 'obligation', id, 'dutyReopened', $3, $4, $5, jsonb_build_object('from', was, 'to', 'open') || $6::jsonb FROM opened`,
      [ids, deadlineId, at, by.personId, by.postId, JSON.stringify(body)],
    );
  }

  /** How many still owe under a deadline. */
  async owedUnder(deadlineId: string): Promise<number> {
    return (await this.sql.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM obligations WHERE deadline_id = $1 AND status IN ('open', 'returned')`,
      [deadlineId],
    ))!.count;
  }

  /** Whether a body stands, today, on the way up of everybody who owes or owed something under some deadlines. */
  async standsAboveAll(deadlineIds: readonly string[], organisationId: string, day: string): Promise<boolean> {
    return (await this.sql.row<{ all: boolean }>(
      `SELECT coalesce(bool_and(EXISTS (
         SELECT FROM unnest(way.reports_to) up CROSS JOIN LATERAL organisation_heir_on(up, $3::date) h WHERE h.heir_id = $2)), false) AS all
       FROM (SELECT DISTINCT reports_to FROM obligations WHERE deadline_id = ANY($1)) way`,
      [deadlineIds, organisationId, day],
    ))!.all;
  }

  /** The conference whose step it is, or the model that owes it, its round, and the deadline it hangs on; null: there is no such obligation. */
  belongsTo(
    id: string,
  ): Promise<{ conferenceId: string | null; modelId: string | null; roundId: string | null; deadlineId: string } | null> {
    return this.sql.row(
      `SELECT conference_id AS "conferenceId", model_id AS "modelId", round_id AS "roundId", deadline_id AS "deadlineId" FROM obligations WHERE id = $1`,
      [id],
    );
  }

  /** Whether the same duty of the same model is owed again meanwhile. */
  async owedAgain(id: string): Promise<boolean> {
    return (
      (await this.sql.row(
        `SELECT FROM obligations o JOIN obligations n ON n.model_id = o.model_id AND n.duty = o.duty AND n.organisation_id = o.organisation_id
         WHERE o.id = $1 AND n.id <> o.id AND n.status IN ('open', 'returned') LIMIT 1`,
        [id],
      )) !== null
    );
  }

  /** Reports of a round that were recorded as not received, locked. */
  notReceivedOf(roundId: string): Promise<{ id: string; deadlineId: string }[]> {
    return this.sql.rows(
      `SELECT id, deadline_id AS "deadlineId" FROM obligations WHERE round_id = $1 AND status = 'notReceived' ORDER BY id FOR NO KEY UPDATE`,
      [roundId],
    );
  }
}
