import type { DraftFields } from '../models/models.repository.js';
import type { ModelStage, PlainDay, TargetDeed, TargetStatus } from '#domain';
import type { JournalEntry } from '../journal/journal.repository.js';
import { dutyFacts, type DutyFacts } from '../models/duty-facts.js';
import { dutyPieces, type DutiesWritten } from '../models/duty-pieces.js';
import { Parameters } from '../parameters.js';
import type { Sql } from '../sql.js';
import { plansAs, receiverOn } from './receiver.js';
import { journaledForParent, journaledPlaces, targetEntries } from './target-pieces.js';

/** One place of a plan, held until the end of the transaction together with the model it is planned for. */
export interface TargetStanding {
  id: string;
  revision: number;
  status: TargetStatus;
  modelId: string;
  modelStage: ModelStage;
  ownerOrganisationId: string;
  duties: DutyFacts;
  /** What the place is called by now: the heir of the territory that was planned. Null: it ended without one. */
  placeId: string | null;
  /** Null: nobody to receive. */
  receiverId: string | null;
  actorReceives: boolean;
  actorPlans: boolean;
  hasCopy: boolean;
  adaptation: { changes: string; why: string } | null;
  /** What a copy has from its parent unless it says otherwise. */
  copied: Pick<DraftFields, 'kind' | 'name' | 'purpose' | 'field' | 'selfManaged'>;
}

/** The model a copy was drafted for, and the place of its plan. */
export type ParentStanding = Pick<TargetStanding, 'modelStage' | 'ownerOrganisationId' | 'duties'> & {
  id: string;
  targetId: string;
};

export interface TargetColumns {
  status: TargetStatus;
  childModelId: string | null;
  organisationId: string;
  reason: string | null;
  answeredOn: PlainDay;
  adaptationChanges: string | null;
  adaptationReason: string | null;
  adaptationAgreed: boolean | null;
  adaptationAnswer: string | null;
}

export class ReplicationsRepository {
  constructor(private readonly sql: Sql) {}

  /** Null: no such place, or the post may see neither the model nor the place. */
  async lock(targetId: string, postId: string, day: PlainDay): Promise<TargetStanding | null> {
    // The model first, as every step of it does; so neither waits for the other.
    await this.sql.row(
      `SELECT m.id FROM models m WHERE m.id = (SELECT t.model_id FROM replication_targets t WHERE t.id = $1) FOR NO KEY UPDATE`,
      [targetId],
    );
    return this.sql.row<TargetStanding>(
      `SELECT t.id, t.revision, t.status, t.model_id AS "modelId", jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour) AS "modelStage",
         o.id AS "ownerOrganisationId", ${dutyFacts('$3::date')} AS duties,
         territory_heir_on(t.territory_id, $3::date) AS "placeId",
         receiver.id AS "receiverId",
         receiver.id IS NOT NULL AND receiver.id = (SELECT p.organisation_id FROM posts p WHERE p.id = $2::uuid) AS "actorReceives",
         ${plansAs('$2::uuid', '$3::date')} AS "actorPlans", t.child_model_id IS NOT NULL AS "hasCopy",
         CASE WHEN t.adaptation_agreed THEN jsonb_build_object('changes', t.adaptation_changes, 'why', t.adaptation_reason) END AS adaptation,
         jsonb_build_object('kind', m.kind, 'name', m.name, 'purpose', m.purpose, 'field', m.field, 'selfManaged', m.self_managed) AS copied
       FROM replication_targets t JOIN models m ON m.id = t.model_id
       CROSS JOIN LATERAL (SELECT ${receiverOn('$3::date')} AS id OFFSET 0) receiver
       CROSS JOIN LATERAL (SELECT coalesce((SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $3::date)), m.owner_organisation_id) AS id OFFSET 0) o
       WHERE t.id = $1 AND (sees_organisation($2::uuid, m.owner_organisation_id) OR sees_organisation($2::uuid, t.planned_by)
         OR sees_organisation($2::uuid, receiver.id))
       FOR NO KEY UPDATE OF t`,
      [targetId, postId, day],
    );
  }

