import { openWorkbook } from './open-workbook.js';
import { attribute, cellPattern, encoded, lettersOf, placeOf, rowPattern } from './sheet-xml.js';

/**
 * The same workbook with one column more, or that column filled anew: row by row what is wrong. Everything else stays as it came, with
 * its formats, formulas and other sheets.
 */
export function markWorkbook(bytes: Buffer, heading: string, place: number, marks: ReadonlyMap<number, string>): Buffer {
  const { archive, sheetPath, sheet } = openWorkbook(bytes);
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
