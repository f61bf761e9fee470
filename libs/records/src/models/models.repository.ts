import {
  MACHINE_VERSION,
  type DecisionRecord,
  type HandoverRow,
  type ModelStage,
  type NomineeKind,
  type PlainDay,
  type Verdict,
} from '#domain';
import type { KeyLease } from '../access/idempotency.repository.js';
import type { JournalEntry } from '../journal/journal.repository.js';
import { Parameters } from '../parameters.js';
import type { Sql } from '../sql.js';
import { bringAlong, giveBack, type Brought, type MoveTold } from './bring-along.js';
import { placePieces, placeWasKept, targetPieces, type PlaceChange, type TargetsChange } from '../replications/target-pieces.js';
import { dutyPieces, type DutiesWritten } from './duty-pieces.js';
import { OVERTAKEN, readStanding, type FactsQuestion, type ModelStanding } from './model-facts.js';

/** What a draft says; all of it can be revised until it is proposed. */
export interface DraftFields {
  kind: 'model' | 'goodPractice';
  name: string;
  purpose: string;
  field: 'economy' | 'cultureSociety' | 'defenceSecurity' | 'politicalSystem' | null;
  origin: 'need' | 'annualTarget';
  selfManaged: boolean;
  territoryId: string;
  locality: string;
  members: number | null;
}

/** What one step writes beside the stage; what is not named stays. */
export interface ModelChange {
  model?: Partial<ModelColumns>;
  review?: { open: ReviewOpened } | { set: Partial<ReviewColumns> };
  nomination?:
    | { open: NewNomination }
    | { set: Partial<NominationColumns> }
    | { revokeCommended: PlainDay; reason: string }
    | { withdrawPraise: PlainDay; reason: string }
    | { handOver: { on: PlainDay; at: string } };
  handover?: HandoverRow[];
  targets?: TargetsChange;
  /** Of a copy: what becomes of the place of its parent's plan. Nothing happens where the model is no copy by a plan. */
  place?: PlaceChange;
  /** The step is not taken when another model, alike and in the same place, was proposed since it was looked for. */
  firstAmongAlike?: true;
}

export interface ReviewOpened {
  id: string;
  year: number;
  openedOn: PlainDay;
  /** The review whose verdict asked for this one; it belongs to no round, and its year is counted by the other. */
  reReviewOf: string | null;
  /** Why it is held outside a round. Null: it joins the round of its year, or answers a strengthening file on its day. */
  openedBecause: string | null;
}

export interface ModelColumns {
  noReplicationReason: string | null;
  noReplicationOn: PlainDay | null;
  proposedOn: PlainDay | null;
  startedOn: PlainDay | null;
  endedOn: PlainDay | null;
  endGround: string | null;
  heirId: string | null;
  strengtheningPlan: string | null;
  strengthenBy: PlainDay | null;
  reReviewBy: PlainDay | null;
  suspendedOn: PlainDay | null;
  suspendedUntil: PlainDay | null;
  suspendedFrom: string | null;
  lastVerdict: Verdict | null;
}

export interface ReviewColumns {
  selfScore: number | null;
  selfAssessment: string | null;
  selfAssessedOn: PlainDay | null;
  selfAssessedBy: string | null;
  appraisedScore: number | null;
  differenceReason: string | null;
  appraisedOn: PlainDay | null;
  appraisedBy: string | null;
  verdict: Verdict | null;
  /** As JSON. */
  selfScores: string | null;
  appraisedScores: string | null;
  knockedOut: string | null;
  inspectedOn: PlainDay | null;
  inspectionFindings: string | null;
  conclusion: string | null;
  concludedOn: PlainDay | null;
  cancelledOn: PlainDay | null;
}

export interface NominationColumns {
  opinion: string;
  appraisedOn: PlainDay;
  appraisedBy: string;
  outcome: 'commended' | 'declined' | 'withdrawn';
  settledOn: PlainDay;
  settledReason: string;
  decidedOn: PlainDay;
  grantedBy: string;
  withoutPaper: boolean;
  formsEditionId: string;
  decisionId: string;
}

export interface NewNomination {
  id: string;
  achievement: string;
  achievedFrom: PlainDay;
  achievedTo: PlainDay;
  form: string;
  nomineeKind: NomineeKind;
  nomineeOrganisationId: string | null;
  nomineeRole: string | null;
  nominatedOn: PlainDay;
  nominatedBy: string;
}

export interface NewDecision extends DecisionRecord {
  id: string;
  step: string;
  issuerOrganisationId: string;
  /** A copy of what was decided on. */
  frozen: Record<string, unknown>;
  annulsId: string | null;
  /** The paper that decides on several models at once; left out: this is a paper itself. */
  paperId?: string;
}

