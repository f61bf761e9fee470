import {
  groundWords,
  handoverWords,
  modelDuties,
  modelSteps,
  nomineeKindWords,
  registerColumns,
  replicationOutcomeWords,
  stageWords,
  targetStatusWords,
  verdictWords,
  type Words,
} from '#domain';

export type Language = keyof Words & ('vi' | 'en');

/** The words of every code a file, a lineage or a journal carries. */
const words = {
  ...stageWords,
  verdict: verdictWords,
  ground: groundWords,
  handover: handoverWords,
  nominee: nomineeKindWords,
  place: targetStatusWords,
  result: replicationOutcomeWords,
  kind: registerColumns.kind.choices,
  field: registerColumns.field.choices,
  origin: registerColumns.origin.choices,
  duty: modelDuties,
  step: { ...modelSteps, consolidate: { words: { vi: 'Hợp nhất mô hình', en: 'Consolidate models' } } },
  dutyStatus: {
    open: { vi: 'đang phải làm', en: 'owed' },
    submitted: { vi: 'đã nộp, chờ tiếp nhận', en: 'submitted' },
    returned: { vi: 'bị trả lại', en: 'returned' },
    accepted: { vi: 'đã làm', en: 'done' },
    cancelled: { vi: 'không còn phải làm', en: 'no longer owed' },
    waived: { vi: 'được miễn', en: 'waived' },
  },
  nomination: {
    commended: { vi: 'được khen thưởng', en: 'commended' },
    declined: { vi: 'không được khen thưởng', en: 'declined' },
    withdrawn: { vi: 'đã rút', en: 'withdrawn' },
    revoked: { vi: 'đã thu hồi', en: 'revoked' },
  },
  members: {
    participants: { vi: 'người tham gia', en: 'taking part' },
    unionMembers: { vi: 'đoàn viên', en: 'union members' },
    associationMembers: { vi: 'hội viên', en: 'members of the association' },
    households: { vi: 'hộ', en: 'households' },
  },
  money: {
    communityContribution: { vi: 'nhân dân đóng góp', en: 'raised among the people' },
    stateBudget: { vi: 'ngân sách nhà nước', en: 'state budget' },
    fund: { vi: 'quỹ', en: 'fund' },
  },
  criteriaSet: {
    whatIsAModel: { vi: 'thế nào là mô hình', en: 'what is a model' },
    whatIsAnEffectiveModel: { vi: 'thế nào là mô hình hiệu quả', en: 'what is an effective model' },
  },
} as const;

/** @throws Error for a code without words: nobody is shown a bare code. */
export function wordsOf(what: keyof typeof words, code: string): Words {
  const known = (words[what] as Record<string, Words | { words: Words }>)[code];
  if (!known) throw new Error(`no words for ${what} ${code}`);
  return 'words' in known ? known.words : known;
}
