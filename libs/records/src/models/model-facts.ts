import {
  usualBounds,
  type ModelBounds,
  type LifeStage,
  type ModelFacts,
  type ModelStage,
  type PlaceFacts,
  type PlainDay,
  type StepInput,
} from '#domain';
import type { Sql } from '../sql.js';
import { dutyFacts, modelDutiesInForce, standsFirst, type DutyFacts } from './duty-facts.js';

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
  /** The model named as heir, at the revision the guards saw. */
  heirRevision: number | null;
  /** Null where nobody asked for them. */
  duties: DutyFacts | null;
}

export interface InputFacts {
  /** The signer's post belongs to the actor's organisation and led it on the day of the decision. */
  signerMaySign: boolean;
  /** The organisation has issued a decision of that number in that year. */
  numberTaken: boolean;
  /** Organisations named in the answers that do not exist today. */
  unknownOrganisations: string[];
  /** What is known of each place of a plan, in the order they were handed in. */
  places: PlaceFacts[];
}

type Row = Omit<ModelStanding, 'facts' | 'stage' | 'decisionIds'> & {
  life: LifeStage;
  spread: ModelStage['spread'];
  honour: ModelStage['honour'];
  readRevision: number;
  facts: Omit<ModelFacts, 'today' | 'bounds' | 'input' | 'decisions'> & {
    bounds: Partial<ModelBounds> | null;
    decisions: Record<string, { id: string; number: string; decidedOn: PlainDay }>;
  };
};

/** A lock waited for a change that the rest of the statement did not see. */
export const OVERTAKEN = 'overtaken';

const review = `jsonb_build_object('year', r.year, 'openedOn', r.opened_on, 'selfAssessmentDueOn', (
    SELECT d.due_on FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
    WHERE o.review_id = r.id AND o.duty = 'selfAssess' ORDER BY o.status IN ('open', 'returned') DESC, d.due_on DESC LIMIT 1),
  'selfScore', r.self_score, 'selfAssessedBy', r.self_assessed_by, 'appraisedScore', r.appraised_score, 'appraisedBy', r.appraised_by,
  'differenceReason', r.difference_reason, 'verdict', r.verdict, 'concludedOn', r.concluded_on, 'selfScores', r.self_scores)`;

/** A place of a plan against the lineage of the model; every territory as what it has become by that day. */
const places = `
  WITH lineage AS MATERIALIZED (
    SELECT x.id, x.parent_id, territory_heir_on(x.territory_id, $3::date) AS place FROM lineage_above(m.id) l JOIN models x ON x.id = l.id
  ), family AS MATERIALIZED (
    SELECT DISTINCT territory_heir_on(x.territory_id, $3::date) AS place
    FROM lineage root CROSS JOIN LATERAL lineage_below(root.id) f JOIN models x ON x.id = f.id
    WHERE root.parent_id IS NULL AND x.life NOT IN ('rejected', 'terminated')
      AND (x.life NOT IN ('drafting', 'proposed', 'returned') OR EXISTS (SELECT FROM replication_targets t WHERE t.child_model_id = x.id))
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'territoryId', p.id,
    'existsToday', EXISTS (SELECT FROM territory_versions v WHERE v.territory_id = p.id AND v.valid @> $3::date),
    'isOwn', p.id IN (SELECT l.place FROM lineage l WHERE l.id = m.id),
    'isAncestors', p.id IN (SELECT l.place FROM lineage l WHERE l.id <> m.id),
    'hasIt', p.id IN (SELECT f.place FROM family f),
    'isAwaited', EXISTS (SELECT FROM replication_targets t WHERE t.model_id = m.id AND t.status IN ('pending', 'adaptationAsked', 'accepted')
      AND territory_heir_on(t.territory_id, $3::date) = p.id),
    'namedReceiverWorksThere', p.receiver IS NULL OR EXISTS (SELECT FROM organisations_on($3::date) named
      WHERE named.organisation_id = p.receiver AND territory_lies_within(p.id, named.territory_id, $3::date)),
    'receiverId', receiver_in(p.id, p.receiver, coalesce(p.code, own.function_code), CASE WHEN p.code IS NULL THEN own.kind END, $3::date)) ORDER BY p.n), '[]')
  FROM (SELECT (given.target ->> 'territoryId')::uuid AS id, (given.target ->> 'organisationId')::uuid AS receiver, given.target ->> 'function' AS code, given.n
    FROM jsonb_array_elements($9::jsonb) WITH ORDINALITY given (target, n)) p
  -- Like takes up like: who holds the function of the owner there, else who is of its kind.
  CROSS JOIN (SELECT b.kind, (SELECT a.function_code FROM function_assignments a
      WHERE a.organisation_id = b.id AND a.valid @> $3::date ORDER BY a.function_code LIMIT 1) AS function_code
    FROM organisations b WHERE b.id = o.id) own`;

