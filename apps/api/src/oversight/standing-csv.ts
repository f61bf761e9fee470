import type { Language } from '#platform';
import type { StandingRowAnswer } from './oversight.dto.js';
import { csvOf } from './csv.js';

const columns: [{ vi: string; en: string }, (row: StandingRowAnswer, language: Language) => string | number][] = [
  [{ vi: 'Đơn vị', en: 'Unit' }, ({ nameVi, nameEn }, language) => (language === 'vi' ? nameVi : nameEn)],
  [
    { vi: 'Phạm vi', en: 'Extent' },
    ({ own }, language) =>
      language === 'vi' ? (own ? 'riêng đơn vị' : 'cả cấp dưới') : own ? 'the unit itself' : 'all below included',
  ],
  [{ vi: 'Phải nộp', en: 'Expected' }, ({ expected }) => expected],
  [{ vi: 'Đã nộp', en: 'Received' }, ({ received }) => received],
  [{ vi: 'Đúng hạn', en: 'On time' }, ({ onTime }) => onTime],
  [{ vi: 'Trễ hạn', en: 'Late' }, ({ late }) => late],
  [{ vi: 'Quá hạn chưa nộp', en: 'Overdue' }, ({ overdue }) => overdue],
  [{ vi: 'Quá hạn lâu nhất (ngày)', en: 'Longest overdue (days)' }, ({ longestOverdueDays }) => longestOverdueDays],
  [{ vi: 'Đã tiếp nhận', en: 'Accepted' }, ({ accepted }) => accepted],
];

export const standingCsv = (rows: readonly StandingRowAnswer[], language: Language): string =>
  csvOf([columns.map(([words]) => words[language]), ...rows.map((row) => columns.map(([, cell]) => cell(row, language)))]);
