import type { Words } from '../refusals/refusal.js';

export const verdictWords = {
  exemplary: { vi: 'Tiêu biểu', en: 'Exemplary' },
  effective: { vi: 'Hiệu quả', en: 'Effective' },
  weak: { vi: 'Còn yếu', en: 'Weak' },
  ineffective: { vi: 'Không hiệu quả', en: 'Ineffective' },
} satisfies Record<string, Words>;
export type Verdict = keyof typeof verdictWords;

/** D1.4 and D3.3 are two grounds; the other two are real cases the dispatch does not name. */
export const groundWords = {
  ineffective: { vi: 'Không hiệu quả', en: 'Ineffective' },
  obsolete: { vi: 'Không còn phù hợp với thực tiễn phát triển của xã hội', en: 'No longer suited to the development of society' },
  consolidated: { vi: 'Hợp nhất vào mô hình khác', en: 'Consolidated into another model' },
  unitClosed: { vi: 'Đơn vị chủ trì chấm dứt hoạt động', en: 'The unit in charge was closed' },
} satisfies Record<string, Words>;
export type TerminationGround = keyof typeof groundWords;

/** Who is honoured; a person is shown by role and organisation only. */
export const nomineeKindWords = {
  model: { vi: 'Mô hình', en: 'The model' },
  collective: { vi: 'Tập thể', en: 'A collective' },
  individual: { vi: 'Cá nhân', en: 'An individual' },
} satisfies Record<string, Words>;
export type NomineeKind = keyof typeof nomineeKindWords;

/** What an ending model hands over. */
export const handoverWords = {
  money: { vi: 'Kinh phí', en: 'Money' },
  assets: { vi: 'Tài sản', en: 'Assets' },
  members: { vi: 'Thành viên', en: 'Members' },
  documents: { vi: 'Hồ sơ, tài liệu', en: 'Documents' },
} satisfies Record<string, Words>;
export type HandoverKind = keyof typeof handoverWords;
