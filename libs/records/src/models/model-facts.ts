import { usualBounds, type LifeStage, type ModelFacts, type ModelStage, type PlainDay, type StepInput } from '#domain';
import type { Sql } from '../sql.js';

export interface FactsQuestion {
  modelId: string;
  /** Who asks: only what this post may see. */
  postId: string;
  day: PlainDay;
  /** What is handed in with a step; null when somebody only asks what is possible. Its shapes are checked before. */
  input: StepInput | null;
}

/** A model with everything its guards read, and what PostgreSQL alone knows about what is handed in. */
export interface ModelStanding {
  id: string;
  code: string;
  name: string;
  revision: number;
  stage: ModelStage;
  facts: ModelFacts;
  /** The rows a decision is made on, to be frozen beside it. */
  onRecord: Record<string, unknown>;
  decisionIds: Record<string, string>;
  inputFacts: InputFacts;
}

export interface InputFacts {
  /** The signer's post belongs to the actor's organisation and led it on the day of the decision. */
  signerMaySign: boolean;
  /** The organisation has issued a decision of that number in that year. */
  numberTaken: boolean;
  /** Localities that do not exist (any more). */
  unknownPlaces: string[];
  /** Localities that have the model or have still to answer. */
  takenPlaces: string[];
}

type Row = Omit<ModelStanding, 'facts' | 'stage' | 'decisionIds'> & {
  life: LifeStage;
  spread: ModelStage['spread'];
  honour: ModelStage['honour'];
  readRevision: number;
  facts: Omit<ModelFacts, 'today' | 'bounds' | 'input' | 'decisions'> & {
    decisions: Record<string, { id: string; number: string; decidedOn: PlainDay }>;
  };
};

/** A lock waited for a change that the rest of the statement did not see. */
export const OVERTAKEN = 'overtaken';

const review = `jsonb_build_object('year', r.year, 'openedOn', r.opened_on, 'selfAssessmentDueOn', r.self_assessment_due_on,
  'selfScore', r.self_score, 'selfAssessedBy', r.self_assessed_by, 'appraisedScore', r.appraised_score, 'appraisedBy', r.appraised_by,
  'differenceReason', r.difference_reason, 'verdict', r.verdict, 'concludedOn', r.concluded_on)`;

