import { randomUUID } from 'node:crypto';
import { checkHistory, type Records } from '#records';
import {
  AdvanceModel,
  DraftModel,
  FireRung,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  type Actor,
} from '#usecases';
import { isRefusal, type ModelStep } from '#domain';
import { actorOf, SetClock } from '../../../usecases/src/testing/acting.js';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { invariants } from './invariants.js';

const opened = new Date('2024-10-01T01:00:00Z');

/** What somebody with a database console could do to a history, and which invariant must notice. */
const spoilings: Record<string, string> = {
  answersAreOwedWhileSomethingWaits: `
    INSERT INTO obligations (id, kind, answers_id, duty, deadline_id, territory_id, organisation_id, reports_to, original_due_on)
    SELECT gen_random_uuid(), 'answer', id, 'answerReport', deadline_id, territory_id, reports_to[1], '{}', original_due_on FROM obligations WHERE kind = 'report' LIMIT 1`,
  stoppedClocksGiveBackWhatWasLeft: `
    INSERT INTO clock_acts (id, kind, obligation_id, reason, from_due_on, to_due_on, stops_on, stops_until, remaining_days, at, day, person_id, post_id)
    SELECT gen_random_uuid(), 'suspension', o.id, 'Mẫu', '2024-11-22', '2024-12-01', '2024-11-12', '2024-11-30', 10, '2024-11-12', '2024-11-12', h.person_id, h.post_id
    FROM (SELECT id FROM obligations LIMIT 1) o, (SELECT person_id, post_id FROM post_holders LIMIT 1) h`,
  everyObligationHasAnOutcomeOrAWayForward: `UPDATE deadline_rungs SET outcome = 'cancelled', settled_at = '2024-10-01', reached = 0 WHERE outcome IS NULL`,
  nobodyIsClosedOutBeforeTheDay: `
    UPDATE obligations SET status = 'notReceived', closed_on = '2024-10-02' WHERE id = (SELECT id FROM obligations WHERE kind = 'report' LIMIT 1)`,
  dutiesHangWhereTheyWereMovedTo: `
    INSERT INTO obligation_moves (obligation_id, from_deadline_id, to_deadline_id, at)
    SELECT o.id, o.deadline_id, (SELECT d.id FROM deadlines d WHERE d.id <> o.deadline_id LIMIT 1), '2024-10-01' FROM obligations o LIMIT 1`,
  whatAModelWaitsForIsNotWaived: `UPDATE obligations SET status = 'waived' WHERE duty = 'considerProposal'`,
  oneNoticePerKey: `
    ALTER TABLE notices DROP CONSTRAINT told_once;
    INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
    SELECT obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment FROM notices LIMIT 1`,
  noticesComeFromFiredRungs: `UPDATE deadline_rungs SET reached = reached + 1 WHERE outcome = 'fired'`,
  everyNoticeHasItsDelivery: `DELETE FROM deliveries WHERE id = (SELECT id FROM deliveries LIMIT 1)`,
  noticesAndLettersNameWhoIsThere: `UPDATE notices SET recipient_id = gen_random_uuid() WHERE id = (SELECT min(id) FROM notices)`,
  oneDigestAMoment: `
    ALTER TABLE deliveries DROP CONSTRAINT one_digest_a_moment;
    INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at) SELECT channel, person_id, moment, next_attempt_at, queued_at FROM deliveries LIMIT 1`,
  callsTellTheJournal: `
    INSERT INTO webhooks (id, name, url, events, secret, owner_id, post_id, organisation_id, created_at)
    SELECT gen_random_uuid(), 'x', 'https://x.example', '{model.changed}', 'whsec_x', h.person_id, p.id, p.organisation_id, '2024-10-01' FROM posts p JOIN post_holders h ON h.post_id = p.id LIMIT 1;
    INSERT INTO deliveries (channel, webhook_id, journal_id, event, next_attempt_at, queued_at)
    SELECT 'webhook', id, 1, '{"stream": "model", "kind": "invented", "id": "x", "seq": 1}', '2024-10-01', '2024-10-01' FROM webhooks`,
  secretsOfWebhooksAreSealed: `
    INSERT INTO webhooks (id, name, url, events, secret, owner_id, post_id, organisation_id, created_at)
    SELECT gen_random_uuid(), 'x', 'https://x.example', '{model.changed}', 'whsec_x', h.person_id, p.id, p.organisation_id, '2024-10-01' FROM posts p JOIN post_holders h ON h.post_id = p.id LIMIT 1`,
  attemptsAreOnRecord: `UPDATE deliveries SET status = 'dead' WHERE id = (SELECT id FROM deliveries LIMIT 1)`,
  rungsAreAccountedFor: `UPDATE deadlines SET closed_at = '2024-10-02' WHERE id = (SELECT id FROM deadlines WHERE closed_at IS NULL ORDER BY due_on LIMIT 1)`,
  everyRungFiresOnce: `INSERT INTO journal (stream, stream_id, kind, at, body) SELECT stream, stream_id, kind, at, body FROM journal WHERE kind = 'rungFired' LIMIT 1`,
  noRungFiredEarly: `UPDATE deadline_rungs SET settled_at = planned_at - interval '1 hour' WHERE outcome = 'fired'`,
  modelStageIsTheFoldOfItsJournal: `UPDATE models SET life = 'proposed', proposed_on = '2024-10-01' WHERE code = 'MH-1'`,
  modelJournalHasNoGap: `
    INSERT INTO journal (stream, stream_id, kind, at, body) SELECT 'model', id, 'modelAdvanced', '2024-10-02',
      jsonb_build_object('from', jsonb_build_object('life', 'operating', 'spread', spread, 'honour', honour), 'to', jsonb_build_object('life', life, 'spread', spread, 'honour', honour)) FROM models`,
  obligationStatusIsTheFoldOfItsJournal: `UPDATE obligations SET status = 'waived' WHERE id = (SELECT id FROM obligations LIMIT 1)`,
  revisionsAreGapFree: `UPDATE obligations SET revision = 7 WHERE id = (SELECT id FROM obligations LIMIT 1)`,
  journalChainsAreWhole: `
    ALTER TABLE journal DISABLE TRIGGER USER;
    UPDATE journal SET body = body || '{"dueOn": "2030-01-01"}' WHERE id = (SELECT min(id) FROM journal WHERE stream = 'obligation')`,
  countersEqualRecounts: `UPDATE rounds SET expected = expected + 1`,
  submissionsMatchTheirObligation: `
    INSERT INTO submissions (id, obligation_id, number, figures, words, submitted_at, submitted_on, due_on)
    SELECT gen_random_uuid(), id, 2, '{}', '{}', '2024-10-02', '2024-10-02', '2024-11-22' FROM obligations LIMIT 1`,
  roundsAreOpenedOnce: `UPDATE rounds SET closed_on = '2024-12-31'`,
  membersShownAreTheLastCounted: `UPDATE models SET members = 7`,
  correctionsNameTheirOwn: `
    INSERT INTO model_money (id, model_id, on_day, source, amount, recorded_at)
    SELECT gen_random_uuid(), id, '2024-10-01', 'fund', 1000000, '2024-10-01' FROM models;
    INSERT INTO model_money (id, model_id, on_day, source, amount, corrects_id, recorded_at)
    SELECT gen_random_uuid(), model_id, on_day, 'stateBudget', amount, id, recorded_at FROM model_money`,
  everyVerdictHasItsDuty: `UPDATE obligations SET status = 'cancelled' WHERE duty = 'planReplication'`,
  openDutiesAreOwedByWhomTheyConcern: `UPDATE obligations SET organisation_id = reports_to[1] WHERE duty = 'planReplication'`,
  orphanedDutiesAreOwedWhereTheyWentLast: `
    INSERT INTO journal (stream, stream_id, kind, at, body) SELECT 'obligation', id, 'dutyMovedUp', '2024-10-02',
      jsonb_build_object('from', status, 'to', status, 'toOrganisationId', reports_to[1]) FROM obligations WHERE duty = 'planReplication' LIMIT 1`,
  nothingIsOwedForWhatDoesNotRun: `UPDATE models SET life = 'rejected' WHERE life = 'operating'`,
  dischargedDutiesHaveTheirStep: `UPDATE obligations SET model_id = (SELECT id FROM models WHERE life = 'proposed') WHERE duty = 'conclude'`,
  whoeverIsWaitedForHasAClock: `UPDATE obligations SET status = 'cancelled' WHERE duty = 'considerProposal' AND status = 'open'`,
  importedModelsHaveTheirRow: `
    INSERT INTO model_imports (id, organisation_id, post_id, person_id, uploaded_at, file_name, form, sha256, content, status, rows)
    SELECT gen_random_uuid(), p.organisation_id, p.id, h.person_id, '2024-10-01', 'a.csv', 'csv', '', '', 'checked', 1 FROM posts p JOIN post_holders h ON h.post_id = p.id LIMIT 1;
    INSERT INTO model_import_rows (import_id, row, outcome, typed) SELECT id, 2, 'new', '[]' FROM model_imports;
    UPDATE models SET import_id = (SELECT id FROM model_imports), import_row = 2 WHERE id = (SELECT id FROM models LIMIT 1)`,
  importsAreWholeOrNot: `
    INSERT INTO model_imports (id, organisation_id, post_id, person_id, uploaded_at, file_name, form, sha256, content, status, rows, applied_at, made)
    SELECT gen_random_uuid(), p.organisation_id, p.id, h.person_id, '2024-10-01', 'a.csv', 'csv', '', '', 'applied', 0, '2024-10-01', 3
    FROM posts p JOIN post_holders h ON h.post_id = p.id LIMIT 1`,
  openDeadlinesEqualTheirRecomputation: `UPDATE deadlines SET computation = computation || '{"named": "2024-11-24", "roll": "next"}' WHERE id = (SELECT id FROM deadlines WHERE closed_at IS NULL AND computation -> 'named' IS NOT NULL ORDER BY due_on LIMIT 1)`,
  oneCalendarInForceAYear: `
    INSERT INTO work_calendar_publications (id, year, number, weekend, document, published_at) VALUES (gen_random_uuid(), 2025, 3, '{sunday}', 'Mẫu', '2024-10-02')`,
  everyOpenReviewOfARoundIsOwed: `
    INSERT INTO model_reviews (id, model_id, year, opened_on, round_id)
    SELECT gen_random_uuid(), m.id, 2024, '2024-10-01', r.id FROM models m, rounds r WHERE r.kind = 'modelReview' LIMIT 1`,
  nobodyIsBothReviewedAndLeftOut: `
    INSERT INTO model_reviews (id, model_id, year, opened_on, round_id)
    SELECT gen_random_uuid(), m.id, 2024, r.opened_on, r.id FROM models m, rounds r WHERE r.kind = 'modelReview' LIMIT 1;
    INSERT INTO models_left_out (round_id, model_id, reason) SELECT round_id, model_id, 'suspended' FROM model_reviews`,
  consolidatedModelsHaveAnHeir: `
    ALTER TABLE models DROP CONSTRAINT consolidated_into_an_heir;
    UPDATE models m SET heir_id = (SELECT o.id FROM models o WHERE o.id <> m.id ORDER BY o.id LIMIT 1)`,
  whatWasBroughtAlongArrived: `
    INSERT INTO model_members (id, model_id, on_day, kind, count, moved, other_model_id, decision_id, recorded_at)
    SELECT gen_random_uuid(), m.id, '2024-10-01', 'households', 5, 5, o.id, (SELECT id FROM decisions LIMIT 1), '2024-10-01' FROM models m JOIN models o ON o.id <> m.id LIMIT 1`,
  onePaperOneNumber: `
    DROP INDEX one_decision_a_number_an_issuer_a_year;
    INSERT INTO decisions (id, model_id, step, issuer_organisation_id, number, decided_on, effective_on, signer_post_id, basis, frozen)
    SELECT gen_random_uuid(), model_id, step, issuer_organisation_id, number, decided_on, effective_on, signer_post_id, basis, frozen FROM decisions`,
  formsAreGrantedWithAuthority: `
    INSERT INTO model_nominations (id, model_id, achievement, achieved_from, achieved_to, form, nominated_on, nominated_by, outcome, settled_on, decided_on, granted_by,
      without_paper, forms_edition_id)
    SELECT gen_random_uuid(), m.id, 'Mẫu', '2024-01-01', '2024-02-01', 'danVanKheoAward', '2024-10-01', m.owner_organisation_id, 'commended', '2024-10-01', '2024-10-01',
      m.owner_organisation_id, true, (SELECT id FROM rule_editions WHERE rule_key = 'commendationForms') FROM models m LIMIT 1`,
  honourStageMatchesItsNominations: `UPDATE models SET honour = 'commended'`,
  endedModelsLeaveNothingOpen: `
    UPDATE models SET life = 'terminated', ended_on = '2024-10-02', end_ground = 'obsolete';
    INSERT INTO model_reviews (id, model_id, year, opened_on) SELECT gen_random_uuid(), id, 2030, '2024-10-02' FROM models`,
  sentLettersHaveTheirEvidence: `UPDATE deliveries SET status = 'sent' WHERE id = (SELECT id FROM deliveries LIMIT 1)`,
  copiesHoldTheirPlaces: `UPDATE replication_targets SET status = 'accepted', adopted_on = NULL WHERE status = 'adopted'`,
  lineagesMakeNoCircle: `
    ALTER TABLE models DISABLE TRIGGER a_parent_is_kept;
    UPDATE models SET parent_id = (SELECT id FROM models WHERE code = 'MH-2') WHERE code = 'MH-1'`,
  placesFollowTheirJournal: `UPDATE replication_targets SET status = 'withdrawn', child_model_id = NULL`,
  strengthenedModelsAreReviewedAgain: `UPDATE models SET life = 'operating', re_review_by = '2024-12-01' WHERE life = 'proposed'`,
  whatWasAppraisedHasAVerdict: `UPDATE model_reviews SET appraised_on = '2024-10-01', verdict = NULL, concluded_on = NULL`,
  theVerdictThatStandsIsOfTheLatestYear: `UPDATE models SET last_verdict = 'weak' WHERE last_verdict = 'effective'`,
  reviewsOutsideARoundSayWhy: `UPDATE model_reviews SET opened_because = NULL, round_id = NULL`,
  everyPlaceWaitsForSomebody: `
    UPDATE models SET life = 'operating' WHERE code = 'MH-1';
    UPDATE replication_targets SET status = 'accepted', adopted_on = NULL, child_model_id = NULL`,
  everyPlanHasItsDecision: `UPDATE models SET spread = 'replicating' WHERE code = 'MH-2'`,
};

