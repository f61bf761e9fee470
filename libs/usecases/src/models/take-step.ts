import { randomUUID } from 'node:crypto';
import {
  advance,
  criteriaOf,
  modelCriteria,
  modelEdges,
  orderOf,
  refusal,
  scoredBy,
  scoringFaults,
  unfitPlaces,
  warningsOf,
  type DecisionRecord,
  type ModelFacts,
  type ModelStage,
  type ModelStep,
  type PlaceFacts,
  type Reason,
  type Refusal,
  type RefusalDetail,
  type StepWarning,
  type WorkCalendar,
} from '#domain';
import type { DutiesWritten, ModelChange, ModelStanding, NewDecision, NewEntry } from '#records';
import { signature, type Actor } from '../actor.js';
import { dutiesAfter } from './duties-after.js';
import { effectsOf } from './step-effects.js';

/** What an allowed step writes. */
export interface StepTaken {
  to: ModelStage;
  change: ModelChange;
  paper: NewDecision | null;
  duties: DutiesWritten | null;
  entry: NewEntry;
  warnings: StepWarning[];
}

/**
 * Decides on a step, for a model as it was read: what is to be written, or every reason why not. `calendar`: see `calendarOfDuties`.
 * @throws UnpublishedCalendar where a duty is planned by working days and the year has no published calendar.
 */
export function takeStep(
  model: ModelStanding,
  step: ModelStep,
  actor: Actor,
  at: Date,
  calendar?: WorkCalendar,
): StepTaken | Refusal {
  const order = orderOf(step);
  const outcome = advance(model.stage, step, model.facts);
  const reasons = reasonsOf(outcome, model, step);
  if (outcome.kind === 'refused' || reasons.length > 0) return unmet(step, reasons);

  const warnings = warningsOf(step, model.facts);
  const paper = order.decision ? paperOf(model, step, actor) : null;
  const change = withReceivers(
    effectsOf(step, { from: outcome.from, facts: model.facts, decisionId: paper?.id ?? null }),
    model.inputFacts.places,
  );
  const duties = dutiesAfter(model, step, outcome.to, change, calendar);
  const body = {
    step,
    region: outcome.region,
    from: outcome.from,
    to: outcome.to,
    source: order.source,
    criteria: criteriaOf(order).map((criterion) => ({ criterion, source: modelCriteria[criterion].source })),
    facts: lookedAt(model.facts),
    fields: { ...model.facts.input!.fields, ...computed(step, model.facts) },
    decision: paper && { id: paper.id, number: paper.number, decidedOn: paper.decidedOn, annulsId: paper.annulsId },
    ...(duties && { duties: duties.told }),
    ...(warnings.length > 0 && { warnings: warnings.map(({ code }) => code) }),
  };
  return {
    to: outcome.to,
    change,
    paper,
    duties: duties?.written ?? null,
    warnings,
    entry: { kind: 'modelAdvanced', at, by: signature(actor), body },
  };
}

/** Every reason why a step is not possible as a model stands; null: it is. */
export function unmetOf(model: ModelStanding, step: ModelStep): Refusal | null {
  const reasons = reasonsOf(advance(model.stage, step, model.facts), model, step);
  return reasons.length > 0 ? unmet(step, reasons) : null;
}

const reasonsOf = (outcome: ReturnType<typeof advance>, model: ModelStanding, step: ModelStep): RefusalDetail[] => [
  ...(outcome.kind === 'refused' ? spelledOut(outcome.reasons, step, model.facts) : []),
  ...unmetOnRecord(model, step),
];

/** What a set of criteria computed, told as if it had been given, so that the journal alone leads to what was written. */
function computed(step: ModelStep, facts: ModelFacts): Record<string, unknown> {
  const scored = scoredBy(step, facts);
  if (!scored) return {};
  if (step === 'submitSelfAssessment') return { selfScore: scored.percentage };
  const { criteriaSetId, percentage, verdict } = scored;
  return step === 'appraise'
    ? { appraisedScore: percentage, verdict }
    : { criteriaSetId, recognitionScore: percentage, recognitionVerdict: verdict };
}

/** What is wrong with scores is told score by score, not in one sentence. */
function spelledOut(reasons: Reason[], step: ModelStep, facts: ModelFacts): RefusalDetail[] {
  const faults = scoringFaults(step, facts);
  return reasons.flatMap((reason): RefusalDetail[] =>
    scoresUnfit.has(reason.criterion) && faults.length > 0 ? faults : [reason],
  );
}
const scoresUnfit = new Set<string>(['selfScoresFollowTheSet', 'appraisedScoresFollowTheSet', 'recognitionScoresFollowTheSet']);

/** Who is asked in each place of a plan is for the records to say, in the order the places were handed in. */
const withReceivers = (change: ModelChange, places: PlaceFacts[]): ModelChange =>
  change.targets && 'add' in change.targets
    ? {
        ...change,
        targets: {
          ...change.targets,
          add: change.targets.add.map((target, index) => ({ ...target, receiverId: places[index]!.receiverId })),
        },
      }
    : change;

export const heirSeen = ({ facts: { heir }, heirRevision }: ModelStanding) =>
  heir && heirRevision !== null ? { id: heir.modelId, revision: heirRevision } : null;

