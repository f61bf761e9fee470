import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A webhook told of 100,000 new duties must not keep the letters of a morning waiting: each has an index, and a page, of its own. */
export class QueueCallsBesideLetters1780000001520 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX deliveries_queue;
      CREATE INDEX deliveries_queue ON deliveries (next_attempt_at) WHERE status = 'queued' AND channel <> 'webhook';
      CREATE INDEX deliveries_calls ON deliveries (next_attempt_at) WHERE status = 'queued' AND channel = 'webhook';
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX deliveries_queue, deliveries_calls;
      CREATE INDEX deliveries_queue ON deliveries (next_attempt_at) WHERE status = 'queued';
    `);
  }
}
