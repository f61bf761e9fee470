import { randomUUID } from 'node:crypto';
import {
  isRefusal,
  notFound,
  refusal,
  stale,
  type DecisionRecord,
  type HandoverRow,
  type ModelFacts,
  type ModelStage,
  type Refusal,
  type RefusalDetail,
  type StepInput,
  type WorkCalendar,
  type StepWarning,
} from '#domain';
import { OVERTAKEN, readStanding, Records, type FactsQuestion, type ModelStanding, type NewDecision, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { CloseReviewRounds } from '../reviews/close-review-rounds.js';
import { onePaperANumber } from './advance-model.js';
import { closeNomination, closesTheNomination } from './end-in-transaction.js';
import { isPrintable } from './input-shapes.js';
import { readStepInput } from './step-input.js';
import { postMayNot, stepRoles } from './step-policy.js';
import { refusingUnpublished } from '../deadlines/with-calendar.js';
import { calendarOfDuties } from './calendar-of-duties.js';
import { takeStep, type StepTaken } from './take-step.js';

export const MOST_CONSOLIDATED = 50;

export interface ConsolidateModelsInput {
  heirModelId: string;
  /** The models that end in it. */
  modelIds: string[];
  decision: DecisionRecord;
  fields: {
    reason: string;
    /** What else is handed over; a line with `modelId` belongs to that model, one without to each. Members and money come over by themselves. */
    handover?: (Record<string, unknown> & { modelId?: string })[];
  };
  actor: Actor;
}

export interface ModelsConsolidated {
  /** The paper. */
  id: string;
  heir: { id: string; code: string; revision: number };
  models: { id: string; code: string; decisionId: string; stage: ModelStage; revision: number; warnings: StepWarning[] }[];
  /** What came over: people, đồng. */
  members: number;
  money: number;
}

const words = { vi: 'Hợp nhất mô hình', en: 'Consolidate models' };

/** Several models end in one, under one paper, in one transaction: all of them or none, with every reason of each. */
@Injectable()
export class ConsolidateModels {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run(given: ConsolidateModelsInput): Promise<ModelsConsolidated | Refusal> {
    const { actor } = given;
    if (!stepRoles.terminate.includes(actor.post.role)) return postMayNot(words, stepRoles.terminate);
    const [heirModelId, ...modelIds] = [given.heirModelId, ...given.modelIds].map((id) => id.toLowerCase()) as [
      string,
      ...string[],
    ];
    const reason = given.fields.reason;
    const faults = faultsOf(heirModelId, modelIds, reason);
    const lines = (given.fields.handover ?? []).map(({ modelId, ...line }) => ({
      modelId: modelId?.toLowerCase() ?? null,
      line,
    }));
    lines.forEach(({ modelId, line: { what } }, index) => {
      if (what === 'members' || what === 'money')
        faults.push({ pointer: `/fields/handover/${index}/what`, words: comesOverByItself });
      if (modelId && !modelIds.includes(modelId))
        faults.push({ pointer: `/fields/handover/${index}/modelId`, words: notOneOfThem });
    });
    const fields = { ground: 'consolidated', heirModelId, handover: lines.map(({ line }) => line) };
    const read = readStepInput('terminate', fields, given.decision);
    if ('faults' in read) faults.push(...read.faults);
    if (faults.length > 0 || 'faults' in read) return misshapen(faults);

    const rows = read.input.fields['handover'] as HandoverRow[];
    const tidied = rows.map((row, index) => ({ modelId: lines[index]!.modelId, row }));
    const rounds = new Set<string>();
    const made = await onePaperANumber(read.input.decision, () =>
      refusingUnpublished(() =>
        this.records.inTransaction((tx) =>
          this.consolidate(tx, { heirModelId, modelIds, input: read.input, rows: tidied, reason: reason.trim(), actor, rounds }),
        ),
      ),
    );
    // What ended was perhaps the last a round of reviews waited for; should this fail, the reconciler does it.
    if (!isRefusal(made))
      for (const roundId of rounds) await new CloseReviewRounds(this.records).run({ now: this.clock.now(), roundId });
    return made;
  }

  private async consolidate(
    tx: Tx,
    { heirModelId, modelIds, input, rows, reason, actor, rounds }: Consolidation,
  ): Promise<ModelsConsolidated | Refusal> {
    const at = this.clock.now();
    const question = (modelId: string, said: StepInput | null): FactsQuestion => ({
      modelId,
      postId: actor.post.postId,
      day: this.clock.today(),
      input: said,
    });
    await tx.models.hold([heirModelId, ...modelIds]);
    const heir = await readStanding(tx, question(heirModelId, null));
    if (heir === OVERTAKEN) return stale();
    if (!heir) return refused([{ pointer: '/heirModelId', words: notFound().words, source: 'D3.3' }]);

    const models: { standing: ModelStanding; asked: FactsQuestion }[] = [];
    const reasons: RefusalDetail[] = [];
    let calendar: WorkCalendar | undefined;
    for (const [index, id] of modelIds.entries()) {
      const own = rows.flatMap(({ modelId, row }) => (modelId === null || modelId === id ? [row] : []));
      const asked = question(id, { ...input, fields: { ...input.fields, handover: own } });
      const standing = await readStanding(tx, asked);
      if (!standing || standing === OVERTAKEN) {
        reasons.push({ pointer: `/modelIds/${index}`, words: notFound().words, source: 'D3.3' });
        continue;
      }
      calendar ??= await calendarOfDuties(tx, standing.duties);
      const whole = withWhatComesOver(standing, asked, heir);
      const taken = takeStep(whole.standing, 'terminate', actor, at, calendar);
      if (isRefusal(taken)) reasons.push(...taken.errors.map((error) => pointedAt(error, index, standing)));
      else models.push(whole);
    }
    if (reasons.length > 0) return refused(distinct(reasons));

    const paper = paperOf(heir, models, input.decision!, reason, actor);
    await tx.models.addPaper(heir.id, paper);
    const ended: (ModelsConsolidated['models'][number] & { taken: StepTaken })[] = [];
    for (const { standing, asked } of models) {
      const now = closesTheNomination(standing)
        ? await closeNomination(tx, standing, { question: asked, actor, at, calendar })
        : standing;
      const taken = takeStep({ ...now, inputFacts: { ...now.inputFacts, numberTaken: false } }, 'terminate', actor, at, calendar);
      if (isRefusal(taken)) return taken;
      const body = { ...taken.entry.body, paper: { id: paper.id, number: paper.number }, reason };
      const own: NewDecision = { ...taken.paper!, paperId: paper.id };
      const recorded = await tx.models.record(
        now,
        taken.to,
        taken.change,
        own,
        { ...taken.entry, body },
        { duties: taken.duties },
      );
      if (!recorded) return stale();
      const { id, code } = standing;
      if (standing.duties?.review?.roundId) rounds.add(standing.duties.review.roundId);
      ended.push({ id, code, decisionId: own.id, stage: taken.to, revision: recorded.revision, warnings: taken.warnings, taken });
    }
    const brought = await tx.models.bringAlong(
      heir.id,
      ended.map(({ id, decisionId }) => ({ id, decisionId })),
      {
        onDay: paper.effectiveOn,
        at,
        by: signature(actor),
        decision: { id: paper.id, number: paper.number, decidedOn: paper.decidedOn, annulsId: null },
      },
    );
    return {
      id: paper.id,
      heir: { id: heir.id, code: heir.code, revision: brought.revision },
      models: ended.map(({ taken: _, ...model }) => model),
      members: brought.members,
      money: brought.money,
    };
  }
}

interface Consolidation {
  heirModelId: string;
  modelIds: string[];
  input: StepInput;
  rows: { modelId: string | null; row: HandoverRow }[];
  reason: string;
  actor: Actor;
  /** Filled with the rounds of reviews that lost a model. */
  rounds: Set<string>;
}

/** Members and money go to the heir, whose organisation receives them; nobody has to write that down again. */
function withWhatComesOver(standing: ModelStanding, asked: FactsQuestion, heir: ModelStanding) {
  const { onHand, membersOnRecord } = standing.facts;
  const { decision, fields } = asked.input!;
  const line = (what: HandoverRow['what'], amount: number, unit: string): HandoverRow => ({
    what,
    description: `Chuyển sang mô hình ${heir.code} ${heir.name}`,
    amount,
    unit,
    receiverOrganisationId: heir.facts.ownerOrganisationId,
    receiverBody: null,
    handedOverOn: decision!.effectiveOn,
  });
  const handover = [
    // Each count as it is: households are no people, and kinds overlap.
    ...Object.entries(membersOnRecord).map(([kind, count]) => line('members', count, kind === 'households' ? 'hộ' : 'người')),
    ...(onHand.money > 0 ? [line('money', onHand.money, 'đồng')] : []),
    ...(fields['handover'] as HandoverRow[]),
  ];
  const input: StepInput = { ...asked.input!, fields: { ...fields, handover } };
  const facts: ModelFacts = { ...standing.facts, input };
  return { standing: { ...standing, facts }, asked: { ...asked, input } };
}

function paperOf(
  heir: ModelStanding,
  models: { standing: ModelStanding }[],
  decision: DecisionRecord,
  reason: string,
  actor: Actor,
): NewDecision {
  return {
    ...decision,
    id: randomUUID(),
    step: 'consolidate',
    issuerOrganisationId: actor.post.organisationId,
    frozen: {
      ...heir.onRecord,
      day: heir.facts.today,
      stage: heir.stage,
      reason,
      models: models.map(({ standing: { id, code, name, facts } }) => ({ id, code, name, onHand: facts.onHand })),
    },
    annulsId: null,
  };
}

/** What is wrong with the paper is said once, what is wrong with a model at its place in the list. */
function pointedAt({ pointer, words: said, source }: RefusalDetail, index: number, { code, name }: ModelStanding): RefusalDetail {
  if (pointer?.startsWith('/decision/')) return { pointer, words: said, source };
  if (pointer === '/fields/heirModelId') return { pointer: '/heirModelId', words: said, source };
  return {
    pointer: `/modelIds/${index}`,
    words: { vi: `${code} ${name}: ${said.vi}`, en: `${code} ${name}: ${said.en}` },
    source,
  };
}

const distinct = (reasons: RefusalDetail[]): RefusalDetail[] => [
  ...new Map(reasons.map((reason) => [`${reason.pointer} ${reason.words.en}`, reason])).values(),
];

function faultsOf(heirModelId: string, modelIds: string[], reason: string): RefusalDetail[] {
  const faults = modelIds.flatMap((id, index): RefusalDetail[] => [
    ...(modelIds.indexOf(id) === index
      ? []
      : [
          {
            pointer: `/modelIds/${index}`,
            words: { vi: 'Mô hình này đã có trong danh sách.', en: 'This model is in the list already.' },
          },
        ]),
    ...(id === heirModelId
      ? [
          {
            pointer: `/modelIds/${index}`,
            words: { vi: 'Đây là mô hình tiếp nhận; bỏ ra khỏi danh sách.', en: 'This is the heir; take it out of the list.' },
          },
        ]
      : []),
  ]);
  if (!isPrintable(reason) || reason.trim() === '')
    faults.push({ pointer: '/fields/reason', words: { vi: 'Nêu lý do hợp nhất.', en: 'Say why the models are consolidated.' } });
  return faults;
}

const notOneOfThem = {
  vi: 'Mô hình này không nằm trong modelIds.',
  en: 'This model is not one of modelIds.',
};

const comesOverByItself = {
  vi: 'Thành viên và kinh phí tự chuyển sang mô hình tiếp nhận; bỏ dòng này.',
  en: 'Members and money come over to the heir by themselves; leave this line out.',
};

const misshapen = (faults: RefusalDetail[]): Refusal =>
  refusal(
    'invalid',
    {
      vi: 'Nội dung hợp nhất chưa đúng; sửa các mục nêu dưới đây rồi gửi lại.',
      en: 'The consolidation is not filled in right; mend the fields below and send it again.',
    },
    faults,
  );

const refused = (reasons: RefusalDetail[]): Refusal =>
  refusal(
    'conflict',
    {
      vi: `Chưa hợp nhất được, không mô hình nào bị thay đổi: còn ${reasons.length} điều kiện chưa đạt, nêu trong "errors".`,
      en: `Nothing was consolidated and no model changed: ${reasons.length} criteria are not met; see "errors".`,
    },
    reasons,
  );
