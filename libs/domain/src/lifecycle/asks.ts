import type { CommendationForms } from '../commendations/commendation-forms.js';
import type { Words } from '../refusals/refusal.js';
import { replicationOutcomeWords } from '../replications/target.js';
import type { ModelFacts } from './facts.js';
import { askedCriteria, scoringSetOf, type AskedCriterion } from './scoring.js';
import { groundWords, nomineeKindWords, verdictWords } from './choices.js';

export type AskType =
  | 'text'
  | 'score'
  | 'scoreList'
  | 'criteriaSetId'
  | 'year'
  | 'day'
  | 'verdict'
  | 'ground'
  | 'commendationForm'
  | 'nomineeKind'
  | 'handover'
  | 'targetList'
  | 'replicationOutcome'
  | 'organisationId'
  | 'modelId';

/** Every field a step may ask for: what kind of answer, and the label a person reads. */
export const askedFields = {
  reason: { type: 'text', words: { vi: 'Lý do', en: 'Reason' } },
  startedOn: { type: 'day', words: { vi: 'Ngày bắt đầu hoạt động', en: 'Began to operate on' } },
  reviewYear: { type: 'year', words: { vi: 'Năm rà soát', en: 'Year of the review' } },
  selfScore: { type: 'score', words: { vi: 'Điểm tự chấm', en: 'Self-given score' } },
  selfAssessment: { type: 'text', words: { vi: 'Nội dung tự đánh giá', en: 'Self-assessment' } },
  appraisedScore: { type: 'score', words: { vi: 'Điểm thẩm định', en: 'Appraised score' } },
  differenceReason: { type: 'text', words: { vi: 'Lý do chênh lệch điểm', en: 'Reason for the difference of scores' } },
  scores: { type: 'scoreList', words: { vi: 'Điểm từng tiêu chí', en: 'Score of each criterion' } },
  criteriaSetId: { type: 'criteriaSetId', words: { vi: 'Bộ tiêu chí', en: 'Set of criteria' } },
  inspectedOn: { type: 'day', words: { vi: 'Ngày kiểm tra thực tế', en: 'Inspected on the spot on' } },
  inspectionFindings: { type: 'text', words: { vi: 'Kết quả kiểm tra thực tế', en: 'Findings of the inspection' } },
  verdict: { type: 'verdict', words: { vi: 'Xếp loại', en: 'Verdict' } },
  conclusion: { type: 'text', words: { vi: 'Nội dung kết luận', en: 'Conclusion' } },
  strengtheningPlan: { type: 'text', words: { vi: 'Nội dung, biện pháp củng cố', en: 'What will be strengthened, and how' } },
  strengthenBy: { type: 'day', words: { vi: 'Thời hạn củng cố', en: 'Strengthened by' } },
  // Left open, the day strengthening ends.
  reReviewOn: { type: 'day', words: { vi: 'Ngày rà soát lại', en: 'Reviewed again on' } },
  strengtheningResult: { type: 'text', words: { vi: 'Kết quả củng cố', en: 'Result of strengthening' } },
  suspendedUntil: { type: 'day', words: { vi: 'Tạm dừng đến ngày', en: 'Suspended until' } },
  ground: { type: 'ground', words: { vi: 'Căn cứ kết thúc', en: 'Ground of termination' } },
  changeInSociety: { type: 'text', words: { vi: 'Thay đổi của thực tiễn xã hội', en: 'Change in society' } },
  heirModelId: { type: 'modelId', words: { vi: 'Mô hình tiếp nhận', en: 'Heir model' } },
  unitChangeDocument: { type: 'text', words: { vi: 'Văn bản sắp xếp, giải thể đơn vị', en: 'Document of the reorganisation' } },
  unitChangedOn: { type: 'day', words: { vi: 'Ngày của văn bản sắp xếp', en: 'Day of that document' } },
  handover: {
    type: 'handover',
    words: {
      vi: 'Danh mục bàn giao kinh phí, tài sản, thành viên, hồ sơ',
      en: 'What of money, assets, members and documents goes to whom',
    },
  },
  moneyDifference: {
    type: 'text',
    words: {
      vi: 'Giải trình chênh lệch giữa số tiền bàn giao và kinh phí đã ghi nhận',
      en: 'Why the money handed over is not what is on record',
    },
  },
  replicationTargets: {
    type: 'targetList',
    words: {
      vi: 'Địa phương nhân rộng và cơ quan tiếp nhận',
      en: 'Localities to replicate to, and who takes the model up there',
    },
  },
  replicateBy: { type: 'day', words: { vi: 'Thời hạn nhân rộng', en: 'Replicated by' } },
  replicationResult: { type: 'text', words: { vi: 'Kết quả nhân rộng', en: 'Result of replication' } },
  replicationOutcome: {
    type: 'replicationOutcome',
    words: { vi: 'Kết quả tại nơi tiếp nhận', en: 'How it turned out where it was taken up' },
  },
  replicationFindings: { type: 'text', words: { vi: 'Nhận xét về kết quả tại nơi tiếp nhận', en: 'What was found there' } },
  achievement: { type: 'text', words: { vi: 'Thành tích', en: 'Achievement' } },
  achievedFrom: { type: 'day', words: { vi: 'Thời gian lập thành tích: từ ngày', en: 'Achieved from' } },
  achievedTo: { type: 'day', words: { vi: 'Thời gian lập thành tích: đến ngày', en: 'Achieved to' } },
  commendationForm: { type: 'commendationForm', words: { vi: 'Hình thức khen thưởng', en: 'Form of commendation' } },
  nomineeKind: { type: 'nomineeKind', words: { vi: 'Đối tượng được khen', en: 'Who is honoured' } },
  nomineeOrganisationId: {
    type: 'organisationId',
    words: { vi: 'Cơ quan, đơn vị của đối tượng', en: 'Organisation of the one honoured' },
  },
  nomineeRole: {
    type: 'text',
    words: {
      vi: 'Vai trò hoặc tên gọi tập thể (không nêu tên riêng)',
      en: 'Role, or what the collective is called (no private name)',
    },
  },
  handedOverOn: { type: 'day', words: { vi: 'Ngày trao', en: 'Handed over on' } },
  handedOverAt: { type: 'text', words: { vi: 'Nơi, dịp trao', en: 'Place or occasion' } },
  opinion: { type: 'text', words: { vi: 'Ý kiến thẩm định', en: 'Appraiser’s opinion' } },
} satisfies Record<string, { type: AskType; words: Words }>;

