import type { MigrationInterface, QueryRunner } from 'typeorm';

const MOVING = `('extensionGranted', 'clockSuspended', 'clockResumed', 'dutyReopened', 'obligationMoved')`;
const opened = `SELECT j.stream_id AS id, (j.body ->> 'deadlineId')::uuid AS deadline_id FROM journal j
  WHERE j.stream = 'obligation' AND j.kind IN ('obligationOpened', 'dutyOpened') AND j.body ? 'deadlineId'`;
/** Was deadline `d` ever due on a day? */
const wasDueOn = (day: string) => `(d.original_due_on = ${day}
  OR EXISTS (SELECT FROM deadline_moves m WHERE m.deadline_id = d.id AND ${day} IN (m.from_due_on, m.to_due_on)))`;

/**
 * Suspensions, reopenings and partings from before moves were kept (1780000002100) left none. Where the journal names the acts and only one
 * deadline can have been meant by the day of each, the moves are written, with ordinals before all that were kept; where not, it is said that the
 * way of that duty is on record only from here on. Guessing would be evidence of nothing.
 */
export class FindWhereDutiesHung1780000002510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE obligation_moves_begin (
        obligation_id uuid PRIMARY KEY REFERENCES obligations,
        deadline_id uuid NOT NULL REFERENCES deadlines,
        after bigint NOT NULL
      );
      COMMENT ON TABLE obligation_moves_begin IS 'Duties whose way is on record only from a deadline on, by moves with an ordinal after this';
      CREATE TRIGGER obligation_moves_begin_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON obligation_moves_begin FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      WITH opened AS (${opened}),
      kept AS (SELECT DISTINCT ON (obligation_id) obligation_id, at, from_deadline_id FROM obligation_moves ORDER BY obligation_id, ordinal),
      acts AS (
        SELECT o.id, j.seq, j.at, j.kind, (j.body ->> 'toDueOn')::date AS day, o.kind AS owed, o.duty, o.round_id, o.conference_id, o.model_id,
               coalesce(k.from_deadline_id, o.deadline_id) AS leads_to, row_number() OVER way AS step, count(*) OVER (PARTITION BY o.id) AS steps,
               coalesce(opened.deadline_id, (SELECT (array_agg(d.id))[1] FROM deadlines d
                 WHERE d.round_id = o.round_id AND d.original_due_on = o.original_due_on HAVING count(*) = 1)) AS began_under
        FROM obligations o LEFT JOIN opened ON opened.id = o.id LEFT JOIN kept k ON k.obligation_id = o.id
        JOIN journal j ON j.stream = 'obligation' AND j.stream_id = o.id AND j.kind IN ${MOVING} AND j.body ? 'toDueOn' AND (k.at IS NULL OR j.at < k.at)
        WINDOW way AS (PARTITION BY o.id ORDER BY j.seq)
      ),
      meant AS (
        SELECT a.*, CASE
          WHEN a.step = a.steps THEN (SELECT d.id FROM deadlines d WHERE d.id = a.leads_to AND ${wasDueOn('a.day')})
          WHEN a.kind = 'extensionGranted' THEN (SELECT x.to_deadline_id FROM extensions x WHERE x.obligation_id = a.id AND x.answered_at = a.at AND x.status = 'granted')
          ELSE (SELECT (array_agg(d.id))[1] FROM deadlines d WHERE d.purpose = 'duty' AND ${wasDueOn('a.day')} AND CASE
              WHEN a.owed = 'report' THEN d.round_id = a.round_id AND (d.computation IS NULL OR a.kind = 'obligationMoved')
              ELSE d.duty = a.duty AND (d.conference_id = a.conference_id OR d.model_id = a.model_id) END
            HAVING count(*) = 1) END AS deadline_id
        FROM acts a
      ),
      ways AS (
        SELECT id, seq, at, deadline_id AS to_deadline_id, coalesce(lag(deadline_id) OVER (PARTITION BY id ORDER BY step), began_under) AS from_deadline_id,
               bool_and(deadline_id IS NOT NULL AND began_under IS NOT NULL) OVER (PARTITION BY id) AS known
        FROM meant
      ),
      found AS (SELECT * FROM ways WHERE known AND from_deadline_id <> to_deadline_id)
      INSERT INTO obligation_moves (ordinal, obligation_id, from_deadline_id, to_deadline_id, at) OVERRIDING SYSTEM VALUE
      SELECT row_number() OVER (ORDER BY at, id, seq) - 1 - (SELECT count(*) FROM found), id, from_deadline_id, to_deadline_id, at FROM found;

      -- What does not lead from where a duty was opened to where it hangs now, act by act, is on record only from here on.
      WITH opened AS (${opened}),
      moves AS (
        SELECT x.*, lag(x.to_deadline_id) OVER way AS before, lead(x.ordinal) OVER way IS NULL AS is_last FROM obligation_moves x
        WINDOW way AS (PARTITION BY x.obligation_id ORDER BY x.ordinal)
      ),
      unknown AS (
        SELECT o.id FROM moves x JOIN obligations o ON o.id = x.obligation_id JOIN deadlines d ON d.id = x.to_deadline_id LEFT JOIN opened ON opened.id = o.id
        WHERE x.from_deadline_id <> coalesce(x.before, opened.deadline_id, x.from_deadline_id) OR x.is_last AND x.to_deadline_id <> o.deadline_id
          OR NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id AND j.at = x.at AND j.kind IN ${MOVING}
            AND ${wasDueOn("(j.body ->> 'toDueOn')::date")})
        UNION
        SELECT o.id FROM obligations o JOIN opened ON opened.id = o.id
        WHERE o.deadline_id <> opened.deadline_id AND NOT EXISTS (SELECT FROM obligation_moves x WHERE x.obligation_id = o.id)
      )
      INSERT INTO obligation_moves_begin (obligation_id, deadline_id, after)
      SELECT o.id, o.deadline_id, coalesce((SELECT max(x.ordinal) FROM obligation_moves x WHERE x.obligation_id = o.id), 0)
      FROM unknown JOIN obligations o ON o.id = unknown.id;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE obligation_moves_begin`);
  }
}
