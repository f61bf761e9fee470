import type { Words } from '#domain';
import type { ExhaustedDuty, UnattendedDuty } from '#records';
import { bodyName, dayCell, momentCell, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';
import { namedDuty } from '../door/named-duty.js';

const duty: ExportColumn<Pick<UnattendedDuty, 'named'>> = {
  heading: { vi: 'Nhiệm vụ', en: 'Duty' },
  cell: ({ named }, language) => namedDuty(named)[language],
  width: 60,
};
const owner: ExportColumn<Pick<UnattendedDuty, 'organisation'>> = {
  heading: { vi: 'Cơ quan thực hiện', en: 'Owed by' },
  cell: ({ organisation }, language) => bodyName(organisation, language),
  width: 48,
};
const due: ExportColumn<{ dueOn: string }> = {
  heading: { vi: 'Hạn', en: 'Due on' },
  cell: ({ dueOn }) => dayCell(dueOn),
  width: 12,
};

const reasons: Record<UnattendedDuty['why'], Words> = {
  noHeir: { vi: 'Cơ quan đã kết thúc, không có cơ quan kế thừa', en: 'The body ended and nobody inherits its duties' },
  nobodyInPost: { vi: 'Chưa có người giữ chức danh được nhắc việc', en: 'Nobody holds a post that is reminded' },
  nobodyAbove: { vi: 'Không có cơ quan cấp trên để thực hiện', en: 'There is no body above that would do it' },
};

/** Duties nobody answers for, for Excel and CSV. */
export const unattendedColumns: readonly ExportColumn<UnattendedDuty>[] = [
  duty,
  owner,
  due,
  { heading: { vi: 'Vì sao', en: 'Why' }, cell: ({ why }, language) => said(reasons, why, language), width: 48 },
];

/** Duties whose ladder has ended, for Excel and CSV. */
export const exhaustedColumns: readonly ExportColumn<ExhaustedDuty>[] = [
  duty,
  owner,
  due,
  { heading: { vi: 'Hạn ban đầu', en: 'First due on' }, cell: ({ originalDueOn }) => dayCell(originalDueOn), width: 12 },
  { heading: { vi: 'Số ngày quá hạn', en: 'Days overdue' }, cell: ({ daysOverdue }) => daysOverdue, width: 12 },
  { heading: { vi: 'Mốc nhắc cuối', en: 'Last rung' }, cell: ({ lastRung }) => lastRung, width: 14 },
  { heading: { vi: 'Nhắc lần cuối lúc', en: 'Last told at' }, cell: ({ lastToldAt }) => momentCell(lastToldAt), width: 20 },
  { heading: { vi: 'Đã báo lên (cấp)', en: 'Levels up' }, cell: ({ stepsUp }) => stepsUp, width: 12 },
];
