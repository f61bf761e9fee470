import type { CriteriaSetContent, ScoredModel } from '../criteria/criteria-set.js';
import type { PlainDay } from '../time/plain-day.js';
import type { CommendationForms, GrantingBody } from '../commendations/commendation-forms.js';
import type { TargetStatus } from '../replications/target.js';
import type { TerminationGround, Verdict } from './choices.js';
import type { LifeStage } from './stage.js';

/** Two kinds of object (D1.5). No criterion tells them apart yet; the joint guidance of D3.5 may. */
export type ModelKind = 'model' | 'goodPractice';

/** A decision on paper. The records room freezes a copy of what was decided on beside it. */
export interface DecisionRecord {
  number: string;
  decidedOn: PlainDay;
  signerPostId: string;
  basis: string;
  /** A decision of ours it rests on, when it rests on one. */
  basisDecisionId?: string;
  effectiveOn: PlainDay;
}

/** What the person hands in with one step. `fields` come from outside, so every guard reads them with suspicion. */
export interface StepInput {
  fields: Record<string, unknown>;
  decision?: DecisionRecord;
}

export interface ReviewFacts {
  year: number;
  openedOn: PlainDay;
  /** The day the self-assessment is due; null when no term was set. */
  selfAssessmentDueOn: PlainDay | null;
  selfScore: number | null;
  selfAssessedBy: string | null;
  appraisedScore: number | null;
  appraisedBy: string | null;
  differenceReason: string | null;
  verdict: Verdict | null;
  concludedOn: PlainDay | null;
  /** The self-assessment criterion by criterion; null where it is one free score. */
  selfScores: KeptScore[] | null;
}

/** One answer to one criterion: what was shown for it, or why it differs from the score the model gave itself. */
export interface KeptScore {
  criterion: string;
  score: number;
  evidence?: string;
  reason?: string;
}

/** An issued set of criteria, as far as it scores. */
export interface ScoringSet {
  id: string;
  content: Pick<CriteriaSetContent, 'criteria' | 'bands' | 'knockOutVerdict'>;
}

/** What a model is scored by (D3.5). Null: no set was in force, so one free score stands. */
export interface ScoringFacts {
  /** The set the open review was bound to. */
  review: ScoringSet | null;
  /** What is a model; asked only of one that is proposed. */
  recognition: ScoringSet | null;
  /** What decides which criteria are asked; null while the model has no field. */
  model: ScoredModel | null;
}

/** Places of all plans so far but the withdrawn ones: targets = pending + accepted + adopted + declined. */
export interface ReplicationFacts {
  targets: number;
  /** Asked, or talking about an adaptation. */
  pending: number;
  /** Ready to take the model up; its copy is not recognised yet. */
  accepted: number;
  adopted: number;
  declined: number;
  /** Places of the latest plan that have the copy, or have begun to found it. */
  takenUpInPlan: number;
  /** Places of the plans before it that have the copy. */
  adoptedBefore: number;
}

export interface NominationFacts {
  achievement: string;
  /** The code of a form; which there are stands in `forms`. */
  form: string;
  /** The body of whoever is honoured, where one is named. */
  nomineeOrganisationId: string | null;
  nominatedOn: PlainDay;
  appraisedOn: PlainDay | null;
}

/** The commendations of a model that stand, and whether a nomination is open beside them. */
export interface HonourFacts {
  nominationIsOpen: boolean;
  standing: number;
  /** Those of them granted without a paper. */
  praises: number;
  /** The latest of them that was not handed over yet. */
  toHandOver: { decidedOn: PlainDay } | null;
  /** The last day of the achievements whoever is nominated was rewarded for so far, by form. */
  rewardedUntil: Record<string, PlainDay>;
}

/** Limits the rule edition in force sets, not this machine. */
export interface ModelBounds {
  highestScore: number;
  longestSuspensionMonths: number;
}

/** What ships: where the edition of the rule of duties in force says nothing of a bound, until the joint guidance of D3.5 does. */
export const usualBounds: Readonly<ModelBounds> = Object.freeze({ highestScore: 100, longestSuspensionMonths: 12 });

/** Everything a guard may read about one model, on one day, for one actor. Plain JSON; the stage itself is handed in beside it. */
export interface ModelFacts {
  today: PlainDay;
  modelId: string;
  kind: ModelKind;
  hasName: boolean;
  hasLocality: boolean;
  hasField: boolean;
  proposedOn: PlainDay | null;
  startedOn: PlainDay | null;
  /** Models it may be the same as that nobody has answered for yet; asked only while it is not proposed. */
  unansweredDuplicates: number;

