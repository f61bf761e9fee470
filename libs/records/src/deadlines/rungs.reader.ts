import type { Sql } from '../sql.js';

export interface NextRungRow {
  deadlineId: string;
  revision: number;
  rung: string;
  at: Date;
}

const ownerColumn = { round: 'round_id', conference: 'conference_id', modelDuty: 'model_id' } as const;

/** The one question a sleeping workflow asks. */
export class RungsReader {
  constructor(private readonly sql: Sql) {}

  next(subject: { kind: keyof typeof ownerColumn; id: string }): Promise<NextRungRow | null> {
    return this.sql.row<NextRungRow>(
      `SELECT r.deadline_id AS "deadlineId", r.revision, r.rung, r.planned_at AS at
       FROM deadlines d JOIN deadline_rungs r ON r.deadline_id = d.id AND r.revision = d.revision
       WHERE d.${ownerColumn[subject.kind]} = $1 AND r.outcome IS NULL
       ORDER BY r.planned_at, d.due_on, r.deadline_id LIMIT 1`,
      [subject.id],
    );
  }
}
