import type { PlainDay } from '#domain';
import { namedDutyColumns, namedDutyJoins, type NamedDutyRow } from '../deadlines/named-duty.js';
import type { Sql } from '../sql.js';
import type { OpenedFeed } from './calendar-feeds.repository.js';

export interface CalendarDayRow extends NamedDutyRow {
  obligationId: string;
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
       SELECT o.id AS "obligationId", ${namedDutyColumns}, o.status, d.due_on AS "dueOn",
              o.original_due_on AS "originalDueOn", o.revision, d.revision AS "deadlineRevision"
       FROM answered_for a JOIN obligations o ON o.organisation_id = a.id
       JOIN deadlines d ON d.id = o.deadline_id
       ${namedDutyJoins('$3::date')}
       WHERE o.status IN ('open', 'returned')
          OR coalesce(o.accepted_on, o.closed_on, o.first_submitted_on, d.due_on) > $3::date - ${FORGET_AFTER_DAYS}
       ORDER BY d.due_on DESC, o.id LIMIT ${MOST}`,
      [personId, organisationId, day],
    );
  }
}
