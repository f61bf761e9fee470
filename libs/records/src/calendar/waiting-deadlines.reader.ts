import type { PlainDay } from '#domain';
import type { Sql } from '../sql.js';

export interface WaitingDeadlineRow {
  deadlineId: string;
  roundId: string | null;
  conferenceId: string | null;
  modelId: string | null;
  duty: string;
  purpose: 'duty' | 'answer';
  dueOn: PlainDay;
  /** How many still owe under it. */
  owed: number;
  /** Years without a calendar in which it tells somebody, ascending. */
  missingYears: number[];
  /** What is told in those years, on a day nobody knows to be worked; the earliest first. */
  rungs: { rung: string; act: string; plannedAt: string }[];
}

/** Of which rule an open deadline that depends on the calendar has its ladder. */
export interface LadderPlanned {
  ruleEditionId: string;
  duty: string;
  purpose: 'duty' | 'answer';
}

const publishedYears = `ARRAY(SELECT year FROM work_calendar_in_force)`;
const unsure = (ladders: string, year: string) => `
  deadlines d
  JOIN jsonb_to_recordset(${ladders}::jsonb) AS l ("ruleEditionId" uuid, duty text, purpose text)
    ON l."ruleEditionId" = d.rule_edition_id AND l.duty = d.duty AND l.purpose = d.purpose
  JOIN deadline_rungs g ON g.deadline_id = d.id AND g.revision = d.revision
  WHERE d.closed_at IS NULL AND d.depends_on_calendar AND EXISTS (SELECT FROM obligations w WHERE w.deadline_id = d.id AND w.status IN ('open', 'returned'))
    AND g.outcome IS NULL AND g.act <> 'close'
    AND NOT extract(year FROM g.planned_on)::int = ANY (${publishedYears}) AND (${year}::int IS NULL OR extract(year FROM g.planned_on)::int = ${year})`;

/**
 * Deadlines that tell somebody on working days of a year nobody has published: there every day counts as one, and all is planned again when
 * the year is published. A due day itself never waits: without its year it is not computed, and what asks for it is refused.
 */
export class WaitingDeadlinesReader {
  constructor(private readonly sql: Sql) {}

  /** A handful: one a rule, duty and side, however many deadlines. */
  ladders(): Promise<LadderPlanned[]> {
    return this.sql.rows<LadderPlanned>(
      `SELECT DISTINCT rule_edition_id AS "ruleEditionId", duty, purpose FROM deadlines WHERE depends_on_calendar AND closed_at IS NULL`,
    );
  }

  /**
   * By due day.
   * @param ladders - those that send on working days only
   * @param post - who asks: only what it may see; null: all
   */
  list(
    ladders: readonly LadderPlanned[],
    post: string | null,
    year: number | null,
    after: { dueOn: PlainDay; id: string } | null,
    limit: number,
  ): Promise<WaitingDeadlineRow[]> {
    return this.sql.rows<WaitingDeadlineRow>(
      `WITH seen AS MATERIALIZED (SELECT visible_organisations($2::uuid) AS id WHERE $2::uuid IS NOT NULL)
       SELECT d.id AS "deadlineId", d.round_id AS "roundId", d.conference_id AS "conferenceId", d.model_id AS "modelId", d.duty, d.purpose, d.due_on AS "dueOn",
              (SELECT count(*)::int FROM obligations o WHERE o.deadline_id = d.id AND o.status IN ('open', 'returned')) AS owed,
              array_agg(DISTINCT extract(year FROM g.planned_on)::int) AS "missingYears",
              jsonb_agg(jsonb_build_object('rung', g.rung, 'act', g.act, 'plannedAt', g.planned_at) ORDER BY g.planned_at, g.rung) AS rungs
       FROM ${unsure('$1', '$3')}
         AND ($4::date IS NULL OR (d.due_on, d.id) > ($4, $5::uuid))
         AND ($2::uuid IS NULL OR EXISTS (SELECT FROM obligations o WHERE o.deadline_id = d.id
           AND (o.organisation_id IN (SELECT id FROM seen) OR o.reports_to[1] IN (SELECT id FROM seen))))
       GROUP BY d.id ORDER BY d.due_on, d.id LIMIT $6`,
      [JSON.stringify(ladders), post, year, after?.dueOn ?? null, after?.id ?? null, limit],
    );
  }

  async count(ladders: readonly LadderPlanned[]): Promise<number> {
    return (await this.sql.row<{ n: number }>(`SELECT count(DISTINCT d.id)::int AS n FROM ${unsure('$1', '$2')}`, [
      JSON.stringify(ladders),
      null,
    ]))!.n;
  }
}
