import type { NamedDuty, Words } from '#domain';
import { searchRank } from '../organisations/vietnamese-search.js';
import type { Sql } from '../sql.js';
import { receiverOn } from './obligations.repository.js';

export interface ObligationFilter {
  /** The acting post: only what it may see. */
  postId: string;
  /** Today, for heirs, names and days of delay. */
  day: string;
  roundId?: string;
  conferenceId?: string;
  modelId?: string;
  organisationId?: string;
  territoryId?: string;
  /** With `organisationId` or `territoryId`: also what lies below it, by the structure in which the round opened (without a round: of today). */
  below?: boolean;
  status?: string;
  kind?: string;
  /** `owed`: not yet submitted or returned · `overdue`: owed and past its day · `toAnswer`: submitted, waiting for the receiving body. */
  standing?: 'owed' | 'overdue' | 'toAnswer';
  /** Only what the post's own organisation owes (`owe`) or receives (`receive`). */
  mine?: 'owe' | 'receive';
  /** The code of what is owed. */
  duty?: string;
  /** Of the due day, both included. */
  dueFrom?: string;
  dueTo?: string;
  /** Part of the name of the model, or of who owes it, with or without accents. */
  search?: string;
  after?: ObligationsMark;
  limit: number;
}

/** Where a page ended. */
export interface ObligationsMark {
  rank: number;
  dueOn: string;
  id: string;
}

export interface ObligationItem {
  id: string;
  kind: 'report' | 'conferenceStep' | 'modelDuty' | 'answer';
  /** For an answer: what waits for it. */
  answersId: string | null;
  /** The last day the clock stands; null: it runs. */
  suspendedUntil: string | null;
  roundId: string | null;
  roundKind: string | null;
  year: number | null;
  conferenceId: string | null;
  modelId: string | null;
  model: { id: string; code: string; name: string } | null;
  duty: string;
  /** What names the duty beside its code: see `NamedDuty`. */
  conferenceKind: 'preliminary' | 'summary' | null;
  stepWords: Words | null;
  /** For an answer: what waits for it, and who. */
  waiting: {
    kind: NamedDuty['kind'];
    duty: string;
    round: NamedDuty['round'];
    conference: NamedDuty['conference'];
    model: string | null;
    stepWords: Words | null;
    organisation: { nameVi: string; nameEn: string };
  } | null;
  deadlineId: string;
  territoryId: string;
  organisation: { id: string; nameVi: string | null; nameEn: string | null };
  receiver: { id: string; nameVi: string | null; nameEn: string | null } | null;
  dueOn: string;
  originalDueOn: string;
  status: string;
  firstSubmittedOn: string | null;
  acceptedOn: string | null;
  /** Whole days past the due day while still owed; 0 otherwise. Computed when asked, never stored. */
  daysOverdue: number;
  late: boolean;
  revision: number;
}

const stepWords = (edition: string, duty: string) => `(SELECT step -> 'words' FROM rule_editions e
  CROSS JOIN LATERAL jsonb_array_elements(e.body -> 'steps') step WHERE e.id = ${edition} AND step ->> 'code' = ${duty} LIMIT 1)`;