export type NewEntry = Omit<JournalEntry, 'stream' | 'streamId'>;

/** One decision number belongs to one decision of its issuer in its year. */
export const ONE_DECISION_A_NUMBER = 'one_decision_a_number_an_issuer_a_year';

/** A slower first request that lost its key to a second: what it was about to do is not done. */
export class KeyIsLost extends Error {
  constructor() {
    super('the idempotency key was taken over by a later request');
  }
}

/** What `still_stands` raises, and what PostgreSQL raises in a deadlock. */
const MOVED_ON = 'LT001';
const DEADLOCK = '40P01';

const hasCode = (thrown: unknown, code: string): boolean =>
  [thrown, (thrown as { driverError?: unknown } | null)?.driverError].some(
    (error) => (error as { code?: string } | null)?.code === code,
  );

/** What must still be true when a step is written, beside the revision of its model. */
export interface StandingStill {
  /** The heir a guard has seen, at the revision it was seen. */
  heir: { id: string; revision: number } | null;
  /** The Idempotency-Key the step runs under: marked as used with the step, or the step is not taken. */
  key: KeyLease | null;
}

export class ModelsRepository {
  constructor(private readonly sql: Sql) {}

  /** The model, held until the end of the transaction, with everything its guards read. */
  lockWithFacts(question: FactsQuestion): Promise<ModelStanding | null | typeof OVERTAKEN> {
    return readStanding(this.sql, question, { lock: true });
  }

  /** Null: the territory is not one the post's organisation works in. */
  draft(
    draft: DraftFields & { id: string; postId: string; day: PlainDay; stage: ModelStage; parentId?: string },
    entry: NewEntry,
  ): Promise<{ id: string; code: string; revision: number } | null> {
    const { id, postId, day, stage, kind, name, purpose, field, origin, selfManaged, territoryId, locality, members } = draft;
    const { parentId = null } = draft;
    const $ = new Parameters();
    return this.sql.row(
      `WITH drafted AS (
         INSERT INTO models (id, code, kind, name, purpose, field, origin, self_managed, founding_organisation_id, owner_organisation_id,
           territory_id, locality, members, parent_id, life, spread, honour, machine_version, created_at)
         SELECT ${$.add(id, 'uuid')}, format('MH-%s-%s', extract(year FROM ${$.add(day, 'date')}), code.number), ${$.add(kind)}, ${$.add(name)}, ${$.add(purpose)},
           ${$.add(field)}, ${$.add(origin)}, ${$.add(selfManaged, 'boolean')}, p.organisation_id, p.organisation_id,
           ${$.add(territoryId, 'uuid')}, ${$.add(locality)}, ${$.add(members, 'int')}, ${$.add(parentId, 'uuid')},
           ${$.add(stage.life)}, ${$.add(stage.spread)}, ${$.add(stage.honour)}, ${MACHINE_VERSION}, ${$.add(entry.at, 'timestamptz')}
         FROM posts p JOIN organisation_versions v ON v.organisation_id = p.organisation_id AND v.valid @> ${$.add(day, 'date')}
         CROSS JOIN LATERAL (SELECT lpad(n, greatest(6, length(n)), '0') AS number FROM (SELECT nextval('model_numbers')::text AS n) drawn) code
         WHERE p.id = ${$.add(postId, 'uuid')} AND territory_lies_within(${$.add(territoryId, 'uuid')}, v.territory_id, ${$.add(day, 'date')})
         RETURNING id, code, revision
       ), counted AS (
         INSERT INTO model_members (id, model_id, on_day, kind, count, recorded_at, recorded_by_post_id)
         SELECT gen_random_uuid(), id, ${$.add(day, 'date')}, 'participants', ${$.add(members, 'int')}, ${$.add(entry.at, 'timestamptz')}, ${$.add(postId, 'uuid')}
         FROM drafted WHERE ${$.add(members, 'int')} IS NOT NULL
       ), ${journaled('drafted', entry, $)}
       SELECT id, code, revision FROM drafted`,
      $.values,
    );
  }

  draftOf(id: string): Promise<DraftFields | null> {
    return this.sql.row<DraftFields>(
      `SELECT kind, name, purpose, field, origin, self_managed AS "selfManaged", territory_id AS "territoryId", locality, members
       FROM models WHERE id = $1`,
      [id],
    );
  }

