import { randomUUID } from 'node:crypto';
import {
  changeDuties,
  climb,
  dependsOnCalendar,
  dutyDueDay,
  dutyLadder,
  dutyOrder,
  orderOf,
  owedDuties,
  planLadder,
  ruledDuties,
  UnpublishedCalendar,
  type DutiesChange,
  type DutyCause,
  type DutySituation,
  type ModelFacts,
  type TargetDeed,
  type WorkCalendar,
  type Words,
  type ModelDuty,
  type ModelStage,
  type ModelStep,
  type OwedDuty,
  type PlainDay,
  type WaitingPlace,
} from '#domain';
import type { DutiesWritten, DutyFacts, ModelChange, ModelStanding, NewDuty, TargetStanding } from '#records';

/** What the journal of a model says of its duties. */
export interface DutiesTold {
  opened: { duty: ModelDuty; dueOn: PlainDay }[];
  discharged: ModelDuty[];
  cancelled: ModelDuty[];
}

/**
 * The duties a step opens, discharges and cancels, ready to be written with it; null where nothing changes or no rule is in force yet.
 * @throws UnpublishedCalendar where working days matter and the year has no published calendar.
 */
export function dutiesAfter(
  { facts, duties }: Pick<ModelStanding, 'duties'> & { facts: Pick<ModelFacts, 'today' | 'ownerOrganisationId' | 'input'> },
  step: ModelStep,
  to: ModelStage,
  change: ModelChange,
  calendar: WorkCalendar | undefined,
): { written: DutiesWritten; told: DutiesTold } | null {
  if (!duties?.rule) return null;
  const { today } = facts;
  const rule = { ...duties, rule: duties.rule };
  const { words } = orderOf(step);
  const said = facts.input?.fields['reason'];
  const situation = situationAfter(duties, to, change);
  return dutiesChanged(rule, { name: step, words, said }, situation, { owner: facts.ownerOrganisationId, today, calendar });
}

/**
 * The years nobody has published that the duties opened by a step would be planned in. A day that a decision sets is no count, and what the
 * answers set is not known before; what hangs on a day of its round is planned already.
 */
export function yearsMissing(
  { facts: { today }, duties }: Pick<ModelStanding, 'facts' | 'duties'>,
  step: ModelStep,
  to: ModelStage,
  change: ModelChange,
  calendar: WorkCalendar,
): number[] {
  return duties ? yearsOf(duties, step, situationAfter(duties, to, change), today, calendar) : [];
}

/** The same of a deed upon a place of its plan. */
export const yearsMissingAfterPlace = (
  { duties, modelStage }: Pick<TargetStanding, 'duties' | 'modelStage'>,
  deed: TargetDeed,
  places: readonly WaitingPlace[],
  today: PlainDay,
  calendar: WorkCalendar,
): number[] => yearsOf(duties, deed, { ...situationAfter(duties, modelStage, {}), places }, today, calendar);

function yearsOf(
  duties: DutyFacts,
  step: DutyCause,
  situation: DutySituation,
  today: PlainDay,
  calendar: WorkCalendar,
): number[] {
  if (!duties.rule) return [];
  const { body } = duties.rule;
  const { open, settledAtOnce } = changeDuties(step, duties.open, situation, today, ruledDuties(body));
  const counted = [...open.filter((owed) => !dayOfTheRound(duties, owed)), ...settledAtOnce.map(({ duty }) => duty)];
  return counted
    .filter(({ setFor }) => setFor === null || setFor <= today)
    .flatMap(({ duty }) => {
      try {
        planLadder(dutyDueDay(body, duty, { today, setFor: null, calendar }).dueOn, dutyLadder(body, duty), calendar);
        return [];
      } catch (error) {
        if (error instanceof UnpublishedCalendar) return [error.year];
        throw error;
      }
    });
}

/** Whether a model, as it stands, still asks for a duty that was waived. */
export function stillOwes(
  { stage, duties }: Pick<ModelStanding, 'stage' | 'duties'>,
  { duty, reviewId }: { duty: string; reviewId: string | null },
): boolean {
  if (!duties) return false;
  const { concluded, ...situation } = situationAfter(duties, stage, {});
  const unsettled = concluded && { ...concluded, done: concluded.done.filter((done) => done !== duty) };
  return owedDuties({ ...situation, concluded: unsettled }).some((owed) => owed.duty === duty && owed.reviewId === reviewId);
}

/** What was done, as the journal of a duty tells it. */
interface Done {
  name: DutyCause;
  words: Words;
  said: unknown;
}
type DutyRule = DutyFacts & { rule: NonNullable<DutyFacts['rule']> };
interface Circumstances {
  owner: string;
  today: PlainDay;
  /** Undefined where the rule plans nothing by working days. */
  calendar: WorkCalendar | undefined;
}