const select = (rank = '0') => `
  SELECT ${rank} AS rank, o.id, o.kind, o.answers_id AS "answersId",
         (SELECT max(s.stops_until) FROM clock_stops s WHERE s.obligation_id = o.id AND s.stops_until >= $2::date AND s.ended_on IS NULL) AS "suspendedUntil",
         o.round_id AS "roundId", r.kind AS "roundKind", r.year, o.conference_id AS "conferenceId", o.model_id AS "modelId",
         CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('id', m.id, 'code', m.code, 'name', m.name) END AS model, o.duty,
         c.kind AS "conferenceKind", CASE WHEN o.kind = 'conferenceStep' THEN ${stepWords('d.rule_edition_id', 'o.duty')} END AS "stepWords",
         CASE WHEN o.kind = 'answer' THEN (SELECT jsonb_build_object('kind', w.kind, 'duty', w.duty, 'conference', wc.kind, 'model', wm.name,
             'round', CASE WHEN wr.id IS NOT NULL THEN jsonb_build_object('kind', wr.kind, 'year', wr.year) END,
             'stepWords', CASE WHEN w.kind = 'conferenceStep' THEN ${stepWords('wd.rule_edition_id', 'w.duty')} END,
             'organisation', jsonb_build_object('nameVi', v.name_vi, 'nameEn', v.name_en))
           FROM obligations w JOIN deadlines wd ON wd.id = w.deadline_id
           LEFT JOIN rounds wr ON wr.id = w.round_id LEFT JOIN conferences wc ON wc.id = w.conference_id LEFT JOIN models wm ON wm.id = w.model_id
           LEFT JOIN organisation_versions v ON v.organisation_id = w.organisation_id AND v.valid @> coalesce(wr.opened_on, wc.opened_on, $2::date)
           WHERE w.id = o.answers_id) END AS waiting,
         o.deadline_id AS "deadlineId", o.territory_id AS "territoryId",
         jsonb_build_object('id', o.organisation_id, 'nameVi', own.name_vi, 'nameEn', own.name_en) AS organisation,
         CASE WHEN cardinality(o.reports_to) > 0 THEN jsonb_build_object('id', o.reports_to[1], 'nameVi', above.name_vi, 'nameEn', above.name_en) END AS receiver,
         d.due_on AS "dueOn", o.original_due_on AS "originalDueOn", o.status, o.first_submitted_on AS "firstSubmittedOn", o.accepted_on AS "acceptedOn",
         CASE WHEN o.status IN ('open', 'returned') THEN greatest(0, $2::date - d.due_on) ELSE 0 END AS "daysOverdue",
         coalesce(o.first_submitted_on > coalesce(o.met_due_on, d.due_on), false) AS late, o.revision
  FROM obligations o
  JOIN deadlines d ON d.id = o.deadline_id
  LEFT JOIN rounds r ON r.id = o.round_id
  LEFT JOIN conferences c ON c.id = o.conference_id
  LEFT JOIN models m ON m.id = o.model_id
  -- Names as they stood when the round or conference opened: a filed report keeps the name it was filed under.
  LEFT JOIN organisation_versions own ON own.organisation_id = o.organisation_id AND own.valid @> coalesce(r.opened_on, c.opened_on, $2::date)
  LEFT JOIN organisation_versions above ON above.organisation_id = o.reports_to[1] AND above.valid @> coalesce(r.opened_on, c.opened_on, $2::date)
  WHERE (o.organisation_id IN (SELECT visible_organisations($1)) OR o.reports_to[1] IN (SELECT visible_organisations($1)))`;

const extension = `
  SELECT e.id, e.reason, e.from_due_on AS "fromDueOn", e.to_due_on AS "toDueOn", e.status, e.asked_at AS "askedAt", a.display_name AS "askedBy",
         e.answered_at AS "answeredAt", e.answer_reason AS "answerReason"
  FROM extensions e LEFT JOIN persons a ON a.id = e.asked_by WHERE e.obligation_id = $1`;

const mineSql = {
  owe: `(SELECT heir_id FROM organisation_heir_on(o.organisation_id, $2::date)) = (SELECT organisation_id FROM posts WHERE id = $1)`,
  receive: `${receiverOn('$2::date')} = (SELECT organisation_id FROM posts WHERE id = $1)`,
};
const standingSql = {
  owed: `o.status IN ('open', 'returned')`,
  overdue: `o.status IN ('open', 'returned') AND d.due_on < $2::date`,
  toAnswer: `o.status = 'submitted'`,
};

/** A unit and everything below it, by the structure in which the round opened. */
const below = (structure: string, unit: string, round: string) => `(
  WITH RECURSIVE nodes AS MATERIALIZED (
    SELECT n.* FROM (SELECT coalesce((SELECT opened_on FROM rounds WHERE id = ${round}::uuid), $2::date) AS day) asked CROSS JOIN LATERAL (${structure}) n
  ),
  below (id) AS (SELECT ${unit}::uuid UNION SELECT n.id FROM below b JOIN nodes n ON n.parent_id = b.id)
  SELECT id FROM below)`;
const structures = {
  organisation: `SELECT organisation_id AS id, line_parent_id AS parent_id FROM organisations_on(asked.day)`,
  territory: `SELECT territory_id AS id, parent_id FROM territories_on(asked.day)`,
};

/** Who owes what: the desk of an official and the list of a supervisor. The best match first, then by due day. */
export class ObligationsReader {
  constructor(private readonly sql: Sql) {}

