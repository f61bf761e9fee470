import type { Words } from '#domain';
import type { LeftOutModel, LeftOutReason } from '#records';
import { bodyName, modelCells } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

const reasons: Record<LeftOutReason, Words> = {
  suspended: { vi: 'Đang tạm dừng', en: 'Suspended' },
  reviewOpen: { vi: 'Đang có một lần rà soát chưa kết luận', en: 'Another review of it is open' },
  reviewedThisYear: { vi: 'Đã rà soát trong năm', en: 'Reviewed this year already' },
  reviewedBefore: { vi: 'Đã rà soát trước đây', en: 'Reviewed before' },
  notOperating: { vi: 'Không hoạt động', en: 'Not operating' },
};

/** The models a round of reviews did not open, for Excel and CSV. */
export const leftOutColumns: readonly ExportColumn<LeftOutModel>[] = [
  ...modelCells<LeftOutModel>(({ model }) => model),
  {
    heading: { vi: 'Cơ quan chủ trì', en: 'Organisation in charge' },
    cell: ({ owner }, language) => bodyName(owner, language),
    width: 48,
  },
  { heading: { vi: 'Lý do', en: 'Reason' }, cell: ({ reason }, language) => reasons[reason][language], width: 40 },
];
