import type { PlainDay } from '../../time/plain-day.js';
import type { ModelFacts } from '../facts.js';
import { groundOf, isDay, isText } from '../input.js';
import type { Criterion } from './criterion.js';

const decidedOn = ({ input }: ModelFacts): PlainDay | null =>
  isDay(input?.decision?.decidedOn) ? input.decision.decidedOn : null;
const effectiveOn = ({ input }: ModelFacts): PlainDay | null =>
  isDay(input?.decision?.effectiveOn) ? input.decision.effectiveOn : null;

/** A day that is missing is another criterion's complaint. */
const notBefore = (day: PlainDay | null, earlier: PlainDay | null | undefined): boolean => !day || !earlier || day >= earlier;

/** A decision is a paper: who signed what, when, on which basis. Steps that need one add these by themselves. */
export const decisionCriteria = {
  decisionHasANumber: {
    holds: ({ input }) => isText(input?.decision?.number),
    words: { vi: 'Quyết định có số, ký hiệu', en: 'The decision has a number' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/number',
  },
  decisionHasADay: {
    holds: (facts) => decidedOn(facts) !== null,
    words: { vi: 'Quyết định có ngày ban hành hợp lệ', en: 'The decision has a valid day of issue' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/decidedOn',
  },
  decisionHasASigner: {
    holds: ({ input }) => isText(input?.decision?.signerPostId),
    words: { vi: 'Quyết định có chức danh người ký', en: 'The decision names the post that signed it' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/signerPostId',
  },
  decisionHasABasis: {
    holds: ({ input }) => isText(input?.decision?.basis),
    words: { vi: 'Quyết định có căn cứ ban hành', en: 'The decision states its basis' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/basis',
  },
  decisionHasAnEffectiveDay: {
    holds: (facts) => effectiveOn(facts) !== null,
    words: { vi: 'Quyết định có ngày hiệu lực hợp lệ', en: 'The decision has a valid effective day' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/effectiveOn',
  },
  decisionIsNotInTheFuture: {
    holds: (facts) => (decidedOn(facts) ?? '') <= facts.today,
    words: { vi: 'Ngày ban hành quyết định không sau hôm nay', en: 'The decision is not dated after today' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/decidedOn',
  },
  decisionIsInEffect: {
    holds: (facts) => (effectiveOn(facts) ?? '') <= facts.today,
    words: { vi: 'Quyết định đã có hiệu lực', en: 'The decision is in effect' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/effectiveOn',
  },
  decisionDoesNotReachBack: {
    holds: (facts) => notBefore(effectiveOn(facts), decidedOn(facts)),
    words: {
      vi: 'Ngày hiệu lực không trước ngày ban hành quyết định',
      en: 'The decision takes effect no earlier than it was made',
    },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/effectiveOn',
  },
  decisionIsNotBeforeItsBasis: {
    holds: (facts) => notBefore(decidedOn(facts), facts.basisDecision?.decidedOn),
    words: {
      vi: 'Quyết định không trước quyết định mà nó căn cứ vào',
      en: 'The decision is not earlier than the one it rests on',
    },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/decidedOn',
  },
} satisfies Record<string, Criterion>;

/** A decision is undone only by another decision; steps that undo one add these by themselves. */
export const undoingCriteria = {
  decisionToUndoIsOnRecord: {
    holds: ({ decisions }, undoes) => undoes !== undefined && decisions[undoes] !== undefined,
    words: { vi: 'Có quyết định trước đó để huỷ bỏ hoặc chấm dứt hiệu lực', en: 'The decision to be undone is on record' },
    source: 'NĐ 30/2020/NĐ-CP',
  },
  decisionIsNotBeforeTheOneItUndoes: {
    holds: (facts, undoes) => notBefore(decidedOn(facts), facts.decisions[undoes ?? '']?.decidedOn),
    words: {
      vi: 'Quyết định không trước quyết định mà nó huỷ bỏ hoặc chấm dứt hiệu lực',
      en: 'The decision is not earlier than the one it undoes',
    },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/decision/decidedOn',
  },
} satisfies Record<string, Criterion>;

/** What a decision rests on must be older than the decision. */
export const basisCriteria = {
  decisionIsNotBeforeTheProposal: {
    holds: (facts) => notBefore(decidedOn(facts), facts.proposedOn),
    words: { vi: 'Quyết định không trước ngày đề xuất mô hình', en: 'The decision is not earlier than the proposal' },
    source: 'D3.5',
    pointer: '/decision/decidedOn',
  },
  decisionIsNotBeforeOperationBegan: {
    holds: (facts) => notBefore(decidedOn(facts), facts.startedOn),
    words: {
      vi: 'Quyết định không trước ngày mô hình bắt đầu hoạt động',
      en: 'The decision is not earlier than the start of operation',
    },
    source: 'D1.2',
    pointer: '/decision/decidedOn',
  },
  // In an open review the verdict is the appraisal's; a termination on another ground rests on no verdict.
  decisionIsNotBeforeTheVerdict: {
    holds: (facts) => {
      const ground = groundOf(facts, 'ground');
      return (ground !== null && ground !== 'ineffective') || notBefore(decidedOn(facts), facts.verdictOn);
    },
    words: {
      vi: 'Quyết định không trước ngày có kết quả rà soát làm căn cứ',
      en: 'The decision is not earlier than the verdict it rests on',
    },
    source: 'D1.2',
    pointer: '/decision/decidedOn',
  },
  decisionIsNotBeforeTheSuspension: {
    holds: (facts) => notBefore(decidedOn(facts), facts.decisions['suspend']?.decidedOn),
    words: { vi: 'Quyết định không trước quyết định tạm dừng', en: 'The decision is not earlier than the suspension' },
    source: 'D5.1',
    pointer: '/decision/decidedOn',
  },
  decisionIsNotBeforeTheNomination: {
    holds: ({ nomination, ...facts }) =>
      [nomination?.nominatedOn, nomination?.appraisedOn].every((day) => notBefore(decidedOn(facts as ModelFacts), day)),
    words: {
      vi: 'Quyết định không trước ngày đề nghị và ngày thẩm định khen thưởng',
      en: 'The decision is not earlier than the nomination and its appraisal',
    },
    source: 'Luật TĐKT 06/2022/QH15',
    pointer: '/decision/decidedOn',
  },
} satisfies Record<string, Criterion>;
