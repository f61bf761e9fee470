import { documentKindWords, memberKindWords, moneySourceWords } from '#domain';
import type { DocumentRow, MembersRow, MoneyRow } from '#records';
import { dayCell, momentCell, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

type Recorded = Pick<MembersRow, 'note' | 'recordedAt' | 'correctsId' | 'correctedById'>;
const on = { vi: 'Ngày', en: 'Day' };

const recorded: readonly ExportColumn<Recorded>[] = [
  { heading: { vi: 'Ghi chú', en: 'Note' }, cell: ({ note }) => note, width: 40 },
  { heading: { vi: 'Ghi lúc', en: 'Recorded at' }, cell: ({ recordedAt }) => momentCell(recordedAt) },
  {
    heading: { vi: 'Hiệu lực', en: 'Standing' },
    cell: ({ correctedById, correctsId }, language) => {
      if (correctedById) return language === 'vi' ? 'Đã được đính chính' : 'Corrected since';
      if (correctsId) return language === 'vi' ? 'Đính chính' : 'A correction';
      return language === 'vi' ? 'Còn hiệu lực' : 'Stands';
    },
  },
];

export const membersColumns: readonly ExportColumn<MembersRow>[] = [
  { heading: on, cell: ({ onDay }) => dayCell(onDay), width: 12 },
  { heading: { vi: 'Loại', en: 'Kind' }, cell: ({ kind }, language) => said(memberKindWords, kind, language) },
  { heading: { vi: 'Số lượng', en: 'Count' }, cell: ({ count }) => count, width: 12 },
  ...recorded,
];

export const moneyColumns: readonly ExportColumn<MoneyRow>[] = [
  { heading: on, cell: ({ onDay }) => dayCell(onDay), width: 12 },
  { heading: { vi: 'Nguồn', en: 'Source' }, cell: ({ source }, language) => said(moneySourceWords, source, language) },
  { heading: { vi: 'Số tiền (đồng)', en: 'Amount (đồng)' }, cell: ({ amount }) => amount },
  ...recorded,
];

export const documentColumns: readonly ExportColumn<DocumentRow>[] = [
  { heading: { vi: 'Loại', en: 'Kind' }, cell: ({ kind }, language) => said(documentKindWords, kind, language), width: 24 },
  { heading: { vi: 'Số, ký hiệu', en: 'Number' }, cell: ({ number }) => number },
  { heading: { vi: 'Ngày', en: 'Dated on' }, cell: ({ datedOn }) => dayCell(datedOn), width: 12 },
  { heading: { vi: 'Trích yếu', en: 'Title' }, cell: ({ title }) => title, width: 48 },
  { heading: { vi: 'Cơ quan ban hành', en: 'Issued by' }, cell: ({ issuer }) => issuer, width: 32 },
  { heading: { vi: 'Tệp', en: 'File' }, cell: ({ file }) => file?.name ?? null, width: 32 },
  ...recorded,
  {
    heading: { vi: 'Đã rút', en: 'Taken back' },
    cell: ({ withdrawn }, language) => (withdrawn ? (language === 'vi' ? 'Đã rút' : 'Taken back') : null),
  },
];
