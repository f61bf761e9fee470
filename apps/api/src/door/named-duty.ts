import { dutyWords, type Words } from '#domain';
import type { NamedDutyRow } from '#records';

/** What is owed, in words: "Báo cáo kết quả thực hiện mô hình năm 2026". */
export const namedDuty = (row: NamedDutyRow): Words =>
  dutyWords({
    ...row,
    round: row.roundKind === null ? null : { kind: row.roundKind, year: row.roundYear! },
    conference: row.conferenceKind,
  });
