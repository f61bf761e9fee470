import type {
  HandoverKind,
  KeptScoring,
  KeptScore,
  ModelStage,
  NomineeKind,
  PlainDay,
  ReplicationOutcome,
  TargetStatus,
  Verdict,
} from '#domain';
import { searchRank, VI } from '../organisations/vietnamese-search.js';
import { withWhatItTookOver, withWhatLiesInside } from '../organisations/spreading.js';
import type { Sql } from '../sql.js';
import { receiverOn } from '../replications/receiver.js';
import { OVERTAKEN, readStanding, type ModelStanding } from './model-facts.js';
import type { DraftFields } from './models.repository.js';

export interface ModelsQuestion {
  /** The acting post: only what it may see. */
  postId: string;
  /** Today, for the names of territories and organisations. */
  day: PlainDay;
  search?: string;
  life?: string;
  spread?: string;
  honour?: string;
  kind?: string;
  field?: string;
  selfManaged?: boolean;
  /** With what it took over. */
  ownerOrganisationId?: string;
  /** With every territory inside it, and those that became part of it. */
  territoryId?: string;
  origin?: string;
  /** With what it took over. */
  foundingOrganisationId?: string;
  verdict?: string;
  startedFrom?: PlainDay;
  startedTo?: PlainDay;
  /** It began to operate and no review of it was ever concluded (C4); false: one was. */
  neverReviewed?: boolean;
  /** It began to operate and no review of it was concluded on that day or later (C4). */
  lastReviewedBefore?: PlainDay;
  /** Somebody owes it a duty whose day has passed. */
  overdueDuties?: boolean;
  /** It was consolidated into another. */
  hasHeir?: boolean;
  /** Copies of this model. */
  parentId?: string;
  endGround?: string;
  imported?: boolean;
  after?: ModelsMark | null;
  limit: number;
}

/** Where a page of models ended. */
export interface ModelsMark {
  rank: number;
  selfManaged: boolean;
  name: string;
  id: string;
}

export interface Named {
  id: string;
  nameVi: string;
  nameEn: string;
}

export interface ModelItem {
  id: string;
  code: string;
  kind: DraftFields['kind'];
  name: string;
  field: DraftFields['field'];
  origin: DraftFields['origin'];
  selfManaged: boolean;
  territory: { id: string; name: string };
  locality: string;
  owner: Named;
  stage: ModelStage;
  startedOn: PlainDay | null;
  lastVerdict: Verdict | null;
  /** The day its latest review was concluded. */
  lastReviewedOn: PlainDay | null;
  /** The last count of those taking part. */
  members: number | null;
  revision: number;
}

export interface NamedModel {
  id: string;
  code: string;
  name: string;
}

/** One of a list; `foundBy`: the model consolidated into it whose name was searched for. */
export interface FoundModel extends ModelItem {
  foundBy: NamedModel | null;
}

export interface ModelReviewItem {
  id: string;
  year: number;
  /** The review whose verdict asked for this one; null: the review of the year. */
  reReviewOf: string | null;
  openedOn: PlainDay;
  openedBecause: string | null;
  selfScore: number | null;
  selfAssessment: string | null;
  selfAssessedOn: PlainDay | null;
  appraisedScore: number | null;
  differenceReason: string | null;
  appraisedOn: PlainDay | null;
  verdict: Verdict | null;
  conclusion: string | null;
  concludedOn: PlainDay | null;
  cancelledOn: PlainDay | null;
  roundId: string | null;
  criteriaSetId: string | null;
  selfScores: KeptScore[] | null;
  appraisedScores: KeptScore[] | null;
  /** Knock-out criteria appraised with the lowest score. */
  knockedOut: string[];
  inspectedOn: PlainDay | null;
  inspectionFindings: string | null;
}

