import { replicationOutcomeWords, targetStatusWords } from '#domain';
import type { ReplicationTarget } from '#records';
import { bodyName, dayCell, modelCells, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

/** The places of plans, for Excel and CSV. */
export const targetColumns: readonly ExportColumn<ReplicationTarget>[] = [
  ...modelCells<ReplicationTarget>(({ model }) => model),
  { heading: { vi: 'Địa phương nhân rộng', en: 'Locality' }, cell: ({ territory }) => territory.name, width: 24 },
  {
    heading: { vi: 'Cơ quan tiếp nhận', en: 'Received by' },
    cell: ({ receiver }, language) => bodyName(receiver, language),
    width: 48,
  },
  {
    heading: { vi: 'Cơ quan lập kế hoạch', en: 'Planned by' },
    cell: ({ plannedBy }, language) => bodyName(plannedBy, language),
    width: 48,
  },
  { heading: { vi: 'Số quyết định', en: 'Decision number' }, cell: ({ decision }) => decision.number, width: 18 },
  { heading: { vi: 'Ngày quyết định', en: 'Decided on' }, cell: ({ decision }) => dayCell(decision.decidedOn), width: 14 },
  { heading: { vi: 'Thời hạn nhân rộng', en: 'Replicated by' }, cell: ({ replicateBy }) => dayCell(replicateBy), width: 14 },
  {
    heading: { vi: 'Tình trạng', en: 'Status' },
    cell: ({ status }, language) => said(targetStatusWords, status, language),
    width: 32,
  },
  { heading: { vi: 'Ngày trả lời', en: 'Answered on' }, cell: ({ answeredOn }) => dayCell(answeredOn), width: 14 },
  { heading: { vi: 'Lý do', en: 'Reason' }, cell: ({ reason }) => reason, width: 40 },
  {
    heading: { vi: 'Điều chỉnh đề nghị', en: 'Adaptation asked for' },
    cell: ({ adaptation }) => adaptation?.changes ?? null,
    width: 40,
  },
  { heading: { vi: 'Mã mô hình tại địa phương', en: 'Code of the copy' }, cell: ({ copy }) => copy?.code ?? null, width: 18 },
  { heading: { vi: 'Ngày tiếp nhận', en: 'Adopted on' }, cell: ({ adoptedOn }) => dayCell(adoptedOn), width: 14 },
  {
    heading: { vi: 'Kết quả', en: 'Result' },
    cell: ({ result }, language) => said(replicationOutcomeWords, result?.outcome ?? null, language),
  },
  { heading: { vi: 'Nhận xét', en: 'Findings' }, cell: ({ result }) => result?.findings ?? null, width: 40 },
];