  /** The caller holds the lock and has compared the revision. Null: the territory is not one the owner works in. */
  revise(
    { id, revision, day }: { id: string; revision: number; day: PlainDay },
    changed: Partial<DraftFields>,
    entry: NewEntry,
  ): Promise<{ revision: number } | null> {
    const $ = new Parameters();
    const within =
      changed.territoryId === undefined
        ? ''
        : `AND EXISTS (SELECT FROM organisation_versions v WHERE v.valid @> ${$.add(day, 'date')}
             AND v.organisation_id = (SELECT heir_id FROM organisation_heir_on(models.owner_organisation_id, ${$.add(day, 'date')}))
             AND territory_lies_within(${$.add(changed.territoryId, 'uuid')}, v.territory_id, ${$.add(day, 'date')}))`;
    // The number a draft gives is the first of its history; revised, it corrects itself.
    const counted =
      changed.members === undefined
        ? ''
        : `, counted AS (
             INSERT INTO model_members (id, model_id, on_day, kind, count, corrects_id, recorded_at, recorded_by_post_id)
             SELECT gen_random_uuid(), revised.id, ${$.add(day, 'date')}, 'participants', ${$.add(changed.members, 'int')}, last.id,
               ${$.add(entry.at, 'timestamptz')}, ${$.add(entry.by?.postId ?? null, 'uuid')}
             FROM revised LEFT JOIN LATERAL (
               SELECT s.id FROM standing_members s WHERE s.model_id = revised.id AND s.kind = 'participants'
               ORDER BY s.on_day DESC, s.ordinal DESC LIMIT 1) last ON true)`;
    return this.sql.row(
      `WITH revised AS (
         UPDATE models SET ${[...$.set(changed), 'revision = revision + 1'].join(', ')}
         WHERE id = ${$.add(id)} AND revision = ${$.add(revision)} ${within} RETURNING id, revision
       )${counted}, ${journaled('revised', entry, $)}
       SELECT revision FROM revised`,
      $.values,
    );
  }

