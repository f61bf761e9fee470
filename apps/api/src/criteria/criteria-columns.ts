import type { CriteriaComparison, CriterionPart, SetCriterion, Words } from '#domain';
import type { CriteriaSetItem } from '#records';
import { bodyName, dayCell, said, yesNo } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

const kinds: Record<string, Words> = {
  whatIsAModel: { vi: 'Thế nào là mô hình', en: 'What is a model' },
  whatIsAnEffectiveModel: { vi: 'Thế nào là mô hình hiệu quả', en: 'What is an effective model' },
};
const statuses: Record<string, Words> = {
  draft: { vi: 'Dự thảo', en: 'Draft' },
  issued: { vi: 'Đã ban hành', en: 'Issued' },
  superseded: { vi: 'Đã được thay thế', en: 'Superseded' },
};

/** The sets of criteria, for Excel and CSV. */
export const criteriaSetColumns: readonly ExportColumn<CriteriaSetItem>[] = [
  { heading: { vi: 'Bộ tiêu chí', en: 'Set of criteria' }, cell: ({ name }, language) => name[language], width: 60 },
  { heading: { vi: 'Loại', en: 'Kind' }, cell: ({ kind }, language) => said(kinds, kind, language), width: 28 },
  { heading: { vi: 'Tình trạng', en: 'Status' }, cell: ({ status }, language) => said(statuses, status, language) },
  { heading: { vi: 'Phạm vi', en: 'Provinces' }, cell: ({ areas }) => areas.map(({ name }) => name).join('; '), width: 32 },
  {
    heading: { vi: 'Cơ quan soạn thảo', en: 'Drafted by' },
    cell: ({ draftedBy }, language) => bodyName(draftedBy, language),
    width: 48,
  },
  { heading: { vi: 'Số, ký hiệu', en: 'Number' }, cell: ({ number }) => number },
  { heading: { vi: 'Ngày ban hành', en: 'Issued on' }, cell: ({ issuedOn }) => dayCell(issuedOn), width: 14 },
  { heading: { vi: 'Có hiệu lực từ', en: 'In force from' }, cell: ({ inForceFrom }) => dayCell(inForceFrom), width: 14 },
  { heading: { vi: 'Mẫu', en: 'Sample' }, cell: ({ isSample }, language) => said(yesNo, String(isSample), language), width: 8 },
];

export interface ComparedCriterion {
  code: string;
  change: 'added' | 'removed' | 'changed' | 'unchanged';
  parts: CriterionPart[];
  from: SetCriterion | null;
  to: SetCriterion | null;
}

/** A comparison line by line: what changed first, as in the answer. */
export const comparedCriteria = ({ added, removed, changed, unchanged }: CriteriaComparison): ComparedCriterion[] => [
  ...added.map((to) => ({ code: to.code, change: 'added' as const, parts: [], from: null, to })),
  ...removed.map((from) => ({ code: from.code, change: 'removed' as const, parts: [], from, to: null })),
  ...changed.map((both) => ({ ...both, change: 'changed' as const })),
  ...unchanged.map((both) => ({ code: both.code, change: 'unchanged' as const, parts: [], from: both, to: both })),
];

const changes: Record<ComparedCriterion['change'], Words> = {
  added: { vi: 'Thêm mới', en: 'Added' },
  removed: { vi: 'Bỏ', en: 'Removed' },
  changed: { vi: 'Sửa đổi', en: 'Changed' },
  unchanged: { vi: 'Giữ nguyên', en: 'Unchanged' },
};
const parts: Record<CriterionPart, Words> = {
  words: { vi: 'nội dung', en: 'words' },
  weight: { vi: 'trọng số', en: 'weight' },
  scale: { vi: 'thang điểm', en: 'scale' },
  evidence: { vi: 'minh chứng', en: 'evidence' },
  knockOut: { vi: 'điểm liệt', en: 'knock-out' },
  fields: { vi: 'lĩnh vực', en: 'fields' },
  modelKinds: { vi: 'loại mô hình', en: 'kinds of models' },
  selfManaged: { vi: 'tự quản', en: 'self-managed' },
};

const side = (which: 'from' | 'to', before: Words): ExportColumn<ComparedCriterion>[] => {
  const of = (vi: string, en: string): Words => ({ vi: `${before.vi}: ${vi}`, en: `${before.en}: ${en}` });
  return [
    { heading: of('tiêu chí', 'criterion'), cell: (row, language) => row[which]?.words[language] ?? null, width: 60 },
    { heading: of('trọng số', 'weight'), cell: (row) => row[which]?.weight ?? null, width: 14 },
    {
      heading: of('thang điểm', 'scale'),
      cell: (row) => (row[which] ? `${row[which].scale.min}…${row[which].scale.max}` : null),
      width: 14,
    },
    { heading: of('minh chứng', 'evidence'), cell: (row, language) => row[which]?.evidence[language] ?? null, width: 40 },
    {
      heading: of('điểm liệt', 'knock-out'),
      cell: (row, language) => said(yesNo, row[which] ? String(row[which].knockOut) : null, language),
      width: 14,
    },
  ];
};

/** Two sets side by side, for Excel and CSV. */
export const comparisonColumns: readonly ExportColumn<ComparedCriterion>[] = [
  { heading: { vi: 'Mã tiêu chí', en: 'Code' }, cell: ({ code }) => code, width: 16 },
  { heading: { vi: 'Thay đổi', en: 'Change' }, cell: ({ change }, language) => changes[change][language], width: 14 },
  {
    heading: { vi: 'Phần thay đổi', en: 'What changed' },
    cell: (row, language) => row.parts.map((part) => parts[part][language]).join(', '),
    width: 32,
  },
  ...side('from', { vi: 'Trước', en: 'Before' }),
  ...side('to', { vi: 'Sau', en: 'After' }),
];
