import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rung for 100,000 spent a third of its time locking the persons and duties it had just read, row by row, to prove that they exist. Nobody
 * deletes them: that is now refused by the tables themselves, the keys stay as declarations, and the checker of the history holds them to it.
 * Notices lie in the order in which pages write them, and only calls take room in the index of calls.
 */
export class TellAHerdWithFewerWrites1780000002400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TRIGGER persons_are_kept BEFORE DELETE OR TRUNCATE ON persons FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER obligations_are_kept BEFORE DELETE OR TRUNCATE ON obligations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER webhooks_are_kept BEFORE DELETE OR TRUNCATE ON webhooks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE notices
        DROP CONSTRAINT notices_obligation_id_fkey, DROP CONSTRAINT notices_recipient_id_fkey, DROP CONSTRAINT notices_webhook_id_fkey,
        DROP CONSTRAINT told_once;
      ALTER TABLE notices
        ADD CONSTRAINT notices_obligation_id_fkey FOREIGN KEY (obligation_id) REFERENCES obligations NOT ENFORCED,
        ADD CONSTRAINT notices_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES persons NOT ENFORCED,
        ADD CONSTRAINT notices_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks NOT ENFORCED,
        ADD CONSTRAINT told_once UNIQUE (deadline_id, revision, rung, obligation_id, recipient_id);

      ALTER TABLE deliveries
        DROP CONSTRAINT deliveries_person_id_fkey, DROP CONSTRAINT deliveries_webhook_id_fkey, DROP CONSTRAINT one_call_an_event;
      ALTER TABLE deliveries
        ADD CONSTRAINT deliveries_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons NOT ENFORCED,
        ADD CONSTRAINT deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks NOT ENFORCED;
      CREATE UNIQUE INDEX one_call_an_event ON deliveries (webhook_id, journal_id) WHERE webhook_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX one_call_an_event;
      ALTER TABLE deliveries
        DROP CONSTRAINT deliveries_person_id_fkey, DROP CONSTRAINT deliveries_webhook_id_fkey,
        ADD CONSTRAINT one_call_an_event UNIQUE (webhook_id, journal_id);
      ALTER TABLE deliveries
        ADD CONSTRAINT deliveries_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons,
        ADD CONSTRAINT deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks;
      ALTER TABLE notices
        DROP CONSTRAINT notices_obligation_id_fkey, DROP CONSTRAINT notices_recipient_id_fkey, DROP CONSTRAINT notices_webhook_id_fkey,
        DROP CONSTRAINT told_once;
      ALTER TABLE notices
        ADD CONSTRAINT notices_obligation_id_fkey FOREIGN KEY (obligation_id) REFERENCES obligations,
        ADD CONSTRAINT notices_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES persons,
        ADD CONSTRAINT notices_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks,
        ADD CONSTRAINT told_once UNIQUE (deadline_id, revision, rung, recipient_id, obligation_id);
      DROP TRIGGER persons_are_kept ON persons;
      DROP TRIGGER obligations_are_kept ON obligations;
      DROP TRIGGER webhooks_are_kept ON webhooks;
    `);
  }
}
