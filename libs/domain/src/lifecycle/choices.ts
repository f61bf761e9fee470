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

export const commendationFormWords = {
  publicPraise: { vi: 'Biểu dương, tuyên dương', en: 'Public praise' },
  certificateOfMerit: { vi: 'Giấy khen', en: 'Certificate of merit' },
  provincialCertificate: { vi: 'Bằng khen', en: 'Provincial certificate of merit' },
  danVanKheoAward: { vi: 'Giải thưởng “Dân vận khéo”', en: '“Dân vận khéo” award' },
} satisfies Record<string, Words>;
export type CommendationForm = keyof typeof commendationFormWords;
