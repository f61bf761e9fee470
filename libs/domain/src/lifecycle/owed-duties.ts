import type { PlainDay } from '../time/plain-day.js';
import type { TerminationGround, Verdict } from './choices.js';
import { dutiesOfVerdict, modelDutyNames, type ModelDuty } from './duties.js';
import { standsBadly, standsWell } from './facts.js';
import type { LifeStage, ModelStage } from './stage.js';

/** Where a model stands after a step, as far as its duties depend on it. */
export interface DutySituation {
  stage: ModelStage;
  /** The review that is open, with the verdict it has so far. */
  review: {
    id: string;
    verdict: Verdict | null;
    /** A later year has its verdict already, which stands. */
    overtaken?: boolean;
  } | null;
  /** The review whose verdict stands: of the latest year and, in one year, the one concluded last. */
  concluded: {
    id: string;
    verdict: Verdict;
    /** By the step just taken. */
    now: boolean;
    /** The duties it has made, and those of them that were done or waived. */
    made: readonly ModelDuty[];
    done: readonly ModelDuty[];
  } | null;
  /** Concluded by the step just taken, of a year before the verdict that stands: on record, and nothing is owed for it. */
  overtakenNow?: { id: string; verdict: Verdict } | null;
  /** The days set by decisions; null: nothing of the kind runs. */
  strengthenBy: PlainDay | null;
  /** The day another review is owed on after strengthening. */
  reReviewBy: PlainDay | null;
  suspendedUntil: PlainDay | null;
  replicateBy: PlainDay | null;
  endGround: TerminationGround | null;
  /** Commendations that were decided and not yet handed over. */
  toHandOver: number;
  /** The places of its plans that wait for somebody. */
  places: readonly WaitingPlace[];
  /** An adopted copy that has not told how it turned out. */
  copyToReport: boolean;
  /** The body of whoever is nominated, where one is named. */
  nomineeOrganisationId?: string | null;
}

/** A place of a plan before it has its copy in operation, and whom it waits for. */
export interface WaitingPlace {
  status: 'pending' | 'adaptationAsked' | 'accepted';
  /** Who takes the model up there; null: nobody is found. */
  receiverId: string | null;
  /** Who made the plan, or whoever came after it. */
  plannerId: string;
  /** The copy drafted for it: proposed, it waits by a duty of its own. */
  copy: 'drafted' | 'proposed' | null;
}

export interface OwedDuty {
  duty: ModelDuty;
  /** The review it belongs to. */
  reviewId: string | null;
  /** The day a decision set for it; null: by the term of the rule. */
  setFor: PlainDay | null;
  /** Who owes it, where that is neither the owner nor the body above. */
  organisationId: string | null;
  /** Who may not do it, although it stands above. */
  notBy?: string | null;
}

type Owes = (situation: DutySituation) => Partial<OwedDuty> | Partial<OwedDuty>[] | null | false;

/** A verdict makes a duty once: when it is concluded, and again only if what replaced the duty has fallen away. */
const stillOwes = ({ concluded }: DutySituation, duty: ModelDuty): boolean =>
  concluded !== null &&
  (concluded.now ? dutiesOfVerdict(concluded.verdict) : concluded.made).includes(duty) &&
  !concluded.done.includes(duty);

const ofVerdict = ({ concluded }: DutySituation) => ({ reviewId: concluded!.id });
const ofReview = ({ review }: DutySituation) => ({ reviewId: review?.id ?? null });

const runs = ({ stage: { life } }: DutySituation): boolean =>
  ['operating', 'selfAssessing', 'appraising', 'deciding', 'strengthening'].includes(life);

const isRecognised = (life: LifeStage): boolean => !['drafting', 'proposed', 'returned', 'rejected'].includes(life);

/** An honourable end does not end honours. */
const mayBeHonoured = ({ stage: { life }, endGround, concluded }: DutySituation): boolean =>
  isRecognised(life) && (life !== 'terminated' || (endGround !== 'ineffective' && !standsBadly(concluded?.verdict ?? null)));

/** The bad verdict of an open review waits for its file; a concluded one does again when the strengthening was broken off. */
function fileOwed(situation: DutySituation, duty: ModelDuty, verdict: Verdict) {
  const { stage, review, concluded, strengthenBy } = situation;
  if (stage.life === 'deciding') return review?.verdict === verdict && !review.overtaken && ofReview(situation);
  const brokenOff = strengthenBy !== null && concluded?.made.includes(duty);
  return (
    stage.life === 'operating' &&
    concluded?.verdict === verdict &&
    (brokenOff || stillOwes(situation, duty)) &&
    ofVerdict(situation)
  );
}

