import type { ModelDutiesRule, ModelDuty, OpenDuty, PlainDay, TerminationGround, Verdict, WaitingPlace } from '#domain';
import { receiverOn } from '../replications/receiver.js';
import { isOpenTarget, resultBeforeTheEnd, withdrawnByTheEnd } from '../replications/target-pieces.js';

/** What the duties of a model hang on, beside the facts its guards read. */
export interface DutyFacts {
  /** The edition in force that day; null: before the first, nothing is owed by rule. */
  rule: { id: string; body: ModelDutiesRule } | null;
  /** The way up from the owner, the nearest first. */
  chain: string[];
  /** Who holds the path the rule names for an escalation, the lowest first; null: it climbs the chain. */
  path: string[] | null;
  open: (OpenDuty & { status: 'open' | 'returned' })[];
  review: {
    id: string;
    verdict: Verdict | null;
    /** A later year has its verdict already. */
    overtaken: boolean;
    roundId: string | null;
    /** Every other review of its round is concluded or cancelled. */
    isTheLast: boolean;
    /** Days the round of the review has set that still lie ahead. */
    roundDeadlines: { duty: ModelDuty; deadlineId: string; dueOn: PlainDay; path: string[] | null }[];
  } | null;
  concluded: { id: string; verdict: Verdict; made: ModelDuty[]; done: ModelDuty[] } | null;
  strengthenBy: PlainDay | null;
  reReviewBy: PlainDay | null;
  suspendedUntil: PlainDay | null;
  replicateBy: PlainDay | null;
  endGround: TerminationGround | null;
  toHandOver: number;
  /** Whether the commendation, and the praise, that would be taken back waits to be handed over; null: there is none. */
  takenBackWaits: { commendation: boolean | null; praise: boolean | null };
  /** The places of its plans that wait for somebody. */
  places: PlaceOnRecord[];
  copyToReport: boolean;
  /** The body of whoever is nominated now, where one is named. */
  nomineeOrganisationId: string | null;
  /** Of an ended model: what waits again should its end be annulled. */
  takenByTheEnd: Pick<DutyFacts, 'places' | 'copyToReport'> | null;
}

interface PlaceOnRecord extends WaitingPlace {
  id: string;
  /** Of the plan made last. */
  ofLastPlan: boolean;
}

/** Places `t` of a model `m` whose owner is `o.id`, and whom each waits for on a day. */
const placesWaiting = (day: string, status: string, from: string, where: string) => `coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', t.id, 'status', ${status}, 'receiverId', ${receiverOn(day)},
    'plannerId', coalesce((SELECT heir_id FROM organisation_heir_on(t.planned_by, ${day})), o.id),
    'copy', CASE WHEN c.id IS NULL THEN NULL WHEN c.life = 'drafting' THEN 'drafted' ELSE 'proposed' END,
    'ofLastPlan', t.decision_id = (SELECT p.id FROM decisions p WHERE p.model_id = m.id AND p.step = 'planReplication' ORDER BY p.ordinal DESC LIMIT 1)))
  FROM ${from} LEFT JOIN models c ON c.id = t.child_model_id WHERE ${where}), '[]')`;

/** Of what stands, the one granted last is taken back: whether it waits to be handed over. */
const lastGrantedWaits = (which: string) => `(SELECT n.handed_over_on IS NULL FROM model_nominations n
    WHERE n.model_id = m.id AND n.outcome = 'commended' AND ${which} ORDER BY n.ordinal DESC LIMIT 1)`;

const lastEnd = `(SELECT e.id FROM decisions e WHERE e.model_id = m.id AND e.step = 'terminate' ORDER BY e.ordinal DESC LIMIT 1)`;

/** Of concluded reviews `r` the one whose verdict stands comes first: of the latest year and, in one year, the one concluded last. */
export const standsFirst = 'ORDER BY r.year DESC, r.ordinal DESC';

/** The edition `e` of the rule of model duties in force on a day. */
export const modelDutiesInForce = (day: string) =>
  `FROM rule_editions e WHERE e.rule_key = 'modelDuties' AND e.valid_from <= ${day} ORDER BY e.valid_from DESC LIMIT 1`;

/**
 * Whether the rule in force on a day may count working days: a sieve for readers that would ask for more then. It lets no rule through the meshes
 * that does; which one really does is for the domain to say (`dutiesNeedCalendar`).
 */
export const mayCountWorkingDays = (day: string) => `coalesce((
  SELECT e.body ->> 'roll' <> 'none' OR e.body @? '$.duties.*.term.unit ? (@ == "workingDay")' OR e.body @? '$.**.workingDaysOnly ? (@ == true)'
  ${modelDutiesInForce(day)}), false)`;

