import type { PlainDay, Words } from '#domain';
import type { Sql } from '../sql.js';
import type { OpenedFeed } from './calendar-feeds.repository.js';

export interface CalendarDayRow {
  obligationId: string;
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
  dueOn: PlainDay;
  originalDueOn: PlainDay;
  /** Of the obligation and of its deadline: together they rise whenever either changes. */
  revision: number;
  deadlineRevision: number;
}

/** How long what is over stays in a calendar as cancelled. */
const FORGET_AFTER_DAYS = 30;
const MOST = 2000;

/** What a person's bodies, or one body, owe: all that is open, and for a while what is over. */
export class CalendarDaysReader {
  constructor(private readonly sql: Sql) {}

  of({ personId, organisationId }: Pick<OpenedFeed, 'personId' | 'organisationId'>, day: PlainDay): Promise<CalendarDayRow[]> {
    return this.sql.rows<CalendarDayRow>(
      `WITH RECURSIVE bodies (id) AS (
         SELECT $2::uuid WHERE $2::uuid IS NOT NULL
         UNION
         SELECT p.organisation_id FROM post_holders h JOIN posts p ON p.id = h.post_id
         WHERE h.person_id = $1::uuid AND h.valid @> $3::date AND p.valid @> $3::date
       ), answered_for (id) AS (
         SELECT id FROM bodies
         UNION
         SELECT s.predecessor_id FROM answered_for a JOIN organisation_successions s ON s.successor_id = a.id AND s.is_default AND s.effective_on <= $3::date
       )
       SELECT o.id AS "obligationId", o.kind, o.duty, r.kind AS "roundKind", r.year AS "roundYear", c.kind AS "conferenceKind",
              (SELECT step -> 'words' FROM jsonb_array_elements(e.body -> 'steps') step WHERE step ->> 'code' = o.duty LIMIT 1) AS "stepWords",
              m.name AS model, owner.name_vi AS "ownerVi", owner.name_en AS "ownerEn", o.status, d.due_on AS "dueOn",
              o.original_due_on AS "originalDueOn", o.revision, d.revision AS "deadlineRevision"
       FROM answered_for a JOIN obligations o ON o.organisation_id = a.id
       JOIN deadlines d ON d.id = o.deadline_id
       LEFT JOIN rounds r ON r.id = o.round_id
       LEFT JOIN conferences c ON c.id = o.conference_id
       LEFT JOIN models m ON m.id = o.model_id
       LEFT JOIN rule_editions e ON e.id = d.rule_edition_id AND o.kind = 'conferenceStep'
       LEFT JOIN LATERAL (
         SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = o.organisation_id
         ORDER BY (v.valid @> $3::date) DESC, v.valid_from DESC NULLS LAST LIMIT 1
       ) owner ON true
       WHERE o.status IN ('open', 'returned')
          OR coalesce(o.accepted_on, o.closed_on, o.first_submitted_on, d.due_on) > $3::date - ${FORGET_AFTER_DAYS}
       ORDER BY d.due_on DESC, o.id LIMIT ${MOST}`,
      [personId, organisationId, day],
    );
  }
}