  ownerOrganisationId: string;
  /** The owner still exists today. */
  ownerOrganisationInForce: boolean;
  /** Somebody stands above the owner today, to recognise and to appraise; asked only before a model is proposed. */
  someoneStandsAboveOwner: boolean;
  /** The organisation of the post the actor acts from. */
  actorOrganisationId: string;
  /** That organisation stands above the owner, in the organisation line or in the territory. */
  actorIsAboveOwner: boolean;

  /** The latest review, open or concluded. */
  review: ReviewFacts | null;
  /** The review a strengthening file still asks for: the day it set, and the review whose verdict asked for it. */
  reReview: { by: PlainDay; of: string; year: number } | null;
  /** Years whose review is concluded; judged again after strengthening, a year counts once. */
  reviewedYears: number[];
  /** Years whose round of reviews is open: a review of such a year, opened by hand, joins it. */
  openReviewRounds: number[];
  scoring: ScoringFacts;
  /** The verdict that stands: of the latest year reviewed and, in one year, the one concluded last. */
  lastVerdict: Verdict | null;
  /** The year it is of. */
  lastVerdictYear: number | null;
  /** The day of the verdict that counts: of the appraisal in an open review, else of the conclusion of the one that stands. */
  verdictOn: PlainDay | null;

  replication: ReplicationFacts;
  /** Of a copy: the place of its parent's plan it was drafted for. Null for every other model, an imported copy included. */
  parentage: { target: TargetStatus; heldBy: 'this' | 'another' | 'nobody'; lineLivesThere?: boolean } | null;
  /** Models born of this one that have not ended. */
  childrenOperating: number;
  /** Models that ended in this one, which has their members and money. */
  endedInIt: number;

  /** The suspension now running: how long, and what it interrupted. */
  suspension: { since: PlainDay; until: PlainDay; from: LifeStage } | null;
  /** The latest nomination. */
  nomination: NominationFacts | null;
  /** The achievement handed in, or else the one nominated, already has a commendation that stands. */
  achievementAlreadyRewarded: boolean;
  honours: HonourFacts;
  /** The forms of commendation in force today, and the edition that says so; none in force: null and empty. */
  forms: { editionId: string | null; forms: CommendationForms };
  /** Kind and level of the actor's organisation. */
  actorBody: GrantingBody | null;

  /** The founding organisation, or who came after it. */
  founderOrganisationId: string;
  /** How the model ended; null while it has not. */
  end: { ground: TerminationGround; heirId: string | null; heirLife: LifeStage | null } | null;
  /** What is on record to be handed over: people, đồng. */
  onHand: { members: number; money: number };
  /** The latest counts of members, by kind; kinds may overlap, so they do not add up to people. */
  membersOnRecord: Record<string, number>;
  /** Documents in its file that stand. */
  documentsOnRecord: number;
  /** The recorded reorganisations by which the organisation in charge ended or changed. */
  reorganisations: { document: string; effectiveOn: PlainDay }[];
  /** The model named in `fields.heirModelId`, when there is one. */
  heir: { modelId: string; life: LifeStage } | null;

  /** The latest decision recorded under each step, by step name. */
  decisions: Record<string, { number: string; decidedOn: PlainDay }>;
  /** The decision named in `decision.basisDecisionId`, when there is one. */
  basisDecision: { decidedOn: PlainDay } | null;
  bounds: ModelBounds;
  /** Null when somebody only asks what is possible. */
  input: StepInput | null;
}

/** The open review is of a year before that of the verdict that stands: it says what the model was worth then, not what becomes of it. */
export const reviewIsOvertaken = ({ review, lastVerdictYear }: ModelFacts): boolean =>
  review !== null && review.concludedOn === null && lastVerdictYear !== null && review.year < lastVerdictYear;

/** In an open review its own verdict counts, unless a later year is judged already; before and after it only the one that stands. */
export const latestVerdict = (facts: ModelFacts): Verdict | null =>
  (facts.review?.concludedOn === null && !reviewIsOvertaken(facts) && facts.review.verdict) || facts.lastVerdict;

export const standsWell = (verdict: Verdict | null): boolean => verdict === 'effective' || verdict === 'exemplary';
export const standsBadly = (verdict: Verdict | null): boolean => verdict === 'weak' || verdict === 'ineffective';

/** Ended without blame: what it had achieved can still be honoured. */
export const endIsHonourable = (ground: TerminationGround, verdict: Verdict | null): boolean =>
  ground !== 'ineffective' && !standsBadly(verdict);
