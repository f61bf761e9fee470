import { openTargetStatuses, type PlainDay, type PlannedTarget, type ReplicationOutcome, type TargetDeed } from '#domain';
import type { JournalEntry } from '../journal/journal.repository.js';
import type { Parameters } from '../parameters.js';

type Told = Pick<JournalEntry, 'at' | 'by'>;

export type TargetsChange =
  | {
      add: (PlannedTarget & { id: string; receiverId: string | null })[];
      replicateBy: PlainDay;
      plannedOn: PlainDay;
      plannedBy: string;
    }
  /** What is still open, of the plan this decision undoes or of all plans. */
  | { withdraw: 'ofThePlan' | 'ofAllPlans'; reason: string }
  /** What the termination withdrew that this decision undoes. */
  | { restore: 'whatTheEndWithdrew' };

export type PlaceChange =
  | { deed: 'takeCopy' }
  | { deed: 'releaseCopy'; reason: string }
  | { deed: 'adopt'; adoptedOn: PlainDay; today: PlainDay }
  | { deed: 'reopen'; reason: string }
  | { deed: 'reportResult'; outcome: ReplicationOutcome; findings: string; reportedOn: PlainDay; byTheEnd?: true }
  | { deed: 'takeBackResult' };

const open = openTargetStatuses.map((status) => `'${status}'`).join(', ');
export const isOpenTarget = (status: string) => `${status} IN (${open})`;

/** What each deed leaves in the journal of a place, in the past tense. */
export const targetEntries: Record<TargetDeed | 'plan' | 'restore', string> = {
  plan: 'placePlanned',
  accept: 'placeAccepted',
  decline: 'placeDeclined',
  askToAdapt: 'adaptationAsked',
  agreeToAdapt: 'adaptationAgreed',
  refuseToAdapt: 'adaptationRefused',
  withdraw: 'placeWithdrawn',
  nameReceiver: 'receiverNamed',
  draftCopy: 'copyDrafted',
  takeCopy: 'copyProposed',
  releaseCopy: 'copyReleased',
  adopt: 'copyRecognised',
  reopen: 'copyRecognitionAnnulled',
  reportResult: 'resultReported',
  takeBackResult: 'resultTakenBack',
  restore: 'placeRestored',
};

/** Where the places of a model stood that its termination withdrew, by their journal: (id, was, reason). */
export const withdrawnByTheEnd = (model: string, decision: string) => `
  SELECT w.id, j.body ->> 'from' AS was, j.body ->> 'reasonBefore' AS reason FROM replication_targets w
  JOIN journal j ON j.stream = 'replicationTarget' AND j.stream_id = w.id AND j.kind = '${targetEntries.withdraw}'
  WHERE w.model_id = ${model} AND w.status = 'withdrawn' AND j.body ->> 'decisionId' = ${decision}::text`;

/** What a copy had reported for its place before the end of its own life answered for it; no row: nothing since it was recognised. */
export const resultBeforeTheEnd = (place: string) => `
  SELECT j.body ->> 'outcome' AS outcome, j.body ->> 'findings' AS findings, (j.body ->> 'reportedOn')::date AS reported_on FROM journal j
  WHERE j.stream = 'replicationTarget' AND j.stream_id = ${place} AND NOT j.body ? 'byTheEnd'
    AND j.kind IN ('${targetEntries.reportResult}', '${targetEntries.reopen}') ORDER BY j.seq DESC LIMIT 1`;

/** The entry of each place that `changed` holds as (id, was, status, model_id, territory_id, child_model_id, organisation_id). */
export const journaledPlaces = (
  changed: string,
  kind: string,
  { at, by }: Told,
  body: Record<string, unknown>,
  $: Parameters,
  /** What else is told, of each place: SQL upon \`c\`. */
  ofEach = `'{}'::jsonb`,
) => `${changed}_journaled AS (
  INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
  SELECT 'replicationTarget', c.id, ${$.add(kind)}, ${$.add(at, 'timestamptz')}, ${$.add(by?.personId ?? null, 'uuid')}, ${$.add(by?.postId ?? null, 'uuid')},
    jsonb_build_object('from', c.was, 'to', c.status, 'modelId', c.model_id, 'territoryId', c.territory_id, 'childModelId', c.child_model_id, 'organisationId', c.organisation_id)
      || ${$.add(body, 'jsonb')} || ${ofEach}
  FROM ${changed} c)`;

/** The same told in the journal of the model the place was planned for; it changes no stage of it, so it says neither from nor to. */
export const journaledForParent = (changed: string, deed: TargetDeed, { at, by }: Told, $: Parameters) => `${changed}_told AS (
  INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
  SELECT 'model', c.model_id, 'placeMoved', ${$.add(at, 'timestamptz')}, ${$.add(by?.personId ?? null, 'uuid')}, ${$.add(by?.postId ?? null, 'uuid')},
    jsonb_build_object('deed', ${$.add(deed)}::text, 'source', 'D1.3', 'fields', jsonb_build_object('targetId', c.id, 'territoryId', c.territory_id,
      'was', c.was, 'status', c.status, 'childModelId', c.child_model_id))
  FROM ${changed} c)`;