export interface ModelDecisionItem {
  id: string;
  step: string;
  number: string;
  decidedOn: PlainDay;
  effectiveOn: PlainDay;
  issuer: Named;
  signer: { postId: string; titleVi: string; titleEn: string };
  basis: string;
  /** What was handed in with it: reasons, days, papers, lists. */
  fields: Record<string, unknown>;
  /** The decision of ours it rests on. */
  basisDecisionId: string | null;
  /** The paper that decided on several models at once. */
  paperId: string | null;
  /** What was warned of when it was made, by code. */
  warnings: string[];
  /** The decision this one undoes, and the one that undid it. */
  annulsId: string | null;
  annulledById: string | null;
}

/** A recognition by criteria, as its decision keeps it. */
export interface Recognition extends Pick<KeptScoring, 'criteriaSetId' | 'percentage' | 'verdict' | 'knockedOut' | 'scores'> {
  decisionId: string;
}

/** One decision of a model with the rows it was made on, as they were. */
export interface DecisionFile extends ModelDecisionItem {
  frozen: Record<string, unknown>;
}

/** Who is honoured; nobody is shown by name. */
export interface Nominee {
  kind: NomineeKind;
  organisation: Named | null;
  role: string | null;
}

/** One line of the list by which an ended model was handed over. */
export interface HandoverItem {
  what: HandoverKind;
  description: string;
  amount: number | null;
  unit: string | null;
  receiver: Named | null;
  receiverBody: string | null;
  handedOverOn: PlainDay;
}

export interface ModelNominationItem {
  id: string;
  achievement: string;
  achievedFrom: PlainDay;
  achievedTo: PlainDay;
  form: string;
  nominee: Nominee;
  nominatedOn: PlainDay;
  opinion: string | null;
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
  /** From the nomination to the decision, or to the refusal; null while it waits, and when it was withdrawn. */
  daysToDecision: number | null;
}

export interface ReplicationTargetItem {
  id: string;
  territory: { id: string; name: string };
  /** Null: nobody to receive. */
  receiver: Named | null;
  replicateBy: PlainDay;
  status: TargetStatus;
  reason: string | null;
  childModelId: string | null;
  adoptedOn: PlainDay | null;
  outcome: ReplicationOutcome | null;
  findings: string | null;
}

/** Of all places ever planned but the withdrawn ones: planned = pending + accepted + adopted + declined. */
export interface ReplicationCounts {
  planned: number;
  pending: number;
  accepted: number;
  adopted: number;
  declined: number;
  /** Of the adopted ones, those that told how it turned out. */
  succeeded: number;
  failed: number;
}

export interface ModelView extends ModelItem {
  purpose: string;
  founder: Named;
  parentId: string | null;
  heirId: string | null;
  heir: NamedModel | null;
  /** The models that were consolidated into this one. */
  tookOver: (NamedModel & { endedOn: PlainDay })[];
  proposedOn: PlainDay | null;
  endedOn: PlainDay | null;
  endGround: string | null;
  handover: HandoverItem[];
  strengtheningPlan: string | null;
  strengthenBy: PlainDay | null;
  /** The day the strengthening file asks for another review on; null: none is awaited. */
  reReviewBy: PlainDay | null;
  suspendedOn: PlainDay | null;
  suspendedUntil: PlainDay | null;
  createdAt: Date;
  /** Null: never recognised, or no set of criteria was in force. */
  recognition: Recognition | null;
  reviews: ModelReviewItem[];
  decisions: ModelDecisionItem[];
  nominations: ModelNominationItem[];
  replication: ReplicationTargetItem[];
  replicationCounts: ReplicationCounts;
  /** Why an effective model is not replicated, as last written; a later plan takes its place. */
  noReplication: { reason: string; writtenOn: PlainDay } | null;
  /** Of a copy: what it kept and changed of its parent, and why. */
  adaptation: { targetId: string; kept: string; changed: string; why: string; writtenOn: PlainDay } | null;
}

const nearest = (day: string) => `ORDER BY v.valid @> ${day} DESC, v.valid_from DESC NULLS LAST LIMIT 1`;
export const place = (id: string, day: string) => `(SELECT jsonb_build_object('id', ${id}, 'name', v.name)
  FROM territory_versions v WHERE v.territory_id = ${id} ${nearest(day)})`;