  list(filter: ObligationFilter): Promise<(ObligationItem & ObligationsMark)[]> {
    const parameters: unknown[] = [filter.postId, filter.day];
    const where: string[] = [];
    const typed = filter.search?.trim();
    const at = typed ? `$${parameters.push(typed)}::text` : '';
    // With nothing typed the order stays that of the index.
    const rank = typed ? `least(${searchRank('m.name', at)}, ${searchRank('own.name_vi', at)})` : '0';
    if (typed) where.push(`${rank} IS NOT NULL`);
    const equal = (column: string, value: unknown) => {
      if (value !== undefined) where.push(`${column} = $${parameters.push(value)}`);
    };
    equal('o.round_id', filter.roundId);
    equal('o.conference_id', filter.conferenceId);
    equal('o.model_id', filter.modelId);
    for (const unit of ['organisation', 'territory'] as const) {
      const id = filter[`${unit}Id`];
      if (!filter.below) equal(`o.${unit}_id`, id);
      else if (id !== undefined)
        where.push(
          `o.${unit}_id IN ${below(structures[unit], `$${parameters.push(id)}`, `$${parameters.push(filter.roundId ?? null)}`)}`,
        );
    }
    equal('o.status', filter.status);
    equal('o.kind', filter.kind);
    equal('o.duty', filter.duty);
    if (filter.dueFrom) where.push(`d.due_on >= $${parameters.push(filter.dueFrom)}::date`);
    if (filter.dueTo) where.push(`d.due_on <= $${parameters.push(filter.dueTo)}::date`);
    if (filter.standing) where.push(standingSql[filter.standing]);
    if (filter.mine) where.push(mineSql[filter.mine]);
    if (filter.after)
      where.push(
        `(${typed ? `${rank}, ` : ''}d.due_on, o.id) > (${typed ? `$${parameters.push(filter.after.rank)}::int, ` : ''}$${parameters.push(filter.after.dueOn)}::date, $${parameters.push(filter.after.id)}::uuid)`,
      );
    const narrowed = where.map((condition) => ` AND ${condition}`).join('');
    return this.sql.rows(
      `${select(rank)}${narrowed} ORDER BY ${typed ? `${rank}, ` : ''}d.due_on, o.id LIMIT $${parameters.push(filter.limit)}`,
      parameters,
    );
  }

  find(id: string, postId: string, day: string): Promise<ObligationItem | null> {
    return this.sql.row<ObligationItem>(`${select()} AND o.id = $3`, [postId, day, id]);
  }

  /** Every version ever sent, oldest first. The caller has made sure that the obligation is visible. */
  submissions(obligationId: string, afterNumber: number, limit: number): Promise<SubmissionItem[]> {
    return this.sql.rows<SubmissionItem>(
      `SELECT s.number, s.figures, s.words, s.submitted_at AS "submittedAt", s.submitted_on AS "submittedOn", s.due_on AS "dueOn", s.submitted_on > s.due_on AS late,
              p.display_name AS "submittedBy", s.outcome, s.answered_at AS "answeredAt", s.message
       FROM submissions s LEFT JOIN persons p ON p.id = s.submitted_by WHERE s.obligation_id = $1 AND s.number > $2::bigint ORDER BY s.number LIMIT $3`,
      [obligationId, afterNumber, limit],
    );
  }

  /** Oldest first. The caller has made sure that the obligation is visible. */
  extensions(obligationId: string, after: { askedAt: string; id: string } | null, limit: number): Promise<ExtensionItem[]> {
    return this.sql.rows<ExtensionItem>(
      `${extension} AND ($2::timestamptz IS NULL OR (e.asked_at, e.id) > ($2::timestamptz, $3::uuid)) ORDER BY e.asked_at, e.id LIMIT $4`,
      [obligationId, after?.askedAt ?? null, after?.id ?? null, limit],
    );
  }

  extension(obligationId: string, id: string): Promise<ExtensionItem | null> {
    return this.sql.row<ExtensionItem>(`${extension} AND e.id = $2`, [obligationId, id]);
  }
}

export interface SubmissionItem {
  number: number;
  figures: Record<string, number>;
  words: Record<string, string>;
  submittedAt: Date;
  submittedOn: string;
  dueOn: string;
  late: boolean;
  submittedBy: string | null;
  outcome: 'accepted' | 'returned' | null;
  answeredAt: Date | null;
  message: string | null;
}

export interface ExtensionItem {
  id: string;
  reason: string;
  fromDueOn: string;
  toDueOn: string;
  status: 'asked' | 'granted' | 'refused' | 'lapsed';
  askedAt: Date;
  askedBy: string | null;
  answeredAt: Date | null;
  answerReason: string | null;
}