/**
 * Read with the standing of a model `m`, whose owner that day is `o.id`. What termination did is undone with it, so a duty it settled
 * never counts as done: while the model stays ended it owes none of these anyway.
 */
export const dutyFacts = (day: string) => `jsonb_build_object(
  'rule', (SELECT jsonb_build_object('id', e.id, 'body', e.body) ${modelDutiesInForce(day)}),
  'chain', chain_above(o.id, ${day}),
  'path', (SELECT path_above(o.id, e.body -> 'escalation', ${day}) ${modelDutiesInForce(day)}),
  'open', coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'duty', d.duty, 'reviewId', d.review_id, 'originalDueOn', d.original_due_on,
      'organisationId', d.organisation_id, 'status', d.status) ORDER BY d.original_due_on, d.id)
    FROM obligations d WHERE d.model_id = m.id AND d.kind = 'modelDuty' AND d.status IN ('open', 'returned')), '[]'),
  'review', (SELECT jsonb_build_object('id', r.id, 'verdict', r.verdict, 'roundId', r.round_id, 'overtaken', EXISTS (
      SELECT FROM model_reviews v WHERE v.model_id = m.id AND v.concluded_on IS NOT NULL AND v.year > r.year), 'isTheLast', r.round_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM model_reviews v WHERE v.round_id = r.round_id AND v.id <> r.id AND v.concluded_on IS NULL AND v.cancelled_on IS NULL),
      'roundDeadlines', coalesce((
      SELECT jsonb_agg(jsonb_build_object('duty', d.duty, 'deadlineId', d.id, 'dueOn', d.due_on,
        'path', path_above(o.id, e.body -> 'escalation', ${day}))) FROM deadlines d JOIN rule_editions e ON e.id = d.rule_edition_id
      WHERE d.round_id = r.round_id AND d.due_on >= ${day} AND d.closed_at IS NULL), '[]'))
    FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NULL AND r.cancelled_on IS NULL),
  'concluded', (SELECT jsonb_build_object('id', r.id, 'verdict', r.verdict,
      'made', coalesce((SELECT jsonb_agg(DISTINCT d.duty) FROM obligations d WHERE d.review_id = r.id AND d.kind = 'modelDuty'), '[]'),
      'done', coalesce((SELECT jsonb_agg(DISTINCT d.duty) FROM obligations d
        WHERE d.review_id = r.id AND d.kind = 'modelDuty' AND d.status IN ('accepted', 'waived')
          AND NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = d.id
            AND j.kind = 'dutyDischarged' AND j.body ->> 'step' = 'terminate')), '[]'))
    FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NOT NULL ${standsFirst} LIMIT 1),
  'strengthenBy', m.strengthen_by, 'reReviewBy', m.re_review_by, 'suspendedUntil', m.suspended_until, 'endGround', m.end_ground,
  'toHandOver', (SELECT count(*) FROM model_nominations n WHERE n.model_id = m.id AND n.outcome = 'commended' AND n.handed_over_on IS NULL),
  'takenBackWaits', jsonb_build_object('commendation', ${lastGrantedWaits('NOT n.without_paper')}, 'praise', ${lastGrantedWaits('n.without_paper')}),
  'places', ${placesWaiting(day, 't.status', 'replication_targets t', `t.model_id = m.id AND ${isOpenTarget('t.status')}`)},
  'copyToReport', EXISTS (SELECT FROM replication_targets t WHERE t.child_model_id = m.id AND t.status = 'adopted' AND t.outcome IS NULL),
  'nomineeOrganisationId', (SELECT n.nominee_organisation_id FROM model_nominations n WHERE n.model_id = m.id AND n.outcome IS NULL ORDER BY n.ordinal DESC LIMIT 1),
  'takenByTheEnd', CASE WHEN m.life = 'terminated' THEN jsonb_build_object(
    'places', ${placesWaiting(day, 'w.was', `replication_targets t JOIN (${withdrawnByTheEnd('m.id', lastEnd)}) w ON w.id = t.id`, 'true')},
    'copyToReport', EXISTS (SELECT FROM replication_targets t LEFT JOIN LATERAL (${resultBeforeTheEnd('t.id')}) r ON true
      WHERE t.child_model_id = m.id AND t.status = 'adopted' AND r.outcome IS NULL)) END,
  'replicateBy', (SELECT t.replicate_by FROM replication_targets t JOIN decisions p ON p.id = t.decision_id
    WHERE t.model_id = m.id ORDER BY p.ordinal DESC LIMIT 1))`;
