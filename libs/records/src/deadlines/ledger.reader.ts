import type { Words } from '#domain';
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

/** What names a duty, and how it stands. */
export interface LedgerObligation {
  id: string;
  kind: 'report' | 'conferenceStep' | 'modelDuty';
  duty: string;
  roundKind: string | null;
  roundYear: number | null;
  conferenceKind: 'preliminary' | 'summary' | null;
  stepWords: Words | null;
  model: string | null;
  ownerVi: string;
  ownerEn: string;
  status: string;
  deadlineId: string;
  dueOn: string;
  originalDueOn: string;
}

export interface LedgerRung {
  deadlineId: string;
  revision: number;
  rung: string;
  act: string;
  plannedAt: Date;
  outcome: 'fired' | 'collapsed' | 'cancelled' | null;
  settledAt: Date | null;
  reason: string | null;
  reached: number | null;
}

export interface LedgerLetter {
  id: string;
  channel: 'email' | 'sms' | 'zalo';
  status: 'queued' | 'sent' | 'dead';
  sentAt: string | null;
  address: string | null;
  /** What the other side said last. */
  answer: string | null;
  bouncedAt: string | null;
  bounce: string | null;
  tried: { number: number; at: string; outcome: 'accepted' | 'retry' | 'rejected'; answer: string }[];
}

export interface LedgerNotice {
  id: number;
  obligationId: string;
  deadlineId: string;
  revision: number;
  rung: string;
  act: string;
  recipient: string;
  standsIn: boolean;
  createdAt: Date;
  readAt: Date | null;
  /** One a channel; none where the reader asked for the inbox alone. */
  letters: LedgerLetter[];
}

const visible = (post: string) =>
  `(o.organisation_id IN (SELECT visible_organisations(${post})) OR o.reports_to[1] IN (SELECT visible_organisations(${post})))`;

const deadlineColumns = `d.id, d.round_id AS "roundId", d.conference_id AS "conferenceId", d.model_id AS "modelId", d.duty, d.due_on AS "dueOn",
              d.original_due_on AS "originalDueOn", d.explanation, d.revision, d.closed_at AS "closedAt"`;

/** The evidence of a deadline or of one obligation: every rung and what became of it, every notice and what the other side answered. */
export class LedgerReader {
  constructor(private readonly sql: Sql) {}

  /** null: absent, or nothing under it may be seen by the post. What was told before an extension moved it still counts. */
  deadline(id: string, postId: string): Promise<LedgerDeadline | null> {
    return this.sql.row<LedgerDeadline>(
      `SELECT ${deadlineColumns}
       FROM deadlines d WHERE d.id = $1 AND EXISTS (
         SELECT FROM obligations o
         WHERE (o.deadline_id = d.id OR o.id IN (SELECT n.obligation_id FROM notices n WHERE n.deadline_id = d.id)) AND ${visible('$2')})`,
      [id, postId],
    );
  }

  /** null: absent, or not to be seen by the post. Named as its body is called on the day. */
  obligation(id: string, postId: string, day: string): Promise<LedgerObligation | null> {
    return this.sql.row<LedgerObligation>(
      `SELECT o.id, o.kind, o.duty, r.kind AS "roundKind", r.year AS "roundYear", c.kind AS "conferenceKind",
              (SELECT step -> 'words' FROM jsonb_array_elements(e.body -> 'steps') step WHERE step ->> 'code' = o.duty LIMIT 1) AS "stepWords",
              m.name AS model, owner.name_vi AS "ownerVi", owner.name_en AS "ownerEn", o.status, o.deadline_id AS "deadlineId", d.due_on AS "dueOn",
              o.original_due_on AS "originalDueOn"
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
       LEFT JOIN rounds r ON r.id = o.round_id
       LEFT JOIN conferences c ON c.id = o.conference_id
       LEFT JOIN models m ON m.id = o.model_id
       LEFT JOIN rule_editions e ON e.id = d.rule_edition_id AND o.kind = 'conferenceStep'
       LEFT JOIN LATERAL (
         SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = o.organisation_id
         ORDER BY (v.valid @> $3::date) DESC, v.valid_from DESC NULLS LAST LIMIT 1
       ) owner ON true
       WHERE o.id = $1 AND ${visible('$2')}`,
      [id, postId, day],
    );
  }

  /** The deadlines an obligation was ever under: the one it began with, those it was told of, those it was moved to. */
  deadlinesOf(obligationId: string): Promise<LedgerDeadline[]> {
    return this.sql.rows<LedgerDeadline>(
      `SELECT ${deadlineColumns} FROM obligations o JOIN deadlines d
         ON d.id = o.deadline_id
         OR d.id IN (SELECT n.deadline_id FROM notices n WHERE n.obligation_id = o.id)
         OR d.id IN (SELECT x.to_deadline_id FROM extensions x WHERE x.obligation_id = o.id)
         OR (d.round_id = o.round_id AND d.original_due_on = o.original_due_on)
       WHERE o.id = $1 ORDER BY d.due_on, d.id`,
      [obligationId],
    );
  }

  rungs(deadlineIds: string[]): Promise<LedgerRung[]> {
    return this.sql.rows<LedgerRung>(
      `SELECT deadline_id AS "deadlineId", revision, rung, act, planned_at AS "plannedAt", outcome, settled_at AS "settledAt", reason, reached
       FROM deadline_rungs WHERE deadline_id = ANY ($1) ORDER BY deadline_id, revision, planned_at`,
      [deadlineIds],
    );
  }

  /** Notices of the obligations the post may see, oldest first. */
  notices(
    of: { deadlineId: string } | { obligationId: string },
    postId: string,
    afterId: number | null,
    limit: number,
  ): Promise<LedgerNotice[]> {
    const [column, id] = 'deadlineId' in of ? ['deadline_id', of.deadlineId] : ['obligation_id', of.obligationId];
    return this.sql.rows<LedgerNotice>(
      `SELECT n.id, n.obligation_id AS "obligationId", n.deadline_id AS "deadlineId", n.revision, n.rung, n.act, p.display_name AS recipient,
              n.stands_in AS "standsIn", n.created_at AS "createdAt", n.read_at AS "readAt", letters.list AS letters
       FROM notices n JOIN obligations o ON o.id = n.obligation_id JOIN persons p ON p.id = n.recipient_id
       CROSS JOIN LATERAL (
         SELECT coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'channel', v.channel, 'status', v.status, 'sentAt', v.sent_at, 'address', v.address,
                  'answer', v.answer, 'bouncedAt', v.bounced_at, 'bounce', v.bounce,
                  'tried', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'at', a.at, 'outcome', a.outcome, 'answer', a.answer) ORDER BY a.number), '[]')
                            FROM delivery_attempts a WHERE a.delivery_id = v.id)) ORDER BY v.channel), '[]') AS list
         FROM deliveries v WHERE v.person_id = n.recipient_id AND v.moment = n.moment
       ) letters
       WHERE n.${column} = $1 AND n.id > coalesce($3, 0) AND ${visible('$2')}
       ORDER BY n.id LIMIT $4`,
      [id, postId, afterId, limit],
    );
  }
}
