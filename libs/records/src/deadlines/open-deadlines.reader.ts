import type { DueComputation, PlannedRung, Words } from '#domain';
import type { Sql } from '../sql.js';

/** A deadline still open, with what a second computation needs and what it would change. */
export interface OpenDeadline {
  id: string;
  revision: number;
  duty: string;
  /** `answer`: by when the receiving side answers. */
  purpose: 'duty' | 'answer';
  dueOn: string;
  explanation: Words[];
  computation: DueComputation | null;
  ruleEditionId: string;
  round: { id: string; kind: string; year: number } | null;
  conferenceId: string | null;
  modelId: string | null;
  /** How many still owe under it. */
  owed: number;
  ahead: { rung: string; act: PlannedRung['act']; plannedAt: string }[];
}

const open = (where: string) => `
  SELECT d.id, d.revision, d.duty, d.purpose, d.due_on AS "dueOn", d.explanation, d.computation, d.rule_edition_id AS "ruleEditionId", d.conference_id AS "conferenceId",
         d.model_id AS "modelId", CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'kind', r.kind, 'year', r.year) END AS round,
         (SELECT count(*)::int FROM obligations o WHERE o.deadline_id = d.id AND o.status IN ('open', 'returned')) AS owed,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('rung', g.rung, 'act', g.act, 'plannedAt', g.planned_at) ORDER BY g.planned_at), '[]')
          FROM deadline_rungs g WHERE g.deadline_id = d.id AND g.revision = d.revision AND g.outcome IS NULL) AS ahead
  FROM deadlines d LEFT JOIN rounds r ON r.id = d.round_id
  WHERE d.closed_at IS NULL AND ${where} ORDER BY d.due_on, d.id`;

export class OpenDeadlinesReader {
  constructor(private readonly sql: Sql) {}

  /** Those a work calendar may move. */
  byCalendar(): Promise<OpenDeadline[]> {
    return this.sql.rows<OpenDeadline>(open(`d.depends_on_calendar`));
  }

  /** The same, held until the transaction ends: what was fired or moved meanwhile has been seen. */
  async lockedByCalendar(): Promise<OpenDeadline[]> {
    await this.sql.rows(`SELECT id FROM deadlines WHERE closed_at IS NULL AND depends_on_calendar ORDER BY id FOR UPDATE`);
    return this.byCalendar();
  }

  async lockedOfRound(roundId: string): Promise<OpenDeadline[]> {
    await this.sql.rows(`SELECT id FROM deadlines WHERE closed_at IS NULL AND round_id = $1 ORDER BY id FOR UPDATE`, [roundId]);
    return this.sql.rows<OpenDeadline>(open(`d.round_id = $1 AND d.purpose = 'duty'`), [roundId]);
  }

  async lockedOfConference(conferenceId: string): Promise<OpenDeadline[]> {
    await this.sql.rows(`SELECT id FROM deadlines WHERE closed_at IS NULL AND conference_id = $1 ORDER BY id FOR UPDATE`, [
      conferenceId,
    ]);
    return this.sql.rows<OpenDeadline>(open(`d.conference_id = $1 AND d.purpose = 'duty'`), [conferenceId]);
  }
}