/** Pieces of the statement that moves a model (`moved` holds its row): the places of its plans. */
export function targetPieces(
  change: TargetsChange,
  decision: { id: string; annulsId: string | null } | null,
  entry: Told,
  $: Parameters,
): string[] {
  if ('add' in change) {
    const day = $.add(change.plannedOn, 'date');
    return [
      `asked AS (
         SELECT moved.id AS model_id, (given.target ->> 'id')::uuid AS id, (given.target ->> 'territoryId')::uuid AS territory_id,
           (given.target ->> 'receiverId')::uuid AS receiver_id, coalesce(given.target ->> 'function', own.function_code) AS function_code,
           CASE WHEN given.target ? 'function' THEN NULL ELSE own.kind END AS kind
         FROM moved JOIN models m ON m.id = moved.id
         CROSS JOIN jsonb_array_elements(${$.add(JSON.stringify(change.add), 'jsonb')}) given (target)
         CROSS JOIN LATERAL (
           SELECT o.kind, (SELECT a.function_code FROM function_assignments a
             WHERE a.organisation_id = o.id AND a.valid @> ${day} ORDER BY a.function_code LIMIT 1) AS function_code
           FROM organisations o WHERE o.id = coalesce((SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, ${day})), m.owner_organisation_id)
         ) own)`,
      `targets AS (
         INSERT INTO replication_targets (id, model_id, decision_id, territory_id, replicate_by, status, organisation_id, function_code, receiver_kind,
           planned_by, planned_on)
         SELECT a.id, a.model_id, ${$.add(decision!.id, 'uuid')}, a.territory_id, ${$.add(change.replicateBy, 'date')}, 'pending',
           a.receiver_id, a.function_code, a.kind, ${$.add(change.plannedBy, 'uuid')}, ${day}
         FROM asked a RETURNING id, NULL::text AS was, status, model_id, territory_id, child_model_id, organisation_id)`,
      journaledPlaces('targets', targetEntries.plan, entry, { decisionId: decision!.id, replicateBy: change.replicateBy }, $),
    ];
  }
  if ('restore' in change) {
    const end = $.add(decision!.annulsId, 'uuid');
    return [
      `targets AS (
         UPDATE replication_targets t SET status = w.was, reason = w.reason, revision = t.revision + 1
         FROM moved CROSS JOIN LATERAL (${withdrawnByTheEnd('moved.id', end)}) w WHERE t.id = w.id
         RETURNING t.id, OLD.status AS was, NEW.status, t.model_id, t.territory_id, t.child_model_id, t.organisation_id)`,
      journaledPlaces('targets', targetEntries.restore, entry, { decisionId: decision!.id }, $),
    ];
  }
  const plan = change.withdraw === 'ofThePlan' ? `AND t.decision_id = ${$.add(decision?.annulsId ?? null, 'uuid')}` : '';
  return [
    `targets AS (
       UPDATE replication_targets t SET status = 'withdrawn', reason = ${$.add(change.reason)}, revision = t.revision + 1 FROM moved
       WHERE t.model_id = moved.id AND t.status IN (${open}) AND t.child_model_id IS NULL ${plan}
       RETURNING t.id, OLD.status AS was, NEW.status, OLD.reason AS reason_before, t.model_id, t.territory_id, t.child_model_id, t.organisation_id)`,
    journaledPlaces(
      'targets',
      targetEntries.withdraw,
      entry,
      { reason: change.reason, decisionId: decision?.id ?? null },
      $,
      `jsonb_build_object('reasonBefore', c.reason_before)`,
    ),
  ];
}

/**
 * Pieces of the same statement, for a copy: the place it was drafted for. The parent moves first, as in every deed upon a place: what its
 * guards read hangs on its row.
 */
export function placePieces(change: PlaceChange, entry: Told, $: Parameters): string[] {
  const { set, where } = placeChange(change, $);
  const { deed, ...said } = change;
  const { today: _, ...told } = { today: null, ...said };
  return [
    `parent AS (
       UPDATE models p SET revision = p.revision + 1 FROM moved JOIN adaptations a ON a.child_model_id = moved.id
       JOIN replication_targets t ON t.id = a.target_id WHERE p.id = t.model_id RETURNING p.id)`,
    `place AS (
       UPDATE replication_targets t SET ${set}, revision = t.revision + 1 FROM moved JOIN adaptations a ON a.child_model_id = moved.id
       WHERE t.id = a.target_id AND t.model_id IN (SELECT id FROM parent) AND ${where}
       RETURNING t.id, OLD.status AS was, NEW.status, t.model_id, t.territory_id, moved.id AS child_model_id, t.organisation_id)`,
    journaledPlaces('place', targetEntries[deed], entry, told, $),
    journaledForParent('place', deed, entry, $),
  ];
}

/** A copy that holds no place any more must not go on as if it did: the writer finds nothing and gives up. */
export const placeWasKept = `(EXISTS (SELECT FROM place) OR NOT EXISTS (SELECT FROM adaptations a WHERE a.child_model_id = moved.id))`;

function placeChange(change: PlaceChange, $: Parameters): { set: string; where: string } {
  const held = (status: string) => `t.status = '${status}' AND t.child_model_id = moved.id`;
  switch (change.deed) {
    case 'takeCopy':
      return {
        set: `child_model_id = moved.id, reason = NULL`,
        where: `t.status = 'accepted' AND coalesce(t.child_model_id, moved.id) = moved.id`,
      };
    case 'releaseCopy':
      return { set: `child_model_id = NULL, reason = ${$.add(change.reason)}`, where: held('accepted') };
    case 'adopt':
      return {
        set: `status = 'adopted', adopted_on = ${$.add(change.adoptedOn, 'date')}, reason = NULL`,
        where: held('accepted'),
      };
    case 'reopen':
      return {
        set: `status = 'accepted', adopted_on = NULL, outcome = NULL, findings = NULL, reported_on = NULL, reason = ${$.add(change.reason)}`,
        where: held('adopted'),
      };
    case 'reportResult':
      return {
        set: `outcome = ${$.add(change.outcome)}, findings = ${$.add(change.findings)}, reported_on = ${$.add(change.reportedOn, 'date')}`,
        where: held('adopted'),
      };
    case 'takeBackResult':
      return { set: `(outcome, findings, reported_on) = (${resultBeforeTheEnd('t.id')})`, where: held('adopted') };
  }
}
