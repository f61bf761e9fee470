import type { Cell } from '#domain';
import { PaperFault } from './paper-fault.js';
import { cellsATurn, othersTurn } from './turns.js';

/** A sheet as a person sees it: the headings, and under them rows of cells. */
export interface Table {
  form: 'xlsx' | 'csv';
  headings: string[];
  rows: TableRow[];
}

export interface TableRow {
  /** As counted in the file: the headings are row 1. */
  row: number;
  /** One a heading; what stands further right belongs to none. */
  cells: Cell[];
}

export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 100;
/** What one part of a workbook, or a CSV, may hold unpacked. */
export const MOST_BYTES = 67_108_864;

export const tooManyRows = () =>
  new PaperFault({
    vi: `Tệp có quá ${MOST_ROWS.toLocaleString('vi-VN')} dòng nên không được đọc. Chia thành nhiều tệp, mỗi tệp tối đa ${MOST_ROWS.toLocaleString('vi-VN')} dòng; xoá các dòng trống cuối trang.`,
    en: `The file has more than ${MOST_ROWS.toLocaleString('en-US')} rows and was not read. Split it into files of at most ${MOST_ROWS.toLocaleString('en-US')} rows, and delete empty rows at the end.`,
  });
export const tooManyColumns = () =>
  new PaperFault({
    vi: `Trang có quá ${MOST_COLUMNS} cột. Xoá các cột không dùng.`,
    en: `The sheet has more than ${MOST_COLUMNS} columns. Delete those that are not used.`,
  });
export const nothingInIt = () =>
  new PaperFault({
    vi: 'Trang không có dòng nào dưới tiêu đề. Điền từ dòng thứ hai rồi gửi lại.',
    en: 'The sheet has no rows under the headings. Fill it in from the second row and send it again.',
  });

/** The rows with anything in them, cut to the headings; @throws PaperFault when there are none. */
export async function tableOf(form: Table['form'], lines: TableRow[]): Promise<Table> {
  const [first, ...rest] = lines;
  const headings = (first?.row === 1 ? first.cells : []).map(({ text }) => text.normalize('NFC').trim());
  while (headings.length > 0 && headings.at(-1) === '') headings.pop();
  if (headings.length === 0)
    throw new PaperFault({
      vi: 'Dòng đầu của trang đầu tiên phải là tiêu đề cột. Tải tệp mẫu để xem cách trình bày.',
      en: 'The first row of the first sheet must hold the headings. Download the template to see how.',
    });
  if (headings.length > MOST_COLUMNS) throw tooManyColumns();
  const isEnough = cellsATurn();
  const rows: TableRow[] = [];
  for (const { row, cells: typed } of rest) {
    const cells = headings.map((_, place) => typed[place] ?? { text: '' });
    if (cells.some(({ text, fault }) => text.trim() !== '' || fault)) rows.push({ row, cells });
    if (isEnough(cells.length)) await othersTurn();
  }
  if (rows.length === 0) throw nothingInIt();
  if (rows.length > MOST_ROWS) throw tooManyRows();
  const oldLetters = oldFontOf([headings, ...rows.slice(0, 200).map(({ cells }) => cells.map(({ text }) => text))].flat());
  if (oldLetters) throw oldLetters;
  return { form, headings, rows };
}

// Letters that TCVN3 fonts (.VnTime) and VNI fonts show as Vietnamese, and that Vietnamese in Unicode never uses.
const TCVN3 = /[¸¶·¹¨¾»¼½Æ®ÐÌÎÏÑªÖÞßæåë¬ëîïñ­ø÷þû]/g;
const VNI = /[aeiouyAEIOUY][ùøûõïâêäáàåãéèúüë]|ñ|Ñ/g;

// So many letters tell a font; a file of a few bytes may unpack to far more.
const MOST_LETTERS = 1_000_000;

function oldFontOf(texts: readonly string[]): PaperFault | null {
  let said = '';
  for (const text of texts) {
    said += `${text.slice(0, MOST_LETTERS)} `;
    if (said.length > MOST_LETTERS) break;
  }
  const all = said.normalize('NFC');
  const letters = (all.match(/\p{L}/gu) ?? []).length;
  // A stray sign is not a font: one in twenty letters is.
  const found = (sign: RegExp) => (all.match(sign) ?? []).length * 20 > Math.max(letters, 40);
  if (/[ăằắẳẵặơờớởỡợưừứửữựạảấầẩẫậẹẻẽếềểễệịỉọỏốồổỗộụủỳỷỹỵ]/iu.test(all)) return null;
  if (!found(TCVN3) && !found(VNI)) return null;
  return new PaperFault({
    vi: 'Chữ trong tệp thuộc phông cũ (TCVN3 hoặc VNI), không phải Unicode. Chuyển mã sang Unicode (ví dụ bằng Unikey: Ctrl+Shift+F6) rồi gửi lại.',
    en: 'The text is written in an old font (TCVN3 or VNI), not in Unicode. Convert it to Unicode (e.g. with Unikey) and send it again.',
  });
}
