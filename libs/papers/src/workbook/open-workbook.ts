import { hasMacros, isOldOffice, isZip, macros, oldOffice, XLSX } from '../kind-of-paper.js';
import { PaperFault } from '../paper-fault.js';
import { MOST_BYTES } from '../table.js';
import { ZipArchive } from '../zip/zip-archive.js';
import { attribute, tagsOf } from './sheet-xml.js';

export interface OpenWorkbook {
  archive: ZipArchive;
  /** Where its first sheet is kept, and what it says. */
  sheetPath: string;
  sheet: string;
  /** Days are counted from 1904, as old Macintoshes did. */
  from1904: boolean;
}

/** @throws PaperFault when it is no workbook that is read. */
export async function openWorkbook(bytes: Buffer): Promise<OpenWorkbook> {
  if (isOldOffice(bytes)) throw oldOffice();
  if (!isZip(bytes)) throw noWorkbook();
  const archive = ZipArchive.open(bytes);
  const types = await archive.text('[Content_Types].xml', 1_048_576);
  if (hasMacros(archive, types)) throw macros();
  if (!types?.includes(`${XLSX}.main+xml`)) throw noWorkbook();
  const workbook = await archive.text('xl/workbook.xml', 1_048_576);
  const relations = await archive.text('xl/_rels/workbook.xml.rels', 1_048_576);
  if (!workbook || !relations) throw noWorkbook();
  const sheets = [...tagsOf(workbook, 'sheet')];
  const first = sheets.find(({ attributes }) => !/^(?:veryH|h)idden$/.test(attribute(attributes, 'state') ?? '')) ?? sheets[0];
  const id = first && attribute(first.attributes, '(?:\\w+:)id');
  const relation = [...tagsOf(relations, 'Relationship')].find(({ attributes }) => attribute(attributes, 'Id') === id);
  const target = relation && attribute(relation.attributes, 'Target');
  if (!target) throw noWorkbook();
  const sheetPath = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const sheet = await archive.text(sheetPath, MOST_BYTES);
  if (!sheet) throw noWorkbook();
  return { archive, sheetPath, sheet, from1904: /<(?:\w+:)?workbookPr\b[^<>]*\bdate1904="(?:1|true)"/.test(workbook) };
}

const noWorkbook = () =>
  new PaperFault({
    vi: 'Không phải tệp Excel (.xlsx) hay CSV. Tải tệp mẫu, điền vào rồi gửi lại.',
    en: 'This is neither an Excel file (.xlsx) nor a CSV. Download the template, fill it in and send it.',
  });