export type AskedField = keyof typeof askedFields;

export interface Ask {
  field: AskedField;
  required: boolean;
  /** Asked only where a set of criteria is in force, or only where none is. */
  only?: 'bySet' | 'freely';
  /** Required only for what no open round asks for; while none is open, for everything. */
  outsideARound?: true;
}

export interface StepAsk {
  field: AskedField;
  type: AskType;
  required: boolean;
  /** Required all the same, unless that other field holds one of these. */
  requiredUnless?: { field: AskedField; is: number[] };
  words: Words;
  /** The only answers there are, for the types that are a choice. */
  choices?: { value: string; words: Words }[];
  /** The set that is scored, and its criteria. */
  criteriaSetId?: string;
  criteria?: AskedCriterion[];
}

const choicesOf = (type: AskType, forms: CommendationForms): Record<string, Words> | undefined =>
  ({
    verdict: verdictWords,
    ground: groundWords,
    replicationOutcome: replicationOutcomeWords,
    nomineeKind: nomineeKindWords,
    // Data of a rule edition, so they are known only on a day.
    commendationForm: Object.fromEntries(Object.entries(forms).map(([code, form]) => [code, form.words])),
  })[type as string];

/** What a step asks of a model as it stands, spelled out; a question that does not arise is left out. */
export function asksOf(step: string, asks: readonly Ask[], facts: ModelFacts): StepAsk[] {
  const set = scoringSetOf(step, facts);
  return asks
    .filter(({ only }) => only === undefined || (only === 'bySet') === (set !== null))
    .map(({ field, required, outsideARound: demanded }) => {
      const { type, words } = askedFields[field];
      const choices = choicesOf(type, facts.forms.forms);
      return {
        field,
        type,
        required: required || (demanded === true && facts.openReviewRounds.length === 0),
        words,
        ...(demanded &&
          facts.openReviewRounds.length > 0 && { requiredUnless: { field: 'reviewYear', is: facts.openReviewRounds } }),
        ...(choices && { choices: Object.entries(choices).map(([value, said]) => ({ value, words: said })) }),
        ...(type === 'scoreList' && set && { criteriaSetId: set.id, criteria: askedCriteria(step, facts) ?? [] }),
      };
    });
}

export const must = (...fields: AskedField[]): Ask[] => fields.map((field) => ({ field, required: true }));
export const may = (...fields: AskedField[]): Ask[] => fields.map((field) => ({ field, required: false }));
/** Asked of a review that no open round asks for. */
export const outsideARound = (...fields: AskedField[]): Ask[] =>
  fields.map((field) => ({ field, required: false, outsideARound: true }));
/** Asked where no set of criteria is in force; with one it is computed. */
export const freely = (...fields: AskedField[]): Ask[] => fields.map((field) => ({ field, required: true, only: 'freely' }));
/** Asked where a set of criteria is in force. */
export const bySet: Ask[] = [
  { field: 'scores', required: true, only: 'bySet' },
  { field: 'criteriaSetId', required: false, only: 'bySet' },
];
