import type { TargetDeed } from '../replications/target.js';
import type { PlainDay } from '../time/plain-day.js';
import { dutiesOfVerdict, dutyOrder, modelDutyNames, type DutyOwner, type ModelDuty } from './duties.js';
import { owedDuties, type DutySituation, type OwedDuty } from './owed-duties.js';
import type { ModelStep } from './steps.js';

/** A duty that is open before a step. */
export interface OpenDuty {
  id: string;
  duty: ModelDuty;
  reviewId: string | null;
  /** The day it was first due. */
  originalDueOn: PlainDay;
  organisationId: string;
}

/** Why a duty falls away without having been done. */
export type DutyEnd =
  /** The step made it pointless: the model ended, was suspended, the review was cancelled or taken back. */
  | 'pointless'
  /** A newer one of the same kind took its place: another verdict, another day. */
  | 'renewed'
  /** What it asks for is under way already. */
  | 'underWay'
  /** The verdict that made it is of a year before the one that stands. */
  | 'overtaken';

export interface DutiesChange {
  open: OwedDuty[];
  discharged: OpenDuty[];
  cancelled: { duty: OpenDuty; why: 'pointless' | 'renewed' }[];
  /** Made by the verdict just concluded and settled in the same moment, so that no verdict is without its duty. */
  settledAtOnce: { duty: OwedDuty; outcome: 'discharged' | 'cancelled'; why: DutyEnd | null }[];
}

/** What changes duties: a step, a deed upon a place of the plan, or bodies that ended. */
export type DutyCause = ModelStep | TargetDeed | 'reorganisation';

/** Which duties a step, or a deed upon a place of the plan, opens, discharges and cancels: what is owed where the model now stands, against what was open before. */
export function changeDuties(
  step: DutyCause,
  open: readonly OpenDuty[],
  situation: DutySituation,
  today: PlainDay,
  /** The duties the rule in force gives a term: an edition older than a duty does not know it. */
  ruled: readonly ModelDuty[] = modelDutyNames,
): DutiesChange {
  const owed = owedDuties(situation, ruled);
  const change: DutiesChange = { open: [], discharged: [], cancelled: [], settledAtOnce: [] };
  const unanswered = new Set(owed);
  for (const before of open) {
    const now = owed.find((one) => isSame(one, before));
    const { doneBy, owedBy, oneOfSeveral } = dutyOrder(before.duty);
    // Several are asked: what one of them does settles only its own duty.
    const doneNow = doneBy.includes(step) && !(severalOwe.has(owedBy) && now);
    if (doneNow ? !oneOfSeveral : now && !renews(now, before, today)) unanswered.delete(now!);
    if (doneNow) change.discharged.push(before);
    else if (!now) change.cancelled.push({ duty: before, why: 'pointless' });
    else if (unanswered.has(now)) change.cancelled.push({ duty: before, why: 'renewed' });
  }
  change.open = [...unanswered];
  change.settledAtOnce = settledAtOnce(step, open, situation, owed);
  return change;
}

const severalOwe: ReadonlySet<DutyOwner> = new Set(['target', 'planner']);

const isSame = (owed: OwedDuty, before: OpenDuty): boolean =>
  owed.duty === before.duty && (owed.organisationId === null || owed.organisationId === before.organisationId);

/** Another verdict asks again, and another day set by a decision begins a new term. */
const renews = (owed: OwedDuty, before: OpenDuty, today: PlainDay): boolean =>
  owed.reviewId !== before.reviewId || (owed.setFor !== null && owed.setFor > today && owed.setFor !== before.originalDueOn);

function settledAtOnce(
  step: DutyCause,
  open: readonly OpenDuty[],
  { stage, concluded, overtakenNow }: DutySituation,
  owed: readonly OwedDuty[],
): DutiesChange['settledAtOnce'] {
  if (overtakenNow)
    return dutiesOfVerdict(overtakenNow.verdict).map((duty) => ({
      duty: { duty, reviewId: overtakenNow.id, setFor: null, organisationId: null },
      outcome: 'cancelled' as const,
      why: 'overtaken' as const,
    }));
  if (!concluded?.now) return [];
  return dutiesOfVerdict(concluded.verdict)
    .filter((duty) => !owed.some((one) => one.duty === duty))
    .filter((duty) => !open.some((before) => before.duty === duty && before.reviewId === concluded.id))
    .map((duty) => {
      const done = dutyOrder(duty).doneBy.includes(step);
      const ended = stage.life === 'terminated';
      return {
        duty: { duty, reviewId: concluded.id, setFor: null, organisationId: null },
        outcome: ended && !done ? ('cancelled' as const) : ('discharged' as const),
        why: done ? null : ended ? ('pointless' as const) : ('underWay' as const),
      };
    });
}
