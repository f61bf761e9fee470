import type { Words } from '#domain';
import type { ImportRowItem } from '#records';
import { said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';
import { faultsInWords } from './marks.js';

const outcomes: Record<string, Words> = {
  new: { vi: 'Mới', en: 'New' },
  same: { vi: 'Đã có', en: 'There already' },
  conflict: { vi: 'Mâu thuẫn', en: 'Conflict' },
  fault: { vi: 'Có lỗi', en: 'Faulty' },
};

/** The rows of a register, for Excel and CSV: what came of each, and under its own headings what was typed. */
export const rowColumns = (headings: readonly string[]): readonly ExportColumn<ImportRowItem>[] => [
  { heading: { vi: 'Dòng', en: 'Row' }, cell: ({ row }) => row, width: 8 },
  { heading: { vi: 'Kết quả', en: 'Outcome' }, cell: ({ outcome }, language) => said(outcomes, outcome, language), width: 14 },
  { heading: { vi: 'Lỗi, mâu thuẫn', en: 'Faults' }, cell: ({ faults }, language) => faultsInWords(faults, language), width: 60 },
  ...headings.map((typed, place) => ({
    heading: { vi: typed, en: typed },
    cell: (item: ImportRowItem) => item.typed[place] ?? null,
  })),
];
