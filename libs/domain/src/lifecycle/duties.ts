import type { Words } from '../refusals/refusal.js';
import type { Verdict } from './choices.js';
import type { Source } from './criteria/criterion.js';

/**
 * Who owes a duty: the body in charge of the model, the nearest body above it, the place a model is to be replicated to, or the body that
 * made the plan.
 */
export type DutyOwner = 'owner' | 'above' | 'target' | 'planner';

interface DutyOrder {
  words: Words;
  source: Source;
  owedBy: DutyOwner;
  /** The steps that discharge it; whatever else makes it pointless cancels it. */
  doneBy: readonly string[];
  /** Each step does one of several: while more of them wait, the next is owed. */
  oneOfSeveral?: true;
  /** The model goes on without it, so its receiver may let it be. Anything else is waited for, and ends only by a step. */
  mayBeWaived?: true;
}

/** What a model can make due, and from whom. The term of each comes from the rule edition in force. */
export const modelDuties = {
  considerProposal: {
    words: { vi: 'Xem xét đề xuất mô hình', en: 'Consider the proposal of the model' },
    source: 'D3.5',
    owedBy: 'above',
    doneBy: ['recognise', 'returnProposal', 'rejectProposal'],
  },
  completeProposal: {
    words: { vi: 'Bổ sung đề xuất mô hình bị trả lại', en: 'Complete the returned proposal' },
    source: 'D3.5',
    owedBy: 'owner',
    doneBy: ['resubmit'],
  },
  selfAssess: {
    words: { vi: 'Tự đánh giá mô hình', en: 'Assess the model itself' },
    source: 'D1.5',
    owedBy: 'owner',
    doneBy: ['submitSelfAssessment'],
  },
  appraise: {
    words: { vi: 'Thẩm định, xếp loại mô hình', en: 'Appraise the model' },
    source: 'D1.5',
    owedBy: 'above',
    doneBy: ['appraise', 'returnSelfAssessment'],
  },
  conclude: {
    words: { vi: 'Kết luận rà soát mô hình', en: 'Conclude the review of the model' },
    source: 'D1.2',
    owedBy: 'above',
    doneBy: ['continueOperation', 'terminate', 'returnAppraisal'],
  },
  planReplication: {
    words: {
      vi: 'Lập kế hoạch nhân rộng mô hình hiệu quả, hoặc nêu rõ lý do chưa nhân rộng',
      en: 'Plan the replication of an effective model, or write why not',
    },
    source: 'D1.3',
    owedBy: 'owner',
    doneBy: ['planReplication', 'explainNoReplication'],
    mayBeWaived: true,
  },
  completeReplication: {
    words: { vi: 'Hoàn thành kế hoạch nhân rộng mô hình', en: 'Complete the replication of the model' },
    source: 'D3.2',
    owedBy: 'owner',
    doneBy: ['completeReplication', 'abandonReplication', 'abandonFurtherReplication'],
  },
  answerReplication: {
    words: { vi: 'Trả lời đề nghị tiếp nhận mô hình', en: 'Answer the request to adopt the model' },
    source: 'D1.3',
    owedBy: 'target',
    // Deeds upon a place of the plan, not steps of the model.
    doneBy: ['accept', 'decline', 'askToAdapt'],
  },
  nameReceiver: {
    words: {
      vi: 'Cử cơ quan tiếp nhận mô hình ở địa phương chưa có, hoặc rút địa phương khỏi kế hoạch',
      en: 'Name who takes the model up where nobody is found, or take the locality out of the plan',
    },
    source: 'D1.3',
    owedBy: 'planner',
    doneBy: ['nameReceiver', 'withdraw'],
  },
  answerAdaptation: {
    words: { vi: 'Trả lời đề nghị điều chỉnh mô hình', en: 'Answer the request to adapt the model' },
    source: 'D1.3',
    owedBy: 'planner',
    doneBy: ['agreeToAdapt', 'refuseToAdapt', 'withdraw'],
  },
  foundCopy: {
    words: { vi: 'Lập và đề xuất mô hình đã nhận tiếp nhận', en: 'Found and propose the model it took up' },
    source: 'D1.3',
    owedBy: 'target',
    // Proposed, the copy waits for the body above by a duty of its own.
    doneBy: ['takeCopy', 'decline'],
  },
  reportReplicationResult: {
    words: { vi: 'Báo cáo kết quả mô hình nhân rộng', en: 'Report the result of the replica' },
    source: 'D3.2',
    owedBy: 'owner',
    doneBy: ['reportReplicationResult'],
  },
  strengthen: {
    words: {
      vi: 'Lập hồ sơ củng cố mô hình còn yếu: biện pháp và ngày rà soát lại',
      en: 'File how a weak model is strengthened, and when it is reviewed again',
    },
    source: 'D2.1',
    owedBy: 'above',
    doneBy: ['strengthen', 'terminate'],
  },
  strengthenOrTerminate: {
    words: {
      vi: 'Củng cố hoặc lập hồ sơ kết thúc mô hình không hiệu quả',
      en: 'Strengthen an ineffective model, or file its termination',
    },
    source: 'D1.4',
    owedBy: 'above',
    doneBy: ['strengthen', 'terminate'],
  },
  completeStrengthening: {
    words: { vi: 'Xác nhận kết quả củng cố mô hình', en: 'Confirm the result of strengthening the model' },
    source: 'D2.1',
    owedBy: 'above',
    doneBy: ['completeStrengthening', 'continueOperation'],
  },
  reReview: {
    words: { vi: 'Rà soát lại mô hình sau củng cố', en: 'Review the model again after strengthening' },
    source: 'D2.1',
    owedBy: 'above',
    // The review then waits for each side by its own duties, up to another verdict.
    doneBy: ['openReReview'],
  },
  resume: {
    words: { vi: 'Cho hoạt động trở lại hoặc kết thúc mô hình đang tạm dừng', en: 'Resume the suspended model, or end it' },
    source: 'D5.1',
    owedBy: 'owner',
    doneBy: ['resume', 'resumeStrengthening'],
  },
  nominate: {
    words: { vi: 'Đề nghị khen thưởng kịp thời mô hình tiêu biểu', en: 'Nominate an exemplary model in time' },
    source: 'D3.4',
    owedBy: 'owner',
    doneBy: ['nominate', 'nominateAgain'],
    mayBeWaived: true,
  },
  appraiseNomination: {
    words: { vi: 'Thẩm định đề nghị khen thưởng', en: 'Appraise the nomination' },
    source: 'D3.4',
    owedBy: 'above',
    doneBy: ['appraiseNomination'],
  },
  decideCommendation: {
    words: { vi: 'Quyết định khen thưởng', en: 'Decide on the commendation' },
    source: 'D3.4',
    owedBy: 'above',
    doneBy: ['commend', 'praise', 'declineCommendation'],
  },
  handOverCommendation: {
    words: { vi: 'Trao khen thưởng', en: 'Hand the commendation over' },
    source: 'D3.4',
    owedBy: 'above',
    doneBy: ['handOverCommendation'],
    oneOfSeveral: true,
  },
} satisfies Record<string, DutyOrder>;

export type ModelDuty = keyof typeof modelDuties;

export const modelDutyNames = Object.keys(modelDuties) as ModelDuty[];
export const dutyOrder = (duty: ModelDuty): DutyOrder => modelDuties[duty];

const madeBy: Record<Verdict, ModelDuty[]> = {
  effective: ['planReplication'],
  // An exemplary model is effective first, so it owes both; each duty has its own clock.
  exemplary: ['planReplication', 'nominate'],
  weak: ['strengthen'],
  ineffective: ['strengthenOrTerminate'],
};

/** A verdict makes a duty, and returning the appraisal takes it back. */
export const dutiesOfVerdict = (verdict: Verdict): ModelDuty[] => [...madeBy[verdict]];