  /**
   * Compare and set, with everything the step writes beside it, in one statement; null when the row, or another the step rests on, moved on.
   * @throws KeyIsLost when the Idempotency-Key no longer belongs to this request.
   */
  async record(
    { id, revision }: { id: string; revision: number },
    stage: ModelStage,
    { model = {}, review, nomination, targets, place, firstAmongAlike, handover = [] }: ModelChange,
    decision: NewDecision | null,
    entry: NewEntry,
    { duties, heir, key }: { duties?: DutiesWritten | null } & Partial<StandingStill> = {},
  ): Promise<{ revision: number } | null> {
    const $ = new Parameters();
    const pieces: string[] = [];
    const still: string[] = [];
    if (key) {
      const { accountId, key: name, leasedUntil } = key;
      pieces.push(`held_key AS (
         SELECT account_id, key FROM idempotency_keys
         WHERE account_id = ${$.add(accountId, 'uuid')} AND key = ${$.add(name)} AND leased_until = ${$.add(leasedUntil, 'timestamptz')} AND status IS NULL
         FOR UPDATE)`);
      still.push('EXISTS (SELECT FROM held_key)');
    }
    if (heir) {
      pieces.push(
        `heir AS (SELECT id FROM models WHERE id = ${$.add(heir.id, 'uuid')} AND revision = ${$.add(heir.revision, 'int')} FOR SHARE)`,
      );
      still.push('EXISTS (SELECT FROM heir)');
    }
    pieces.push(
      `moved AS (
         UPDATE models SET ${[...$.set({ ...stage, machineVersion: MACHINE_VERSION, ...model }), 'revision = revision + 1'].join(', ')}
         WHERE ${[`id = ${$.add(id)}`, `revision = ${$.add(revision)}`, ...still].join(' AND ')} RETURNING id, revision, territory_id)`,
    );
    if (key)
      pieces.push(`used_key AS (
         UPDATE idempotency_keys k SET headers = coalesce(k.headers, '{}') FROM moved, held_key h WHERE k.account_id = h.account_id AND k.key = h.key)`);
    if (decision)
      pieces.push(`decided AS (
         INSERT INTO decisions (id, model_id, step, issuer_organisation_id, number, decided_on, effective_on, signer_post_id, basis, frozen, annuls_id,
           basis_decision_id, paper_id)
         SELECT ${$.add(decision.id, 'uuid')}, moved.id, ${$.add(decision.step)}, ${$.add(decision.issuerOrganisationId, 'uuid')}, ${$.add(decision.number)},
           ${$.add(decision.decidedOn, 'date')}, ${$.add(decision.effectiveOn, 'date')}, ${$.add(decision.signerPostId, 'uuid')}, ${$.add(decision.basis)},
           ${$.add(decision.frozen, 'jsonb')}, ${$.add(decision.annulsId, 'uuid')},
           ${$.add(decision.basisDecisionId ?? null, 'uuid')}, ${$.add(decision.paperId ?? null, 'uuid')} FROM moved)`);
    if (decision && handover.length > 0)
      pieces.push(`handed_over AS (
         INSERT INTO model_handovers (decision_id, position, model_id, what, description, amount, unit, receiver_organisation_id, receiver_body, handed_over_on)
         SELECT ${$.add(decision.id, 'uuid')}, row.position, moved.id, row.what, row.description, row.amount, row.unit, row."receiverOrganisationId",
           row."receiverBody", row."handedOverOn"
         FROM moved, jsonb_to_recordset(${$.add(JSON.stringify(handover.map((row, index) => ({ position: index + 1, ...row }))), 'jsonb')})
           AS row (position int, what text, description text, amount numeric, unit text, "receiverOrganisationId" uuid, "receiverBody" text, "handedOverOn" date))`);
    if (review && 'open' in review) pieces.push(...openingOf(review.open, $));
    if (review && 'set' in review)
      pieces.push(`review AS (
         UPDATE model_reviews r SET ${$.set(review.set).join(', ')} FROM moved
         WHERE r.model_id = moved.id AND r.concluded_on IS NULL AND r.cancelled_on IS NULL)`);
    if (nomination && 'open' in nomination)
      pieces.push(`nomination AS (
         INSERT INTO model_nominations (id, model_id, achievement, achieved_from, achieved_to, form, nominated_on, nominated_by,
           nominee_kind, nominee_organisation_id, nominee_role)
         SELECT ${$.add(nomination.open.id, 'uuid')}, moved.id, ${$.add(nomination.open.achievement)}, ${$.add(nomination.open.achievedFrom, 'date')},
           ${$.add(nomination.open.achievedTo, 'date')}, ${$.add(nomination.open.form)}, ${$.add(nomination.open.nominatedOn, 'date')},
           ${$.add(nomination.open.nominatedBy, 'uuid')}, ${$.add(nomination.open.nomineeKind)}, ${$.add(nomination.open.nomineeOrganisationId, 'uuid')},
           ${$.add(nomination.open.nomineeRole)} FROM moved)`);
    if (nomination && 'set' in nomination)
      pieces.push(`nomination AS (
         UPDATE model_nominations n SET ${$.set(nomination.set).join(', ')} FROM moved WHERE n.model_id = moved.id AND n.outcome IS NULL)`);
    if (nomination && 'revokeCommended' in nomination)
      pieces.push(`nomination AS (
         UPDATE model_nominations n SET outcome = 'revoked', settled_on = ${$.add(nomination.revokeCommended)}, settled_reason = ${$.add(nomination.reason)}
         FROM moved WHERE n.model_id = moved.id AND n.decision_id = ${$.add(decision?.annulsId ?? null)})`);
    if (nomination && 'withdrawPraise' in nomination)
      pieces.push(`nomination AS (
         UPDATE model_nominations n SET outcome = 'revoked', settled_on = ${$.add(nomination.withdrawPraise)}, settled_reason = ${$.add(nomination.reason)} FROM moved
         WHERE n.id = (SELECT last.id FROM model_nominations last WHERE last.model_id = ${$.add(id, 'uuid')} AND last.outcome = 'commended'
           AND last.without_paper ORDER BY last.ordinal DESC LIMIT 1))`);
    if (nomination && 'handOver' in nomination)
      pieces.push(`nomination AS (
         UPDATE model_nominations n SET handed_over_on = ${$.add(nomination.handOver.on, 'date')}, handed_over_at = ${$.add(nomination.handOver.at)} FROM moved
         WHERE n.id = (SELECT last.id FROM model_nominations last WHERE last.model_id = ${$.add(id, 'uuid')} AND last.outcome = 'commended'
           AND last.handed_over_on IS NULL ORDER BY last.ordinal DESC LIMIT 1))`);
    if (targets) pieces.push(...targetPieces(targets, decision, entry, $));
    if (place) pieces.push(...placePieces(place, entry, $));
    if (duties) pieces.push(...dutyPieces(duties, entry, $, !!review && 'open' in review));
    return this.written(
      `WITH ${pieces.join(',\n')}, ${journaled('moved', entry, $)}
       SELECT (SELECT revision FROM moved) AS revision, ${key ? 'EXISTS (SELECT FROM held_key)' : 'true'} AS "keyHeld"
       ${place ? `, (SELECT still_stands(${placeWasKept}) FROM moved)` : ''}
       ${place?.deed === 'adopt' ? `, (SELECT still_stands(first_of_its_line(moved.id, ${$.add(place.today, 'date')})) FROM moved)` : ''}
       ${opensInARound(review) ? ', (SELECT still_stands(EXISTS (SELECT FROM joining)) FROM moved)' : ''}
       ${firstAmongAlike ? ', (SELECT still_stands(first_among_alike(moved.id)) FROM moved)' : ''}`,
      $.values,
    );
  }

