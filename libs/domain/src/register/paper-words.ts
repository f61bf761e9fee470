import type { Words } from '../refusals/refusal.js';

/** What the file of a model keeps over time, in words. */
export const memberKindWords: Record<string, Words> = {
  participants: { vi: 'Người tham gia', en: 'Taking part' },
  unionMembers: { vi: 'Đoàn viên', en: 'Union members' },
  associationMembers: { vi: 'Hội viên', en: 'Association members' },
  households: { vi: 'Hộ', en: 'Households' },
};

export const moneySourceWords: Record<string, Words> = {
  communityContribution: { vi: 'Vận động đóng góp', en: 'Community contribution' },
  stateBudget: { vi: 'Ngân sách nhà nước', en: 'State budget' },
  fund: { vi: 'Quỹ', en: 'A fund' },
};

export const documentKindWords: Record<string, Words> = {
  foundingDecision: { vi: 'Quyết định thành lập', en: 'Founding decision' },
  decision: { vi: 'Quyết định', en: 'Decision' },
  plan: { vi: 'Kế hoạch', en: 'Plan' },
  report: { vi: 'Báo cáo', en: 'Report' },
  minutes: { vi: 'Biên bản', en: 'Minutes' },
  letter: { vi: 'Công văn', en: 'Letter' },
  image: { vi: 'Hình ảnh', en: 'Image' },
  other: { vi: 'Tài liệu khác', en: 'Other' },
};
