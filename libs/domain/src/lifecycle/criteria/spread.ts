import { dayOf, listOf, textOf } from '../input.js';
import type { Criterion } from './criterion.js';

export const spreadCriteria = {
  targetsAreNamed: {
    holds: (facts) => {
      const places = listOf(facts, 'replicationTargets') ?? [];
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
    holds: ({ replication }) => replication.pending === 0,
    words: { vi: 'Tất cả địa phương được chọn đã tiếp nhận hoặc từ chối', en: 'Every chosen locality has adopted or declined' },
    source: 'D1.3',
  },
  someLocalityHasAdopted: {
    holds: ({ replication }) => replication.adopted > 0,
    words: { vi: 'Có ít nhất một địa phương đã tiếp nhận mô hình', en: 'At least one locality has adopted the model' },
    source: 'D1.3',
  },
  noLocalityHasAdopted: {
    holds: ({ replication }) => replication.adopted === 0,
    words: { vi: 'Chưa có địa phương nào tiếp nhận mô hình', en: 'No locality has adopted the model' },
    source: 'D1.3',
  },
  replicationResultIsWritten: {
    holds: (facts) => textOf(facts, 'replicationResult') !== null,
    words: { vi: 'Có kết quả nhân rộng', en: 'The result of replication is written' },
    source: 'D3.2',
    pointer: '/fields/replicationResult',
  },
} satisfies Record<string, Criterion>;
