import type { ExportColumn } from '../door/exports.js';
import type { StandingRowAnswer } from './oversight.dto.js';

const extents = {
  own: { vi: 'riêng đơn vị', en: 'the unit itself' },
  below: { vi: 'cả cấp dưới', en: 'all below included' },
};

/** Where a round stood, unit by unit, for Excel and CSV. */
export const standingColumns: readonly ExportColumn<StandingRowAnswer>[] = [
  {
    heading: { vi: 'Đơn vị', en: 'Unit' },
    cell: ({ nameVi, nameEn }, language) => (language === 'vi' ? nameVi : nameEn),
    width: 48,
  },
  { heading: { vi: 'Phạm vi', en: 'Extent' }, cell: ({ own }, language) => extents[own ? 'own' : 'below'][language], width: 18 },
  { heading: { vi: 'Phải nộp', en: 'Expected' }, cell: ({ expected }) => expected, width: 12 },
  { heading: { vi: 'Đã nộp', en: 'Received' }, cell: ({ received }) => received, width: 12 },
  { heading: { vi: 'Đúng hạn', en: 'On time' }, cell: ({ onTime }) => onTime, width: 12 },
  { heading: { vi: 'Trễ hạn', en: 'Late' }, cell: ({ late }) => late, width: 12 },
  { heading: { vi: 'Quá hạn chưa nộp', en: 'Overdue' }, cell: ({ overdue }) => overdue, width: 12 },
  {
    heading: { vi: 'Quá hạn lâu nhất (ngày)', en: 'Longest overdue (days)' },
    cell: ({ longestOverdueDays }) => longestOverdueDays,
    width: 14,
  },
  { heading: { vi: 'Đã tiếp nhận', en: 'Accepted' }, cell: ({ accepted }) => accepted, width: 12 },
];
