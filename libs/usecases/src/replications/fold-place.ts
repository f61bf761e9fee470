import type { PlainDay, ReplicationOutcome, TargetStatus } from '#domain';
import type { PastPlaceEntry } from '#records';

/** A place of a plan as its journal leads to it: what its row said after the last entry. */
export interface FoldedPlace {
  status: TargetStatus;
  /** Who was asked; undefined: written before entries named it. */
  organisationId: string | null | undefined;
  reason: string | null;
  childModelId: string | null;
  adoptedOn: PlainDay | null;
  outcome: ReplicationOutcome | null;
  findings: string | null;
  reportedOn: PlainDay | null;
}

type Result = Pick<FoldedPlace, 'outcome' | 'findings' | 'reportedOn'>;
type Told = PastPlaceEntry['body'];

const noResult: Result = { outcome: null, findings: null, reportedOn: null };
const resultOf = ({ outcome, findings, reportedOn }: Told): Result => ({
  outcome: outcome ?? null,
  findings: findings ?? null,
  reportedOn: reportedOn ?? null,
});
const reasonOf = ({ reason = null }: Told) => ({ reason });

/** What each entry left in the row beside status, receiver and copy, which every entry says; the rest stays. */
const leaves: Record<string, (told: Told, before: Kept) => Partial<Kept>> = {
  placeAccepted: () => ({ reason: null }),
  placeDeclined: reasonOf,
  placeWithdrawn: (told, { reason }) => ({ ...reasonOf(told), beforeWithdrawal: reason }),
  placeRestored: (_, { beforeWithdrawal }) => ({ reason: beforeWithdrawal }),
  copyProposed: () => ({ reason: null }),
  copyReleased: (told) => ({ ...reasonOf(told), childModelId: null }),
  copyRecognised: ({ adoptedOn = null }) => ({ reason: null, adoptedOn }),
  copyRecognitionAnnulled: (told) => ({ ...reasonOf(told), adoptedOn: null, ...noResult, byItself: noResult }),
  // What the end of a copy answers for it is taken back with that end; what it had reported by itself before stands again.
  resultReported: (told) => ({ ...resultOf(told), ...(!told.byTheEnd && { byItself: resultOf(told) }) }),
  resultTakenBack: (_, { byItself }) => byItself,
};

interface Kept extends FoldedPlace {
  beforeWithdrawal: string | null;
  byItself: Result;
}

/** Each place by its own journal, by id; `entries` in the order they were written. */
export function foldPlaces(entries: readonly PastPlaceEntry[]): Map<string, FoldedPlace> {
  const places = new Map<string, Kept>();
  for (const { id, kind, body } of entries) {
    const before = places.get(id) ?? notYetPlanned;
    const said: Kept = {
      ...before,
      status: body.to,
      childModelId: body.childModelId ?? null,
      ...(body.organisationId !== undefined && { organisationId: body.organisationId }),
    };
    places.set(id, { ...said, ...leaves[kind]?.(body, before) });
  }
  return places;
}

const notYetPlanned: Kept = {
  status: 'pending',
  organisationId: undefined,
  reason: null,
  childModelId: null,
  adoptedOn: null,
  ...noResult,
  beforeWithdrawal: null,
  byItself: noResult,
};
