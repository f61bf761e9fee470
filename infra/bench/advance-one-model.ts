import { randomUUID } from 'node:crypto';
import { isRefusal, type ModelDutiesRule, type ModelStep } from '#domain';
import type { Records } from '#records';
import { AdvanceModel, AppendRuleEdition, ConsolidateModels, DraftModel, PublishWorkCalendar, type Actor } from '#usecases';
import pg from 'pg';
import { SystemClock } from '#platform';
import { interleaved, tell, timed } from './ratio.js';

const STEPS = 100;
const clock = new SystemClock();

const thisYear = () => Number(clock.today().slice(0, 4));
let numbers = 0;
const paper = ({ post }: Actor) => {
  const day = clock.today();
  return { number: `${++numbers}-QĐ`, decidedOn: day, effectiveOn: day, signerPostId: post.postId, basis: 'Đo' };
};

interface Held {
  id: string;
  revision: number;
}
interface Life {
  at: Held;
  step: (name: ModelStep, actor: Actor, fields?: Record<string, unknown>, decides?: boolean) => Promise<void>;
}
interface Lives {
  owner: Actor;
  above: Actor;
  /** A model that runs since last year. */
  begun: () => Promise<Life>;
  taking: (model: Held) => Life;
}

/**
 * One advance of a model with all its facts: guards, journal, and each time a duty of the level above discharged and another opened with
 * its deadline, eight rungs, journal and wish. Against a bare single-row commit through the same driver.
 */
export async function benchAdvanceOneModel(records: Records, databaseUrl: string) {
  const owner = await head(records, `o.kind = 'womensUnion' AND t.level = 'commune'`);
  const above = await head(records, `o.kind = 'womensUnion' AND t.level = 'province'`);
  const advance = new AdvanceModel(records, clock);
  const taking = (model: Held) => {
    const life = {
      at: model,
      step: async (name: ModelStep, actor: Actor, fields: Record<string, unknown> = {}, decides = false) => {
        const taken = await advance.run({
          modelId: life.at.id,
          revision: life.at.revision,
          step: name,
          fields,
          decision: decides ? paper(actor) : undefined,
          actor,
        });
        if (isRefusal(taken)) throw new Error(`${name}: ${JSON.stringify(taken.errors.map(({ words }) => words.en))}`);
        life.at = taken;
      },
    };
    return life;
  };
  const begun = async () => {
    const life = taking(await drafted(records, owner));
    await life.step('propose', owner);
    await life.step('recognise', above, { startedOn: `${thisYear() - 1}-01-01` }, true);
    return life;
  };
  const measured = await begun();
  const { step } = measured;
  await step('openReview', owner, { reviewYear: thisYear(), reason: 'Rà soát trước kỳ' });
  await step('submitSelfAssessment', owner, { selfScore: 80, selfAssessment: 'Đo' });
  const appraise = () => step('appraise', above, { appraisedScore: 80, verdict: 'effective' });
  const giveBack = () => step('returnAppraisal', above, { reason: 'Đo' });

  const trips = await roundTrips(appraise);
  await giveBack();
  console.log(`SQL round trips of one advance with its duties: ${trips} (aim ≤ 2)`);
  await tellOfTransactions(records, { owner, above, begun, taking });

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
      [measured.at.id],
    ))!;
    // Each of the six rounds and the counted pair settles one duty and opens the other.
    if (n !== 6 * STEPS + 3) throw new Error(`${n} duties for ${6 * STEPS + 2} steps`);
    return told;
  } finally {
    await commits.end();
  }
}

/** What writes more than its own model, or plans by working days, is a transaction that reads again what it holds. */
async function tellOfTransactions(records: Records, { owner, above, begun, taking }: Lives): Promise<void> {
  const told = (what: string, trips: number) => console.log(`SQL round trips of ${what}: ${trips}, BEGIN and COMMIT included`);

  const honoured = await begun();
  const judged = async (reviewYear: number, score: number, verdict: string) => {
    await honoured.step('openReview', owner, { reviewYear, reason: 'Rà soát trước kỳ' });
    await honoured.step('submitSelfAssessment', owner, { selfScore: score, selfAssessment: 'Đo' });
    await honoured.step('appraise', above, { appraisedScore: score, verdict });
  };
  await judged(thisYear() - 1, 95, 'exemplary');
  await honoured.step('continueOperation', above, { conclusion: 'Đo' });
  const year = thisYear() - 1;
  const achieved = { achievement: 'Đo', achievedFrom: `${year}-01-01`, achievedTo: `${year}-12-31` };
  await honoured.step('nominate', owner, { ...achieved, commendationForm: 'certificateOfMerit' });
  await judged(thisYear(), 10, 'ineffective');
  const end = () => honoured.step('terminate', above, { ground: 'ineffective', handover: [] }, true);
  told('an end that closes a nomination', await roundTrips(end));

  const [heir, one, two, three] = [await begun(), await begun(), await begun(), await begun()];
  const into = () => one.step('terminate', above, { ground: 'consolidated', heirModelId: heir.at.id, handover: [] }, true);
  told('an end into an heir', await roundTrips(into));
  const together = async () => {
    const made = await new ConsolidateModels(records, clock).run({
      heirModelId: heir.at.id,
      modelIds: [two.at.id, three.at.id],
      decision: paper(above),
      fields: { reason: 'Đo' },
      actor: above,
    });
    if (isRefusal(made)) throw new Error(JSON.stringify(made.errors));
  };
  told('two models consolidated', await roundTrips(together));

  const byCalendar = taking(await drafted(records, owner));
  await planByWorkingDays(records, above);
  told('a step planned by working days', await roundTrips(() => byCalendar.step('propose', owner)));
}

/** From today proposals are considered within so many working days. */
async function planByWorkingDays(records: Records, actor: Actor): Promise<void> {
  const { body } = (await records.sql.row<{ body: ModelDutiesRule }>(
    `SELECT body FROM rule_editions WHERE rule_key = 'modelDuties' ORDER BY valid_from DESC LIMIT 1`,
  ))!;
  const duties = { ...body.duties, considerProposal: { term: { amount: 2, unit: 'workingDay' } } };
  const edition = { ruleKey: 'modelDuties', validFrom: clock.today(), source: 'Đo', body: { ...body, duties }, actor };
  // The next two working days can lie in a year nobody has announced yet.
  const drafts = await records.sql.rows<{ year: number; revision: number }>(
    `SELECT d.year, d.revision FROM work_calendar_drafts d
     WHERE d.year IN ($1, $1 + 1) AND NOT EXISTS (SELECT FROM work_calendar_publications p WHERE p.year = d.year)`,
    [thisYear()],
  );
  const done = [await new AppendRuleEdition(records, clock).run(edition)] as unknown[];
  for (const { year, revision } of drafts)
    done.push(await new PublishWorkCalendar(records, clock).run({ year, revision, document: 'Đo', actor }));
  for (const result of done) if (isRefusal(result)) throw new Error(JSON.stringify(result));
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