  /** An organisation that works in the place that day, by its id. */
  async worksIn(organisationId: string, territoryId: string | null, day: PlainDay): Promise<boolean> {
    const found = await this.sql.row(
      `SELECT FROM organisations_on($3::date) o WHERE o.organisation_id = $1::uuid AND territory_lies_within($2::uuid, o.territory_id, $3::date)`,
      [organisationId, territoryId, day],
    );
    return found !== null;
  }

  /** The caller holds the lock and has compared the revision. The model moves its revision with its places: they are facts of its guards. */
  async record(
    { id }: Pick<TargetStanding, 'id'>,
    deed: TargetDeed,
    set: Partial<TargetColumns>,
    entry: Pick<JournalEntry, 'at' | 'by' | 'body'>,
    duties: DutiesWritten | null,
  ): Promise<{ revision: number }> {
    const $ = new Parameters();
    const recorded = await this.sql.row<{ revision: number }>(
      `WITH target AS (
         UPDATE replication_targets t SET ${[...$.set(set), 'revision = t.revision + 1'].join(', ')} WHERE t.id = ${$.add(id, 'uuid')}
         RETURNING t.id, OLD.status AS was, NEW.status, t.model_id, t.territory_id, t.child_model_id, t.organisation_id, t.revision
       ), moved AS (
         UPDATE models m SET revision = m.revision + 1 FROM target WHERE m.id = target.model_id RETURNING m.id, m.territory_id
       ), ${[
         journaledPlaces('target', targetEntries[deed], entry, entry.body, $),
         journaledForParent('target', deed, entry, $),
         ...(duties ? dutyPieces(duties, entry, $) : []),
       ].join(',\n')}
       SELECT revision FROM target`,
      $.values,
    );
    return recorded!;
  }

  /** The model a copy was drafted for, as it stands; null: an imported copy has no place. After the place was moved the caller's step holds it. */
  parentOf(copyId: string, day: PlainDay): Promise<ParentStanding | null> {
    return this.sql.row(
      `SELECT m.id, t.id AS "targetId", jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour) AS "modelStage", o.id AS "ownerOrganisationId",
         ${dutyFacts('$2::date')} AS duties
       FROM adaptations a JOIN replication_targets t ON t.id = a.target_id JOIN models m ON m.id = t.model_id
       CROSS JOIN LATERAL (SELECT coalesce((SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $2::date)), m.owner_organisation_id) AS id OFFSET 0) o
       WHERE a.child_model_id = $1`,
      [copyId, day],
    );
  }

  /** What the duties of a model hang on that have to do with its places. The caller holds it. */
  planned(
    modelId: string,
    day: PlainDay,
  ): Promise<(Pick<TargetStanding, 'modelStage' | 'ownerOrganisationId' | 'duties'> & { code: string }) | null> {
    return this.sql.row(
      `SELECT m.code, jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour) AS "modelStage", o.id AS "ownerOrganisationId",
         ${dutyFacts('$2::date')} AS duties
       FROM models m
       CROSS JOIN LATERAL (SELECT coalesce((SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $2::date)), m.owner_organisation_id) AS id OFFSET 0) o
       WHERE m.id = $1`,
      [modelId, day],
    );
  }

  /** What is owed for a model after something else than a step of its own. The caller holds it. */
  async changeDuties(modelId: string, duties: DutiesWritten, entry: Pick<JournalEntry, 'at' | 'by'>): Promise<void> {
    const $ = new Parameters();
    await this.sql.row(
      `WITH moved AS (SELECT m.id, m.territory_id FROM models m WHERE m.id = ${$.add(modelId, 'uuid')}), ${dutyPieces(duties, entry, $).join(',\n')}
       SELECT id FROM moved`,
      $.values,
    );
  }

  /** What the copy kept, changed and why; once and for ever. */
  async adapt(record: {
    childModelId: string;
    targetId: string;
    kept: string;
    changed: string;
    why: string;
    writtenOn: PlainDay;
    by: { personId: string; postId: string };
  }): Promise<void> {
    await this.sql.affected(
      `INSERT INTO adaptations (child_model_id, target_id, kept, changed, why, written_on, written_by, written_post_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        record.childModelId,
        record.targetId,
        record.kept,
        record.changed,
        record.why,
        record.writtenOn,
        record.by.personId,
        record.by.postId,
      ],
    );
  }
}
