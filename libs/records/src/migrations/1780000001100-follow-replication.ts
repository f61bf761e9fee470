import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plan names places and who takes the model up there; each place answers, adapts, founds a copy of its own and tells how it turned out.
 * A copy is a model with a parent. Lineages never make a circle: the database itself refuses one.
 */
export class FollowReplication1780000001100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE replication_targets
        DROP CONSTRAINT replication_targets_status_check,
        ADD CONSTRAINT replication_targets_status_check
          CHECK (status IN ('pending', 'adaptationAsked', 'accepted', 'adopted', 'declined', 'withdrawn')),
        -- Who takes the model up there: named, or found by function or kind. Null while nobody is there to receive.
        ADD COLUMN organisation_id uuid REFERENCES organisations,
        ADD COLUMN function_code text,
        ADD COLUMN receiver_kind text,
        ADD COLUMN planned_by uuid REFERENCES organisations,
        ADD COLUMN planned_on date,
        ADD COLUMN answered_on date,
        ADD COLUMN adaptation_changes text,
        ADD COLUMN adaptation_reason text,
        ADD COLUMN adaptation_agreed boolean,
        ADD COLUMN adaptation_answer text,
        ADD COLUMN adopted_on date,
        ADD COLUMN outcome text CHECK (outcome IN ('succeeded', 'failed')),
        ADD COLUMN findings text,
        ADD COLUMN reported_on date,
        ADD COLUMN revision int NOT NULL DEFAULT 1,
        ADD CHECK ((outcome IS NULL) = (reported_on IS NULL) AND (outcome IS NULL) = (findings IS NULL)),
        ADD CHECK (status NOT IN ('pending', 'adaptationAsked', 'declined', 'withdrawn') OR child_model_id IS NULL);
      UPDATE replication_targets t SET planned_by = d.issuer_organisation_id, planned_on = d.decided_on, receiver_kind = o.kind
      FROM decisions d JOIN models m ON m.id = d.model_id JOIN organisations o ON o.id = m.owner_organisation_id WHERE d.id = t.decision_id;
      ALTER TABLE replication_targets ALTER COLUMN planned_by SET NOT NULL, ALTER COLUMN planned_on SET NOT NULL;
      COMMENT ON COLUMN replication_targets.child_model_id IS 'the copy that is being founded there, or was: the one that holds the place';
      -- Places of plans made before this: their history begins with where they stand.
      INSERT INTO journal (stream, stream_id, kind, at, body)
      SELECT 'replicationTarget', t.id, 'placePlanned', t.planned_on::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh',
        jsonb_build_object('from', NULL, 'to', t.status, 'modelId', t.model_id, 'territoryId', t.territory_id)
      FROM replication_targets t;

      DROP INDEX one_target_a_locality;
      CREATE UNIQUE INDEX one_target_a_locality ON replication_targets (model_id, territory_id)
        WHERE status IN ('pending', 'adaptationAsked', 'accepted');
      CREATE INDEX replication_targets_model ON replication_targets (model_id);
      CREATE INDEX replication_targets_territory ON replication_targets (territory_id);
      CREATE INDEX replication_targets_organisation ON replication_targets (organisation_id);
      CREATE UNIQUE INDEX one_place_a_copy ON replication_targets (child_model_id) WHERE child_model_id IS NOT NULL;

      -- What a copy kept of its parent, what it changed and why. Written once, when it is drafted.
      CREATE TABLE adaptations (
        child_model_id uuid PRIMARY KEY REFERENCES models,
        target_id uuid NOT NULL REFERENCES replication_targets,
        kept text NOT NULL,
        changed text NOT NULL,
        why text NOT NULL,
        written_on date NOT NULL,
        written_by uuid NOT NULL REFERENCES persons,
        written_post_id uuid NOT NULL REFERENCES posts
      );
      CREATE INDEX adaptations_target ON adaptations (target_id);
      CREATE TRIGGER adaptations_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON adaptations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE models
        ADD COLUMN no_replication_reason text,
        ADD COLUMN no_replication_on date,
        ADD CONSTRAINT model_is_not_its_own_parent CHECK (parent_id <> id),
        ADD CHECK ((no_replication_reason IS NULL) = (no_replication_on IS NULL));

      -- A parent is given once and for ever, so a circle could only be closed by the row that is written here.
      CREATE FUNCTION refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
          RAISE EXCEPTION 'a model keeps the parent it was copied from' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'lineages_make_no_circle';
        END IF;
        IF TG_OP = 'UPDATE' THEN
          -- Two rows, each made the parent of the other at the same instant, would not see one another.
          PERFORM pg_advisory_xact_lock(hashtext('lineages_make_no_circle'));
        END IF;
        IF EXISTS (SELECT FROM lineage_above(NEW.parent_id) l WHERE l.id = NEW.id) THEN
          RAISE EXCEPTION 'a copy of a copy leads back to itself' USING ERRCODE = 'check_violation', CONSTRAINT = 'lineages_make_no_circle';
        END IF;
        RETURN NEW;
      END $$;

      -- A model and what it was copied from, the nearest first. UNION: even a circle written past the trigger ends.
      CREATE FUNCTION lineage_above(model uuid) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
        WITH RECURSIVE up (id, parent_id) AS (
          SELECT m.id, m.parent_id FROM models m WHERE m.id = model
          UNION
          SELECT m.id, m.parent_id FROM up JOIN models m ON m.id = up.parent_id
        )
        SELECT up.id FROM up
      $$;
      CREATE FUNCTION lineage_below(model uuid) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
        WITH RECURSIVE down (id) AS (
          SELECT model
          UNION
          SELECT m.id FROM down JOIN models m ON m.parent_id = down.id
        )
        SELECT down.id FROM down
      $$;
      CREATE TRIGGER lineages_make_no_circle BEFORE INSERT OR UPDATE OF parent_id ON models FOR EACH ROW
        WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_circle();

      -- Who takes a model up in a place on a day: the body named (or what came after it), else the holder of the function, else the body
      -- of that kind there. Null: nobody to receive.
      CREATE FUNCTION receiver_in(territory uuid, named uuid, code text, kind text, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT heir_id FROM organisation_heir_on(named, day)),
          holder_of_function(code, territory, day),
          (SELECT o.organisation_id FROM organisations_on(day) o
           WHERE o.kind = receiver_in.kind AND o.territory_id = territory_heir_on(territory, day) ORDER BY o.organisation_id LIMIT 1))
      $$;

      -- Whose file a post may open: those of the organisations it sees, and those its own body is asked to copy or has copied.
      CREATE FUNCTION sees_model(post uuid, model uuid, owner uuid, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT sees_organisation(post, owner) OR EXISTS (
          SELECT FROM replication_targets t
          CROSS JOIN LATERAL (SELECT receiver_in(t.territory_id, t.organisation_id, t.function_code, t.receiver_kind, day) AS id OFFSET 0) receiver
          WHERE t.model_id = model AND t.status NOT IN ('declined', 'withdrawn') AND sees_organisation(post, receiver.id))
      $$;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sees_model, receiver_in;
      DROP TRIGGER lineages_make_no_circle ON models;
      DROP FUNCTION refuse_circle, lineage_below, lineage_above;
      ALTER TABLE models DROP CONSTRAINT model_is_not_its_own_parent, DROP COLUMN no_replication_reason, DROP COLUMN no_replication_on;
      DROP TABLE adaptations;
      DROP INDEX one_place_a_copy, replication_targets_organisation, replication_targets_territory, replication_targets_model, one_target_a_locality;
      ALTER TABLE replication_targets DROP COLUMN organisation_id, DROP COLUMN function_code, DROP COLUMN receiver_kind, DROP COLUMN planned_by,
        DROP COLUMN planned_on, DROP COLUMN answered_on, DROP COLUMN adaptation_changes, DROP COLUMN adaptation_reason,
        DROP COLUMN adaptation_agreed, DROP COLUMN adaptation_answer, DROP COLUMN adopted_on, DROP COLUMN outcome, DROP COLUMN findings,
        DROP COLUMN reported_on, DROP COLUMN revision, DROP CONSTRAINT replication_targets_status_check,
        ADD CONSTRAINT replication_targets_status_check CHECK (status IN ('pending', 'adopted', 'declined', 'withdrawn'));
      CREATE UNIQUE INDEX one_target_a_locality ON replication_targets (model_id, territory_id) WHERE status IN ('pending', 'adopted');
    `);
  }
}