export const body = (
  id: string,
  day: string,
) => `(SELECT jsonb_build_object('id', ${id}, 'nameVi', v.name_vi, 'nameEn', v.name_en)
  FROM organisation_versions v WHERE v.organisation_id = ${id} ${nearest(day)})`;

export const oneModel = (id: string) =>
  `(SELECT jsonb_build_object('id', x.id, 'code', x.code, 'name', x.name) FROM models x WHERE x.id = ${id})`;
const tookOver = `SELECT jsonb_agg(jsonb_build_object('id', x.id, 'code', x.code, 'name', x.name, 'endedOn', x.ended_on) ORDER BY x.ended_on, x.code)
  FROM models x WHERE x.heir_id = m.id`;

const item = (
  day: string,
) => `m.id, m.code, m.kind, m.name, m.field, m.origin, m.self_managed AS "selfManaged", ${place('m.territory_id', day)} AS territory,
  m.locality, ${body('m.owner_organisation_id', day)} AS owner, jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour) AS stage,
  m.started_on AS "startedOn", m.last_verdict AS "lastVerdict",
  (SELECT max(r.concluded_on) FROM model_reviews r WHERE r.model_id = m.id) AS "lastReviewedOn", m.members, m.revision`;

const reviews = `SELECT jsonb_agg(jsonb_build_object('id', r.id, 'year', r.year, 'reReviewOf', r.re_review_of, 'openedOn', r.opened_on, 'openedBecause', r.opened_because, 'selfScore', r.self_score,
    'selfAssessment', r.self_assessment, 'selfAssessedOn', r.self_assessed_on, 'appraisedScore', r.appraised_score,
    'differenceReason', r.difference_reason, 'appraisedOn', r.appraised_on, 'verdict', r.verdict, 'conclusion', r.conclusion,
    'concludedOn', r.concluded_on, 'cancelledOn', r.cancelled_on, 'roundId', r.round_id, 'criteriaSetId', r.criteria_set_id,
    'selfScores', r.self_scores, 'appraisedScores', r.appraised_scores, 'knockedOut', coalesce(r.knocked_out, '[]'), 'inspectedOn', r.inspected_on,
    'inspectionFindings', r.inspection_findings) ORDER BY r.ordinal DESC)
  FROM model_reviews r WHERE r.model_id = m.id`;
const decision = `jsonb_build_object('id', d.id, 'step', d.step, 'number', d.number, 'decidedOn', d.decided_on,
    'effectiveOn', d.effective_on, 'issuer', ${body('d.issuer_organisation_id', 'd.decided_on')},
    'signer', jsonb_build_object('postId', p.id, 'titleVi', p.title_vi, 'titleEn', p.title_en), 'basis', d.basis,
    'fields', coalesce(d.frozen -> 'fields', '{}') || jsonb_strip_nulls(jsonb_build_object('reason',
      coalesce(d.frozen ->> 'reason', (SELECT c.frozen ->> 'reason' FROM decisions c WHERE c.id = d.paper_id)))),
    'basisDecisionId', d.basis_decision_id, 'paperId', d.paper_id, 'warnings', coalesce(d.frozen -> 'warnings', '[]'),
    'annulsId', d.annuls_id, 'annulledById', (SELECT u.id FROM decisions u WHERE u.annuls_id = d.id))`;
const decisions = `SELECT jsonb_agg(${decision} ORDER BY d.ordinal DESC)
  FROM decisions d JOIN posts p ON p.id = d.signer_post_id WHERE d.model_id = m.id`;
/** Of a model: its recognition that stands, among the decisions that are known. */
export const recognition = (model: string, isKnown: (id: string) => string = () => 'true') =>
  `SELECT jsonb_build_object('decisionId', d.id, 'criteriaSetId', d.frozen -> 'scored' -> 'criteriaSetId', 'percentage', d.frozen -> 'scored' -> 'percentage',
    'verdict', d.frozen -> 'scored' -> 'verdict', 'knockedOut', d.frozen -> 'scored' -> 'knockedOut', 'scores', d.frozen -> 'scored' -> 'scores')
  FROM decisions d WHERE d.model_id = ${model} AND d.step = 'recognise' AND d.frozen ? 'scored' AND ${isKnown('d.id')}
    AND NOT EXISTS (SELECT FROM decisions u WHERE u.annuls_id = d.id AND ${isKnown('u.id')}) ORDER BY d.ordinal DESC LIMIT 1`;
