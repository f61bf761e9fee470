import { nomineeKindWords, type CommendationForms, type Words } from '#domain';
import type { CommendationItem } from '#records';
import { bodyName, dayCell, modelCells, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

const outcomes: Record<string, Words> = {
  commended: { vi: 'Đã khen thưởng', en: 'Commended' },
  declined: { vi: 'Không khen thưởng', en: 'Declined' },
  withdrawn: { vi: 'Đã rút đề nghị', en: 'Withdrawn' },
  revoked: { vi: 'Đã huỷ bỏ', en: 'Revoked' },
};

/** Nominations and commendations, for Excel and CSV; `forms`: those there ever were, by code. */
export const commendationColumns = (forms: CommendationForms): readonly ExportColumn<CommendationItem>[] => [
  ...modelCells<CommendationItem>(({ model }) => model),
  {
    heading: { vi: 'Cơ quan chủ trì', en: 'Organisation in charge' },
    cell: ({ owner }, language) => bodyName(owner, language),
    width: 48,
  },
  { heading: { vi: 'Thành tích', en: 'Achievement' }, cell: ({ achievement }) => achievement, width: 48 },
  {
    heading: { vi: 'Hình thức', en: 'Form' },
    cell: ({ form }, language) => forms[form]?.words[language] ?? form,
    width: 24,
  },
  {
    heading: { vi: 'Đối tượng', en: 'Who is honoured' },
    cell: ({ nominee }, language) => said(nomineeKindWords, nominee.kind, language),
    width: 14,
  },
  {
    heading: { vi: 'Vai trò, tập thể', en: 'Role or collective' },
    cell: ({ nominee: { role, organisation } }, language) =>
      [role, bodyName(organisation, language)].filter(Boolean).join(' – ') || null,
    width: 40,
  },
  { heading: { vi: 'Ngày đề nghị', en: 'Nominated on' }, cell: ({ nominatedOn }) => dayCell(nominatedOn), width: 14 },
  { heading: { vi: 'Ngày thẩm định', en: 'Appraised on' }, cell: ({ appraisedOn }) => dayCell(appraisedOn), width: 14 },
  { heading: { vi: 'Kết quả', en: 'Outcome' }, cell: ({ outcome }, language) => said(outcomes, outcome, language) },
  { heading: { vi: 'Ngày quyết định', en: 'Decided on' }, cell: ({ decidedOn }) => dayCell(decidedOn), width: 14 },
  {
    heading: { vi: 'Lý do không khen, rút hoặc huỷ', en: 'Why declined, withdrawn or revoked' },
    cell: ({ settledReason }) => settledReason,
    width: 40,
  },
  {
    heading: { vi: 'Cơ quan khen thưởng', en: 'Granted by' },
    cell: ({ grantedBy }, language) => bodyName(grantedBy, language),
    width: 48,
  },
  { heading: { vi: 'Ngày trao', en: 'Handed over on' }, cell: ({ handedOverOn }) => dayCell(handedOverOn), width: 14 },
  { heading: { vi: 'Nơi, dịp trao', en: 'Place or occasion' }, cell: ({ handedOverAt }) => handedOverAt, width: 32 },
  { heading: { vi: 'Số ngày chờ', en: 'Days waiting' }, cell: ({ daysWaiting }) => daysWaiting, width: 12 },
  {
    heading: { vi: 'Số ngày đến khi quyết định', en: 'Days to the decision' },
    cell: ({ daysToDecision }) => daysToDecision,
    width: 14,
  },
];