/** Each body owes once, for however many places. An unrecognised model is replicated nowhere, so nobody is waited for. */
const owedAt =
  (bodyOf: (place: WaitingPlace) => string | false | null): Owes =>
  ({ stage, places }) =>
    isRecognised(stage.life) &&
    [...new Set(places.map(bodyOf))].flatMap((organisationId) => (organisationId ? [{ organisationId }] : []));

/** When each duty is owed. Nothing here looks at the step taken: a duty is owed because of where the model stands. */
const owes: Record<ModelDuty, Owes> = {
  considerProposal: ({ stage }) => stage.life === 'proposed' && {},
  completeProposal: ({ stage }) => stage.life === 'returned' && {},
  selfAssess: (situation) => situation.stage.life === 'selfAssessing' && ofReview(situation),
  appraise: (situation) => situation.stage.life === 'appraising' && ofReview(situation),
  conclude: (situation) =>
    situation.stage.life === 'deciding' &&
    (situation.review?.overtaken === true || standsWell(situation.review?.verdict ?? null)) &&
    ofReview(situation),

  strengthen: (situation) => fileOwed(situation, 'strengthen', 'weak'),
  strengthenOrTerminate: (situation) => fileOwed(situation, 'strengthenOrTerminate', 'ineffective'),
  completeStrengthening: ({ stage, strengthenBy, concluded }) =>
    strengthenBy !== null &&
    ['strengthening', 'selfAssessing', 'appraising', 'deciding'].includes(stage.life) && {
      setFor: strengthenBy,
      reviewId: concluded?.id ?? null,
    },
  // A review that is open asks first; whatever comes of it, its verdict is the newer one.
  reReview: ({ stage, reReviewBy, concluded }) =>
    reReviewBy !== null &&
    ['operating', 'strengthening'].includes(stage.life) && { setFor: reReviewBy, reviewId: concluded?.id ?? null },
  resume: ({ stage, suspendedUntil }) => stage.life === 'suspended' && { setFor: suspendedUntil },

  planReplication: (situation) =>
    runs(situation) &&
    ['local', 'replicated'].includes(situation.stage.spread) &&
    stillOwes(situation, 'planReplication') &&
    ofVerdict(situation),
  completeReplication: ({ stage, replicateBy }) =>
    ['toReplicate', 'replicating'].includes(stage.spread) &&
    stage.life !== 'terminated' &&
    isRecognised(stage.life) && { setFor: replicateBy },
  answerReplication: owedAt(({ status, receiverId }) => status === 'pending' && receiverId),
  nameReceiver: owedAt(
    ({ status, receiverId, copy, plannerId }) =>
      status !== 'adaptationAsked' && receiverId === null && copy === null && plannerId,
  ),
  answerAdaptation: owedAt(({ status, plannerId }) => status === 'adaptationAsked' && plannerId),
  foundCopy: owedAt(({ status, receiverId, copy }) => status === 'accepted' && copy !== 'proposed' && receiverId),
  reportReplicationResult: ({ stage, copyToReport }) =>
    copyToReport && isRecognised(stage.life) && stage.life !== 'terminated' && {},

  nominate: (situation) =>
    situation.stage.life !== 'suspended' &&
    mayBeHonoured(situation) &&
    ['none', 'commended', 'declined'].includes(situation.stage.honour) &&
    stillOwes(situation, 'nominate') &&
    ofVerdict(situation),
  appraiseNomination: (situation) =>
    situation.stage.honour === 'nominated' && mayBeHonoured(situation) && { notBy: situation.nomineeOrganisationId ?? null },
  decideCommendation: (situation) => situation.stage.honour === 'appraised' && mayBeHonoured(situation) && {},
  handOverCommendation: ({ stage, toHandOver }) => toHandOver > 0 && isRecognised(stage.life) && {},
};

/** Everything that is owed for a model as it stands, of the duties that the rule in force gives a term. */
export const owedDuties = (situation: DutySituation, ruled: readonly ModelDuty[] = modelDutyNames): OwedDuty[] =>
  ruled.flatMap((duty) => {
    const owed = owes[duty](situation);
    return (Array.isArray(owed) ? owed : owed ? [owed] : []).map((one) => ({
      duty,
      reviewId: null,
      setFor: null,
      organisationId: null,
      ...one,
    }));
  });