/** Of a nomination `n`: who is honoured, under the name the organisation has that day. */
export const nominee = (day: string) => `jsonb_build_object('kind', n.nominee_kind, 'role', n.nominee_role,
    'organisation', CASE WHEN n.nominee_organisation_id IS NOT NULL THEN ${body('n.nominee_organisation_id', day)} END)`;
const nominations = `SELECT jsonb_agg(jsonb_build_object('id', n.id, 'achievement', n.achievement, 'achievedFrom', n.achieved_from,
    'achievedTo', n.achieved_to, 'form', n.form, 'nominatedOn', n.nominated_on, 'opinion', n.opinion, 'outcome', n.outcome,
    'settledOn', n.settled_on, 'settledReason', n.settled_reason, 'appraisedOn', n.appraised_on, 'decidedOn', n.decided_on, 'decisionId', n.decision_id,
    'handedOverOn', n.handed_over_on, 'handedOverAt', n.handed_over_at, 'daysToDecision', n.decided_on - n.nominated_on,
    'grantedBy', ${body('n.granted_by', 'n.decided_on')}, 'nominee', ${nominee('$3::date')}) ORDER BY n.ordinal DESC)
  FROM model_nominations n WHERE n.model_id = m.id`;
const handovers = `SELECT jsonb_agg(jsonb_build_object('what', h.what, 'description', h.description, 'amount', h.amount, 'unit', h.unit,
    'receiver', CASE WHEN h.receiver_organisation_id IS NOT NULL THEN ${body('h.receiver_organisation_id', 'h.handed_over_on')} END,
    'receiverBody', h.receiver_body, 'handedOverOn', h.handed_over_on) ORDER BY h.position)
  FROM model_handovers h WHERE h.model_id = m.id AND NOT EXISTS (SELECT FROM decisions u WHERE u.annuls_id = h.decision_id)`;
const replication = `SELECT jsonb_agg(jsonb_build_object('id', t.id, 'territory', ${place('t.territory_id', '$3::date')},
    'receiver', ${body('receiver.id', '$3::date')}, 'replicateBy', t.replicate_by, 'status', t.status, 'reason', t.reason,
    'childModelId', t.child_model_id, 'adoptedOn', t.adopted_on, 'outcome', t.outcome, 'findings', t.findings)
    ORDER BY t.replicate_by DESC, t.territory_id)
  FROM replication_targets t CROSS JOIN LATERAL (SELECT ${receiverOn('$3::date')} AS id OFFSET 0) receiver WHERE t.model_id = m.id`;
const replicationCounts = `SELECT jsonb_build_object('planned', count(*),
    'pending', count(*) FILTER (WHERE t.status IN ('pending', 'adaptationAsked')), 'accepted', count(*) FILTER (WHERE t.status = 'accepted'),
    'adopted', count(*) FILTER (WHERE t.status = 'adopted'), 'declined', count(*) FILTER (WHERE t.status = 'declined'),
    'succeeded', count(*) FILTER (WHERE t.outcome = 'succeeded'), 'failed', count(*) FILTER (WHERE t.outcome = 'failed'))
  FROM replication_targets t WHERE t.model_id = m.id AND t.status <> 'withdrawn'`;
const adaptation = `SELECT jsonb_build_object('targetId', a.target_id, 'kept', a.kept, 'changed', a.changed, 'why', a.why, 'writtenOn', a.written_on)
  FROM adaptations a WHERE a.child_model_id = m.id`;

const concluded = `SELECT FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on`;

