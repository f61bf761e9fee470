import type { Words } from '#domain';
import type { ObligationItem } from '#records';
import { bodyName, dayCell, modelCells, said, yesNo } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';
import { wordsOf } from './obligation-shown.js';

const statuses: Record<string, Words> = {
  open: { vi: 'Chưa thực hiện', en: 'Open' },
  submitted: { vi: 'Đã nộp, chờ tiếp nhận', en: 'Submitted' },
  returned: { vi: 'Bị trả lại', en: 'Returned' },
  accepted: { vi: 'Đã hoàn thành', en: 'Accepted' },
  waived: { vi: 'Được miễn', en: 'Waived' },
  notReceived: { vi: 'Không nhận được', en: 'Not received' },
  cancelled: { vi: 'Không còn phải làm', en: 'No longer owed' },
};

/** Who owes what, for Excel and CSV. */
export const obligationColumns: readonly ExportColumn<ObligationItem>[] = [
  { heading: { vi: 'Nhiệm vụ', en: 'Duty' }, cell: (item, language) => wordsOf(item)[language], width: 60 },
  {
    heading: { vi: 'Cơ quan thực hiện', en: 'Owed by' },
    cell: ({ organisation }, language) => bodyName(organisation, language),
    width: 48,
  },
  {
    heading: { vi: 'Cơ quan nhận', en: 'Received by' },
    cell: ({ receiver }, language) => bodyName(receiver, language),
    width: 48,
  },
  { heading: { vi: 'Hạn', en: 'Due on' }, cell: ({ dueOn }) => dayCell(dueOn), width: 12 },
  { heading: { vi: 'Hạn ban đầu', en: 'First due on' }, cell: ({ originalDueOn }) => dayCell(originalDueOn), width: 12 },
  { heading: { vi: 'Tình trạng', en: 'Status' }, cell: ({ status }, language) => said(statuses, status, language), width: 24 },
  { heading: { vi: 'Số ngày quá hạn', en: 'Days overdue' }, cell: ({ daysOverdue }) => daysOverdue, width: 12 },
  {
    heading: { vi: 'Ngày nộp đầu tiên', en: 'First submitted on' },
    cell: ({ firstSubmittedOn }) => dayCell(firstSubmittedOn),
    width: 14,
  },
  { heading: { vi: 'Ngày hoàn thành', en: 'Accepted on' }, cell: ({ acceptedOn }) => dayCell(acceptedOn), width: 14 },
  { heading: { vi: 'Trễ hạn', en: 'Late' }, cell: ({ late }, language) => said(yesNo, String(late), language), width: 10 },
  { heading: { vi: 'Tạm dừng đến', en: 'Suspended until' }, cell: ({ suspendedUntil }) => dayCell(suspendedUntil), width: 14 },
  ...modelCells<ObligationItem>(({ model }) => model),
];
