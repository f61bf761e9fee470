import type { Sql } from '../sql.js';

export interface NewSubmission {
  id: string;
  obligationId: string;
  figures: Record<string, number>;
  words: Record<string, string>;
  at: Date;
  on: string;
  dueOn: string;
  personId: string;
  postId: string;
}

export class SubmissionsRepository {
  constructor(private readonly sql: Sql) {}

  /** Files the next submission of an obligation (the caller holds its lock) and returns its number. */
  async file(submission: NewSubmission): Promise<number> {
    const filed = await this.sql.row<{ number: number }>(
      `INSERT INTO submissions (id, obligation_id, number, figures, words, submitted_at, submitted_on, due_on, submitted_by, submitted_post_id)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM submissions WHERE obligation_id = $2
       RETURNING number`,
      [
        submission.id,
        submission.obligationId,
        submission.figures,
        submission.words,
        submission.at,
        submission.on,
        submission.dueOn,
        submission.personId,
        submission.postId,
      ],
    );
    return filed!.number;
  }

  find(obligationId: string, number: number): Promise<{ outcome: 'accepted' | 'returned' | null } | null> {
    return this.sql.row(`SELECT outcome FROM submissions WHERE obligation_id = $1 AND number = $2::bigint`, [
      obligationId,
      number,
    ]);
  }

  /** Answers the latest submission; false when it was answered before. */
  async answer(
    obligationId: string,
    answer: { outcome: 'accepted' | 'returned'; message: string | null; at: Date; on: string; personId: string; postId: string },
  ): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE submissions SET outcome = $2, message = $3, answered_at = $4, answered_on = $5, answered_by = $6, answered_post_id = $7
         WHERE obligation_id = $1 AND outcome IS NULL AND number = (SELECT max(number) FROM submissions WHERE obligation_id = $1)`,
        [obligationId, answer.outcome, answer.message, answer.at, answer.on, answer.personId, answer.postId],
      )) === 1
    );
  }
}
