import type { SeedRow } from '#domain';

/** RFC 4180: quoted cells may hold commas, quotes (doubled) and line breaks. The first line names the columns. */
export function rowsOfCsv(text: string): SeedRow[] {
  const records: { line: number; cells: string[] }[] = [];
  let [line, began, cell, quoted] = [1, 1, '', false];
  let cells: string[] = [];
  const endRecord = () => {
    cells.push(cell);
    if (cells.length > 1 || cells[0] !== '') records.push({ line: began, cells });
    [cells, cell, began] = [[], '', line + 1];
  };
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at++) {
    const char = text[at]!;
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') cell += text[++at];
      else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"') quoted = true;
    else if (char === ',') [cells, cell] = [[...cells, cell], ''];
    else if (char === '\n') endRecord();
    else if (char !== '\r') cell += char;
    if (char === '\n') line++;
  }
  endRecord();
  const [head, ...rest] = records;
  const columns = head?.cells.map((name) => name.trim()) ?? [];
  return rest.map((record) => ({
    line: record.line,
    // A cell too many shows as a column without a name, a cell too few as a missing column: both are told.
    cells: Object.fromEntries(record.cells.map((value, at) => [columns[at] ?? `column ${at + 1}`, value])),
  }));
}
