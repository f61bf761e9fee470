import type { NomineeKind, PlainDay } from '#domain';
import { body, nominee, type Named, type Nominee } from '../models/models.reader.js';
import { withWhatItTookOver, withWhatLiesInside } from '../organisations/spreading.js';
import { searchRank } from '../organisations/vietnamese-search.js';
import type { Sql } from '../sql.js';

export type CommendationStanding = 'waiting' | 'decided' | 'toHandOver';

export interface CommendationsQuestion {
  /** The acting post: only models it may see. */
  postId: string;
  /** Today, for names and for the days a nomination waits. */
  day: PlainDay;
  /** Part of the name of a model, with or without accents. */
  search?: string;
  /** `waiting`: nobody has decided · `decided`: granted, declined or taken back · `toHandOver`: granted, and still to be handed over. */
  standing?: CommendationStanding;
  outcome?: string;
  form?: string;
  nomineeKind?: NomineeKind;
  /** With what it took over. */
  ownerOrganisationId?: string;
  /** With every territory inside it, and those that became part of it. */
  territoryId?: string;
  /** Of the nomination, both included. */
  from?: PlainDay;
  to?: PlainDay;
  after?: CommendationsMark | null;
  limit: number;
}

/** Where a page ended. */
export interface CommendationsMark {
  rank: number;
  selfManaged: boolean;
  nominatedOn: PlainDay;
  id: string;
}

export interface CommendationItem {
  id: string;
  model: { id: string; code: string; name: string };
  owner: Named;
  achievement: string;
  form: string;
  nominee: Nominee;
  nominatedOn: PlainDay;
  appraisedOn: PlainDay | null;
  outcome: 'commended' | 'declined' | 'withdrawn' | 'revoked' | null;
  settledOn: PlainDay | null;
  /** Why it was declined, withdrawn or revoked. */
  settledReason: string | null;
  decidedOn: PlainDay | null;
  grantedBy: Named | null;
  decisionId: string | null;
  handedOverOn: PlainDay | null;
  handedOverAt: string | null;
  /** While nobody has decided: days since the nomination, until the day of the question. */
  daysWaiting: number | null;
  /** From the nomination to the decision, or to the refusal. */
  daysToDecision: number | null;
}

const standings: Record<CommendationStanding, string> = {
  waiting: 'n.outcome IS NULL',
  decided: 'n.decided_on IS NOT NULL',
  toHandOver: `n.outcome = 'commended' AND n.handed_over_on IS NULL`,
};

/** How timely models are honoured (D3.4): who waits and for how long, who was honoured and how long it took. */
export class CommendationsReader {
  constructor(private readonly sql: Sql) {}

  /**
   * The best match first; then, of what waits for somebody, the longest waiting, and of everything else the self-managed models before
   * the others (D1.1) and the earliest nominated first.
   */
  list(question: CommendationsQuestion): Promise<(CommendationItem & CommendationsMark)[]> {
    const { postId, day, search, standing, ownerOrganisationId, territoryId, from, to, after, limit } = question;
    const parameters: unknown[] = [postId, day];
    const $ = (value: unknown) => `$${parameters.push(value)}`;
    const where = [`m.owner_organisation_id IN (SELECT visible_organisations($1::uuid))`];
    if (standing) where.push(standings[standing]);
    if (question.outcome) where.push(`n.outcome = ${$(question.outcome)}`);
    if (question.form) where.push(`n.form = ${$(question.form)}`);
    if (question.nomineeKind) where.push(`n.nominee_kind = ${$(question.nomineeKind)}`);
    if (ownerOrganisationId) where.push(`m.owner_organisation_id IN ${withWhatItTookOver($(ownerOrganisationId))}`);
    if (territoryId) where.push(`m.territory_id IN ${withWhatLiesInside($(territoryId))}`);
    if (from) where.push(`n.nominated_on >= ${$(from)}::date`);
    if (to) where.push(`n.nominated_on <= ${$(to)}::date`);
    const rank = searchRank('m.name', `${$(search?.trim() || null)}::text`);
    where.push(`(${rank}) IS NOT NULL`);
    const urgent = standing === 'waiting' || standing === 'toHandOver';
    const first = `(NOT n.self_managed AND ${!urgent})`;
    const order = `n.rank, ${first}, n.nominated_on, n.id`;
    const beyond = after
      ? `WHERE (${order}) > (${$(after.rank)}::int, ${urgent ? 'false' : `NOT ${$(after.selfManaged)}::boolean`}, ${$(after.nominatedOn)}::date, ${$(after.id)}::uuid)`
      : '';
    return this.sql.rows(
      `WITH found AS (
         SELECT n.*, m.code, m.name, m.owner_organisation_id, m.self_managed, ${rank} AS rank FROM model_nominations n JOIN models m ON m.id = n.model_id
         WHERE ${where.join(' AND ')}
       ), page AS (
         SELECT * FROM found n ${beyond} ORDER BY ${order} LIMIT ${$(limit)}
       )
       SELECT n.rank, n.self_managed AS "selfManaged", n.id, jsonb_build_object('id', n.model_id, 'code', n.code, 'name', n.name) AS model, ${body('n.owner_organisation_id', '$2::date')} AS owner,
         n.achievement, n.form, ${nominee('$2::date')} AS nominee, n.nominated_on AS "nominatedOn", n.appraised_on AS "appraisedOn", n.outcome,
         n.settled_on AS "settledOn", n.settled_reason AS "settledReason", n.decided_on AS "decidedOn", ${body('n.granted_by', 'n.decided_on')} AS "grantedBy", n.decision_id AS "decisionId",
         n.handed_over_on AS "handedOverOn", n.handed_over_at AS "handedOverAt",
         CASE WHEN n.outcome IS NULL THEN $2::date - n.nominated_on END AS "daysWaiting", n.decided_on - n.nominated_on AS "daysToDecision"
       FROM page n ORDER BY ${order}`,
      parameters,
    );
  }

  /** Kind and level of the organisation of a post on a day; null when it is not in force then. */
  bodyOf(postId: string, day: PlainDay): Promise<{ kind: string; level: string } | null> {
    return this.sql.row(
      `SELECT o.kind, t.level FROM posts p JOIN organisations o ON o.id = p.organisation_id
       JOIN organisation_versions v ON v.organisation_id = o.id AND v.valid @> $2::date JOIN territories t ON t.id = v.territory_id
       WHERE p.id = $1`,
      [postId, day],
    );
  }
}
