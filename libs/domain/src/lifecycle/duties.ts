import type { Words } from '../refusals/refusal.js';
import type { Verdict } from './choices.js';
import type { Source } from './criteria/criterion.js';
import type { ModelStep } from './steps.js';

/** What a verdict makes due. Its term comes from the rule edition in force; doing any of `doneBy` discharges it. */
export const modelDuties = {
  planReplication: {
    words: { vi: 'Lập kế hoạch nhân rộng mô hình hiệu quả', en: 'Plan the replication of an effective model' },
    source: 'D1.3',
    doneBy: ['planReplication'],
  },
  nominate: {
    words: { vi: 'Đề nghị khen thưởng kịp thời mô hình tiêu biểu', en: 'Nominate an exemplary model in time' },
    source: 'D3.4',
    doneBy: ['nominate', 'nominateAgain'],
  },
  strengthen: {
    words: { vi: 'Củng cố mô hình còn yếu', en: 'Strengthen a weak model' },
    source: 'D2.1',
    doneBy: ['strengthen', 'terminate'],
  },
  strengthenOrTerminate: {
    words: {
      vi: 'Củng cố hoặc lập hồ sơ kết thúc mô hình không hiệu quả',
      en: 'Strengthen an ineffective model, or file its termination',
    },
    source: 'D1.4',
    doneBy: ['strengthen', 'terminate'],
  },
} satisfies Record<string, { words: Words; source: Source; doneBy: ModelStep[] }>;

export type ModelDuty = keyof typeof modelDuties;

const madeBy: Record<Verdict, ModelDuty[]> = {
  effective: ['planReplication'],
  // An exemplary model is effective first, so it owes both; each duty has its own clock.
  exemplary: ['planReplication', 'nominate'],
  weak: ['strengthen'],
  ineffective: ['strengthenOrTerminate'],
};

/** A verdict makes a duty, and returning the appraisal takes it back. */
export const dutiesOfVerdict = (verdict: Verdict): ModelDuty[] => [...madeBy[verdict]];