/** The same after a deed upon a place of its plan: only whom the places wait for has changed. */
export function dutiesAfterPlace(
  { duties, modelStage, ownerOrganisationId }: Pick<TargetStanding, 'duties' | 'modelStage' | 'ownerOrganisationId'>,
  done: Done,
  places: readonly WaitingPlace[],
  today: PlainDay,
  calendar: WorkCalendar | undefined,
): DutiesWritten | null {
  if (!duties.rule) return null;
  const rule = { ...duties, rule: duties.rule };
  const situation = { ...situationAfter(duties, modelStage, {}), places };
  return dutiesChanged(rule, done, situation, { owner: ownerOrganisationId, today, calendar })?.written ?? null;
}

function dutiesChanged(
  rule: DutyRule,
  { name: step, words, said }: Done,
  situation: DutySituation,
  circumstances: Circumstances,
): { written: DutiesWritten; told: DutiesTold } | null {
  const duties = rule;
  const { today } = circumstances;
  const changed = changeDuties(step, duties.open, situation, today, ruledDuties(rule.rule.body));
  const because = reasonOf(step, words, said);
  const make = (owed: OwedDuty, status: NewDuty['status'], settled: NewDuty['settled']) =>
    newDuty(rule, owed, { ...circumstances, openReviewId: situation.review?.id ?? null }, status, settled);
  const opened = [
    ...changed.open.map((owed) => make(owed, 'open', null)),
    ...changed.settledAtOnce.map(({ duty, outcome, why }) =>
      outcome === 'discharged'
        ? make(duty, 'accepted', { step, ...(why && { why }) })
        : make(duty, 'cancelled', { ...because, why }),
    ),
  ];
  const was = new Map(duties.open.map(({ id, status }) => [id, status]));
  const settled = [
    ...changed.discharged.map(({ id }) => ({ id, was: was.get(id)!, status: 'accepted' as const, told: { step } })),
    ...changed.cancelled.map(({ duty: { id }, why }) => ({
      id,
      was: was.get(id)!,
      status: 'cancelled' as const,
      told: { ...because, why },
    })),
  ];
  if (opened.length === 0 && settled.length === 0) return null;
  return { written: { day: today, opened, settled }, told: toldOf(changed, opened) };
}

/** The columns as the step leaves them: what it does not write stays. */
function situationAfter(duties: DutyFacts, stage: ModelStage, change: ModelChange): DutySituation {
  const { model = {}, targets } = change;
  const { strengthenBy, reReviewBy, suspendedUntil, endGround } = { ...duties, ...written(model) };
  return {
    stage,
    strengthenBy,
    reReviewBy,
    suspendedUntil,
    endGround,
    replicateBy: targets && 'add' in targets ? targets.replicateBy : duties.replicateBy,
    toHandOver: duties.toHandOver + handedOver(duties, change),
    places: placesAfter(duties, targets),
    copyToReport: copyToReportAfter(duties, change.place),
    nomineeOrganisationId: nomineeAfter(duties, change.nomination),
    ...reviewsAfter(duties, change.review),
  };
}

const written = (
  model: NonNullable<ModelChange['model']>,
): Partial<Pick<DutyFacts, 'strengthenBy' | 'reReviewBy' | 'suspendedUntil' | 'endGround'>> =>
  Object.fromEntries(Object.entries(model).filter(([, value]) => value !== undefined));

/** What is withdrawn has no copy yet; a copy that is being founded is waited for whatever becomes of the plan. */
function placesAfter({ places, takenByTheEnd }: DutyFacts, targets: ModelChange['targets']): WaitingPlace[] {
  if (!targets) return places;
  if ('withdraw' in targets)
    return places.filter(({ copy, ofLastPlan }) => copy !== null || (targets.withdraw === 'ofThePlan' && !ofLastPlan));
  if ('restore' in targets) return [...places, ...(takenByTheEnd?.places ?? [])];
  const planned = targets.add.map(({ receiverId }) => ({
    status: 'pending' as const,
    receiverId,
    plannerId: targets.plannedBy,
    copy: null,
  }));
  return [...places, ...planned];
}

function copyToReportAfter({ copyToReport, takenByTheEnd }: DutyFacts, place: ModelChange['place']): boolean {
  if (place?.deed === 'takeBackResult') return takenByTheEnd?.copyToReport ?? false;
  return place ? place.deed === 'adopt' : copyToReport;
}

const nomineeAfter = ({ nomineeOrganisationId }: DutyFacts, nomination: ModelChange['nomination']): string | null =>
  nomination && 'open' in nomination ? nomination.open.nomineeOrganisationId : nomineeOrganisationId;

