import type { Sql } from '../sql.js';

export type ClockActKind = 'suspension' | 'resumption' | 'waiver' | 'reopening';

export interface NewClockAct {
  id: string;
  kind: ClockActKind;
  obligationId: string;
  reason: string;
  fromDueOn: string;
  /** null: nothing is due any more. */
  toDueOn: string | null;
  stop?: { fromOn: string; untilOn: string; remainingDays: number };
  /** The suspension that ends sooner than it was to. */
  endsId?: string;
  at: Date;
  day: string;
  personId: string;
  postId: string;
}

export interface Suspension {
  id: string;
  fromOn: string;
  untilOn: string;
  remainingDays: number;
}

export interface ClockActItem {
  id: string;
  kind: ClockActKind;
  reason: string;
  fromDueOn: string;
  toDueOn: string | null;
  stopsOn: string | null;
  stopsUntil: string | null;
  remainingDays: number | null;
  at: Date;
  by: { name: string; postVi: string; postEn: string };
  ordinal: number;
}

/** Suspensions, resumptions, waivers and reopenings of single duties; append-only. */
export class ClockActsRepository {
  constructor(private readonly sql: Sql) {}

  async record(act: NewClockAct): Promise<void> {
    await this.sql.affected(
      `INSERT INTO clock_acts (id, kind, obligation_id, reason, from_due_on, to_due_on, stops_on, stops_until, remaining_days, ends_id, at, day, person_id, post_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        act.id,
        act.kind,
        act.obligationId,
        act.reason,
        act.fromDueOn,
        act.toDueOn,
        act.stop?.fromOn ?? null,
        act.stop?.untilOn ?? null,
        act.stop?.remainingDays ?? null,
        act.endsId ?? null,
        act.at,
        act.day,
        act.personId,
        act.postId,
      ],
    );
  }

  /** One reopening for each of many, set-based; each keeps the first due day it had. */
  async recordReopenings(
    obligationIds: readonly string[],
    act: { reason: string; toDueOn: string; at: Date; day: string; personId: string; postId: string },
  ): Promise<void> {
    await this.sql.affected(
      `INSERT INTO clock_acts (id, kind, obligation_id, reason, from_due_on, to_due_on, at, day, person_id, post_id)
       SELECT gen_random_uuid(), 'reopening', o.id, $2, o.original_due_on, $3, $4, $5, $6, $7 FROM obligations o WHERE o.id = ANY($1)`,
      [obligationIds, act.reason, act.toDueOn, act.at, act.day, act.personId, act.postId],
    );
  }

  /** The suspension under which the clock of an obligation stands on a day. */
  standing(obligationId: string, day: string): Promise<Suspension | null> {
    return this.sql.row<Suspension>(
      `SELECT s.id, s.stops_on AS "fromOn", s.stops_until AS "untilOn", s.remaining_days AS "remainingDays" FROM clock_stops s
       WHERE s.obligation_id = $1 AND s.stops_until >= $2::date AND s.ended_on IS NULL`,
      [obligationId, day],
    );
  }

  /** How many days its clock has stood, all suspensions together. */
  async daysStood(obligationId: string): Promise<number> {
    return (await this.sql.row<{ days: number }>(
      `SELECT coalesce(sum(coalesce(s.ended_on - s.stops_on, s.stops_until - s.stops_on + 1)), 0)::int AS days
       FROM clock_stops s WHERE s.obligation_id = $1`,
      [obligationId],
    ))!.days;
  }

  /** Oldest first. The caller has made sure that the obligation is visible. */
  list(obligationId: string, after: { ordinal: number } | null, limit: number): Promise<ClockActItem[]> {
    return this.sql.rows<ClockActItem>(
      `SELECT a.id, a.kind, a.reason, a.from_due_on AS "fromDueOn", a.to_due_on AS "toDueOn", a.stops_on AS "stopsOn", a.stops_until AS "stopsUntil",
              a.remaining_days AS "remainingDays", a.at, jsonb_build_object('name', p.display_name, 'postVi', t.title_vi, 'postEn', t.title_en) AS by,
              a.ordinal::int AS ordinal
       FROM clock_acts a JOIN persons p ON p.id = a.person_id JOIN posts t ON t.id = a.post_id
       WHERE a.obligation_id = $1 AND a.ordinal > coalesce($2::bigint, 0) ORDER BY a.ordinal LIMIT $3`,
      [obligationId, after?.ordinal ?? null, limit],
    );
  }
}