const setOf = (
  id: string,
) => `(SELECT jsonb_build_object('id', s.id, 'content', jsonb_build_object('criteria', s.body -> 'criteria',
  'bands', s.body -> 'bands', 'knockOutVerdict', s.body -> 'knockOutVerdict')) FROM criteria_sets s WHERE s.id = ${id})`;
/** Each set is looked for only where a step could ask for it. */
const scoring = (day: string) => `jsonb_build_object(
  'review', ${setOf('(SELECT r.criteria_set_id FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NULL AND r.cancelled_on IS NULL)')},
  'recognition', CASE WHEN m.life = 'proposed' THEN ${setOf(`criteria_set_in_force('whatIsAModel', m.territory_id, ${day})`)} END,
  'model', CASE WHEN m.field IS NOT NULL THEN jsonb_build_object('field', m.field, 'kind', m.kind, 'selfManaged', m.self_managed) END)`;

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
      'someoneStandsAboveOwner', CASE WHEN m.life IN ('drafting', 'returned') THEN cardinality(chain_above(o.id, $3::date)) > 0 ELSE true END,
      'actorOrganisationId', actor.organisation_id, 'actorIsAboveOwner', stands_above($2::uuid, o.id, $3::date),
      'review', last_review.facts,
      'reviewedYears', coalesce((SELECT jsonb_agg(r.year ORDER BY r.year) FROM model_reviews r
        WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL AND r.re_review_of IS NULL), '[]'),
      'openReviewRounds', coalesce((SELECT jsonb_agg(d.year ORDER BY d.year) FROM rounds d WHERE d.kind = 'modelReview' AND d.closed_on IS NULL), '[]'),
      'reReview', CASE WHEN m.re_review_by IS NOT NULL THEN (SELECT jsonb_build_object('by', m.re_review_by, 'of', r.id, 'year', r.year)
        FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL ${standsFirst} LIMIT 1) END,
      'scoring', ${scoring('$3::date')},
      'lastVerdict', m.last_verdict, 'lastVerdictYear', judged.year,
      'verdictOn', CASE WHEN last_review.open_verdict AND last_review.year >= coalesce(judged.year, last_review.year)
        THEN last_review.appraised_on ELSE judged.concluded_on END,
      'replication', (SELECT jsonb_build_object('targets', count(*),
        'pending', count(*) FILTER (WHERE t.status IN ('pending', 'adaptationAsked')), 'accepted', count(*) FILTER (WHERE t.status = 'accepted'),
        'adopted', count(*) FILTER (WHERE t.status = 'adopted'), 'declined', count(*) FILTER (WHERE t.status = 'declined'),
        'takenUpInPlan', count(*) FILTER (WHERE t.decision_id = last_plan.id AND t.child_model_id IS NOT NULL),
        'adoptedBefore', count(*) FILTER (WHERE t.decision_id IS DISTINCT FROM last_plan.id AND t.status = 'adopted'))
        FROM replication_targets t LEFT JOIN (SELECT d.id FROM decisions d WHERE d.model_id = m.id AND d.step = 'planReplication'
          ORDER BY d.ordinal DESC LIMIT 1) last_plan ON true
        WHERE t.model_id = m.id AND t.status <> 'withdrawn'),
      'parentage', (SELECT jsonb_build_object('target', t.status,
          'heldBy', CASE WHEN t.child_model_id = m.id THEN 'this' WHEN t.child_model_id IS NULL THEN 'nobody' ELSE 'another' END,
          'lineLivesThere', m.life = 'proposed' AND line_lives_there(m.id, $3::date))
        FROM adaptations a JOIN replication_targets t ON t.id = a.target_id WHERE a.child_model_id = m.id),
      'childrenOperating', (SELECT count(*) FROM models c WHERE c.parent_id = m.id AND c.life NOT IN ('rejected', 'terminated')),
      'endedInIt', (SELECT count(*) FROM models e WHERE e.heir_id = m.id AND e.life = 'terminated'),
      'suspension', CASE WHEN m.suspended_until IS NOT NULL
        THEN jsonb_build_object('since', m.suspended_on, 'until', m.suspended_until, 'from', m.suspended_from) END,
      'nomination', last_nomination.facts,
      'achievementAlreadyRewarded', EXISTS (SELECT FROM model_nominations n WHERE n.model_id = m.id AND n.outcome = 'commended'
        AND same_achievement(n.achievement, coalesce($4::text, CASE WHEN last_nomination.open THEN last_nomination.achievement END))),
      'honours', (SELECT jsonb_build_object('nominationIsOpen', coalesce(last_nomination.open, false), 'standing', count(*), 'praises', count(*) FILTER (WHERE n.without_paper),
          'toHandOver', (array_agg(jsonb_build_object('decidedOn', n.decided_on) ORDER BY n.ordinal DESC) FILTER (WHERE n.handed_over_on IS NULL))[1],
          'rewardedUntil', coalesce((SELECT jsonb_object_agg(f.form, f.achieved_to) FROM (SELECT r.form, max(r.achieved_to) AS achieved_to
            FROM model_nominations r WHERE r.model_id = m.id AND r.outcome = 'commended' AND r.nominee_kind = $13::text
              AND (r.nominee_kind = 'model' OR (r.nominee_organisation_id IS NOT DISTINCT FROM $14::uuid
                AND same_achievement(coalesce(r.nominee_role, ''), coalesce($15::text, '')))) GROUP BY r.form) f), '{}'))
        FROM model_nominations n WHERE n.model_id = m.id AND n.outcome = 'commended'),
      'forms', coalesce((SELECT jsonb_build_object('editionId', e.id, 'forms', e.body -> 'forms') FROM rule_editions e
        WHERE e.rule_key = 'commendationForms' AND e.valid_from <= $3::date ORDER BY e.valid_from DESC LIMIT 1),
        '{"editionId": null, "forms": {}}'),
      'bounds', (SELECT e.body -> 'bounds' ${modelDutiesInForce('$3::date')}),
      'actorBody', (SELECT jsonb_build_object('kind', b.kind, 'level', t.level) FROM organisations b
        JOIN organisation_versions v ON v.organisation_id = b.id AND v.valid @> $3::date JOIN territories t ON t.id = v.territory_id
        WHERE b.id = actor.organisation_id),
      'founderOrganisationId', coalesce((SELECT heir_id FROM organisation_heir_on(m.founding_organisation_id, $3::date)), m.founding_organisation_id),
      'end', CASE WHEN m.end_ground IS NOT NULL THEN jsonb_build_object('ground', m.end_ground, 'heirId', m.heir_id,
        'heirLife', (SELECT h.life FROM models h WHERE h.id = m.heir_id)) END,
      'onHand', jsonb_build_object(
        'members', counted.members,
        'money', coalesce((SELECT sum(s.amount) FROM standing_money s WHERE s.model_id = m.id), 0)),
      'membersOnRecord', counted.by_kind,
      'documentsOnRecord', (SELECT count(*) FROM standing_documents s WHERE s.model_id = m.id),
      'reorganisations', coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('document', s.document, 'effectiveOn', s.effective_on)) FROM (
          SELECT document, effective_on FROM organisation_successions WHERE predecessor_id = m.owner_organisation_id AND effective_on <= $3::date
          UNION ALL
          SELECT document, effective_on FROM territory_successions WHERE predecessor_id = m.territory_id AND effective_on <= $3::date) s), '[]'),
      'basisDecision', (SELECT jsonb_build_object('decidedOn', d.decided_on) FROM decisions d JOIN models b ON b.id = d.model_id
        WHERE d.id = $10::uuid AND sees_organisation($2::uuid, b.owner_organisation_id)),
      'heir', (SELECT jsonb_build_object('modelId', h.id, 'life', h.life) FROM models h
        WHERE h.id = $5::uuid AND sees_organisation($2::uuid, h.owner_organisation_id)),
      'decisions', coalesce((SELECT jsonb_object_agg(d.step, jsonb_build_object('id', d.id, 'number', d.number, 'decidedOn', d.decided_on))
        -- What was undone cannot be undone again.
        FROM (SELECT DISTINCT ON (step) * FROM decisions done WHERE done.model_id = m.id
            AND NOT EXISTS (SELECT FROM decisions undoing WHERE undoing.annuls_id = done.id)
          ORDER BY step, ordinal DESC) d), '{}')
    ) AS facts,
    jsonb_build_object('model', to_jsonb(m), 'review', last_review.written, 'nomination', last_nomination.written,
      'replication', (SELECT jsonb_agg(jsonb_build_object('territoryId', t.territory_id, 'status', t.status, 'replicateBy', t.replicate_by))
        FROM replication_targets t WHERE t.model_id = m.id)) AS "onRecord",
    jsonb_build_object(
      'signerMaySign', EXISTS (SELECT FROM posts p WHERE p.id = $6::uuid AND p.organisation_id = actor.organisation_id
        AND p.role IN ('head', 'supervisor') AND p.valid @> $7::date),
      'numberTaken', EXISTS (SELECT FROM decisions d WHERE d.issuer_organisation_id = actor.organisation_id
        AND d.year = extract(year FROM $7::date)::int AND number_key(d.number) = number_key($8::text)
        AND d.paper_id IS NULL AND NOT d.number_is_twofold),
      'unknownOrganisations', coalesce((SELECT jsonb_agg(named) FROM unnest($11::uuid[]) named
        WHERE NOT EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = named AND v.valid @> $3::date)), '[]'),
      'places', CASE WHEN $9::jsonb IS NULL THEN '[]'::jsonb ELSE (${places}) END
    ) AS "inputFacts",
    (SELECT h.revision FROM models h WHERE h.id = $5::uuid) AS "heirRevision",
    CASE WHEN $12::boolean THEN ${dutyFacts('$3::date')} END AS duties
  FROM m CROSS JOIN actor
  -- Who came after the owner stands for it. OFFSET 0: asked once, however often it is read.
  CROSS JOIN LATERAL (
    SELECT coalesce(h.id, m.owner_organisation_id) AS id, h.id IS NOT NULL AS in_force FROM (
      SELECT CASE WHEN EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = m.owner_organisation_id AND v.valid @> $3::date)
        THEN m.owner_organisation_id ELSE (SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $3::date)) END AS id
      OFFSET 0
    ) h
  ) o
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(c.count), 0) AS members, coalesce(jsonb_object_agg(c.kind, c.count) FILTER (WHERE c.count > 0), '{}') AS by_kind
    FROM (SELECT DISTINCT ON (s.kind) s.kind, s.count FROM standing_members s
      WHERE s.model_id = m.id ORDER BY s.kind, s.on_day DESC, s.ordinal DESC) c
  ) counted
  LEFT JOIN LATERAL (
    SELECT ${review} AS facts, to_jsonb(r) AS written, r.concluded_on IS NULL AND r.verdict IS NOT NULL AS open_verdict, r.appraised_on, r.year FROM model_reviews r
    WHERE r.model_id = m.id AND r.cancelled_on IS NULL ORDER BY r.ordinal DESC LIMIT 1
  ) last_review ON true
  LEFT JOIN LATERAL (
    SELECT r.year, r.concluded_on FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL ${standsFirst} LIMIT 1
  ) judged ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('achievement', n.achievement, 'form', n.form, 'nomineeOrganisationId', n.nominee_organisation_id, 'nominatedOn', n.nominated_on,
      'appraisedOn', n.appraised_on) AS facts, to_jsonb(n) AS written,
      n.achievement, n.outcome IS NULL AS open
    FROM model_nominations n WHERE n.model_id = m.id ORDER BY n.ordinal DESC LIMIT 1
  ) last_nomination ON true`;

const types = [
  'uuid',
  'uuid',
  'date',
  'text',
  'uuid',
  'uuid',
  'date',
  'text',
  'jsonb',
  'uuid',
  'uuid[]',
  'boolean',
  'text',
  'uuid',
  'text',
];
/**
 * Planning this statement costs more than running it. Answers that stand in a table of one row look the same to the planner whatever they are,
 * so PostgreSQL keeps the plan it has after a few times instead of making a new one for each model.
 */
const plannedOnce = (statement: string): string =>
  statement
    .replace(/\$(\d+)/g, '(SELECT asked.p$1 FROM asked)')
    .replace(
      'WITH m AS',
      () =>
        `WITH asked AS MATERIALIZED (SELECT ${types.map((type, at) => `$${at + 1}::${type} AS p${at + 1}`).join(', ')}), m AS`,
    );

const asking = plannedOnce(standing(''));
const locking = plannedOnce(standing('FOR NO KEY UPDATE'));

/** Everything a guard of the model's machine may read, in one statement; null when the post cannot see the model. */
export async function readStanding(
  sql: Sql,
  question: FactsQuestion,
  { lock = false, withDuties = question.input !== null } = {},
): Promise<ModelStanding | null | typeof OVERTAKEN> {
  const { modelId, postId, day, input } = question;
  const {
    achievement = null,
    heirModelId = null,
    replicationTargets = null,
    nomineeKind = null,
    nomineeOrganisationId,
    nomineeRole = null,
    handover,
  } = input?.fields ?? {};
  const organisations = [
    nomineeOrganisationId,
    ...((handover ?? []) as { receiverOrganisationId?: string }[]).map((row) => row.receiverOrganisationId),
  ];
  const row = await sql.prepared<Row>(lock ? locking : asking, [
    modelId,
    postId,
    day,
    achievement,
    heirModelId,
    input?.decision?.signerPostId ?? null,
    input?.decision?.decidedOn ?? null,
    input?.decision?.number ?? null,
    replicationTargets && JSON.stringify(replicationTargets),
    input?.decision?.basisDecisionId ?? null,
    organisations.filter(Boolean),
    withDuties,
    nomineeKind ?? 'model',
    nomineeOrganisationId ?? null,
    nomineeRole,
  ]);
  if (!row) return null;
  // A statement that waits for a lock sees the row as it became, but everything beside it as it was.
  if (row.revision !== row.readRevision) return OVERTAKEN;
  const { life, spread, honour, readRevision: _, facts, ...rest } = row;
  return {
    ...rest,
    stage: { life, spread, honour },
    decisionIds: Object.fromEntries(Object.entries(facts.decisions).map(([step, { id }]) => [step, id])),
    facts: { ...facts, today: day, bounds: { ...usualBounds, ...facts.bounds }, input },
  };
}
