import type { Language } from '#platform';
import { csvOf } from '../oversight/csv.js';
import type { CoverageRowAnswer } from './replications.dto.js';

const standingWords: Record<NonNullable<CoverageRowAnswer['standing']>, { vi: string; en: string }> = {
  operating: { vi: 'đang hoạt động', en: 'operating' },
  asked: { vi: 'đã đề nghị', en: 'asked' },
  declined: { vi: 'từ chối', en: 'declined' },
  none: { vi: 'chưa có', en: 'none' },
};

const columns: [{ vi: string; en: string }, (row: CoverageRowAnswer, language: Language) => string | number][] = [
  [{ vi: 'Địa bàn', en: 'Territory' }, ({ name }) => name],
  [{ vi: 'Tình trạng', en: 'Standing' }, ({ standing }, language) => (standing ? standingWords[standing][language] : '')],
  [{ vi: 'Số xã, phường, thị trấn', en: 'Communes' }, ({ communes }) => communes],
  [{ vi: 'Có mô hình hoạt động', en: 'With a model in operation' }, ({ operating }) => operating],
  [{ vi: 'Đã đề nghị', en: 'Asked' }, ({ asked }) => asked],
  [{ vi: 'Từ chối', en: 'Declined' }, ({ declined }) => declined],
  [{ vi: 'Chưa có', en: 'None' }, ({ none }) => none],
  [{ vi: 'Số mô hình', en: 'Models' }, ({ models }) => models],
];

export const coverageCsv = (rows: readonly CoverageRowAnswer[], language: Language): string =>
  csvOf([columns.map(([words]) => words[language]), ...rows.map((row) => columns.map(([, cell]) => cell(row, language)))]);
