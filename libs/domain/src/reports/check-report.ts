import type { RefusalDetail } from '../refusals/refusal.js';

/** The figures a yearly report carries, by kind of round. D3.6: the stock of models moves by founding and ending. */
const figuresOf: Record<string, readonly string[]> = {
  modelResults: ['openingCount', 'founded', 'ended', 'closingCount', 'effective', 'replicated', 'commended'],
  dispatchImplementation: ['guidances', 'inspections', 'findings', 'findingsClosed'],
};
const wordsOf = ['summary', 'difficulties', 'proposals'] as const;
const LONGEST_TEXT = 20_000;
const MOST = 1_000_000;
// Control characters but tab and line ends, and halves of characters: nobody reads them, and PostgreSQL keeps no NUL.
// eslint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Cs}]/u;
const readable = (text: unknown): boolean => typeof text === 'string' && text.length <= LONGEST_TEXT && !UNREADABLE.test(text);

export interface ReportBody {
  figures: Record<string, number>;
  words: Record<string, string>;
}

/** Every fault of a report, each with the field it concerns; empty when it can be taken. */
export function reportFaults(roundKind: string, { figures, words }: ReportBody): RefusalDetail[] {
  const faults: RefusalDetail[] = [];
  const expected = figuresOf[roundKind] ?? [];
  for (const name of expected) {
    const value = figures[name];
    if (!Number.isInteger(value) || value! < 0 || value! > MOST)
      faults.push({
        pointer: `/figures/${name}`,
        words: {
          vi: `Nhập một số nguyên từ 0 đến ${MOST} cho chỉ tiêu này.`,
          en: `Enter a whole number from 0 to ${MOST} for this figure.`,
        },
        source: 'D3.6',
      });
  }
  for (const name of Object.keys(figures))
    if (!expected.includes(name))
      faults.push({
        pointer: pointerOf('figures', name),
        words: {
          vi: `Chỉ tiêu này không có trong mẫu báo cáo. Các chỉ tiêu: ${expected.join(', ')}.`,
          en: `This figure is not on the form. Figures: ${expected.join(', ')}.`,
        },
      });
  const { openingCount, founded, ended, closingCount, effective } = figures;
  if (roundKind === 'modelResults' && faults.length === 0) {
    if (openingCount! + founded! - ended! !== closingCount)
      faults.push({
        pointer: '/figures/closingCount',
        words: {
          vi: `Số cuối kỳ phải bằng đầu kỳ + mới − kết thúc = ${openingCount! + founded! - ended!}.`,
          en: `The closing count must equal opening + founded − ended = ${openingCount! + founded! - ended!}.`,
        },
        source: 'D3.6',
      });
    if (effective! > closingCount! + ended!)
      faults.push({
        pointer: '/figures/effective',
        words: {
          vi: 'Số mô hình hiệu quả không thể nhiều hơn số mô hình có trong kỳ.',
          en: 'There cannot be more effective models than models in the period.',
        },
        source: 'C3',
      });
  }
  const summary: unknown = words['summary'];
  if (summary === undefined || (typeof summary === 'string' && !summary.trim()))
    faults.push({
      pointer: '/words/summary',
      words: { vi: 'Nhập phần đánh giá chung.', en: 'Enter the general assessment.' },
      source: 'D3.6',
    });
  for (const [name, text] of Object.entries(words)) {
    if (!(wordsOf as readonly string[]).includes(name))
      faults.push({
        pointer: pointerOf('words', name),
        words: {
          vi: `Mục này không có trong mẫu. Các mục: ${wordsOf.join(', ')}.`,
          en: `This section is not on the form. Sections: ${wordsOf.join(', ')}.`,
        },
      });
    else if (!readable(text))
      faults.push({
        pointer: `/words/${name}`,
        words: {
          vi: `Nhập chữ đọc được, tối đa ${LONGEST_TEXT} ký tự, không có ký tự điều khiển.`,
          en: `Enter readable text of at most ${LONGEST_TEXT} characters, without control characters.`,
        },
      });
  }
  return faults;
}

const pointerOf = (part: string, name: string) => `/${part}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
