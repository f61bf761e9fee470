import { dutyOrder, modelDutyNames } from '#domain';
import { namedDutyColumns, namedDutyJoins, type NamedDutyRow } from '../deadlines/named-duty.js';
import type { Sql } from '../sql.js';

export interface StandingQuestion {
  /** The acting post: only what it may see is counted. */
  postId: string;
  by: 'territory' | 'line';
  /** The day asked about: what was true then, by the structure in which the round was opened. */
  asOf: string;
  kind: string;
  /** Absent: the latest round of the kind opened on or before `asOf`. */
  year?: number;
  /** The unit to look into; absent: the top. */
  unitId?: string;
}

export interface StandingRow {
  unitId: string;
  nameVi: string;
  nameEn: string;
  /** The unit asked about itself: what it owes, not what lies below it. */
  own: boolean;
  hasUnitsBelow: boolean;
  expected: number;
  received: number;
  onTime: number;
  late: number;
  overdue: number;
  /** The longest delay, in days; 0 when nothing is overdue. */
  longestOverdueDays: number;
  accepted: number;
}

export interface UnattendedDuty {
  obligationId: string;
  duty: string;
  named: NamedDutyRow;
  dueOn: string;
  organisation: { id: string; nameVi: string | null; nameEn: string | null };
  why: 'noHeir' | 'nobodyInPost' | 'nobodyAbove';
}

export interface ExhaustedDuty {
  obligationId: string;
  kind: string;
  duty: string;
  named: NamedDutyRow;
  organisation: { id: string; nameVi: string | null; nameEn: string | null };
  dueOn: string;
  originalDueOn: string;
  daysOverdue: number;
  /** The last rung that told anybody, and when. */
  lastRung: string | null;
  lastToldAt: Date | null;
  /** How many levels up the last escalation went; 0: none did. */
  stepsUp: number;
}

const tree = {
  territory: {
    nodes: `SELECT t.territory_id AS id, t.parent_id, t.name AS name_vi, t.name AS name_en FROM round, territories_on(round.opened_on) t`,
    leaf: 'territory_id',
  },
  line: {
    nodes: `SELECT o.organisation_id AS id, o.line_parent_id AS parent_id, o.name_vi, o.name_en FROM round, organisations_on(round.opened_on) o`,
    leaf: 'organisation_id',
  },
} as const;

const owedAbove = modelDutyNames
  .filter((duty) => dutyOrder(duty).owedBy === 'above')
  .map((duty) => `'${duty}'`)
  .join(', ');
const named = `(SELECT to_jsonb(named) FROM (SELECT ${namedDutyColumns}) named) AS named`;
/** An obligation `o` upon a model whose owner keeps it only because nobody stands above to do it. */
const wantsOneAbove = `(o.kind = 'modelDuty' AND o.duty IN (${owedAbove}) AND cardinality(o.reports_to) = 0 AND heir.heir_id = (
    SELECT now.heir_id FROM models m CROSS JOIN LATERAL organisation_heir_on(m.owner_organisation_id, $2::date) now WHERE m.id = o.model_id))`;

/** Where everything stands, unit by unit: expected, received, on time and accepted are different figures. Worst first. */
export class OversightReader {
  constructor(private readonly sql: Sql) {}

  round(
    question: Pick<StandingQuestion, 'kind' | 'year' | 'asOf'>,
  ): Promise<{ id: string; kind: string; year: number; openedOn: string } | null> {
    return this.sql.row(
      `SELECT id, kind, year, opened_on AS "openedOn" FROM rounds
       WHERE kind = $1 AND opened_on <= $2::date AND ($3::int IS NULL OR year = $3) ORDER BY year DESC LIMIT 1`,
      [question.kind, question.asOf, question.year ?? null],
    );
  }

