import type { DueComputation, Words } from '#domain';
import type { Sql } from '../sql.js';

export type AnswerDuty = 'answerReport' | 'answerExtension';

export interface NewAnswerDeadline {
  id: string;
  /** The obligation that waits for the answer: the deadline lies where that one's lies. */
  subjectId: string;
  dueOn: string;
  explanation: Words[];
  computation: DueComputation;
  dependsOnCalendar: boolean;
  ruleEditionId: string;
}

/** What the receiving side owes: an answer by a day. One deadline for all that came in on one day under one term. */
export class AnswersRepository {
  constructor(private readonly sql: Sql) {}

  /** The deadline there is, or the new one. */
  async deadline(deadline: NewAnswerDeadline): Promise<{ id: string; isNew: boolean }> {
    const made = await this.sql.affected(
      `INSERT INTO deadlines (id, round_id, conference_id, model_id, duty, due_on, original_due_on, explanation, computation, depends_on_calendar, rule_edition_id, purpose)
       SELECT $1, d.round_id, d.conference_id, d.model_id, 'answer', $3, $3, $4, $5, $6, $7, 'answer'
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.id = $2
       ON CONFLICT DO NOTHING`,
      [
        deadline.id,
        deadline.subjectId,
        deadline.dueOn,
        JSON.stringify(deadline.explanation),
        deadline.computation,
        deadline.dependsOnCalendar,
        deadline.ruleEditionId,
      ],
    );
    if (made === 1) return { id: deadline.id, isNew: true };
    const there = await this.sql.row<{ id: string }>(
      `SELECT a.id FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
       JOIN deadlines a ON coalesce(a.round_id, a.conference_id, a.model_id) = coalesce(d.round_id, d.conference_id, d.model_id)
        AND a.purpose = 'answer' AND a.rule_edition_id = $2 AND a.computation = $3
       WHERE o.id = $1`,
      [deadline.subjectId, deadline.ruleEditionId, deadline.computation],
    );
    return { id: there!.id, isNew: false };
  }

  /**
   * Owed by the first on the way up that stands today; the rest of the way is its own way up. Where nobody stands, nobody
   * owes it: false.
   */
  async owe(
    answer: { id: string; subjectId: string; duty: AnswerDuty; extensionId: string | null; deadlineId: string; dueOn: string },
    day: string,
    at: Date,
  ): Promise<boolean> {
    const opened = await this.sql.affected(
      `WITH receiver AS (
           SELECT o.id, h.heir_id, o.reports_to[up.step + 1 :] AS above, v.territory_id FROM obligations o
           CROSS JOIN LATERAL unnest(o.reports_to) WITH ORDINALITY AS up (organisation_id, step)
           CROSS JOIN LATERAL organisation_heir_on(up.organisation_id, $7::date) h
           JOIN organisation_versions v ON v.organisation_id = h.heir_id AND v.valid @> $7::date
           WHERE o.id = $2 ORDER BY up.step LIMIT 1
         ), opened AS (
           INSERT INTO obligations (id, kind, answers_id, extension_id, duty, deadline_id, territory_id, organisation_id, reports_to, original_due_on)
           SELECT $1, 'answer', id, $4, $3, $5, territory_id, heir_id, above, $6 FROM receiver RETURNING id, deadline_id, original_due_on, answers_id
         )
         INSERT INTO journal (stream, stream_id, kind, at, body)
         SELECT 'obligation', id, 'obligationOpened', $8,
                jsonb_build_object('to', 'open', 'deadlineId', deadline_id, 'dueOn', original_due_on, 'answers', answers_id) FROM opened`,
      [answer.id, answer.subjectId, answer.duty, answer.extensionId, answer.deadlineId, answer.dueOn, day, at],
    );
    return opened === 1;
  }

  /** Whether somebody still owes an answer under a deadline. */
  async anyOwed(deadlineId: string): Promise<boolean> {
    return (
      (await this.sql.row(`SELECT FROM obligations WHERE deadline_id = $1 AND status = 'open' LIMIT 1`, [deadlineId])) !== null
    );
  }

  /** Answered, or not needed any more. The caller holds the lock of what waited for it. Returns the deadlines by which it was owed. */
  async settle(
    subjectIds: readonly string[],
    duty: AnswerDuty,
    to: 'accepted' | 'cancelled',
    { at, day, by, reason }: { at: Date; day: string; by: { personId: string; postId: string } | null; reason?: string },
  ): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `WITH settled AS (
         UPDATE obligations SET status = $3, accepted_on = CASE WHEN $3 = 'accepted' THEN $4::date END, closed_on = CASE WHEN $3 = 'cancelled' THEN $4::date END,
                first_submitted_on = CASE WHEN $3 = 'accepted' THEN $4::date END,
                met_due_on = CASE WHEN $3 = 'accepted' THEN (SELECT d.due_on FROM deadlines d WHERE d.id = deadline_id) END, revision = revision + 1
         WHERE answers_id = ANY($1) AND duty = $2 AND status = 'open' RETURNING id, deadline_id
       ), told AS (
       INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT 'obligation', id, CASE WHEN $3 = 'accepted' THEN 'answerGiven' ELSE 'answerNotNeeded' END, $5, $6, $7,
              jsonb_build_object('from', 'open', 'to', $3::text, 'reason', $8::text) FROM settled
       ) SELECT DISTINCT deadline_id AS id FROM settled`,
      [subjectIds, duty, to, day, at, by?.personId ?? null, by?.postId ?? null, reason ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /** The same for whatever a closing recorded as not received. */
  async lapseClosed(deadlineId: string, settled: { at: Date; day: string }): Promise<string[]> {
    const waiting = await this.sql.rows<{ id: string }>(
      `SELECT o.id FROM extensions e JOIN obligations o ON o.id = e.obligation_id
       WHERE o.deadline_id = $1 AND o.status = 'notReceived' AND e.status = 'asked' FOR NO KEY UPDATE OF o`,
      [deadlineId],
    );
    const ids = waiting.map(({ id }) => id);
    return ids.length > 0 ? this.lapse(ids, { ...settled, by: null, reason: 'deadlineClosed' }) : [];
  }

  /** Requests nobody answered before what they were asked for was settled; their answers are not needed any more. */
  async lapse(
    subjectIds: readonly string[],
    settled: { at: Date; day: string; by: { personId: string; postId: string } | null; reason: string },
  ): Promise<string[]> {
    const lapsed = await this.sql.affected(
      `UPDATE extensions SET status = 'lapsed', answered_at = $2, answered_on = $3, answer_reason = $4 WHERE obligation_id = ANY($1) AND status = 'asked'`,
      [subjectIds, settled.at, settled.day, settled.reason],
    );
    return lapsed > 0 ? this.settle(subjectIds, 'answerExtension', 'cancelled', settled) : [];
  }
}
