import { dayOf } from '../input.js';
import { isAModelByItsCriteria, scoringFaults } from '../scoring.js';
import type { Criterion } from './criterion.js';

/** What a model is (D3.5): until the joint guidance is issued, a name, an address and one of the four fields. */
export const proposalCriteria = {
  modelHasAName: {
    holds: ({ hasName }) => hasName,
    words: { vi: 'Mô hình có tên gọi', en: 'The model has a name' },
    source: 'D3.5',
  },
  modelHasALocality: {
    holds: ({ hasLocality }) => hasLocality,
    words: { vi: 'Mô hình có địa chỉ cụ thể (khóm, ấp, xã, phường)', en: 'The model has an exact locality (hamlet, commune)' },
    source: 'D3.5',
  },
  modelHasAField: {
    holds: ({ hasField }) => hasField,
    words: { vi: 'Mô hình thuộc một trong bốn lĩnh vực', en: 'The model belongs to one of the four fields' },
    source: 'D3.5',
  },
  likelyDuplicatesAreAnswered: {
    holds: ({ unansweredDuplicates }) => unansweredDuplicates === 0,
    words: {
      vi: 'Mỗi mô hình có thể trùng đã được trả lời là mô hình khác, kèm lý do (GET /api/models/{id}/likely-duplicates)',
      en: 'Each likely duplicate is answered to be another model, with the reason (GET /api/models/{id}/likely-duplicates)',
    },
    source: 'D3.5',
  },
  startOfOperationIsGiven: {
    holds: (facts) => dayOf(facts, 'startedOn') !== null,
    words: { vi: 'Có ngày mô hình bắt đầu hoạt động', en: 'The day the model began to operate is given' },
    source: 'D1.2',
    pointer: '/fields/startedOn',
  },
  operationHasBegun: {
    holds: (facts) => (dayOf(facts, 'startedOn') ?? '') <= facts.today,
    words: { vi: 'Ngày bắt đầu hoạt động không sau hôm nay', en: 'Operation did not begin later than today' },
    source: 'D1.2',
    pointer: '/fields/startedOn',
  },
  noReplicaIsOperating: {
    holds: ({ childrenOperating }) => childrenOperating === 0,
    words: {
      vi: 'Không còn mô hình nhân rộng nào từ mô hình này đang hoạt động',
      en: 'No model replicated from this one is operating',
    },
    source: 'D1.3',
  },
  noModelEndedInIt: {
    holds: ({ endedInIt }) => endedInIt === 0,
    words: {
      vi: 'Không có mô hình nào đã kết thúc để nhập vào mô hình này; nếu có thì huỷ bỏ quyết định kết thúc của từng mô hình đó trước',
      en: 'No model ended in this one; where one did, the decision that ended it is annulled first',
    },
    source: 'D3.3',
  },
  // The stage says "nominated" while an earlier commendation stands all the same.
  noEarlierCommendationStands: {
    holds: ({ honours }) => !honours.nominationIsOpen || honours.standing === 0,
    words: {
      vi: 'Trong khi đề nghị khen thưởng mới đang được xét, không có khen thưởng trước đó còn hiệu lực',
      en: 'While a new nomination is considered, no earlier commendation stands',
    },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  commendationDoesNotStand: {
    notWhile: { honour: ['commended'] },
    words: { vi: 'Mô hình không có khen thưởng đang còn hiệu lực', en: 'No commendation of the model stands' },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  recognitionScoresFollowTheSet: {
    holds: (facts) => scoringFaults('recognise', facts).length === 0,
    words: {
      vi: 'Từng tiêu chí “thế nào là mô hình” đang áp dụng có điểm trong thang',
      en: 'Each criterion of what is a model, as in force, has a score on its scale',
    },
    source: 'D3.5',
    pointer: '/fields/scores',
  },
  itIsAModelByTheCriteria: {
    holds: (facts) => isAModelByItsCriteria(facts),
    words: {
      vi: 'Theo bộ tiêu chí “thế nào là mô hình” đang áp dụng, đây là một mô hình',
      en: 'By the criteria of what is a model, as in force, this is one',
    },
    source: 'D3.5',
    pointer: '/fields/scores',
  },
} satisfies Record<string, Criterion>;
