import { cellsATurn, othersTurn } from '../turns.js';
import { openWorkbook } from './open-workbook.js';
import { attribute, elementsOf, encoded, lettersOf, placeOf, type Element } from './sheet-xml.js';

/**
 * The same workbook with one column more, or that column filled anew: row by row what is wrong. Everything else stays as it came, with
 * its formats, formulas and other sheets.
 */
export async function markWorkbook(
  bytes: Buffer,
  heading: string,
  given: number | null,
  marks: ReadonlyMap<number, string>,
): Promise<Buffer> {
  const { archive, sheetPath, sheet } = await openWorkbook(bytes);
  const place = given ?? (await widthOf(sheet));
  const isEnough = cellsATurn();
  const parts: string[] = [];
  let from = 0;
  let before = 0;
  for (const { prefix, attributes, content, start, end } of elementsOf(sheet, 'row')) {
    if (isEnough()) await othersTurn();
    const row = Number(attribute(attributes, 'r') ?? before + 1);
    before = row;
    const mark = row === 1 ? heading : (marks.get(row) ?? '');
    const [left, right]: [string[], string[]] = [[], []];
    let stoodThere = false;
    for (const { at, cell } of placedCells(content)) {
      if (isEnough()) await othersTurn();
      if (at === place) stoodThere = true;
      else (at < place ? left : right).push(content.slice(cell.start, cell.end));
    }
    if (mark === '' && !stoodThere) continue;
    const own = `<${prefix}c r="${lettersOf(place)}${row}" t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${encoded(mark)}</${prefix}t></${prefix}is></${prefix}c>`;
    // How far the row reaches is a hint only, and would now be wrong.
    const about = attributes.replace(/\sspans="[^"]*"/, '');
    parts.push(sheet.slice(from, start), `<${prefix}row${about}>${[...left, own, ...right].join('')}</${prefix}row>`);
    from = end;
  }
  parts.push(sheet.slice(from));
  return archive.with(new Map([[sheetPath, parts.join('').replace(/<((?:\w+:)?)dimension\b[^<>]*\/>/, '')]]));
}

/** How many columns hold something, whatever the headings say. */
async function widthOf(sheet: string): Promise<number> {
  const isEnough = cellsATurn();
  let width = 0;
  for (const { content } of elementsOf(sheet, 'row')) {
    if (isEnough()) await othersTurn();
    for (const { at, cell } of placedCells(content)) {
      if (isEnough()) await othersTurn();
      if (/<(?:\w+:)?(?:v|is|f)\b/.test(cell.content)) width = Math.max(width, at + 1);
    }
  }
  return width;
}

/** The cells of a row, each with its column; one that does not say where it stands follows the one before. */
function* placedCells(row: string): Generator<{ at: number; cell: Element }> {
  let at = -1;
  for (const cell of elementsOf(row, 'c')) {
    const reference = attribute(cell.attributes, 'r');
    at = reference ? placeOf(reference) : at + 1;
    yield { at, cell };
  }
}