/** The conditions of a list beyond equal columns; `add` makes a parameter of a value. */
function narrowed(question: ModelsQuestion, add: (value: unknown) => string): string[] {
  const { foundingOrganisationId, startedFrom, startedTo, neverReviewed, lastReviewedBefore, overdueDuties, hasHeir, imported } =
    question;
  const where: string[] = [];
  if (foundingOrganisationId !== undefined)
    where.push(`m.founding_organisation_id IN ${withWhatItTookOver(add(foundingOrganisationId))}`);
  if (startedFrom !== undefined) where.push(`m.started_on >= ${add(startedFrom)}::date`);
  if (startedTo !== undefined) where.push(`m.started_on <= ${add(startedTo)}::date`);
  if (neverReviewed !== undefined)
    where.push(
      neverReviewed ? `m.started_on IS NOT NULL AND NOT EXISTS (${concluded} IS NOT NULL)` : `EXISTS (${concluded} IS NOT NULL)`,
    );
  if (lastReviewedBefore !== undefined)
    where.push(`m.started_on IS NOT NULL AND NOT EXISTS (${concluded} >= ${add(lastReviewedBefore)}::date)`);
  if (overdueDuties !== undefined)
    where.push(`${overdueDuties ? '' : 'NOT '}EXISTS (SELECT FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
      WHERE o.model_id = m.id AND o.kind = 'modelDuty' AND o.status IN ('open', 'returned') AND d.due_on < $2::date)`);
  if (hasHeir !== undefined) where.push(`m.heir_id IS ${hasHeir ? 'NOT ' : ''}NULL`);
  if (imported !== undefined) where.push(`m.import_id IS ${imported ? 'NOT ' : ''}NULL`);
  return where;
}

/** Which models there are and where each stands: the lists of an official, the file of one model. */
export class ModelsReader {
  constructor(private readonly sql: Sql) {}

  /** Best match first, then the self-managed ones (D1.1), then by name. One row more than `limit` asks for is the caller's to ask. */
  list(question: ModelsQuestion): Promise<(FoundModel & { rank: number })[]> {
    const { postId, day, search, after, limit, ownerOrganisationId, territoryId } = question;
    const parameters: unknown[] = [postId, day, search?.trim() || null];
    const where = [`m.owner_organisation_id IN (SELECT visible_organisations($1::uuid))`];
    const equal = (column: string, value: unknown) => {
      if (value !== undefined) where.push(`m.${column} = $${parameters.push(value)}`);
    };
    equal('life', question.life);
    equal('spread', question.spread);
    equal('honour', question.honour);
    equal('kind', question.kind);
    equal('field', question.field);
    equal('self_managed', question.selfManaged);
    equal('origin', question.origin);
    equal('last_verdict', question.verdict);
    equal('parent_id', question.parentId);
    equal('end_ground', question.endGround);
    if (ownerOrganisationId !== undefined)
      where.push(`m.owner_organisation_id IN ${withWhatItTookOver(`$${parameters.push(ownerOrganisationId)}`)}`);
    if (territoryId !== undefined) where.push(`m.territory_id IN ${withWhatLiesInside(`$${parameters.push(territoryId)}`)}`);
    where.push(...narrowed(question, (value) => `$${parameters.push(value)}`));
    const beyond = after
      ? `AND (m.rank, NOT m.self_managed, m.name ${VI}, m.id) > ($${parameters.push(after.rank)}::int, NOT $${parameters.push(after.selfManaged)}::boolean,
         $${parameters.push(after.name)}::text ${VI}, $${parameters.push(after.id)}::uuid)`
      : '';
    const order = `ORDER BY m.rank, NOT m.self_managed, m.name ${VI}, m.id`;
    return this.sql.rows(
      // A consolidated model is found by its old name too: through it its heir, and the heir of that one.
      `WITH RECURSIVE old (heir_id, found_id, rank) AS (
         SELECT e.heir_id, e.id, ${searchRank('e.name', '$3::text')} FROM models e
         WHERE $3::text IS NOT NULL AND e.heir_id IS NOT NULL AND ${searchRank('e.name', '$3::text')} IS NOT NULL
         UNION
         SELECT h.heir_id, old.found_id, old.rank FROM old JOIN models h ON h.id = old.heir_id WHERE h.heir_id IS NOT NULL
       ), by_old_name AS (
         SELECT DISTINCT ON (heir_id) heir_id, found_id, rank FROM old ORDER BY heir_id, rank, found_id
       ), named AS (
         SELECT m.*, ${searchRank('m.name', '$3::text')} AS own_rank FROM models m WHERE ${where.join(' AND ')}
       ), found AS (
         SELECT m.*, coalesce(m.own_rank, o.rank + 2) AS rank, CASE WHEN m.own_rank IS NULL THEN o.found_id END AS found_id
         FROM named m LEFT JOIN by_old_name o ON o.heir_id = m.id
       ), page AS (
         SELECT * FROM found m WHERE m.rank IS NOT NULL ${beyond} ${order} LIMIT $${parameters.push(limit)}
       )
       SELECT ${item('$2::date')}, m.rank, ${oneModel('m.found_id')} AS "foundBy" FROM page m ${order}`,
      parameters,
    );
  }

