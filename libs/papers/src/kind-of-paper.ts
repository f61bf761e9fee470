import { PaperFault } from './paper-fault.js';
import { ZipArchive } from './zip/zip-archive.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What a file may be, to be kept: by its content, whatever it is called. */
export const PAPER_TYPES = ['application/pdf', DOCX, XLSX, 'image/png', 'image/jpeg', 'image/webp'] as const;
export type PaperType = (typeof PAPER_TYPES)[number];

const begins = (bytes: Buffer, ...given: number[]) => given.every((byte, place) => bytes[place] === byte);

/** @throws PaperFault when it is none of the papers that are kept, with what to do. */
export async function kindOfPaper(bytes: Buffer): Promise<PaperType> {
  if (bytes.length === 0) throw empty();
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'application/pdf';
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(bytes, 0x52, 0x49, 0x46, 0x46) && bytes.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  if (isOldOffice(bytes)) throw oldOffice();
  if (!isZip(bytes)) throw unknown();
  const archive = ZipArchive.open(bytes);
  const types = await archive.text('[Content_Types].xml', 1_048_576);
  if (hasMacros(archive, types)) throw macros();
  if (types?.includes(`${DOCX}.main+xml`)) return DOCX;
  if (types?.includes(`${XLSX}.main+xml`)) return XLSX;
  throw unknown();
}

export const isZip = (bytes: Buffer) => begins(bytes, 0x50, 0x4b, 0x03, 0x04);
/** The compound file of Word, Excel 97–2003; also what a password makes of a new one. */
export const isOldOffice = (bytes: Buffer) => begins(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
export const hasMacros = (archive: ZipArchive, types: string | null) =>
  /macroEnabled/i.test(types ?? '') || archive.names.some((name) => /vbaProject\.bin$/i.test(name));

export const empty = () =>
  new PaperFault({ vi: 'Tệp rỗng. Chọn lại tệp rồi gửi lại.', en: 'The file is empty. Choose it again and send it again.' });
export const oldOffice = () =>
  new PaperFault({
    vi: 'Tệp thuộc dạng cũ (.xls, .doc) hoặc có mật khẩu. Mở bằng Excel/Word, bỏ mật khẩu, chọn “Lưu thành” .xlsx hoặc .docx rồi gửi lại.',
    en: 'The file is of the old form (.xls, .doc) or has a password. Open it, remove the password, save it as .xlsx or .docx, then send it again.',
  });
export const macros = () =>
  new PaperFault({
    vi: 'Tệp có chứa macro nên không được nhận. Lưu lại dạng .xlsx hoặc .docx (không có macro) rồi gửi lại.',
    en: 'The file contains macros and is not accepted. Save it as .xlsx or .docx, without macros, then send it again.',
  });
const unknown = () =>
  new PaperFault({
    vi: 'Chỉ nhận PDF, Word (.docx), Excel (.xlsx) và hình (PNG, JPEG, WebP), xét theo nội dung tệp. Chuyển sang một trong các dạng đó rồi gửi lại.',
    en: 'Only PDF, Word (.docx), Excel (.xlsx) and images (PNG, JPEG, WebP) are kept, judged by the content. Convert the file and send it again.',
  });
