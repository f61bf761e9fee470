import type { Words } from '#domain';
import type { Language } from '#platform';
import type { WrittenCell } from '#papers';
import type { ExportColumn } from './exports.js';

interface NamedBody {
  nameVi: string | null;
  nameEn: string | null;
}

/** The words of a code; a code nobody knows any more stands for itself. */
export const said = (words: Record<string, Words>, code: string | null, language: Language): string | null =>
  code === null ? null : (words[code]?.[language] ?? code);

export const dayCell = (day: string | null): WrittenCell => (day === null ? null : { day });

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' });
/** An instant as the clock of the province showed it. */
export const momentCell = (at: Date | string | null): string | null => (at === null ? null : clock.format(new Date(at)));

export const bodyName = (body: NamedBody | null, language: Language): string | null =>
  body && (language === 'vi' ? body.nameVi : body.nameEn);

/** What every list about models begins with. */
export const modelCells = <Row>(
  of: (row: Row) => { code: string; name: string } | null,
): [ExportColumn<Row>, ExportColumn<Row>] => [
  { heading: { vi: 'Mã mô hình', en: 'Code' }, cell: (row) => of(row)?.code ?? null, width: 16 },
  { heading: { vi: 'Tên mô hình', en: 'Name of the model' }, cell: (row) => of(row)?.name ?? null, width: 48 },
];

export const yesNo: Record<string, Words> = { true: { vi: 'Có', en: 'Yes' }, false: { vi: 'Không', en: 'No' } };