  /** Holds models until the end of the transaction, always in the same order, so that two deeds upon the same ones never wait for each other. */
  async hold(ids: string[]): Promise<void> {
    await this.sql.rows(`SELECT id FROM models WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [ids]);
  }

  /** Its next revision, without another change: whoever saw the last one looks again. */
  async touch(id: string): Promise<void> {
    await this.sql.affected(`UPDATE models SET revision = revision + 1 WHERE id = $1`, [id]);
  }

  /** The paper that decides on several models: a decision of the model they lead to. */
  async addPaper(modelId: string, paper: NewDecision): Promise<void> {
    await this.sql.affected(
      `INSERT INTO decisions (id, model_id, step, issuer_organisation_id, number, decided_on, effective_on, signer_post_id, basis, frozen, basis_decision_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        paper.id,
        modelId,
        paper.step,
        paper.issuerOrganisationId,
        paper.number,
        paper.decidedOn,
        paper.effectiveOn,
        paper.signerPostId,
        paper.basis,
        paper.frozen,
        paper.basisDecisionId ?? null,
      ],
    );
  }

  bringAlong(heirId: string, ended: { id: string; decisionId: string }[], told: MoveTold): Promise<Brought> {
    return bringAlong(this.sql, heirId, ended, told);
  }

  giveBack(heirId: string, modelId: string, told: MoveTold & { undone: string }): Promise<Brought> {
    return giveBack(this.sql, heirId, modelId, told);
  }

  private async written(statement: string, values: unknown[]): Promise<{ revision: number } | null> {
    try {
      const { revision, keyHeld } = (await this.sql.prepared<{ revision: number | null; keyHeld: boolean }>(statement, values))!;
      if (!keyHeld) throw new KeyIsLost();
      return revision === null ? null : { revision };
    } catch (error) {
      // Two models that end into each other at once wait for one another: one of them is told to look again.
      if (hasCode(error, MOVED_ON) || hasCode(error, DEADLOCK)) return null;
      throw error;
    }
  }
}

/** Nobody said why, so the round the guards saw must still be open. */
const opensInARound = (review: ModelChange['review']): boolean =>
  review !== undefined && 'open' in review && review.open.reReviewOf === null && review.open.openedBecause === null;

/**
 * A review opened by hand joins the round of its year while that is open, and is judged by the set in force for where the model comes
 * from. The round is held, so that nobody closes it meanwhile.
 */
const openingOf = ({ id, year, openedOn, reReviewOf, openedBecause }: ReviewOpened, $: Parameters): string[] => [
  `joining AS (
    SELECT r.id FROM rounds r WHERE r.kind = 'modelReview' AND r.year = ${$.add(year, 'int')} AND r.closed_on IS NULL
      AND ${$.add(reReviewOf, 'uuid')} IS NULL FOR NO KEY UPDATE)`,
  `review AS (
    INSERT INTO model_reviews (id, model_id, year, opened_on, re_review_of, opened_because, round_id, criteria_set_id)
    SELECT ${$.add(id, 'uuid')}, moved.id, ${$.add(year, 'int')}, ${$.add(openedOn, 'date')}, ${$.add(reReviewOf, 'uuid')}, ${$.add(openedBecause)}, (SELECT joining.id FROM joining),
      criteria_set_in_force('whatIsAnEffectiveModel', moved.territory_id, ${$.add(openedOn, 'date')}) FROM moved RETURNING id, round_id)`,
  // A model taken up again after its review was overtaken is counted already.
  `joined AS (
    UPDATE rounds r SET expected = r.expected + 1 FROM joining, moved
    WHERE r.id = joining.id AND NOT EXISTS (SELECT FROM model_reviews v WHERE v.round_id = r.id AND v.model_id = moved.id))`,
];

/** The journal entry of a statement that changes one model: written when, and only when, `changed` holds its row. */
export const journaled = (changed: string, { kind, at, by, body }: NewEntry, $: Parameters) => `journaled AS (
  INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
  SELECT 'model', ${changed}.id, ${$.add(kind)}, ${$.add(at, 'timestamptz')}, ${$.add(by?.personId ?? null, 'uuid')}, ${$.add(by?.postId ?? null, 'uuid')}, ${$.add(body, 'jsonb')}
  FROM ${changed})`;