/** MH-2, an operating copy of MH-1 in a place of its plan. */
async function plantACopy({ sql }: Records, parent: string): Promise<void> {
  const [copy, decision, target] = [randomUUID(), randomUUID(), randomUUID()];
  const [drafted, running] = ['drafting', 'operating'].map((life) => ({ life, spread: 'local', honour: 'none' }));
  const { post, person } = (await sql.row<{ post: string; person: string }>(
    `SELECT post_id AS post, person_id AS person FROM post_holders ORDER BY post_id LIMIT 1`,
  ))!;
  await sql.affected(
    `INSERT INTO decisions (id, model_id, step, issuer_organisation_id, number, decided_on, effective_on, signer_post_id, basis, frozen)
     SELECT $1, m.id, 'planReplication', m.owner_organisation_id, '1', '2024-10-01', '2024-10-01', $3, 'Mẫu', '{}' FROM models m WHERE m.id = $2`,
    [decision, parent, post],
  );
  await sql.affected(
    `INSERT INTO models (id, code, kind, name, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id, parent_id, life, spread, honour, machine_version, created_at)
     SELECT $1, 'MH-2', kind, name, origin, true, founding_organisation_id, owner_organisation_id, territory_id, id, 'operating', 'local', 'none', 1, $3 FROM models WHERE id = $2`,
    [copy, parent, opened],
  );
  await sql.affected(
    `INSERT INTO replication_targets (id, model_id, decision_id, territory_id, replicate_by, status, child_model_id, planned_by, planned_on)
     SELECT $1, m.id, $2, m.territory_id, '2025-06-30', 'adopted', $3, m.owner_organisation_id, '2024-10-01' FROM models m WHERE m.id = $4`,
    [target, decision, copy, parent],
  );
  await sql.affected(
    `INSERT INTO adaptations (child_model_id, target_id, kept, changed, why, written_on, written_by, written_post_id) VALUES ($1, $2, 'a', 'b', 'c', '2024-10-01', $3, $4)`,
    [copy, target, person, post],
  );
  for (const [stream, id, kind, body] of [
    ['model', copy, 'modelDrafted', { from: null, to: drafted }],
    ['model', copy, 'modelAdvanced', { from: drafted, to: running }],
    ['replicationTarget', target, 'placePlanned', { from: null, to: 'adopted' }],
  ] as const)
    await sql.affected(`INSERT INTO journal (stream, stream_id, kind, at, body) VALUES ($1, $2, $3, $4, $5)`, [
      stream,
      id,
      kind,
      opened,
      body,
    ]);
}

