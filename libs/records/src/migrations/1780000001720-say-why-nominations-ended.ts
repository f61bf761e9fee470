import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a nomination was declined, withdrawn or revoked stands beside its outcome, not in the journal alone. Of a model one nomination is open
 * at a time, so the k-th step that settles one settled the k-th of them.
 */
export class SayWhyNominationsEnded1780000001720 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE model_nominations ADD COLUMN settled_reason text;
      WITH settled AS (
        SELECT j.stream_id, j.body -> 'fields' ->> 'reason' AS reason, row_number() OVER (PARTITION BY j.stream_id ORDER BY j.seq) AS n
        FROM journal j WHERE j.stream = 'model' AND j.body ->> 'step' IN ('commend', 'praise', 'declineCommendation', 'withdrawNomination')
      ), numbered AS (
        SELECT id, model_id, row_number() OVER (PARTITION BY model_id ORDER BY ordinal) AS n FROM model_nominations
      )
      UPDATE model_nominations n SET settled_reason = s.reason FROM numbered k JOIN settled s ON s.stream_id = k.model_id AND s.n = k.n
      WHERE n.id = k.id AND n.outcome IN ('declined', 'withdrawn');
      UPDATE model_nominations n SET settled_reason = j.body -> 'fields' ->> 'reason' FROM journal j
      WHERE n.outcome = 'revoked' AND j.stream = 'model' AND j.stream_id = n.model_id AND CASE
        WHEN n.without_paper THEN j.body ->> 'step' = 'withdrawPraise' AND j.body -> 'facts' ->> 'today' = n.settled_on::text
        ELSE j.body ->> 'step' = 'revokeCommendation' AND j.body -> 'decision' ->> 'annulsId' = n.decision_id::text END;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE model_nominations DROP COLUMN settled_reason`);
  }
}
