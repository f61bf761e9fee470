import { climb, isConference, isRefusal, type RuleEdition, type RuleKey } from '#domain';
import { AppendRuleEdition, OpenConference, OpenReviewRound, PreviewRule, type Actor } from '#usecases';
import { randomUUID } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

const front = 'fatherlandFront/82@2025';
const board = 'propagandaMassMobilisationBoard/82@2025';
const committee = 'standingCommittee/82@2025';
const government = 'government/82@2025';
const owner = 'fatherlandFront/30076@2025';

describe('libs/usecases/rules - the escalation path of a rule is data (U1, U3)', () => {
  let database: TestDatabase;
  let models: ModelActs;
  let commune: Actor;
  let province: Actor;
  let place: string;
  const clock = new SetClock(morning('2026-03-02'));

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    models = new ModelActs(database.records, clock);
    commune = await models.actor(owner);
    province = await models.actor(front);
    place = await models.territory('30076@2025');
  }, 60_000);
  // Closing asks the history checker.
  afterAll(() => database.close());

  const inForce = async (ruleKey: RuleKey) =>
    (await database.records.inTransaction((tx) => tx.rules.all())).filter((edition) => edition.ruleKey === ruleKey).at(-1)!;
  /** The same rule with another path, from that day on. */
  const append = async (ruleKey: RuleKey, validFrom: string, escalation: string[]): Promise<RuleEdition> => {
    const body = { ...(await inForce(ruleKey)).body, escalation };
    const appended = await new AppendRuleEdition(database.records, clock).run({
      ruleKey,
      validFrom,
      source: 'Mẫu: đường báo cáo cấp trên',
      body,
      actor: null,
    });
    if (isRefusal(appended)) throw new Error(appended.words.en);
    return appended;
  };
  const wayOf = async (where: string, id: string) =>
    (
      await database.records.sql.rows<{ duty: string; way: string[] }>(
        `SELECT o.duty, coalesce((SELECT array_agg(g.seed_key ORDER BY u.step) FROM unnest(o.reports_to) WITH ORDINALITY AS u (id, step)
                 JOIN organisations g ON g.id = u.id), '{}') AS way
         FROM obligations o WHERE o.${where} = $1 AND o.status = 'open' ORDER BY o.duty`,
        [id],
      )
    ).map(({ duty, way }) => [duty, way]);

  it('SQL climbs as the core does', async () => {
    const bodies = Array.from({ length: 4 }, () => randomUUID());
    const cases = Array.from({ length: 300 }, (_, n) => ({
      owing: bodies[n % 4]!,
      receiver: n % 5 === 0 ? null : bodies[(n >> 2) % 4]!,
      // Every way to walk over four bodies, some met twice.
      path: bodies.flatMap((_body, at) => ((n >> at) & 1 ? [bodies[(n + at * 3) % 4]!, bodies[(n >> 3) % 4]!] : [])),
    }));
    const ways = await database.records.sql.rows<{ way: string[] }>(
      `SELECT climb((c ->> 'owing')::uuid, (c ->> 'receiver')::uuid, ARRAY(SELECT jsonb_array_elements_text(c -> 'path')::uuid)) AS way
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (c, n) ORDER BY n`,
      [JSON.stringify(cases)],
    );
    expect(ways.map(({ way }) => way)).toEqual(cases.map(({ owing, receiver, path }) => climb(owing, receiver, path)));
  });

  it('without a path a duty of a model climbs the whole line, as before', async () => {
    const { id } = await models.step(await models.drafted(commune, place), 'propose', commune);
    expect(await wayOf('model_id', id)).toEqual([['considerProposal', [board, committee]]]);
  });

  it('a duty of a model climbs the path above the body next above', async () => {
    await append('modelDuties', '2026-04-01', ['governmentLead', 'standingCommittee']);
    clock.instant = morning('2026-04-02');
    const proposed = await models.step(await models.drafted(commune, place), 'propose', commune);
    expect(await wayOf('model_id', proposed.id)).toEqual([['considerProposal', [board, government, committee]]]);
    const returned = await models.step(proposed, 'returnProposal', province, { reason: 'Thiếu địa chỉ' });
    expect(await wayOf('model_id', returned.id)).toEqual([['completeProposal', [front, government, committee]]]);
  });

  it('a round of reviews climbs its own path, and so does what hangs on its days', async () => {
    await append('modelReview', '2026-05-01', ['massMobilisationLead']);
    clock.instant = morning('2026-05-04');
    const { id, revision } = await models.operating(commune, province, place, { startedOn: '2025-08-01' });
    clock.instant = morning('2026-09-01');
    const opened = await new OpenReviewRound(database.records).run({ year: 2026, now: clock.now(), actor: null });
    if (isRefusal(opened)) throw new Error(opened.words.en);
    expect(await wayOf('model_id', id)).toEqual([['selfAssess', [front, board]]]);
    await models.step({ id, revision: revision + 1 }, 'submitSelfAssessment', commune, {
      selfScore: 85,
      selfAssessment: 'Đạt mục tiêu',
    });
    expect(await wayOf('model_id', id)).toEqual([['appraise', [board]]]);
  });

  it('a step of a conference climbs its path from where its owner stands', async () => {
    const planned = await inForce('conference.summary');
    if (!isConference(planned)) throw new Error('no conference');
    const edition = await append('conference.summary', '2026-06-01', [
      'fatherlandFront',
      'massMobilisationLead',
      'standingCommittee',
    ]);
    if (!isConference(edition)) throw new Error('no conference');
    const opened = await new OpenConference(database.records).run({
      edition,
      dates: { anchorOn: '2024-08-01', plannedOn: '2029-08-01', opensOn: '2028-08-01' },
      now: morning('2028-08-01'),
    });
    if (isRefusal(opened)) throw new Error(opened.words.en);
    const ways = Object.fromEntries(await wayOf('conference_id', opened.conferenceId));
    expect(ways['commendationList']).toEqual([board, committee]);
    expect(ways['plan']).toEqual([committee]);
    expect(ways['conclusionNotice']).toEqual([]);
  });

  it('the preview shows the path, who holds it today, and that it differs', async () => {
    const { body } = await inForce('conference.preliminary');
    const preview = await new PreviewRule(database.records, clock).run({
      ruleKey: 'conference.preliminary',
      body: { ...body, escalation: ['massMobilisationLead', 'partyLead'] },
      year: 2027,
    });
    if (isRefusal(preview)) throw new Error(preview.words.en);
    const [{ id: boardId }] = (await database.records.sql.rows<{ id: string }>(
      `SELECT id FROM organisations WHERE seed_key = $1`,
      [board],
    )) as [{ id: string }];
    expect(preview.deadlines[0]!.escalation![0]).toEqual({ functionCode: 'massMobilisationLead', organisationId: boardId });
    expect(preview.inForce!.deadlines[0]!.escalation).toBeNull();
    expect(preview.differences).toHaveLength(preview.deadlines.length);
  });
});
