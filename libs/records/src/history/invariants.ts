import { clockActs, dutyOrder, modelDutyNames } from '#domain';
import { channelRuleSql } from '../delivery/channel-rule.js';
import { clockInvariants } from './clock-invariants.js';
import { endingInvariants } from './ending-invariants.js';
import { standsFirst } from '../models/duty-facts.js';
import type { Invariant } from './invariant.js';

/** The day the duties of models first have a term; before it a verdict made none. */
const dutiesSince = `(SELECT min(valid_from) FROM rule_editions WHERE rule_key = 'modelDuties')`;
/** The day a duty first has a term: an edition older than the duty does not name it. */
const termSince = (duty: string) =>
  `(SELECT min(e.valid_from) FROM rule_editions e WHERE e.rule_key = 'modelDuties' AND e.body -> 'duties' ? ${duty})`;
const today = `($1::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
const named = (those: (order: ReturnType<typeof dutyOrder>) => boolean): string =>
  modelDutyNames
    .filter((duty) => those(dutyOrder(duty)))
    .map((duty) => `'${duty}'`)
    .join(', ');

export const invariants: readonly Invariant[] = [
  {
    name: 'everyObligationHasAnOutcomeOrAWayForward',
    holds:
      'Every obligation has an outcome, an answer it waits for, a rung ahead, or stands on the overdue list after its last rung',
    violations: `
      SELECT o.id, o.status FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
      WHERE o.status IN ('open', 'returned')
        AND NOT EXISTS (SELECT FROM deadline_rungs r WHERE r.deadline_id = o.deadline_id AND r.revision = d.revision AND r.outcome IS NULL)
        AND (d.due_on >= ($1::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date OR o.kind = 'report')`,
  },
  {
    name: 'oneNoticePerKey',
    holds: 'Nobody was told twice of one rung of one obligation',
    violations: `
      SELECT obligation_id, deadline_id, revision, rung, recipient_id FROM notices WHERE obligation_id IS NOT NULL
      GROUP BY obligation_id, deadline_id, revision, rung, recipient_id HAVING count(*) > 1`,
  },
  {
    name: 'noticesComeFromFiredRungs',
    holds:
      'Every notice tells of an act upon a clock, or belongs to a rung that fired or is being fired page by page and counted it',
    violations: `
      SELECT r.deadline_id, r.revision, r.rung, r.outcome, r.reached, n.count FROM deadline_rungs r
      LEFT JOIN (SELECT deadline_id, revision, rung, count(*)::int AS count FROM notices GROUP BY 1, 2, 3) n USING (deadline_id, revision, rung)
      WHERE coalesce(n.count, 0) <> CASE WHEN r.outcome = 'fired' OR r.outcome IS NULL THEN coalesce(r.reached, 0) ELSE 0 END
      UNION ALL
      SELECT n.deadline_id, n.revision, n.rung, n.act, NULL, NULL FROM notices n
      WHERE n.obligation_id IS NOT NULL AND split_part(n.rung, '/', 1) NOT IN (${clockActs.map((act) => `'${act}'`).join(', ')})
        AND NOT EXISTS (SELECT FROM deadline_rungs r WHERE r.deadline_id = n.deadline_id AND r.revision = n.revision AND r.rung = n.rung)`,
  },
  {
    name: 'everyNoticeHasItsDelivery',
    holds:
      'Every notice of what must reach its reader by the rule of that day is carried by a letter; the rest stays in the inbox only where its reader, or the rule, wants so',
    violations: `
      SELECT n.id FROM notices n LEFT JOIN deadline_rungs r USING (deadline_id, revision, rung)
      WHERE n.obligation_id IS NOT NULL AND (r.rung IS NULL OR r.outcome IS NOT NULL) AND NOT EXISTS (SELECT FROM deliveries v WHERE v.person_id = n.recipient_id AND v.moment = n.moment)
        AND NOT (SELECT NOT (r.rule ->> 'mustReach')::boolean AND (NOT r.rule -> 'channels' ? 'email'
          OR EXISTS (SELECT FROM notice_preferences f WHERE f.person_id = n.recipient_id))
          FROM (SELECT ${channelRuleSql('n.act', `(n.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`)} AS rule) r)`,
  },
  {
    name: 'noticesAndLettersNameWhoIsThere',
    holds: 'Every notice tells a person of a duty or a webhook that are on record, and every letter or call goes to one that is',
    violations: `
      SELECT n.id::text FROM notices n WHERE NOT EXISTS (SELECT FROM persons p WHERE p.id = n.recipient_id)
        OR NOT EXISTS (SELECT FROM obligations o WHERE o.id = n.obligation_id) AND n.obligation_id IS NOT NULL
        OR NOT EXISTS (SELECT FROM webhooks w WHERE w.id = n.webhook_id) AND n.webhook_id IS NOT NULL
      UNION ALL
      SELECT v.id::text FROM deliveries v WHERE NOT EXISTS (SELECT FROM persons p WHERE p.id = v.person_id) AND v.person_id IS NOT NULL
        OR NOT EXISTS (SELECT FROM webhooks w WHERE w.id = v.webhook_id) AND v.webhook_id IS NOT NULL`,
  },
  {
    name: 'oneDigestAMoment',
    holds: 'A person gets one letter a channel and moment, and no letter is empty',
    violations: `
      SELECT min(id::text)::uuid AS id FROM deliveries WHERE channel <> 'webhook' GROUP BY person_id, channel, moment HAVING count(*) > 1
      UNION ALL
      SELECT v.id FROM deliveries v WHERE v.channel <> 'webhook' AND NOT EXISTS (SELECT FROM notices n WHERE n.recipient_id = v.person_id AND n.moment = v.moment)`,
  },
  {
    name: 'callsTellTheJournal',
    holds: 'A webhook is told of entries of the journal only, of each as it stands there, and once',
    violations: `
      SELECT v.id FROM deliveries v LEFT JOIN journal j ON j.id = v.journal_id
      WHERE v.channel = 'webhook' AND v.journal_id IS NOT NULL
        AND (j.id IS NULL OR (v.event ->> 'stream', v.event ->> 'kind', v.event ->> 'id', (v.event ->> 'seq')::int) IS DISTINCT FROM (j.stream, j.kind, j.stream_id::text, j.seq))
      UNION ALL
      SELECT min(id::text)::uuid FROM deliveries WHERE journal_id IS NOT NULL GROUP BY webhook_id, journal_id HAVING count(*) > 1`,
  },
  {
    name: 'attemptsAreOnRecord',
    holds:
      'What was sent or given up was attempted, and an attempt says so; no notice joined a letter after it was taken to be sent',
    violations: `
      SELECT v.id FROM deliveries v WHERE v.status IN ('sent', 'dead')
        AND NOT EXISTS (SELECT FROM delivery_attempts a WHERE a.delivery_id = v.id AND (a.outcome = 'accepted') = (v.status = 'sent'))
      UNION ALL
      SELECT v.id FROM delivery_attempts a JOIN deliveries v ON v.id = a.delivery_id
      JOIN notices n ON n.recipient_id = v.person_id AND n.moment = v.moment WHERE n.created_at > a.at`,
  },
  {
    name: 'rungsAreAccountedFor',
    holds: 'No rung of an old revision or of a closed deadline is still ahead: planned = fired + collapsed + cancelled + ahead',
    violations: `
      SELECT r.deadline_id, r.revision, r.rung FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id
      WHERE r.outcome IS NULL AND (r.revision <> d.revision OR d.closed_at IS NOT NULL)`,
  },
  {
    name: 'noRungFiredEarly',
    holds: 'No rung fired before its planned instant',
    violations: `SELECT deadline_id, revision, rung, planned_at, settled_at FROM deadline_rungs WHERE outcome = 'fired' AND settled_at < planned_at`,
  },
  {
    name: 'everyRungFiresOnce',
    holds:
      'Every rung that fired to its end stands in the journal of its deadline once, and nothing stands there that did not fire',
    violations: `
      SELECT deadline_id, revision, rung, journaled.times FROM (
        SELECT deadline_id, revision, rung FROM deadline_rungs WHERE outcome = 'fired' AND reason IS NULL
      ) fired FULL JOIN (
        SELECT stream_id AS deadline_id, (body ->> 'revision')::int AS revision, body ->> 'rung' AS rung, count(*)::int AS times
        FROM journal WHERE stream = 'deadline' AND kind IN ('rungFired', 'deadlineClosed') GROUP BY 1, 2, 3
      ) journaled USING (deadline_id, revision, rung)
      WHERE journaled.times IS DISTINCT FROM 1 OR fired.rung IS NULL`,
  },
  {
    name: 'answersAreOwedWhileSomethingWaits',
    holds:
      'An answer is owed only while something waits for it: a report that was sent, or a request for more time of a duty still owed',
    violations: `
      SELECT a.id, a.duty, o.status FROM obligations a JOIN obligations o ON o.id = a.answers_id LEFT JOIN extensions e ON e.id = a.extension_id
      WHERE a.kind = 'answer' AND a.status = 'open' AND NOT CASE a.duty
        WHEN 'answerReport' THEN o.status = 'submitted'
        ELSE e.status = 'asked' AND o.status IN ('open', 'returned') END`,
  },
  {
    name: 'stoppedClocksGiveBackWhatWasLeft',
    holds:
      'A clock that stood gives back the days that were left when it stopped, whether it ran again by itself or was told to; a day given while it stood stays',
    violations: `
      SELECT s.id FROM clock_acts s LEFT JOIN clock_acts e ON e.ends_id = s.id
      WHERE s.kind = 'suspension' AND (s.remaining_days <> s.from_due_on - s.stops_on OR s.to_due_on <> s.stops_until + s.remaining_days + 1
        OR (e.to_due_on <> e.day + s.remaining_days AND (e.from_due_on = s.to_due_on OR e.to_due_on <> e.from_due_on))
        OR e.obligation_id <> s.obligation_id)`,
  },
  {
    name: 'modelStageIsTheFoldOfItsJournal',
    holds: 'The stage of every model is where its journal leads',
    violations: `
      SELECT m.id, m.life, m.spread, m.honour, j.body -> 'to' AS journal FROM models m
      LEFT JOIN LATERAL (SELECT body FROM journal WHERE stream = 'model' AND stream_id = m.id AND body ? 'to' ORDER BY seq DESC LIMIT 1) j ON true
      WHERE j.body -> 'to' IS DISTINCT FROM jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour)`,
  },
  {
    name: 'modelJournalHasNoGap',
    holds: 'Every step of a model starts where the last one ended',
    violations: `
      SELECT stream_id, seq FROM (
        SELECT stream_id, seq, body -> 'from' AS starts, lag(body -> 'to') OVER (PARTITION BY stream_id ORDER BY seq) AS ended
        FROM journal WHERE stream = 'model' AND body ? 'to') steps
      WHERE starts IS NOT NULL AND starts <> 'null'::jsonb AND starts IS DISTINCT FROM ended`,
  },
  {
    name: 'copiesHoldTheirPlaces',
    holds:
      'Every copy was drafted for a place of its parent’s plan or imported; one that runs has its place adopted, an adopted place its copy',
    violations: `
      SELECT c.id, t.status FROM models c LEFT JOIN adaptations a ON a.child_model_id = c.id LEFT JOIN replication_targets t ON t.id = a.target_id
      WHERE c.parent_id IS NOT NULL AND CASE
        WHEN t.id IS NULL THEN c.import_id IS NULL
        WHEN t.model_id <> c.parent_id THEN true
        WHEN c.life = 'proposed' THEN t.status <> 'accepted' OR t.child_model_id IS DISTINCT FROM c.id
        WHEN c.life IN ('drafting', 'returned', 'rejected') THEN false
        ELSE t.status <> 'adopted' OR t.child_model_id IS DISTINCT FROM c.id END
      UNION ALL
      SELECT t.id, t.status FROM replication_targets t LEFT JOIN models c ON c.id = t.child_model_id LEFT JOIN adaptations a ON a.child_model_id = c.id
      WHERE (t.status = 'adopted' AND (c.id IS NULL OR c.life IN ('drafting', 'proposed', 'returned', 'rejected')))
         OR (c.id IS NOT NULL AND (c.parent_id <> t.model_id OR a.target_id IS DISTINCT FROM t.id))`,
  },
  {
    name: 'lineagesMakeNoCircle',
    holds: 'No model is its own ancestor',
    violations: `
      SELECT m.id FROM models m WHERE m.parent_id IS NOT NULL AND EXISTS (SELECT FROM lineage_above(m.parent_id) l WHERE l.id = m.id)`,
  },
  {
    name: 'placesFollowTheirJournal',
    holds: 'Every place of a plan stands where its journal leads, step by step, and its revision counts the entries',
    violations: `
      SELECT t.id, t.status, t.revision FROM replication_targets t
      LEFT JOIN (SELECT DISTINCT ON (stream_id) stream_id, seq, body ->> 'to' AS last FROM journal WHERE stream = 'replicationTarget'
                 ORDER BY stream_id, seq DESC) j ON j.stream_id = t.id
      WHERE j.last IS DISTINCT FROM t.status OR j.seq IS DISTINCT FROM t.revision
      UNION ALL
      SELECT stream_id, body ->> 'from', seq FROM (
        SELECT stream_id, seq, body, lag(body ->> 'to') OVER (PARTITION BY stream_id ORDER BY seq) AS ended FROM journal
        WHERE stream = 'replicationTarget') steps
      WHERE body ->> 'from' IS DISTINCT FROM ended`,
  },
  {
    name: 'everyPlanHasItsDecision',
    holds:
      'Every place belongs to a plan that was decided for its model; of a plan that was given up or whose model has ended nothing is open',
    violations: `
      SELECT t.id, d.step FROM replication_targets t JOIN decisions d ON d.id = t.decision_id
      WHERE d.model_id <> t.model_id OR d.step <> 'planReplication'
         OR (t.status IN ('pending', 'adaptationAsked') AND EXISTS (SELECT FROM decisions u WHERE u.annuls_id = d.id))
      UNION ALL
      SELECT m.id, m.spread FROM models m WHERE m.spread IN ('toReplicate', 'replicating') AND NOT EXISTS (
        SELECT FROM decisions d WHERE d.model_id = m.id AND d.step = 'planReplication'
          AND NOT EXISTS (SELECT FROM decisions u WHERE u.annuls_id = d.id))
      UNION ALL
      SELECT t.id, m.life FROM replication_targets t JOIN models m ON m.id = t.model_id
      WHERE m.life = 'terminated' AND t.status IN ('pending', 'adaptationAsked')`,
  },
  {
    name: 'obligationStatusIsTheFoldOfItsJournal',
    holds: 'The status of every obligation is where its journal leads, step by step',
    violations: `
      SELECT o.id, o.status, j.last FROM obligations o
      LEFT JOIN (SELECT DISTINCT ON (stream_id) stream_id, body ->> 'to' AS last FROM journal WHERE stream = 'obligation' ORDER BY stream_id, seq DESC) j
        ON j.stream_id = o.id
      WHERE j.last IS DISTINCT FROM o.status
      UNION ALL
      SELECT stream_id, body ->> 'from', ended FROM (
        SELECT stream_id, body, lag(body ->> 'to') OVER (PARTITION BY stream_id ORDER BY seq) AS ended FROM journal WHERE stream = 'obligation') steps
      WHERE body ->> 'from' IS DISTINCT FROM ended`,
  },
  {
    name: 'revisionsAreGapFree',
    holds: 'The revision of an obligation is one more than its journal entries after the opening',
    violations: `
      SELECT o.id, o.revision, j.entries FROM obligations o
      JOIN (SELECT stream_id, count(*)::int AS entries FROM journal WHERE stream = 'obligation' GROUP BY stream_id) j ON j.stream_id = o.id
      WHERE o.revision <> j.entries`,
  },
  {
    name: 'journalChainsAreWhole',
    holds: 'Every stream of the journal is numbered without a gap and every hash follows from the one before',
    violations: `
      SELECT stream, stream_id, seq FROM (
        SELECT j.*, row_number() OVER w AS expected, lag(hash) OVER w AS before FROM journal j WINDOW w AS (PARTITION BY stream, stream_id ORDER BY seq)) j
      WHERE seq <> expected OR prev_hash IS DISTINCT FROM before
         OR hash <> journal_hash(prev_hash, stream, stream_id, seq, kind, at, actor_person_id, actor_post_id, body)`,
  },
  {
    name: 'countersEqualRecounts',
    holds: 'The size of an expected list is the number of its reports, of a review round the number of its models',
    violations: `
      SELECT r.id, r.expected FROM rounds r WHERE r.expected <> CASE WHEN r.kind LIKE 'modelReview%'
        THEN (SELECT count(DISTINCT v.model_id) FROM model_reviews v WHERE v.round_id = r.id)
        ELSE (SELECT count(*) FROM obligations o WHERE o.round_id = r.id) END`,
  },
  {
    name: 'submissionsMatchTheirObligation',
    holds: 'Submissions are numbered from one, and what is submitted or accepted was sent',
    violations: `
      SELECT obligation_id FROM submissions GROUP BY obligation_id HAVING max(number) <> count(*) OR min(number) <> 1
      UNION ALL
      SELECT o.id FROM obligations o WHERE o.kind = 'report' AND o.status IN ('submitted', 'accepted', 'returned')
        AND NOT EXISTS (SELECT FROM submissions s WHERE s.obligation_id = o.id)`,
  },
  {
    name: 'roundsAreOpenedOnce',
    holds:
      'One round a kind and year (of the backlog one each time it is taken over), one conference a cycle, and a closed round has no open deadline',
    violations: `
      SELECT id FROM rounds r WHERE closed_on IS NOT NULL AND EXISTS (SELECT FROM deadlines d WHERE d.round_id = r.id AND d.closed_at IS NULL AND d.purpose = 'duty')
      UNION ALL SELECT min(id::text)::uuid FROM rounds WHERE kind <> 'modelReviewBacklog' GROUP BY kind, year HAVING count(*) > 1
      UNION ALL SELECT min(id::text)::uuid FROM conferences GROUP BY kind, scope, anchor_on HAVING count(*) > 1`,
  },
  {
    name: 'everyOpenReviewOfARoundIsOwed',
    holds: 'A review open in a round has a duty somebody owes, and a closed round has no open review',
    violations: `
      SELECT v.id FROM model_reviews v JOIN rounds r ON r.id = v.round_id
      WHERE v.concluded_on IS NULL AND v.cancelled_on IS NULL AND (r.closed_on IS NOT NULL
        OR NOT EXISTS (SELECT FROM obligations o WHERE o.review_id = v.id AND o.kind = 'modelDuty' AND o.status IN ('open', 'returned')))`,
  },
  {
    name: 'nobodyIsBothReviewedAndLeftOut',
    holds: 'A round says of a model that it was left out only if it did not open its review',
    violations: `
      SELECT l.round_id, l.model_id FROM models_left_out l JOIN model_reviews v ON v.round_id = l.round_id AND v.model_id = l.model_id
      JOIN rounds r ON r.id = l.round_id WHERE v.opened_on <= r.opened_on`,
  },
  {
    name: 'sentLettersHaveTheirEvidence',
    holds: 'A sent letter has an address, a message id, the answer of the server and an instant',
    violations: `SELECT id FROM deliveries WHERE status = 'sent' AND num_nulls(sent_at, address, message_id, answer) > 0`,
  },
  {
    name: 'membersShownAreTheLastCounted',
    holds: 'The members a model shows are the last count of its participants that stands',
    violations: `
      SELECT m.id, m.members, s.count FROM models m
      LEFT JOIN (SELECT DISTINCT ON (model_id) model_id, count FROM standing_members WHERE kind = 'participants'
                 ORDER BY model_id, on_day DESC, ordinal DESC) s ON s.model_id = m.id
      WHERE m.members IS DISTINCT FROM s.count`,
  },
  {
    name: 'correctionsNameTheirOwn',
    holds: 'A correction corrects an earlier row of the same model: of members the same kind, of money the same source',
    violations: `
      SELECT c.id FROM model_members c JOIN model_members r ON r.id = c.corrects_id
      WHERE c.model_id <> r.model_id OR c.kind <> r.kind OR c.ordinal <= r.ordinal
      UNION ALL
      SELECT c.id FROM model_money c JOIN model_money r ON r.id = c.corrects_id
      WHERE c.model_id <> r.model_id OR c.source <> r.source OR c.ordinal <= r.ordinal
      UNION ALL
      SELECT c.id FROM model_documents c JOIN model_documents r ON r.id = c.corrects_id
      WHERE c.model_id <> r.model_id OR c.ordinal <= r.ordinal`,
  },
  {
    name: 'whatWasAppraisedHasAVerdict',
    holds: 'A review that was appraised has its verdict, so that somebody owes what it asks for',
    violations: `SELECT id FROM model_reviews WHERE (appraised_on IS NULL) <> (verdict IS NULL)`,
  },
  {
    name: 'theVerdictThatStandsIsOfTheLatestYear',
    holds:
      'The verdict of a model is that of the latest year reviewed and, in one year, of the review concluded last, since conclusions look at the year',
    violations: `
      SELECT m.id, m.last_verdict FROM models m JOIN LATERAL (
        SELECT r.verdict FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL ${standsFirst} LIMIT 1) stands ON true
      WHERE m.last_verdict IS DISTINCT FROM stands.verdict
        AND NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'model' AND j.stream_id = m.id
          AND j.body ->> 'step' IN ('continueOperation', 'strengthen', 'terminate') AND NOT j.body -> 'facts' ? 'lastVerdictYear')`,
  },
  {
    name: 'everyVerdictHasItsDuty',
    holds:
      'Every verdict concluded since duties have a term has made its duty, which is owed, was done or was waived; cancelled, it has a successor: a newer verdict or the review for one, the end of the model, what the model waits for before it goes on, or what it asks for is under way',
    violations: `
      SELECT r.id, made.duty FROM model_reviews r CROSS JOIN LATERAL unnest(CASE r.verdict
        WHEN 'exemplary' THEN '{planReplication, nominate}' WHEN 'effective' THEN '{planReplication}'
        WHEN 'weak' THEN '{strengthen}' ELSE '{strengthenOrTerminate}' END::text[]) AS made (duty)
      JOIN models m ON m.id = r.model_id
      WHERE r.concluded_on >= ${dutiesSince}
        AND NOT EXISTS (SELECT FROM obligations o WHERE o.review_id = r.id AND o.duty = made.duty AND o.status IN ('open', 'returned', 'accepted', 'waived'))
        AND NOT (EXISTS (SELECT FROM obligations o WHERE o.review_id = r.id AND o.duty = made.duty AND o.status = 'cancelled')
          AND (m.life IN ('terminated', 'suspended', 'drafting', 'proposed', 'returned', 'rejected')
            OR made.duty IN ('strengthen', 'strengthenOrTerminate') AND m.life IN ('selfAssessing', 'appraising', 'deciding')
            OR made.duty = 'planReplication' AND m.spread IN ('toReplicate', 'replicating') OR made.duty = 'nominate' AND m.honour IN ('nominated', 'appraised')
            OR EXISTS (SELECT FROM model_reviews later WHERE later.model_id = r.model_id AND (later.ordinal > r.ordinal OR later.year > r.year) AND later.concluded_on IS NOT NULL)))`,
  },
  {
    name: 'openDutiesAreOwedByWhomTheyConcern',
    holds:
      'What the body in charge of a model owes, it or its heir owes, or the body above it was moved to when there was none; what is owed above it, somebody above it owes, if there is one',
    violations: `
      SELECT o.id, o.duty, o.organisation_id FROM obligations o JOIN models m ON m.id = o.model_id
      WHERE o.kind = 'modelDuty' AND o.status IN ('open', 'returned') AND CASE
        WHEN o.duty IN (${named((order) => order.owedBy === 'owner')}) THEN o.organisation_id <> m.owner_organisation_id
          AND (SELECT heir_id FROM organisation_heir_on(o.organisation_id, ${today})) IS DISTINCT FROM (SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, ${today}))
          AND NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id AND j.kind = 'dutyMovedUp'
            AND j.body ->> 'why' = 'noHeir' AND j.body ->> 'toOrganisationId' = o.organisation_id::text)
        WHEN o.duty IN (${named((order) => order.owedBy === 'above')}) THEN o.organisation_id = m.owner_organisation_id AND cardinality(o.reports_to) > 0
        ELSE false END`,
  },
  {
    name: 'orphanedDutiesAreOwedWhereTheyWentLast',
    holds: 'A duty that was moved from a body that could not do it is owed by the body its journal moved it to last',
    violations: `
      SELECT o.id, o.duty, o.organisation_id FROM (
        SELECT DISTINCT ON (j.stream_id) j.stream_id AS id, j.body ->> 'toOrganisationId' AS organisation_id FROM journal j
        WHERE j.stream = 'obligation' AND j.kind = 'dutyMovedUp' ORDER BY j.stream_id, j.seq DESC) moved
      JOIN obligations o ON o.id = moved.id WHERE o.organisation_id::text IS DISTINCT FROM moved.organisation_id`,
  },
  {
    name: 'nothingIsOwedForWhatDoesNotRun',
    holds: 'No duty is open on a model that is drafted or rejected, and on an ended one only those of an honourable end',
    violations: `
      SELECT o.id, o.duty, m.life, m.end_ground FROM obligations o JOIN models m ON m.id = o.model_id
      WHERE o.kind = 'modelDuty' AND o.status IN ('open', 'returned') AND (m.life IN ('drafting', 'rejected') OR m.life = 'terminated'
        AND o.duty NOT IN ('nominate', 'appraiseNomination', 'decideCommendation', 'handOverCommendation', 'foundCopy', 'reportReplicationResult'))`,
  },
  {
    name: 'dischargedDutiesHaveTheirStep',
    holds:
      'A duty of a model that was done names the step or the deed upon a place that did it, and the journal of the model holds that step at that instant',
    violations: `
      SELECT o.id, o.duty FROM obligations o WHERE o.kind = 'modelDuty' AND o.status = 'accepted' AND NOT EXISTS (
          SELECT FROM journal done JOIN journal step ON step.stream = 'model' AND step.stream_id = o.model_id AND step.at = done.at
            AND coalesce(step.body ->> 'step', step.body ->> 'deed') = done.body ->> 'step'
          WHERE done.stream = 'obligation' AND done.stream_id = o.id AND done.kind = 'dutyDischarged')`,
  },
  {
    name: 'whoeverIsWaitedForHasAClock',
    holds: 'Where a model waits for somebody since duties have a term, that somebody has a duty: nothing is approved by silence',
    violations: `
      SELECT m.id, waits.stage FROM models m
      JOIN (VALUES ('life', 'proposed', '{considerProposal}'::text[]), ('life', 'returned', '{completeProposal}'), ('life', 'selfAssessing', '{selfAssess}'),
        ('life', 'appraising', '{appraise}'), ('life', 'deciding', '{conclude, strengthen, strengthenOrTerminate}'),
        ('life', 'strengthening', '{completeStrengthening}'), ('life', 'suspended', '{resume}'),
        ('spread', 'toReplicate', '{completeReplication}'), ('spread', 'replicating', '{completeReplication}'),
        ('honour', 'nominated', '{appraiseNomination}'), ('honour', 'appraised', '{decideCommendation}')) AS waits (region, stage, duties)
        ON waits.stage = CASE waits.region WHEN 'life' THEN m.life WHEN 'spread' THEN m.spread ELSE m.honour END
      JOIN LATERAL (SELECT max(j.at) AS at FROM journal j WHERE j.stream = 'model' AND j.stream_id = m.id AND j.kind = 'modelAdvanced') last ON true
      WHERE (last.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= (
          SELECT min(e.valid_from) FROM rule_editions e WHERE e.rule_key = 'modelDuties' AND e.body -> 'duties' ?& waits.duties)
        -- An unrecognised model is neither spread nor honoured, an ended one not spread; a plan or a nomination goes on when it is recognised again.
        AND (waits.region = 'life' OR m.life NOT IN ('drafting', 'proposed', 'returned', 'rejected') AND (waits.region = 'honour' OR m.life <> 'terminated'))
        AND NOT EXISTS (
          SELECT FROM obligations o WHERE o.model_id = m.id AND o.duty = ANY (waits.duties) AND o.status IN ('open', 'returned'))`,
  },
  {
    name: 'strengthenedModelsAreReviewedAgain',
    holds:
      'A strengthening file sets the day of another review, which somebody owes since that duty has a term; such a review belongs to no round, and to the year and model of the bad verdict that asked for it',
    violations: `
      SELECT m.id FROM models m
      JOIN LATERAL (SELECT max(j.at) AS at FROM journal j WHERE j.stream = 'model' AND j.stream_id = m.id AND j.kind = 'modelAdvanced') last ON true
      WHERE m.re_review_by IS NOT NULL AND m.life IN ('operating', 'strengthening')
        AND (last.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= ${termSince(`'reReview'`)}
        AND NOT EXISTS (SELECT FROM obligations o WHERE o.model_id = m.id AND o.duty = 'reReview' AND o.status IN ('open', 'returned'))
      UNION ALL
      SELECT m.id FROM models m WHERE m.life = 'strengthening' AND m.re_review_by IS NULL
      UNION ALL
      SELECT r.id FROM model_reviews r JOIN model_reviews o ON o.id = r.re_review_of
      WHERE r.round_id IS NOT NULL OR (o.model_id, o.year) <> (r.model_id, r.year) OR o.concluded_on IS NULL OR o.verdict NOT IN ('weak', 'ineffective')`,
  },
  {
    name: 'reviewsOutsideARoundSayWhy',
    holds:
      'A review opened by hand belongs to the round of its year or answers a strengthening file, or else says why, since that is asked',
    violations: `
      SELECT r.id FROM model_reviews r
      WHERE r.round_id IS NULL AND r.re_review_of IS NULL AND NOT r.backlog AND coalesce(btrim(r.opened_because), '') = ''
        AND EXISTS (SELECT FROM journal j WHERE j.stream = 'model' AND j.stream_id = r.model_id AND j.body ->> 'step' = 'openReview'
          AND j.body #>> '{facts,today}' = r.opened_on::text AND j.body -> 'criteria' @> '[{"criterion": "reviewOutsideARoundSaysWhy"}]')`,
  },
  {
    name: 'everyPlaceWaitsForSomebody',
    holds:
      'Each place of a plan waits for a body that owes its answer, its copy or the answer to it, since that duty has a term; where nobody is found the planning body owes a name',
    violations: `
      SELECT t.id, t.status FROM replication_targets t JOIN models m ON m.id = t.model_id LEFT JOIN models c ON c.id = t.child_model_id
      JOIN LATERAL (SELECT max(j.at) AS at FROM journal j WHERE j.stream = 'replicationTarget' AND j.stream_id = t.id) last ON true
      JOIN (VALUES ('pending', 'answerReplication'), ('adaptationAsked', 'answerAdaptation'), ('accepted', 'foundCopy')) AS waits (status, duty)
        ON waits.status = t.status
      WHERE m.life NOT IN ('drafting', 'proposed', 'returned', 'rejected') AND (c.id IS NULL OR c.life = 'drafting')
        AND (last.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= ${termSince('waits.duty')}
        AND NOT EXISTS (SELECT FROM obligations o WHERE o.model_id = m.id AND o.kind = 'modelDuty' AND o.status IN ('open', 'returned')
          AND (o.duty = waits.duty AND (waits.status = 'adaptationAsked' OR t.organisation_id IS NULL OR t.organisation_id = o.organisation_id
              OR (SELECT heir_id FROM organisation_heir_on(t.organisation_id, ${today})) = (SELECT heir_id FROM organisation_heir_on(o.organisation_id, ${today}))
              OR NOT EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = t.organisation_id AND v.valid @> ${today}))
            OR o.duty = 'nameReceiver' AND t.status <> 'adaptationAsked'))`,
  },
  {
    name: 'openDeadlinesEqualTheirRecomputation',
    holds:
      'The day of every open deadline is what its computation gives by the work calendar in force, and its first day and moves lead there',
    violations: `
      SELECT d.id, d.due_on, due_day_of(d.computation) AS computed FROM deadlines d
      WHERE d.closed_at IS NULL AND d.computation IS NOT NULL AND d.due_on IS DISTINCT FROM due_day_of(d.computation)
      UNION ALL
      SELECT d.id, d.due_on, last.to_due_on FROM deadlines d
      LEFT JOIN LATERAL (SELECT m.to_due_on FROM deadline_moves m WHERE m.deadline_id = d.id ORDER BY m.revision DESC LIMIT 1) last ON true
      WHERE d.due_on <> coalesce(last.to_due_on, d.original_due_on)`,
  },
  {
    name: 'oneCalendarInForceAYear',
    holds:
      'Publications of a year are numbered without a gap, each of its days lies in that year, and only rest days are worked in exchange',
    violations: `
      SELECT year::text AS what FROM work_calendar_publications GROUP BY year HAVING max(number) <> count(*) OR min(number) <> 1
      UNION ALL SELECT min(l.day)::text FROM work_calendar_days l JOIN work_calendar_in_force p ON p.id = l.publication_id GROUP BY l.day HAVING count(*) > 1
      UNION ALL SELECT l.day::text FROM work_calendar_days l JOIN work_calendar_publications p ON p.id = l.publication_id
      WHERE extract(year FROM l.day) <> p.year OR ((l.kind = 'workingSaturday') <> (to_char(l.day, 'FMday') = ANY (p.weekend)) AND l.kind <> 'holiday')`,
  },
  {
    name: 'importedModelsHaveTheirRow',
    holds: 'An imported model has its import and its row, which names it, and a founding decision unless none was found',
    violations: `
      SELECT m.id FROM models m JOIN model_import_rows r ON (r.import_id, r.row) = (m.import_id, m.import_row) JOIN model_imports i ON i.id = r.import_id
      WHERE r.model_id IS DISTINCT FROM m.id OR i.status <> 'applied'
         OR NOT m.decision_not_found AND NOT EXISTS (SELECT FROM model_documents d WHERE d.model_id = m.id AND d.kind = 'foundingDecision')
         OR NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'model' AND j.stream_id = m.id AND j.seq = 1 AND j.kind = 'modelImported')`,
  },
  {
    name: 'importsAreWholeOrNot',
    holds:
      'A register taken over left no row with a fault or a conflict, and made as many models as it says; one not taken over made none',
    violations: `
      SELECT i.id FROM model_imports i
      WHERE coalesce(i.made, 0) <> (SELECT count(*) FROM models m WHERE m.import_id = i.id)
         OR (i.status = 'applied' AND EXISTS (SELECT FROM model_import_rows r WHERE r.import_id = i.id
               AND (r.outcome IN ('fault', 'conflict') OR r.model_id IS NULL)))
         OR i.rows <> (SELECT count(*) FROM model_import_rows r WHERE r.import_id = i.id)`,
  },
  {
    name: 'secretsOfWebhooksAreSealed',
    holds: 'No secret of a webhook can be read in the database',
    violations: `SELECT id FROM webhooks WHERE secret !~ '^v1\\.[0-9a-f]{8}\\.' OR old_secret !~ '^v1\\.[0-9a-f]{8}\\.'`,
  },
  ...clockInvariants,
  ...endingInvariants,
];