function handedOver({ takenBackWaits }: DutyFacts, { nomination }: ModelChange): number {
  if (!nomination) return 0;
  if ('handOver' in nomination) return -1;
  // What is taken back is not handed over any more.
  if ('revokeCommended' in nomination) return takenBackWaits.commendation ? -1 : 0;
  if ('withdrawPraise' in nomination) return takenBackWaits.praise ? -1 : 0;
  return 'set' in nomination && nomination.set.outcome === 'commended' ? 1 : 0;
}

function reviewsAfter(
  duties: DutyFacts,
  review: ModelChange['review'],
): Pick<DutySituation, 'review' | 'concluded' | 'overtakenNow'> {
  const concluded = duties.concluded && { ...duties.concluded, now: false };
  if (review && 'open' in review) return { review: { id: review.open.id, verdict: null }, concluded };
  if (!review || !duties.review) return { review: duties.review, concluded };
  const { verdict = duties.review.verdict, cancelledOn, concludedOn } = review.set;
  if (cancelledOn) return { review: null, concluded };
  const { overtaken } = duties.review;
  if (concludedOn && overtaken) return { review: null, concluded, overtakenNow: { id: duties.review.id, verdict: verdict! } };
  if (concludedOn) return { review: null, concluded: { id: duties.review.id, verdict: verdict!, now: true, made: [], done: [] } };
  return { review: { id: duties.review.id, verdict, overtaken }, concluded };
}

function newDuty(
  { rule, chain, path, review }: DutyRule,
  { duty, reviewId, setFor, organisationId, notBy }: OwedDuty,
  { owner, today, calendar, openReviewId }: Circumstances & { openReviewId: string | null },
  status: NewDuty['status'],
  settled: NewDuty['settled'],
): NewDuty {
  // Whoever may not do it is passed over, unless nobody else stands above.
  const others = chain.filter((id) => id !== notBy);
  const above = others.length > 0 ? others : chain;
  // Where nobody stands above, the duty stays in sight of the owner itself.
  const way = organisationId
    ? [organisationId, ...chain]
    : dutyOrder(duty).owedBy === 'above' && above.length > 0
      ? above
      : [owner, ...chain];
  // Until it is concluded a review is a matter of its round, and so is what it waits for.
  const inTheRound = reviewId !== null && reviewId === openReviewId;
  const common = {
    id: randomUUID(),
    duty,
    organisationId: way[0]!,
    reviewId,
    inTheRound,
    status,
    settled,
  };
  const ofTheRound = dayOfTheRound({ review }, { duty, reviewId });
  if (ofTheRound && status === 'open')
    return {
      ...common,
      reportsTo: wayUp(way, ofTheRound.path),
      dueOn: ofTheRound.dueOn,
      deadline: { id: ofTheRound.deadlineId, own: null },
    };
  const { dueOn, explanation, computation } = dutyDueDay(rule.body, duty, { today, setFor, calendar });
  const ladder = dutyLadder(rule.body, duty);
  const own = {
    explanation,
    computation,
    dependsOnCalendar: dependsOnCalendar(computation, ladder),
    rungs: planLadder(dueOn, ladder, calendar),
    ruleEditionId: rule.id,
  };
  return { ...common, reportsTo: wayUp(way, path), dueOn, deadline: { id: randomUUID(), own } };
}

/** Along the path the rule names, above the body next above; where nobody stands above, nobody is climbed to. */
const wayUp = ([owing, ...chain]: string[], path: string[] | null): string[] =>
  path && chain.length > 0 ? climb(owing!, chain[0]!, path) : chain;

/** A day the round of the open review has set and that still lies ahead. */
const dayOfTheRound = ({ review }: Pick<DutyFacts, 'review'>, { duty, reviewId }: Pick<OwedDuty, 'duty' | 'reviewId'>) =>
  reviewId !== null && reviewId === review?.id ? review.roundDeadlines.find((one) => one.duty === duty) : undefined;

const reasonOf = (step: DutyCause, reason: Words, said: unknown) => ({
  step,
  reason,
  ...(typeof said === 'string' && said !== '' && { said }),
});

const toldOf = ({ discharged, cancelled, settledAtOnce }: DutiesChange, opened: NewDuty[]): DutiesTold => ({
  opened: opened.map(({ duty, dueOn }) => ({ duty, dueOn })),
  discharged: [
    ...discharged.map(({ duty }) => duty),
    ...settledAtOnce.filter(({ outcome }) => outcome === 'discharged').map(({ duty }) => duty.duty),
  ],
  cancelled: [
    ...cancelled.map(({ duty }) => duty.duty),
    ...settledAtOnce.filter(({ outcome }) => outcome === 'cancelled').map(({ duty }) => duty.duty),
  ],
});