const standing = (lock: string) => `
  WITH m AS MATERIALIZED (
    SELECT * FROM models WHERE id = $1 AND sees_organisation($2::uuid, owner_organisation_id) ${lock}
  ),
  actor AS (SELECT organisation_id FROM posts WHERE id = $2::uuid)
  SELECT m.id, m.code, m.name, m.revision, m.life, m.spread, m.honour,
    (SELECT s.revision FROM models s WHERE s.id = $1) AS "readRevision",
    jsonb_build_object(
      'modelId', m.id, 'kind', m.kind,
      'hasName', btrim(m.name) <> '', 'hasLocality', btrim(m.locality) <> '', 'hasField', m.field IS NOT NULL,
      'proposedOn', m.proposed_on, 'startedOn', m.started_on,
      'unansweredDuplicates', CASE WHEN m.life IN ('drafting', 'returned') THEN unanswered_duplicates(m.id) ELSE 0 END,
      'ownerOrganisationId', o.id, 'ownerOrganisationInForce', o.in_force,
      'actorOrganisationId', actor.organisation_id, 'actorIsAboveOwner', stands_above($2::uuid, o.id, $3::date),
      'review', last_review.facts,
      'reviewedYears', coalesce((SELECT jsonb_agg(r.year ORDER BY r.year) FROM model_reviews r
        WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL), '[]'),
      'lastVerdict', m.last_verdict,
      'replication', (SELECT jsonb_build_object('targets', count(*), 'adopted', count(*) FILTER (WHERE t.status = 'adopted'),
        'declined', count(*) FILTER (WHERE t.status = 'declined'), 'pending', count(*) FILTER (WHERE t.status = 'pending'))
        FROM replication_targets t WHERE t.model_id = m.id AND t.status <> 'withdrawn'),
      'childrenOperating', (SELECT count(*) FROM models c WHERE c.parent_id = m.id AND c.life NOT IN ('rejected', 'terminated')),
      'suspension', CASE WHEN m.suspended_until IS NOT NULL
        THEN jsonb_build_object('until', m.suspended_until, 'from', m.suspended_from) END,
      'nomination', last_nomination.facts,
      'achievementAlreadyRewarded', EXISTS (SELECT FROM model_nominations n WHERE n.model_id = m.id AND n.outcome = 'commended'
        AND same_achievement(n.achievement, coalesce($4::text, CASE WHEN last_nomination.open THEN last_nomination.achievement END))),
      'heir', (SELECT jsonb_build_object('modelId', h.id, 'life', h.life) FROM models h
        WHERE h.id = $5::uuid AND sees_organisation($2::uuid, h.owner_organisation_id)),
      'decisions', coalesce((SELECT jsonb_object_agg(d.step, jsonb_build_object('id', d.id, 'number', d.number, 'decidedOn', d.decided_on))
        FROM (SELECT DISTINCT ON (step) * FROM decisions WHERE model_id = m.id ORDER BY step, ordinal DESC) d
        -- What was undone cannot be undone again.
        WHERE NOT EXISTS (SELECT FROM decisions undoing WHERE undoing.annuls_id = d.id)), '{}')
    ) AS facts,
    jsonb_build_object('model', to_jsonb(m), 'review', last_review.written, 'nomination', last_nomination.written,
      'replication', (SELECT jsonb_agg(jsonb_build_object('territoryId', t.territory_id, 'status', t.status, 'replicateBy', t.replicate_by))
        FROM replication_targets t WHERE t.model_id = m.id)) AS "onRecord",
    jsonb_build_object(
      'signerMaySign', EXISTS (SELECT FROM posts p WHERE p.id = $6::uuid AND p.organisation_id = actor.organisation_id
        AND p.role IN ('head', 'supervisor') AND p.valid @> $7::date),
      'numberTaken', EXISTS (SELECT FROM decisions d WHERE d.issuer_organisation_id = actor.organisation_id
        AND d.year = extract(year FROM $7::date)::int AND d.number = $8::text),
      'unknownPlaces', coalesce((SELECT jsonb_agg(place) FROM unnest($9::uuid[]) place
        WHERE NOT EXISTS (SELECT FROM territory_versions v WHERE v.territory_id = place AND v.valid @> $3::date)), '[]'),
      'takenPlaces', coalesce((SELECT jsonb_agg(t.territory_id) FROM replication_targets t
        WHERE t.model_id = m.id AND t.status IN ('pending', 'adopted') AND t.territory_id = ANY ($9::uuid[])), '[]')
    ) AS "inputFacts"
  FROM m CROSS JOIN actor
  -- Who came after the owner stands for it. OFFSET 0: asked once, however often it is read.
  CROSS JOIN LATERAL (
    SELECT coalesce(h.id, m.owner_organisation_id) AS id, h.id IS NOT NULL AS in_force FROM (
      SELECT CASE WHEN EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = m.owner_organisation_id AND v.valid @> $3::date)
        THEN m.owner_organisation_id ELSE (SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $3::date)) END AS id
      OFFSET 0
    ) h
  ) o
  LEFT JOIN LATERAL (
    SELECT ${review} AS facts, to_jsonb(r) AS written FROM model_reviews r
    WHERE r.model_id = m.id AND r.cancelled_on IS NULL ORDER BY r.ordinal DESC LIMIT 1
  ) last_review ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('achievement', n.achievement, 'form', n.form, 'nominatedOn', n.nominated_on) AS facts, to_jsonb(n) AS written,
      n.achievement, n.outcome IS NULL AS open
    FROM model_nominations n WHERE n.model_id = m.id ORDER BY n.ordinal DESC LIMIT 1
  ) last_nomination ON true`;

const asking = standing('');
const locking = standing('FOR NO KEY UPDATE');

/** Everything a guard of the model's machine may read, in one statement; null when the post cannot see the model. */
export async function readStanding(
  sql: Sql,
  question: FactsQuestion,
  { lock = false } = {},
): Promise<ModelStanding | null | typeof OVERTAKEN> {
  const { modelId, postId, day, input } = question;
  const { achievement = null, heirModelId = null, replicationTargets = null } = input?.fields ?? {};
  const row = await sql.prepared<Row>(lock ? locking : asking, [
    modelId,
    postId,
    day,
    achievement,
    heirModelId,
    input?.decision?.signerPostId ?? null,
    input?.decision?.decidedOn ?? null,
    input?.decision?.number ?? null,
    replicationTargets,
  ]);
  if (!row) return null;
  // A statement that waits for a lock sees the row as it became, but everything beside it as it was.
  if (row.revision !== row.readRevision) return OVERTAKEN;
  const { life, spread, honour, readRevision: _, facts, ...rest } = row;
  return {
    ...rest,
    stage: { life, spread, honour },
    decisionIds: Object.fromEntries(Object.entries(facts.decisions).map(([step, { id }]) => [step, id])),
    facts: { ...facts, today: day, bounds: usualBounds, input },
  };
}