describe('libs/records/history - every invariant can fail', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    const { records } = database;
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: opened,
    });
    const round = await records.sql.row<{ id: string }>(`SELECT id FROM rounds WHERE kind = 'modelResults'`);
    const rung = (await new NextRung(records).run({ kind: 'round', id: round!.id }))!;
    await new FireRung(records).run({ rung, now: rung.at });
    const stage = { life: 'drafting', spread: 'local', honour: 'none' };
    const model = randomUUID();
    await records.sql.affected(
      `INSERT INTO models (id, code, kind, name, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id, life, spread, honour, machine_version, created_at)
       SELECT $1, 'MH-1', 'model', 'Mẫu', 'need', true, organisation_id, organisation_id, territory_id, 'drafting', 'local', 'none', 1, $2 FROM organisation_versions LIMIT 1`,
      [model, opened],
    );
    await records.sql.affected(
      `INSERT INTO journal (stream, stream_id, kind, at, body) VALUES ('model', $1, 'modelDrafted', $2, $3)`,
      [model, opened, { from: null, to: stage }],
    );
    await oneJudgedOneProposed();
    await plantACopy(records, model);
  });

  /** A model judged effective, which now owes a plan, and another that waits to be considered. */
  async function oneJudgedOneProposed() {
    const { records } = database;
    const clock = new SetClock(opened);
    const front = (await records.sql.row<{ id: string; place: string }>(
      `SELECT o.organisation_id AS id, o.territory_id AS place FROM organisations_on('2024-10-01') o JOIN territories t ON t.id = o.territory_id
       WHERE o.kind = 'fatherlandFront' AND t.level = 'commune' ORDER BY o.organisation_id LIMIT 1`,
    ))!;
    const { up } = (await records.sql.row<{ up: string }>(`SELECT (chain_above($1, '2024-10-01'))[1] AS up`, [front.id]))!;
    const owner = await actorOf(records, front.id, '2024-10-01', 'head');
    const above = await actorOf(records, up, '2024-10-01', 'head');
    const advance = new AdvanceModel(records, clock);
    const drafted = async (name: string) => {
      const draft = {
        kind: 'model' as const,
        name,
        purpose: 'Mẫu',
        field: 'cultureSociety' as const,
        origin: 'need' as const,
        selfManaged: true,
        territoryId: front.place,
        locality: 'Ấp 1',
        members: null,
      };
      return done(await new DraftModel(records, clock).run({ draft, actor: owner }));
    };
    const done = <T>(result: T): Exclude<T, { kind: 'refused' }> => {
      if (isRefusal(result)) throw new Error(JSON.stringify(result));
      return result as Exclude<T, { kind: 'refused' }>;
    };
    let at = await drafted('Mẫu: Đường hoa');
    const step = async (name: ModelStep, actor: Actor, fields: Record<string, unknown> = {}, decides = false) => {
      const decision = decides
        ? {
            number: '1-QĐ',
            decidedOn: '2024-10-01',
            effectiveOn: '2024-10-01',
            basis: 'Tờ trình',
            signerPostId: actor.post.postId,
          }
        : undefined;
      at = done(await advance.run({ modelId: at.id, revision: at.revision, step: name, fields, decision, actor }));
    };
    await step('propose', owner);
    await step('recognise', above, { startedOn: '2023-01-01' }, true);
    await step('openReview', owner, { reviewYear: 2024, reason: 'Rà soát trước kỳ' });
    await step('submitSelfAssessment', owner, { selfScore: 80, selfAssessment: 'Đạt' });
    await step('appraise', above, { appraisedScore: 80, verdict: 'effective' });
    await step('continueOperation', above, { conclusion: 'Tiếp tục' });
    at = await drafted('Mẫu: Camera an ninh');
    await step('propose', owner);
  }
  afterAll(() => database.close());

  it('finds nothing in an honest history', async () => {
    expect((await checkHistory(database.records.sql, opened)).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it.each(invariants.map(({ name }) => name))('%s notices when it is broken', async (name) => {
    const spoil = spoilings[name];
    expect(spoil).toBeDefined();
    const noticed = await database.records
      .inTransaction(async (tx) => {
        // One statement at a time: parameters and several statements do not go together.
        for (const statement of spoil!.split(/;\s*\n/)) await tx.affected(statement);
        const results = await checkHistory(tx, opened);
        throw Object.assign(new Error('roll back'), { results });
      })
      .catch((error: { results?: { name: string; violations: number }[] }) => {
        if (!error.results) throw error;
        return error.results.filter(({ violations }) => violations > 0).map((result) => result.name);
      });
    expect(noticed).toContain(name);
  });
});
