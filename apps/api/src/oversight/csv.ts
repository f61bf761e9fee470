type Cell = string | number | boolean;

// Excel runs a text that begins like this as a formula; an apostrophe keeps it text.
const defused = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function cellOf(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell);
  const text = defused(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180, with the byte order mark by which Excel knows UTF-8. */
export const csvOf = (lines: readonly (readonly Cell[])[]): string =>
  `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
