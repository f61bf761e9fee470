import { randomUUID } from 'node:crypto';
import { isRefusal, type ModelStep } from '#domain';
import type { Records } from '#records';
import { AdvanceModel, DraftModel, type Actor } from '#usecases';
import pg from 'pg';
import { SystemClock } from '#platform';
import { interleaved, tell, timed } from './ratio.js';

const STEPS = 100;
const clock = new SystemClock();

/**
 * One advance of a model with all its facts: guards, journal, and each time a duty of the level above discharged and another opened with
 * its deadline, eight rungs, journal and wish. Against a bare single-row commit through the same driver.
 */
export async function benchAdvanceOneModel(records: Records, databaseUrl: string) {
  const owner = await head(records, `o.kind = 'womensUnion' AND t.level = 'commune'`);
  const above = await head(records, `o.kind = 'womensUnion' AND t.level = 'province'`);
  const advance = new AdvanceModel(records, clock);
  let at = await drafted(records, owner);
  const step = async (name: ModelStep, actor: Actor, fields: Record<string, unknown> = {}, decides = false) => {
    const day = clock.today();
    const decision = decides
      ? { number: '1-QĐ', decidedOn: day, effectiveOn: day, signerPostId: actor.post.postId, basis: 'Đo' }
      : undefined;
    const taken = await advance.run({ modelId: at.id, revision: at.revision, step: name, fields, decision, actor });
    if (isRefusal(taken)) throw new Error(`${name}: ${JSON.stringify(taken.errors.map(({ words }) => words.en))}`);
    at = taken;
  };
  await step('propose', owner);
  await step('recognise', above, { startedOn: `${clock.today().slice(0, 4)}-01-01` }, true);
  await step('openReview', owner, { reviewYear: Number(clock.today().slice(0, 4)) });
  await step('submitSelfAssessment', owner, { selfScore: 80, selfAssessment: 'Đo' });
  const appraise = () => step('appraise', above, { appraisedScore: 80, verdict: 'effective' });
  const giveBack = () => step('returnAppraisal', above, { reason: 'Đo' });

  const trips = await roundTrips(appraise);
  await giveBack();
  console.log(`SQL round trips of one advance with its duties: ${trips} (aim ≤ 2)`);

  const commits = new pg.Client({ connectionString: databaseUrl });
  await commits.connect();
  try {
    await commits.query(`CREATE TABLE bare_row (id int PRIMARY KEY, n int)`);
    await commits.query(`INSERT INTO bare_row VALUES (1, 0)`);
    const ours = () =>
      timed(async () => {
        for (let n = 0; n < STEPS / 2; n++) {
          await appraise();
          await giveBack();
        }
      });
    const base = () =>
      timed(async () => {
        for (let n = 0; n < STEPS; n++) await commits.query('UPDATE bare_row SET n = n + 1 WHERE id = $1', [1]);
      });
    const told = tell({
      name: 'one advance of a model with its duties',
      baseline: 'a bare single-row commit',
      ...(await interleaved(5, ours, base)),
      aim: 'reported',
    });
    const { n } = (await records.sql.row<{ n: number }>(
      `SELECT count(*)::int AS n FROM obligations WHERE model_id = $1 AND duty IN ('appraise', 'conclude')`,
      [at.id],
    ))!;
    // Each of the six rounds and the counted pair settles one duty and opens the other.
    if (n !== 6 * STEPS + 3) throw new Error(`${n} duties for ${6 * STEPS + 2} steps`);
    return told;
  } finally {
    await commits.end();
  }
}

/** Every statement the driver sends while the work is done. */
async function roundTrips(work: () => Promise<void>): Promise<number> {
  const client = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = client;
  let sent = 0;
  client.query = function (...given) {
    sent += 1;
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return sent;
}

async function drafted(records: Records, actor: Actor): Promise<{ id: string; revision: number }> {
  const { place } = (await records.sql.row<{ place: string }>(
    `SELECT territory_id AS place FROM organisations_on($1::date) WHERE organisation_id = $2`,
    [clock.today(), actor.post.organisationId],
  ))!;
  const made = await new DraftModel(records, clock).run({
    draft: {
      kind: 'model',
      name: `Mẫu đo ${randomUUID()}`,
      purpose: 'Đo',
      field: 'economy',
      origin: 'need',
      selfManaged: true,
      territoryId: place,
      locality: 'Ấp 1',
      members: null,
    },
    actor,
  });
  if (isRefusal(made)) throw new Error(made.words.en);
  return made;
}

/** The head of a body of the seed, as it acts. */
async function head(records: Records, which: string): Promise<Actor> {
  const { personId, ...post } = (await records.sql.row<Actor['post'] & { personId: string }>(
    `SELECT h.person_id AS "personId", p.id AS "postId", p.organisation_id AS "organisationId", p.role, p.scope, p.title_vi AS "titleVi",
       p.title_en AS "titleEn", b.name_vi AS "organisationNameVi", b.name_en AS "organisationNameEn"
     FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> $1::date JOIN organisations o ON o.id = p.organisation_id
     JOIN organisations_on($1::date) b ON b.organisation_id = o.id JOIN territories t ON t.id = b.territory_id
     WHERE p.role = 'head' AND p.valid @> $1::date AND ${which} ORDER BY p.id LIMIT 1`,
    [clock.today()],
  ))!;
  return { accountId: '', personId, displayName: '', locale: 'vi', on: clock.today(), post, posts: [post], tokenScopes: null };
}