  find(id: string, postId: string, day: PlainDay): Promise<ModelView | null> {
    return this.sql.row<ModelView>(
      `SELECT ${item('$3::date')}, m.purpose, ${body('m.founding_organisation_id', '$3::date')} AS founder,
         m.parent_id AS "parentId", m.heir_id AS "heirId", ${oneModel('m.heir_id')} AS heir, coalesce((${tookOver}), '[]') AS "tookOver", m.proposed_on AS "proposedOn", m.ended_on AS "endedOn", m.end_ground AS "endGround",
         coalesce((${handovers}), '[]') AS handover, m.suspended_on AS "suspendedOn", m.strengthening_plan AS "strengtheningPlan", m.strengthen_by AS "strengthenBy", m.re_review_by AS "reReviewBy",
         m.suspended_until AS "suspendedUntil", m.created_at AS "createdAt",
         (${recognition('m.id')}) AS recognition, coalesce((${reviews}), '[]') AS reviews, coalesce((${decisions}), '[]') AS decisions,
         coalesce((${nominations}), '[]') AS nominations, coalesce((${replication}), '[]') AS replication,
         (${replicationCounts}) AS "replicationCounts", (${adaptation}) AS adaptation,
         CASE WHEN m.no_replication_on IS NOT NULL THEN jsonb_build_object('reason', m.no_replication_reason, 'writtenOn', m.no_replication_on) END AS "noReplication"
       FROM models m WHERE m.id = $1 AND sees_model($2::uuid, m.id, m.owner_organisation_id, $3::date)`,
      [id, postId, day],
    );
  }

  /** One decision with all it rests on; null when it is none of the model, or the post may not open the file. */
  async decision(id: string, decisionId: string, postId: string, day: PlainDay): Promise<DecisionFile | null> {
    const found = await this.sql.row<{ file: DecisionFile }>(
      `SELECT ${decision} || jsonb_build_object('frozen', d.frozen) AS file
       FROM decisions d JOIN posts p ON p.id = d.signer_post_id JOIN models m ON m.id = d.model_id
       WHERE m.id = $1 AND d.id = $2 AND sees_model($3::uuid, m.id, m.owner_organisation_id, $4::date)`,
      [id, decisionId, postId, day],
    );
    return found?.file ?? null;
  }

  /** May the post open the file of this model? */
  async sees(id: string, postId: string, day: PlainDay): Promise<boolean> {
    const seen = await this.sql.row(
      `SELECT FROM models m WHERE m.id = $1 AND sees_model($2::uuid, m.id, m.owner_organisation_id, $3::date)`,
      [id, postId, day],
    );
    return seen !== null;
  }

  /** Stage and facts as a step would find them, without holding anything. */
  async standing(id: string, postId: string, day: PlainDay): Promise<ModelStanding | null> {
    const standing = await readStanding(this.sql, { modelId: id, postId, day, input: null }, { withDuties: true });
    // One statement without a lock sees one moment.
    return standing === OVERTAKEN ? null : standing;
  }
}
