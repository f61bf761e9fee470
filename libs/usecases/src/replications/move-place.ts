import {
  isRefusal,
  moveTarget,
  notFound,
  openTargetStatuses,
  refusal,
  stale,
  targetDeeds,
  type Refusal,
  type RefusalDetail,
  type TargetDeed,
  type TargetStatus,
  type WaitingPlace,
} from '#domain';
import type { Records, TargetColumns, TargetStanding, Tx } from '#records';
import { signature, type Actor, type Role } from '../actor.js';
import { refusingUnpublished } from '../deadlines/with-calendar.js';
import { calendarOfDuties } from '../models/calendar-of-duties.js';
import { dutiesAfterPlace } from '../models/duties-after.js';
import { tidy } from '../models/step-input.js';
import { postMayNot } from '../models/step-policy.js';
import type { Clock } from '../ports.js';

/** What every deed upon a place of a plan is given. */
export interface PlaceInput {
  targetId: string;
  /** The revision the sender saw. */
  revision: number;
  actor: Actor;
}

export interface PlaceMoved {
  id: string;
  modelId: string;
  revision: number;
}

const prepare: readonly Role[] = ['officer', 'head', 'supervisor'];
const decide: readonly Role[] = ['head', 'supervisor'];

/** Whoever works on the file asks and drafts; a yes or a no is given by who answers for the body. */
export const placeRoles: Record<
  Exclude<TargetDeed, 'takeCopy' | 'releaseCopy' | 'adopt' | 'reopen' | 'reportResult' | 'takeBackResult'>,
  readonly Role[]
> = {
  accept: decide,
  decline: decide,
  askToAdapt: prepare,
  agreeToAdapt: decide,
  refuseToAdapt: decide,
  withdraw: decide,
  nameReceiver: decide,
  draftCopy: prepare,
};
export type PlaceDeed = keyof typeof placeRoles;

/**
 * One deed upon one place of a plan: lock, decide, save, tell. `saves` says what the deed writes; it may look further and refuse.
 */
export async function movePlace(
  { records, clock }: { records: Records; clock: Clock },
  deed: PlaceDeed,
  { targetId, revision, actor }: PlaceInput,
  { reason, changes }: { reason?: string | undefined; changes?: string | undefined },
  saves: (target: TargetStanding, tx: Tx) => Promise<Partial<TargetColumns> | Refusal> | Partial<TargetColumns>,
): Promise<PlaceMoved | Refusal> {
  const { words } = targetDeeds[deed];
  if (!placeRoles[deed].includes(actor.post.role)) return postMayNot(words, placeRoles[deed]);
  const [at, day] = [clock.now(), clock.today()];
  const said = {
    ...(reason !== undefined && { reason: tidy(reason) }),
    ...(changes !== undefined && { changes: tidy(changes) }),
  };
  return refusingUnpublished(() =>
    records.inTransaction(async (tx) => {
      const target = await tx.replications.lock(targetId, actor.post.postId, day);
      if (!target) return notFound();
      if (target.revision !== revision) return stale();
      const move = moveTarget(deed, { ...target, ...said });
      if (move.kind === 'refused') return notPossible(deed, move.reasons);
      const set = await saves(target, tx);
      if (isRefusal(set)) return set;
      const recorded = await tx.replications.record(
        target,
        deed,
        { ...set, status: move.to },
        { at, by: signature(actor), body: said },
        dutiesAfterPlace(
          target,
          { name: deed, words, said: said.reason },
          placesAfter(target, move.to, set),
          day,
          await calendarOfDuties(tx, target.duties),
        ),
      );
      return { id: target.id, modelId: target.modelId, revision: recorded.revision };
    }),
  );
}

/** Whom the places of the model wait for once one of them has moved. */
export function placesAfter(
  { id, duties: { places } }: Pick<TargetStanding, 'id' | 'duties'>,
  to: TargetStatus,
  set: Partial<TargetColumns>,
): WaitingPlace[] {
  const others = places.filter((place) => place.id !== id);
  const before = places.find((place) => place.id === id);
  return before && isOpenTarget(to) ? [...others, afterDeed(before, to, set)] : others;
}

/** Whom the place waits for next. Nobody moves it while its copy is proposed, so a copy here is a draft. */
const afterDeed = (before: WaitingPlace, status: WaitingPlace['status'], set: Partial<TargetColumns>): WaitingPlace => ({
  ...before,
  status,
  receiverId: set.organisationId ?? before.receiverId,
  copy: set.childModelId ? 'drafted' : before.copy,
});
const isOpenTarget = (status: TargetStatus): status is WaitingPlace['status'] =>
  (openTargetStatuses as readonly TargetStatus[]).includes(status);

export const notPossible = (deed: TargetDeed, reasons: RefusalDetail[]): Refusal => {
  const { words } = targetDeeds[deed];
  return refusal(
    'conflict',
    {
      vi: `Chưa thực hiện được “${words.vi}”: còn ${reasons.length} điều kiện chưa đạt, nêu trong "errors".`,
      en: `“${words.en}” is not possible yet: ${reasons.length} criteria are not met; see "errors".`,
    },
    reasons,
  );
};
