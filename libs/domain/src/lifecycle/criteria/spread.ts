import { dayOf, replicationOutcomeOf, targetsOf, textOf } from '../input.js';
import type { Criterion } from './criterion.js';

export const spreadCriteria = {
  targetsAreNamed: {
    holds: (facts) => {
      const places = (targetsOf(facts, 'replicationTargets') ?? []).map(({ territoryId }) => territoryId);
      return places.length > 0 && new Set(places).size === places.length;
    },
    words: {
      vi: 'Có danh sách địa phương nhân rộng, không trùng nhau',
      en: 'The localities to replicate to are named, each once',
    },
    source: 'D1.3',
    pointer: '/fields/replicationTargets',
  },
  replicationEndsAfterToday: {
    holds: (facts) => (dayOf(facts, 'replicateBy') ?? '') > facts.today,
    words: { vi: 'Có thời hạn nhân rộng, sau hôm nay', en: 'The term of replication is given and ends after today' },
    source: 'D3.2',
    pointer: '/fields/replicateBy',
  },
  someLocalityIsChosen: {
    holds: ({ replication }) => replication.targets > 0,
    words: { vi: 'Có ít nhất một địa phương được chọn nhân rộng', en: 'At least one locality is chosen for replication' },
    source: 'D1.3',
  },
  everyLocalityHasAnswered: {
    holds: ({ replication }) => replication.pending === 0 && replication.accepted === 0,
    words: { vi: 'Tất cả địa phương được chọn đã tiếp nhận hoặc từ chối', en: 'Every chosen locality has adopted or declined' },
    source: 'D1.3',
  },
  someLocalityHasAdopted: {
    holds: ({ replication }) => replication.adopted > 0,
    words: { vi: 'Có ít nhất một địa phương đã tiếp nhận mô hình', en: 'At least one locality has adopted the model' },
    source: 'D1.3',
  },
  noLocalityOfThePlanTookItUp: {
    holds: ({ replication }) => replication.takenUpInPlan === 0,
    words: {
      vi: 'Chưa có địa phương nào của kế hoạch này tiếp nhận hoặc đang lập mô hình',
      en: 'No locality of this plan has adopted the model or is founding it',
    },
    source: 'D1.3',
  },
  // Where a given-up plan leaves the model depends on whether an earlier plan was taken up.
  noEarlierPlanWasTakenUp: {
    holds: ({ replication }) => replication.adoptedBefore === 0,
    words: { vi: 'Chưa có kế hoạch nào trước đó được tiếp nhận', en: 'No earlier plan was taken up' },
    source: 'D1.3',
  },
  earlierPlanWasTakenUp: {
    holds: ({ replication }) => replication.adoptedBefore > 0,
    words: { vi: 'Đã có địa phương tiếp nhận theo kế hoạch trước', en: 'An earlier plan was taken up' },
    source: 'D1.3',
  },
  replicationResultIsWritten: {
    holds: (facts) => textOf(facts, 'replicationResult') !== null,
    words: { vi: 'Có kết quả nhân rộng', en: 'The result of replication is written' },
    source: 'D3.2',
    pointer: '/fields/replicationResult',
  },
  // A copy lives its own life, but it is founded for one place of one plan: a place that has meanwhile declined, or founds another copy,
  // does not want this one.
  lineLivesNotYetThere: {
    holds: ({ parentage }) => !parentage?.lineLivesThere,
    words: {
      vi: 'Địa bàn này chưa có mô hình cùng nguồn gốc đang hoạt động',
      en: 'No other model of the same line lives in this place yet',
    },
    source: 'D1.3',
  },
  placeStillAwaitsThisCopy: {
    holds: ({ parentage }) => parentage === null || (parentage.target === 'accepted' && parentage.heldBy !== 'another'),
    words: {
      vi: 'Với mô hình nhân rộng: địa phương vẫn nhận mô hình này theo kế hoạch, chưa từ chối và chưa lập bản khác',
      en: 'For a copy: its place still takes the model up by the plan, has not declined and founds no other copy',
    },
    source: 'D1.3',
  },
  modelIsAnAdoptedCopy: {
    holds: ({ parentage }) => parentage?.target === 'adopted' && parentage.heldBy === 'this',
    words: {
      vi: 'Mô hình được nhân rộng từ mô hình khác theo kế hoạch và đã được công nhận',
      en: 'The model was replicated from another by a plan and has been recognised',
    },
    source: 'D1.3',
  },
  replicationOutcomeIsGiven: {
    holds: (facts) => replicationOutcomeOf(facts, 'replicationOutcome') !== null,
    words: {
      vi: 'Có kết quả tại nơi tiếp nhận: thành công hoặc không thành công',
      en: 'The outcome is given: succeeded or failed',
    },
    source: 'D1.3',
    pointer: '/fields/replicationOutcome',
  },
  replicationFindingsAreWritten: {
    holds: (facts) => textOf(facts, 'replicationFindings') !== null,
    words: { vi: 'Có nhận xét về kết quả tại nơi tiếp nhận', en: 'What was found where it was taken up is written' },
    source: 'D1.3',
    pointer: '/fields/replicationFindings',
  },
} satisfies Record<string, Criterion>;
