import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isRefusal, planReviewRound, type ModelReviewRule } from '#domain';
import type { Records, Tx } from '#records';
import { OpenReviewRound } from '#usecases';
import { plantModels } from './plant-models.js';
import { interleaved, tell, timed } from './ratio.js';

const MODELS = 100_000;
const YEAR = 2026;
const now = new Date('2026-09-01T01:00:00Z');
const shipped = JSON.parse(readFileSync('infra/seeds/data/rules/model-review.2024.json', 'utf8')) as { body: ModelReviewRule };

/** The yearly review opened for 100,000 running models, against the same rows by the shortest honest SQL. */
export async function benchReviewOpening(records: Records) {
  const edition = await plant(records);
  const opening = new OpenReviewRound(records);
  const ours = async () => {
    const took = await timed(async () => {
      const opened = await opening.run({ year: YEAR, now, actor: null });
      if (isRefusal(opened)) throw new Error(opened.words.en);
    });
    await verify(records, 'ours');
    await again(records);
    return took;
  };
  const base = async () => {
    const took = await timed(() => records.inTransaction((tx) => bareOpening(tx, edition)));
    await verify(records, 'the baseline');
    await again(records);
    return took;
  };
  const taken = await interleaved(3, ours, base);
  return tell({
    name: `opening the review of ${MODELS} models`,
    baseline: 'the same rows by bare set SQL',
    ...taken,
    aim: '≤ 2',
  });
}

/** The models, and the rule that ships. */
async function plant({ sql }: Records): Promise<string> {
  const edition = randomUUID();
  await plantModels(sql, MODELS, now);
  await sql.affected(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES ($1, 'modelReview', '2024-08-01', 'bench', $2, $3)`,
    [edition, shipped.body, now],
  );
  await sql.affected(`VACUUM ANALYZE`);
  return edition;
}

/** Every row a round writes, from what the models themselves say: no scope, no heirs, no way up, no criteria, nobody left out. */
async function bareOpening(tx: Tx, edition: string): Promise<void> {
  const round = randomUUID();
  await tx.affected(
    `INSERT INTO rounds (id, kind, year, rule_edition_id, opened_on, opened_at, expected) VALUES ($1, 'modelReview', $2, $3, '2026-09-01', $4, $5)`,
    [round, YEAR, edition, now, MODELS],
  );
  const deadlines = planReviewRound(shipped.body, YEAR).map((deadline) => ({ ...deadline, id: randomUUID() }));
  for (const { id, duty, due, rungs } of deadlines)
    await tx.deadlines.insert(
      { id, roundId: round, conferenceId: null, duty, ...due, ruleEditionId: edition },
      { rungs, now, pastReason: null },
    );
  const [{ id: deadline, due }] = deadlines as [(typeof deadlines)[number]];
  await tx.affected(
    `INSERT INTO model_reviews (id, model_id, year, opened_on, self_assessment_due_on, round_id)
     SELECT gen_random_uuid(), id, $1, '2026-09-01', $2, $3 FROM models WHERE life = 'operating'`,
    [YEAR, due.dueOn, round],
  );
  await tx.affected(
    `INSERT INTO obligations (id, kind, round_id, model_id, review_id, duty, deadline_id, territory_id, organisation_id, reports_to, original_due_on)
     SELECT gen_random_uuid(), 'modelDuty', $1, m.id, r.id, 'selfAssess', $2, m.territory_id, m.owner_organisation_id, '{}', $3
     FROM models m JOIN model_reviews r ON r.model_id = m.id`,
    [round, deadline, due.dueOn],
  );
  await tx.affected(
    `INSERT INTO journal (stream, stream_id, kind, at, body)
     SELECT 'model', m.id, 'modelAdvanced', $1, $2::jsonb || jsonb_build_object('from', jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour),
       'to', jsonb_build_object('life', 'selfAssessing', 'spread', m.spread, 'honour', m.honour)) FROM models m`,
    [now, { step: 'openReview', facts: { today: '2026-09-01' }, fields: { reviewYear: YEAR } }],
  );
  await tx.affected(
    `INSERT INTO journal (stream, stream_id, kind, at, body)
     SELECT 'obligation', id, 'dutyOpened', $1, jsonb_build_object('to', 'open', 'duty', duty, 'deadlineId', deadline_id, 'dueOn', original_due_on) FROM obligations`,
    [now],
  );
  await tx.affected(`UPDATE models SET life = 'selfAssessing', revision = revision + 1`);
}

async function verify(records: Records, whose: string): Promise<void> {
  const counted = await records.inTransaction(async (tx) => {
    // Nobody has analysed what was just written, and the count would walk the herd against itself.
    await tx.affected(`SET LOCAL enable_nestloop = off`);
    return (await tx.row<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM models WHERE life = 'selfAssessing' AND revision = 2) AS moved,
       (SELECT count(*)::int FROM model_reviews r JOIN rounds d ON d.id = r.round_id AND d.expected = ${MODELS}) AS reviews,
       (SELECT count(*)::int FROM obligations o JOIN model_reviews r ON r.id = o.review_id JOIN deadlines d ON d.id = o.deadline_id AND d.due_on = '2026-09-30') AS duties,
       (SELECT count(*)::int FROM journal WHERE stream = 'model' AND body -> 'to' ->> 'life' = 'selfAssessing') AS steps,
       (SELECT count(*)::int FROM journal WHERE stream = 'obligation') AS owed`,
    ))!;
  });
  for (const [what, count] of Object.entries(counted))
    if (count !== MODELS) throw new Error(`${whose}: ${count} ${what} of ${MODELS}`);
}

async function again({ sql }: Records): Promise<void> {
  // The bench forgets what a real installation never may: each round begins with the same tables.
  await sql.affected(`DO $$ BEGIN
    SET LOCAL session_replication_role = replica;
    TRUNCATE obligations, model_reviews, deadline_rungs, deadlines, models_left_out, rounds, journal, outbox CASCADE;
  END $$`);
  await sql.affected(`UPDATE models SET life = 'operating', revision = 1`);
  await sql.affected(`VACUUM ANALYZE models`);
  await sql.affected(`CHECKPOINT`);
}