export const nextFrom = (stage: ModelStage): ModelStep[] => [
  ...new Set(modelEdges.filter(({ region, from }) => stage[region] === from).map(({ step }) => step)),
];

/** Of the forms only the edition that was looked at: what it says stands there. */
const lookedAt = ({ input: _, forms: { editionId }, scoring: { review, recognition }, ...facts }: ModelFacts) => ({
  ...facts,
  formsEditionId: editionId,
  criteriaSetId: (review ?? recognition)?.id ?? null,
});

function paperOf({ facts, onRecord, stage, decisionIds }: ModelStanding, step: ModelStep, actor: Actor): NewDecision {
  const { undoes } = orderOf(step);
  const scored = scoredBy(step, facts);
  return {
    ...facts.input!.decision!,
    id: randomUUID(),
    step,
    issuerOrganisationId: actor.post.organisationId,
    frozen: {
      ...onRecord,
      day: facts.today,
      stage,
      fields: facts.input!.fields,
      onHand: facts.onHand,
      // A set that was issued stands for ever; what it made of the model is kept with the decision that rests on it.
      ...(scored && { scored }),
      warnings: warningsOf(step, facts).map(({ code }) => code),
    },
    annulsId: undoes ? decisionIds[undoes]! : null,
  };
}

/** Criteria only the records can tell, in the shape of the others. */
function unmetOnRecord({ facts, inputFacts }: ModelStanding, step: ModelStep): RefusalDetail[] {
  const reasons: RefusalDetail[] = [];
  const decision = facts.input?.decision;
  if (orderOf(step).decision && decision) {
    if (!inputFacts.signerMaySign) reasons.push(signerMayNotSign);
    if (inputFacts.numberTaken) reasons.push(numberIsTaken(decision));
    if (decision.basisDecisionId && !facts.basisDecision) reasons.push(noSuchBasis);
  }
  reasons.push(...unknownOrganisations(facts, inputFacts.unknownOrganisations));
  reasons.push(...unfitPlaces(inputFacts.places));
  return reasons;
}

/** Organisations are named in two places of the answers; each fault points to its own. */
function unknownOrganisations({ input }: ModelFacts, unknown: string[]): RefusalDetail[] {
  const { nomineeOrganisationId, handover } = (input?.fields ?? {}) as {
    nomineeOrganisationId?: string;
    handover?: { receiverOrganisationId?: string | null }[];
  };
  const named = [
    { pointer: '/fields/nomineeOrganisationId', id: nomineeOrganisationId },
    ...(handover ?? []).map((row, index) => ({
      pointer: `/fields/handover/${index}/receiverOrganisationId`,
      id: row.receiverOrganisationId,
    })),
  ];
  return named.filter(({ id }) => id && unknown.includes(id)).map(({ pointer }) => ({ pointer, ...noSuchOrganisation }));
}

const noSuchOrganisation = {
  words: {
    vi: 'Cơ quan này không tồn tại vào hôm nay; xem GET /api/organisations',
    en: 'This organisation does not exist today; see GET /api/organisations',
  },
  source: 'D1.4',
};

const noSuchBasis: RefusalDetail = {
  pointer: '/decision/basisDecisionId',
  words: {
    vi: 'Không có quyết định này trong phạm vi của chức danh; chọn một quyết định đã ghi trong hồ sơ, hoặc nêu căn cứ bằng chữ',
    en: 'There is no such decision within the scope of the post; choose one that is on record, or state the basis in words',
  },
  source: 'NĐ 30/2020/NĐ-CP',
};

const signerMayNotSign: RefusalDetail = {
  pointer: '/decision/signerPostId',
  words: {
    vi: 'Người ký giữ chức danh đứng đầu hoặc giám sát của cơ quan ra quyết định, còn hiệu lực vào ngày ban hành',
    en: 'The signer holds a post of head or supervisor in the organisation that decides, in force on the day of the decision',
  },
  source: 'NĐ 30/2020/NĐ-CP',
};

export const numberIsTaken = ({ number, decidedOn }: DecisionRecord): RefusalDetail => ({
  pointer: '/decision/number',
  words: {
    vi: `Số “${number}” đã được cơ quan này dùng cho một quyết định khác trong năm ${decidedOn.slice(0, 4)}`,
    en: `The number “${number}” already belongs to another decision of this organisation in ${decidedOn.slice(0, 4)}`,
  },
  source: 'NĐ 30/2020/NĐ-CP',
});

function unmet(step: ModelStep, reasons: RefusalDetail[]): Refusal {
  const { words } = orderOf(step);
  return refusal(
    'conflict',
    {
      vi: `Chưa thực hiện được bước “${words.vi}”: còn ${reasons.length} điều kiện chưa đạt, nêu trong "errors".`,
      en: `The step “${words.en}” is not possible yet: ${reasons.length} criteria are not met; see "errors".`,
    },
    reasons.map(({ pointer, words: said, source }) => ({ ...(pointer && { pointer }), words: said, source })),
  );
}

export const misshapen = (faults: RefusalDetail[]): Refusal =>
  refusal(
    'invalid',
    {
      vi: 'Nội dung của bước chưa đúng; sửa các mục nêu dưới đây rồi gửi lại.',
      en: 'The step is not filled in right; mend the fields below and send it again.',
    },
    faults,
  );
