import type { Sql } from '../sql.js';

export type JournalStream =
  | 'model'
  | 'replicationTarget'
  | 'obligation'
  | 'round'
  | 'deadline'
  | 'conference'
  | 'rule'
  | 'account'
  | 'criteriaSet'
  | 'workCalendar'
  | 'person'
  | 'delivery'
  | 'webhook'
  | 'calendarFeed';

export interface JournalEntry {
  stream: JournalStream;
  streamId: string;
  /** What happened, in the past tense: `modelAdvanced`, `roundOpened`. */
  kind: string;
  at: Date;
  by: { personId: string; postId: string } | null;
  body: Record<string, unknown>;
}

/** Appends; nothing else is possible. The caller holds the lock of the stream's own row, so the chain has no forks. */
export class JournalRepository {
  constructor(private readonly sql: Sql) {}

  async append(entry: JournalEntry): Promise<void> {
    await this.sql.affected(
      `INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [entry.stream, entry.streamId, entry.kind, entry.at, entry.by?.personId ?? null, entry.by?.postId ?? null, entry.body],
    );
  }

  /** Many at once, one a stream. */
  async appendAll(entries: readonly JournalEntry[]): Promise<void> {
    await this.sql.affected(
      `INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT stream, "streamId", kind, at, (by ->> 'personId')::uuid, (by ->> 'postId')::uuid, body
       FROM jsonb_to_recordset($1) AS e (stream text, "streamId" uuid, kind text, at timestamptz, by jsonb, body jsonb)`,
      [JSON.stringify(entries)],
    );
  }
}
