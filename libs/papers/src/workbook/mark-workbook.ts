import { openWorkbook } from './open-workbook.js';
import { attribute, cellPattern, encoded, lettersOf, placeOf, rowPattern } from './sheet-xml.js';

/**
 * The same workbook with one column more, or that column filled anew: row by row what is wrong. Everything else stays as it came, with
 * its formats, formulas and other sheets.
 */
export function markWorkbook(bytes: Buffer, heading: string, given: number | null, marks: ReadonlyMap<number, string>): Buffer {
  const { archive, sheetPath, sheet } = openWorkbook(bytes);
  const place = given ?? widthOf(sheet);
  let before = 0;
  const marked = sheet.replace(rowPattern(), (whole: string, prefix: string, attributes: string, content = '') => {
    const row = Number(attribute(attributes, 'r') ?? before + 1);
    before = row;
    const mark = row === 1 ? heading : (marks.get(row) ?? '');
    const cells = [...(content as string).matchAll(cellPattern())];
    let at = -1;
    const standing = cells.map(([xml, , about]) => {
      const reference = attribute(about!, 'r');
      at = reference ? placeOf(reference) : at + 1;
      return { xml, place: at };
    });
    if (mark === '' && !standing.some((cell) => cell.place === place)) return whole;
    const own = `<${prefix}c r="${lettersOf(place)}${row}" t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${encoded(mark)}</${prefix}t></${prefix}is></${prefix}c>`;
    const left = standing.filter((cell) => cell.place < place).map(({ xml }) => xml);
    const right = standing.filter((cell) => cell.place > place).map(({ xml }) => xml);
    // How far the row reaches is a hint only, and would now be wrong.
    const about = attributes.replace(/\sspans="[^"]*"/, '').replace(/\/\s*$/, '');
    return `<${prefix}row${about}>${[...left, own, ...right].join('')}</${prefix}row>`;
  });
  return archive.with(new Map([[sheetPath, marked.replace(/<((?:\w+:)?)dimension\b[^>]*\/>/, '')]]));
}

/** How many columns hold something, whatever the headings say. */
function widthOf(sheet: string): number {
  let width = 0;
  for (const [, , , content = ''] of sheet.matchAll(rowPattern())) {
    let at = -1;
    for (const [, , about, inner = ''] of content.matchAll(cellPattern())) {
      const reference = attribute(about!, 'r');
      at = reference ? placeOf(reference) : at + 1;
      if (/<(?:\w+:)?(?:v|is|f)\b/.test(inner)) width = Math.max(width, at + 1);
    }
  }
  return width;
}
