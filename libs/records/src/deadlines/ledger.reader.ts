import type { Sql } from '../sql.js';

export interface LedgerDeadline {
  id: string;
  roundId: string | null;
  conferenceId: string | null;
  modelId: string | null;
  duty: string;
  dueOn: string;
  originalDueOn: string;
  /** How the day was counted, step by step. */
  explanation: { vi: string; en: string }[];
  revision: number;
  closedAt: Date | null;
}

export interface LedgerRung {
  revision: number;
  rung: string;
  act: string;
  plannedAt: Date;
  outcome: 'fired' | 'collapsed' | 'cancelled' | null;
  settledAt: Date | null;
  reason: string | null;
  reached: number | null;
}

export interface LedgerNotice {
  id: number;
  obligationId: string;
  revision: number;
  rung: string;
  act: string;
  recipient: string;
  standsIn: boolean;
  createdAt: Date;
  readAt: Date | null;
  email: { status: string; attempts: number; sentAt: Date | null; address: string | null; answer: string | null } | null;
}

/** The evidence of one deadline: every rung and what became of it, every notice and what the mail server answered. */
export class LedgerReader {
  constructor(private readonly sql: Sql) {}

  /** null: absent, or nothing under it may be seen by the post. What was told before an extension moved it still counts. */
  deadline(id: string, postId: string): Promise<LedgerDeadline | null> {
    return this.sql.row<LedgerDeadline>(
      `SELECT d.id, d.round_id AS "roundId", d.conference_id AS "conferenceId", d.model_id AS "modelId", d.duty, d.due_on AS "dueOn",
              d.original_due_on AS "originalDueOn", d.explanation, d.revision, d.closed_at AS "closedAt"
       FROM deadlines d WHERE d.id = $1 AND EXISTS (
         SELECT FROM obligations o
         WHERE (o.deadline_id = d.id OR o.id IN (SELECT n.obligation_id FROM notices n WHERE n.deadline_id = d.id))
           AND (o.organisation_id IN (SELECT visible_organisations($2)) OR o.reports_to[1] IN (SELECT visible_organisations($2))))`,
      [id, postId],
    );
  }

  rungs(deadlineId: string): Promise<LedgerRung[]> {
    return this.sql.rows<LedgerRung>(
      `SELECT revision, rung, act, planned_at AS "plannedAt", outcome, settled_at AS "settledAt", reason, reached
       FROM deadline_rungs WHERE deadline_id = $1 ORDER BY revision, planned_at`,
      [deadlineId],
    );
  }

  /** Notices of the obligations the post may see, oldest first. */
  notices(deadlineId: string, postId: string, afterId: number | null, limit: number): Promise<LedgerNotice[]> {
    return this.sql.rows<LedgerNotice>(
      `SELECT n.id, n.obligation_id AS "obligationId", n.revision, n.rung, n.act, p.display_name AS recipient, n.stands_in AS "standsIn",
              n.created_at AS "createdAt", n.read_at AS "readAt",
              CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('status', v.status, 'attempts', v.attempts, 'sentAt', v.sent_at, 'address', v.address, 'answer', v.answer) END AS email
       FROM notices n JOIN obligations o ON o.id = n.obligation_id JOIN persons p ON p.id = n.recipient_id
       LEFT JOIN deliveries v ON v.person_id = n.recipient_id AND v.moment = n.moment AND v.channel = 'email'
       WHERE n.deadline_id = $1 AND n.id > coalesce($3, 0)
         AND (o.organisation_id IN (SELECT visible_organisations($2)) OR o.reports_to[1] IN (SELECT visible_organisations($2)))
       ORDER BY n.id LIMIT $4`,
      [deadlineId, postId, afterId, limit],
    );
  }
}