  standing({ postId, by, asOf, unitId }: StandingQuestion, roundId: string): Promise<StandingRow[]> {
    const { nodes, leaf } = tree[by];
    return this.sql.rows<StandingRow>(
      `WITH RECURSIVE round AS (SELECT * FROM rounds WHERE id = $1),
       nodes AS MATERIALIZED (${nodes}),
       -- Everything below each unit shown, the unit itself included.
       below (top, id, own) AS (
         SELECT n.id, n.id, false FROM nodes n
         WHERE n.parent_id IS NOT DISTINCT FROM $4::uuid OR ($4::uuid IS NULL AND NOT EXISTS (SELECT FROM nodes up WHERE up.id = n.parent_id))
         UNION ALL
         SELECT b.top, n.id, false FROM below b JOIN nodes n ON n.parent_id = b.id
       ),
       shown AS (SELECT top, id, own FROM below UNION ALL SELECT $4::uuid, $4::uuid, true WHERE $4::uuid IS NOT NULL),
       state AS (
         -- Of a review the self-assessments are counted, each model once: one that was sent back is not received.
         SELECT DISTINCT ON (coalesce(o.model_id, o.id)) o.${leaf} AS node,
                o.status = 'waived' AND EXISTS (SELECT FROM clock_acts w WHERE w.obligation_id = o.id AND w.kind = 'waiver' AND w.day <= $3::date) AS waived, o.first_submitted_on AS received_on, o.accepted_on,
                coalesce(CASE WHEN o.first_submitted_on <= $3::date THEN o.met_due_on END,
                         (SELECT x.to_due_on FROM (
                            SELECT e.to_due_on, e.answered_at AS at FROM extensions e
                            WHERE e.obligation_id = o.id AND e.status = 'granted' AND e.answered_on <= $3::date
                            UNION ALL
                            SELECT a.to_due_on, a.at FROM clock_acts a WHERE a.obligation_id = o.id AND a.to_due_on IS NOT NULL AND a.day <= $3::date
                          ) x ORDER BY x.at DESC LIMIT 1),
                         (SELECT m.to_due_on FROM deadline_moves m
                          WHERE m.deadline_id = o.deadline_id AND m.moved_on <= $3::date ORDER BY m.revision DESC LIMIT 1),
                         o.original_due_on) AS due_on
         FROM obligations o WHERE o.round_id = $1 AND o.organisation_id IN (SELECT visible_organisations($2)) AND (o.kind = 'report' OR o.duty = 'selfAssess')
         ORDER BY coalesce(o.model_id, o.id), o.status IN ('open', 'returned') DESC, o.accepted_on DESC NULLS LAST
       )
       SELECT s.top AS "unitId", n.name_vi AS "nameVi", n.name_en AS "nameEn", s.own,
              NOT s.own AND EXISTS (SELECT FROM nodes child WHERE child.parent_id = s.top) AS "hasUnitsBelow",
              count(state.node)::int AS expected,
              count(*) FILTER (WHERE received_on <= $3::date)::int AS received,
              count(*) FILTER (WHERE received_on <= $3::date AND received_on <= due_on)::int AS "onTime",
              count(*) FILTER (WHERE received_on <= $3::date AND received_on > due_on)::int AS late,
              count(*) FILTER (WHERE due_on < $3::date AND NOT waived AND (received_on IS NULL OR received_on > $3::date))::int AS overdue,
              coalesce(max($3::date - due_on) FILTER (WHERE due_on < $3::date AND NOT waived AND (received_on IS NULL OR received_on > $3::date)), 0) AS "longestOverdueDays",
              count(*) FILTER (WHERE accepted_on <= $3::date)::int AS accepted
       FROM shown s JOIN nodes n ON n.id = s.top JOIN state ON state.node = s.id
       GROUP BY s.top, n.name_vi, n.name_en, s.own
       ORDER BY overdue DESC, "longestOverdueDays" DESC, n.name_vi COLLATE "vi-x-icu", s.top`,
      [roundId, postId, asOf, unitId ?? null],
    );
  }

  /**
   * Where the ladder ends: duties still owed, past their day, with no rung ahead. Nobody is told of them any more, so they stand here
   * until they are done, moved or waived. The longest overdue first.
   */
  exhausted(
    postId: string,
    day: string,
    after: { dueOn: string; obligationId: string } | null,
    limit: number,
  ): Promise<ExhaustedDuty[]> {
    return this.sql.rows<ExhaustedDuty>(
      `SELECT o.id AS "obligationId", o.kind, o.duty, d.due_on AS "dueOn", o.original_due_on AS "originalDueOn", $2::date - d.due_on AS "daysOverdue",
              jsonb_build_object('id', o.organisation_id, 'nameVi', owner.name_vi, 'nameEn', owner.name_en) AS organisation, ${named},
              told.rung AS "lastRung", told.settled_at AS "lastToldAt", coalesce(told.steps_up, 0) AS "stepsUp"
       FROM obligations o
       JOIN deadlines d ON d.id = o.deadline_id
       ${namedDutyJoins('$2::date')}
       LEFT JOIN LATERAL (
         SELECT r.rung, r.settled_at, r.steps_up FROM deadline_rungs r
         WHERE r.deadline_id = d.id AND r.outcome = 'fired' AND r.act <> 'close' ORDER BY r.settled_at DESC, r.planned_at DESC LIMIT 1
       ) told ON true
       WHERE o.status IN ('open', 'returned') AND d.due_on < $2::date
         AND NOT EXISTS (SELECT FROM deadline_rungs r WHERE r.deadline_id = d.id AND r.revision = d.revision AND r.outcome IS NULL)
         AND (o.organisation_id IN (SELECT visible_organisations($1)) OR o.reports_to[1] IN (SELECT visible_organisations($1)))
         AND ($3::date IS NULL OR (d.due_on, o.id) > ($3::date, $4::uuid))
       ORDER BY d.due_on, o.id LIMIT $5`,
      [postId, day, after?.dueOn ?? null, after?.obligationId ?? null, limit],
    );
  }

  /**
   * Duties whose unit ended without an heir, where nobody holds the post that is told, or that a body above the owner of a model would have to
   * do and there is none. Never silently dropped; the most urgent first.
   */
  noResponsiblePerson(
    postId: string,
    day: string,
    after: { dueOn: string; obligationId: string } | null,
    limit: number,
  ): Promise<UnattendedDuty[]> {
    return this.sql.rows<UnattendedDuty>(
      `SELECT o.id AS "obligationId", o.duty, d.due_on AS "dueOn",
              jsonb_build_object('id', o.organisation_id, 'nameVi', owner.name_vi, 'nameEn', owner.name_en) AS organisation, ${named},
              CASE WHEN heir.heir_id IS NULL THEN 'noHeir' WHEN ${wantsOneAbove} THEN 'nobodyAbove' ELSE 'nobodyInPost' END AS why
       FROM obligations o
       JOIN deadlines d ON d.id = o.deadline_id
       LEFT JOIN LATERAL organisation_heir_on(o.organisation_id, $2::date) heir ON true
       ${namedDutyJoins('$2::date')}
       WHERE o.status IN ('open', 'returned') AND o.organisation_id IN (SELECT visible_organisations($1))
         AND (NOT EXISTS (SELECT FROM recipients_on($2::date) r WHERE r.organisation_id = heir.heir_id) OR ${wantsOneAbove})
         AND ($3::date IS NULL OR (d.due_on, o.id) > ($3::date, $4::uuid))
       ORDER BY d.due_on, o.id LIMIT $5`,
      [postId, day, after?.dueOn ?? null, after?.obligationId ?? null, limit],
    );
  }
}
