import type { Words } from '#domain';
import { said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';
import type { CoverageRowAnswer } from './replications.dto.js';

const standingWords: Record<NonNullable<CoverageRowAnswer['standing']>, Words> = {
  operating: { vi: 'đang hoạt động', en: 'operating' },
  asked: { vi: 'đã đề nghị', en: 'asked' },
  declined: { vi: 'từ chối', en: 'declined' },
  none: { vi: 'chưa có', en: 'none' },
};

/** Where a model spread to, unit by unit, for Excel and CSV. */
export const coverageColumns: readonly ExportColumn<CoverageRowAnswer>[] = [
  { heading: { vi: 'Địa bàn', en: 'Territory' }, cell: ({ name }) => name, width: 32 },
  {
    heading: { vi: 'Tình trạng', en: 'Standing' },
    cell: ({ standing }, language) => said(standingWords, standing, language),
    width: 18,
  },
  { heading: { vi: 'Số xã, phường, thị trấn', en: 'Communes' }, cell: ({ communes }) => communes, width: 14 },
  { heading: { vi: 'Có mô hình hoạt động', en: 'With a model in operation' }, cell: ({ operating }) => operating, width: 14 },
  { heading: { vi: 'Đã đề nghị', en: 'Asked' }, cell: ({ asked }) => asked, width: 12 },
  { heading: { vi: 'Từ chối', en: 'Declined' }, cell: ({ declined }) => declined, width: 12 },
  { heading: { vi: 'Chưa có', en: 'None' }, cell: ({ none }) => none, width: 12 },
  { heading: { vi: 'Số mô hình', en: 'Models' }, cell: ({ models }) => models, width: 12 },
];
