import { INITIAL_STAGE, isModelStep, type ModelFacts, type ModelStage } from '#domain';
import type { DraftFields, ModelColumns, ModelView, NominationColumns, PastEntry, ReviewColumns } from '#records';
import { effectsOf } from './step-effects.js';

export type PastReview = Partial<ReviewColumns> & { openedBecause?: string | null };
export type PastNomination = Partial<NominationColumns> & {
  outcome?: string;
  handedOverOn?: string | null;
  handedOverAt?: string | null;
};

/** A model as its journal leads to it: what its rows said after the last entry. */
export interface FoldedFile {
  stage: ModelStage;
  draft: Partial<DraftFields>;
  columns: Partial<ModelColumns>;
  /** In the order they were opened. */
  reviews: PastReview[];
  nominations: PastNomination[];
  /** The models consolidated into it, the first ended first. */
  tookOver: ModelView['tookOver'];
  /** Decisions recorded so far. */
  decisionIds: Set<string>;
}

/**
 * The rows of a model keep only what is; what they said before stands in the journal. Each entry holds the facts looked at and the
 * answers given, so the effects a step had are computed again by the very table that wrote them: nothing is told twice.
 */
export function foldFile(entries: readonly PastEntry[]): FoldedFile {
  const file: FoldedFile = {
    stage: { ...INITIAL_STAGE },
    draft: {},
    columns: {},
    reviews: [],
    nominations: [],
    tookOver: [],
    decisionIds: new Set(),
  };
  for (const entry of entries) {
    const { kind, body } = entry;
    if (body.to) file.stage = { ...body.to };
    if (body.decision) file.decisionIds.add(body.decision.id);
    if (kind === 'modelDrafted') Object.assign(file.draft, body.draft);
    if (kind === 'modelImported') {
      Object.assign(file.draft, body.fields);
      file.columns.startedOn = (body.fields?.['startedOn'] as string | undefined) ?? null;
    }
    if (kind === 'modelRevised')
      for (const [name, { to }] of Object.entries(body.changes ?? {})) Object.assign(file.draft, { [name]: to });
    if (kind === 'modelTookOver') file.tookOver = [...withoutThose(file, entry), ...modelsIn(entry)].sort(byEnd);
    if (kind === 'modelGaveBack') file.tookOver = withoutThose(file, entry);
    if (kind === 'modelAdvanced') apply(file, entry);
  }
  return file;
}

function apply(file: FoldedFile, { body, effectiveOn, scoringSet }: PastEntry): void {
  const { step, from, facts, fields, decision } = body;
  if (!isModelStep(step) || !from || !facts) return;
  const input = { fields: fields ?? {}, ...(decision && { decision: { ...decision, effectiveOn } }) };
  const { field, kind, selfManaged } = file.draft;
  const scoring = { review: scoringSet, recognition: null, model: field ? { field, kind, selfManaged } : null };
  // Of the forms of commendation the journal keeps the edition, by its id.
  const forms = { editionId: (facts['formsEditionId'] as string | null | undefined) ?? null };
  const { model, review, nomination } = effectsOf(step, {
    from,
    facts: { ...facts, input, scoring, forms } as unknown as ModelFacts,
    decisionId: decision?.id ?? null,
  });
  Object.assign(file.columns, defined(model ?? {}));
  if (review && 'open' in review) file.reviews.push({ openedBecause: review.open.openedBecause });
  else if (review) Object.assign(file.reviews.at(-1) ?? {}, defined(review.set));
  if (!nomination) return;
  const commended = (which: (nomination: PastNomination) => boolean) =>
    file.nominations.findLast((one) => one.outcome === 'commended' && which(one)) ?? {};
  if ('open' in nomination) file.nominations.push({});
  else if ('set' in nomination) Object.assign(file.nominations.at(-1) ?? {}, defined(nomination.set));
  else if ('handOver' in nomination)
    Object.assign(
      commended(({ handedOverOn }) => !handedOverOn),
      { handedOverOn: nomination.handOver.on, handedOverAt: nomination.handOver.at },
    );
  else if ('withdrawPraise' in nomination)
    Object.assign(
      commended(({ withoutPaper }) => withoutPaper === true),
      revoked(nomination.withdrawPraise, nomination.reason),
    );
  else
    Object.assign(
      commended(({ decisionId }) => decisionId === decision?.annulsId),
      revoked(nomination.revokeCommended, nomination.reason),
    );
}

const revoked = (settledOn: string, settledReason: string) => ({ outcome: 'revoked', settledOn, settledReason });

type TookOver = FoldedFile['tookOver'][number];
const modelsIn = ({ body, effectiveOn }: PastEntry): FoldedFile['tookOver'] =>
  ((body.fields?.['models'] ?? []) as Omit<TookOver, 'endedOn'>[]).map((model) => ({ ...model, endedOn: effectiveOn! }));
const withoutThose = ({ tookOver }: FoldedFile, entry: PastEntry): FoldedFile['tookOver'] => {
  const those = modelsIn(entry).map(({ id }) => id);
  return tookOver.filter(({ id }) => !those.includes(id));
};
const byEnd = (a: TookOver, b: TookOver) => (`${a.endedOn} ${a.code}` < `${b.endedOn} ${b.code}` ? -1 : 1);

const defined = (columns: object): object =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
