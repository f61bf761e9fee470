import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a model ends, and to whom it leaves what; how it, or whoever carried it, is honoured, and when that is handed over. */
export class EndAndHonourModels1780000001010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an ending model leaves to whom. Rows belong to the decision that ended it, and fall with it when that is annulled.
      CREATE TABLE model_handovers (
        decision_id uuid NOT NULL REFERENCES decisions,
        position int NOT NULL,
        model_id uuid NOT NULL REFERENCES models,
        what text NOT NULL CHECK (what IN ('money', 'assets', 'members', 'documents')),
        description text NOT NULL,
        amount numeric(18, 2) CHECK (amount >= 0),
        unit text,
        receiver_organisation_id uuid REFERENCES organisations,
        receiver_body text,
        handed_over_on date NOT NULL,
        PRIMARY KEY (decision_id, position),
        CHECK (num_nonnulls(receiver_organisation_id, receiver_body) = 1)
      );
      CREATE INDEX model_handovers_model ON model_handovers (model_id);
      CREATE TRIGGER model_handovers_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON model_handovers
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      -- Until now a receiver was one line of text.
      INSERT INTO model_handovers (decision_id, position, model_id, what, description, receiver_body, handed_over_on)
      SELECT d.id, 1, m.id, 'assets', 'Kinh phí, tài sản, thành viên', m.handover_receiver, m.ended_on
      FROM models m CROSS JOIN LATERAL (
        SELECT id FROM decisions WHERE model_id = m.id AND step = 'terminate' ORDER BY ordinal DESC LIMIT 1) d
      WHERE m.handover_receiver IS NOT NULL;
      ALTER TABLE models DROP COLUMN handover_receiver;
      ALTER TABLE models ADD COLUMN suspended_on date;
      UPDATE models m SET suspended_on = (SELECT effective_on FROM decisions d WHERE d.model_id = m.id AND d.step = 'suspend' ORDER BY d.ordinal DESC LIMIT 1)
      WHERE life = 'suspended';
      ALTER TABLE models ADD CONSTRAINT consolidated_into_an_heir
        CHECK ((end_ground IS NOT DISTINCT FROM 'consolidated') = (heir_id IS NOT NULL) AND heir_id <> id);
      CREATE INDEX models_heir ON models (heir_id) WHERE heir_id IS NOT NULL;

      -- Which forms there are is a rule edition's to say; whoever is nominated is shown by role and organisation.
      ALTER TABLE model_nominations DROP CONSTRAINT model_nominations_form_check;
      ALTER TABLE model_nominations DROP CONSTRAINT model_nominations_check1;
      ALTER TABLE model_nominations
        ADD COLUMN nominee_kind text NOT NULL DEFAULT 'model' CHECK (nominee_kind IN ('model', 'collective', 'individual')),
        ADD COLUMN nominee_organisation_id uuid REFERENCES organisations,
        ADD COLUMN nominee_role text,
        ADD COLUMN decided_on date,
        ADD COLUMN granted_by uuid REFERENCES organisations,
        ADD COLUMN without_paper boolean NOT NULL DEFAULT false,
        ADD COLUMN handed_over_on date,
        ADD COLUMN handed_over_at text;
      UPDATE model_nominations n SET decided_on = d.decided_on, granted_by = d.issuer_organisation_id FROM decisions d WHERE d.id = n.decision_id;
      UPDATE model_nominations SET decided_on = settled_on WHERE outcome = 'declined';
      ALTER TABLE model_nominations
        ADD CONSTRAINT commended_on_paper CHECK (outcome NOT IN ('commended', 'revoked') OR (granted_by IS NOT NULL AND decided_on IS NOT NULL
          AND (decision_id IS NOT NULL) <> without_paper)),
        ADD CONSTRAINT handed_over_somewhere CHECK ((handed_over_on IS NULL) = (handed_over_at IS NULL)),
        ADD CONSTRAINT handed_over_after_the_decision CHECK (handed_over_on >= decided_on),
        ADD CONSTRAINT an_individual_has_a_role CHECK (nominee_kind <> 'individual' OR (nominee_role IS NOT NULL AND nominee_organisation_id IS NOT NULL)),
        ADD CONSTRAINT a_collective_is_named CHECK (nominee_kind <> 'collective' OR num_nonnulls(nominee_role, nominee_organisation_id) > 0);
      CREATE INDEX model_nominations_waiting ON model_nominations (nominated_on, id) WHERE outcome IS NULL;
      CREATE INDEX model_nominations_by_day ON model_nominations (nominated_on, id);
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX model_nominations_by_day, model_nominations_waiting;
      ALTER TABLE model_nominations DROP CONSTRAINT commended_on_paper, DROP CONSTRAINT handed_over_somewhere,
        DROP CONSTRAINT handed_over_after_the_decision, DROP CONSTRAINT an_individual_has_a_role, DROP CONSTRAINT a_collective_is_named;
      ALTER TABLE model_nominations DROP COLUMN nominee_kind, DROP COLUMN nominee_organisation_id, DROP COLUMN nominee_role,
        DROP COLUMN decided_on, DROP COLUMN granted_by, DROP COLUMN without_paper, DROP COLUMN handed_over_on, DROP COLUMN handed_over_at;
      ALTER TABLE model_nominations ADD CONSTRAINT model_nominations_check1 CHECK (outcome NOT IN ('commended', 'revoked') OR decision_id IS NOT NULL);
      ALTER TABLE model_nominations ADD CONSTRAINT model_nominations_form_check
        CHECK (form IN ('publicPraise', 'certificateOfMerit', 'provincialCertificate', 'danVanKheoAward'));
      DROP INDEX models_heir;
      ALTER TABLE models DROP CONSTRAINT consolidated_into_an_heir, DROP COLUMN suspended_on, ADD COLUMN handover_receiver text;
      UPDATE models m SET handover_receiver = coalesce(h.receiver_body, '') FROM model_handovers h WHERE h.model_id = m.id AND h.position = 1;
      DROP TABLE model_handovers;
    `);
  }
}
