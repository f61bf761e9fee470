import type { Sql } from '../sql.js';
import { namedDutyColumns, namedDutyJoins, type NamedDutyRow } from './named-duty.js';

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
export interface LedgerObligation extends NamedDutyRow {
  id: string;
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

/** Why a rung that fired told nobody of one duty. */
export type PassedBy = 'notYetOwed' | 'underAnotherDay' | 'settledBefore' | 'clockStood' | 'extensionAsked' | 'nobodyToTell';

/** A rung, and what it meant for one duty. */
export interface LedgerRungOfDuty extends LedgerRung {
  /** How many were told of the duty. */
  told: number;
  /** null: it has not fired, told somebody, or was a closing. */
  passedBy: PassedBy | null;
}

/** A call that told a webhook of a rung that fired, of a closing, or of a change of the day. */
export interface LedgerCall {
  id: string;
  webhook: string;
  deadlineId: string;
  /** What happened, by the name the journal has for it: `rungFired`. */
  kind: string;
  rung: string | null;
  status: 'queued' | 'sent' | 'dead';
  queuedAt: Date;
  sentAt: Date | null;
  tried: LedgerLetter['tried'];
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

const triedOf = (delivery: string) => `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('number', a.number, 'at', a.at, 'outcome', a.outcome, 'answer', a.answer) ORDER BY a.number), '[]')
  FROM delivery_attempts a WHERE a.delivery_id = ${delivery}.id)`;

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
      `SELECT o.id, ${namedDutyColumns}, o.status, o.deadline_id AS "deadlineId", d.due_on AS "dueOn", o.original_due_on AS "originalDueOn"
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
       ${namedDutyJoins('$3::date')}
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
         OR d.id IN (SELECT unnest(ARRAY[x.from_deadline_id, x.to_deadline_id]) FROM obligation_moves x WHERE x.obligation_id = o.id)
         OR (o.kind = 'report' AND NOT EXISTS (SELECT FROM obligation_moves x WHERE x.obligation_id = o.id) AND d.round_id = o.round_id AND d.original_due_on = o.original_due_on)
       WHERE o.id = $1 ORDER BY d.due_on, d.id`,
      [obligationId],
    );
  }

  rungs(deadlineIds: string[]): Promise<LedgerRung[]> {
    return this.sql.rows<LedgerRung>(
      `SELECT deadline_id AS "deadlineId", revision, rung, act, planned_at AS "plannedAt", outcome, settled_at AS "settledAt", reason, reached
       FROM deadline_rungs WHERE deadline_id = ANY ($1) ORDER BY deadline_id, revision, planned_at, offset_days`,
      [deadlineIds],
    );
  }

  /** The same for one duty, with what each rung meant for it and why. */
  rungsOf(obligationId: string, deadlineIds: string[]): Promise<LedgerRungOfDuty[]> {
    return this.sql.rows<LedgerRungOfDuty>(
      `SELECT g.deadline_id AS "deadlineId", g.revision, g.rung, g.act, g.planned_at AS "plannedAt", g.outcome, g.settled_at AS "settledAt", g.reason, g.reached,
              told.count AS told,
              CASE
                WHEN g.outcome IS NULL AND o.deadline_id <> g.deadline_id THEN 'underAnotherDay'
                WHEN g.outcome IS NULL AND o.status NOT IN ('open', 'returned') THEN 'settledBefore'
                WHEN g.outcome IS DISTINCT FROM 'fired' OR g.act = 'close' OR told.count > 0 THEN NULL
                WHEN entry.at IS NULL THEN 'notYetOwed'
                WHEN coalesce(hung.last, hung.first, o.deadline_id) <> g.deadline_id THEN 'underAnotherDay'
                WHEN entry.status NOT IN ('open', 'returned') THEN 'settledBefore'
                WHEN EXISTS (SELECT FROM clock_stops s WHERE s.obligation_id = o.id AND s.at <= g.settled_at
                               AND s.stops_until >= (g.settled_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                               AND coalesce(s.ended_at > g.settled_at, true)) THEN 'clockStood'
                WHEN g.act = 'escalate' AND EXISTS (SELECT FROM extensions x WHERE x.obligation_id = o.id AND x.asked_at <= g.settled_at
                               AND x.asked_on <= x.from_due_on AND coalesce(x.answered_at > g.settled_at, true)) THEN 'extensionAsked'
                ELSE 'nobodyToTell' END AS "passedBy"
       FROM obligations o JOIN deadline_rungs g ON g.deadline_id = ANY ($2)
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS count FROM notices n
         WHERE n.obligation_id = o.id AND n.deadline_id = g.deadline_id AND n.revision = g.revision AND n.rung = g.rung
       ) told
       CROSS JOIN LATERAL (
         SELECT (SELECT x.to_deadline_id FROM obligation_moves x WHERE x.obligation_id = o.id AND x.at <= g.settled_at ORDER BY x.ordinal DESC LIMIT 1) AS last,
                (SELECT x.from_deadline_id FROM obligation_moves x WHERE x.obligation_id = o.id ORDER BY x.ordinal LIMIT 1) AS first
       ) hung
       LEFT JOIN LATERAL (
         SELECT j.at, coalesce((SELECT s.body ->> 'to' FROM journal s WHERE s.stream = 'obligation' AND s.stream_id = o.id AND s.at <= g.settled_at
                                  AND s.body ? 'to' ORDER BY s.seq DESC LIMIT 1), 'open') AS status
         FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id AND j.at <= g.settled_at ORDER BY j.seq LIMIT 1
       ) entry ON true
       WHERE o.id = $1 ORDER BY g.deadline_id, g.revision, g.planned_at, g.offset_days`,
      [obligationId, deadlineIds],
    );
  }

  /** The calls of webhooks of bodies the post may see, oldest first. */
  calls(deadlineIds: string[], postId: string, limit: number): Promise<LedgerCall[]> {
    return this.sql.rows<LedgerCall>(
      `SELECT v.id, w.name AS webhook, j.stream_id AS "deadlineId", j.kind, j.body ->> 'rung' AS rung, v.status, v.queued_at AS "queuedAt", v.sent_at AS "sentAt",
              ${triedOf('v')} AS tried
       FROM journal j JOIN deliveries v ON v.journal_id = j.id AND v.channel = 'webhook' JOIN webhooks w ON w.id = v.webhook_id
       WHERE j.stream = 'deadline' AND j.stream_id = ANY ($1) AND w.organisation_id IN (SELECT visible_organisations($2))
       ORDER BY j.id, v.id LIMIT $3`,
      [deadlineIds, postId, limit],
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
                  'tried', ${triedOf('v')}) ORDER BY v.channel), '[]') AS list
         FROM deliveries v WHERE v.person_id = n.recipient_id AND v.moment = n.moment
       ) letters
       WHERE n.${column} = $1 AND n.id > coalesce($3, 0) AND ${visible('$2')}
       ORDER BY n.id LIMIT $4`,
      [id, postId, afterId, limit],
    );
  }
}
