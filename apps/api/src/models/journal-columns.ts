import { stageWords, type ModelStage } from '#domain';
import type { ModelJournalItem } from '#records';
import type { Language } from '#platform';
import { momentCell, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';
import { entryShown } from './journal-shown.js';

const stage = (at: ModelStage | null | undefined, language: Language) =>
  at ? (['life', 'spread', 'honour'] as const).map((region) => said(stageWords[region], at[region], language)).join(' · ') : null;

/** The journal of a model for Excel and CSV: who did what, when, from which stage to which, by which paper. */
export const journalColumns: readonly ExportColumn<ModelJournalItem>[] = [
  { heading: { vi: 'Số thứ tự', en: 'No.' }, cell: ({ seq }) => seq, width: 8 },
  { heading: { vi: 'Thời điểm', en: 'When' }, cell: ({ at }) => momentCell(at), width: 20 },
  {
    heading: { vi: 'Việc đã làm', en: 'What was done' },
    cell: (entry, language) => entryShown(entry).words[language],
    width: 40,
  },
  { heading: { vi: 'Căn cứ', en: 'Source' }, cell: ({ body }) => body.source ?? null, width: 12 },
  { heading: { vi: 'Từ', en: 'From' }, cell: ({ body }, language) => stage(body.from, language), width: 40 },
  { heading: { vi: 'Đến', en: 'To' }, cell: ({ body }, language) => stage(body.to, language), width: 40 },
  { heading: { vi: 'Số quyết định', en: 'Decision number' }, cell: ({ body }) => body.decision?.number ?? null, width: 18 },
  {
    heading: { vi: 'Chức danh', en: 'Post' },
    cell: ({ by }, language) => (by ? (language === 'vi' ? by.titleVi : by.titleEn) : null),
    width: 24,
  },
  {
    heading: { vi: 'Cơ quan', en: 'Organisation' },
    cell: ({ by }, language) => (by ? (language === 'vi' ? by.organisationNameVi : by.organisationNameEn) : null),
    width: 48,
  },
  {
    heading: { vi: 'Lưu ý', en: 'Warnings' },
    cell: (entry, language) =>
      entryShown(entry)
        .warnings.map(({ words }) => words[language])
        .join('; '),
    width: 40,
  },
  { heading: { vi: 'Mã băm', en: 'Hash' }, cell: ({ hash }) => hash, width: 66 },
];
