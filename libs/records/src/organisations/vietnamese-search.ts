/**
 * Two ways to read a Vietnamese name in SQL. Names are found loosely and ranked strictly: "my tho" finds Mỹ Tho and Mỹ Thọ,
 * "mỹ thọ" puts Mỹ Thọ first. Never a key: Tân Thành and Tân Thạnh fold alike and are different units.
 */

/** Without accents; đ is d, y is i (Mỹ Quý, Mỹ Quí). */
export const folded = (text: string): string => `translate(lower(unaccent(normalize(${text}, NFC))), 'y', 'i')`;

const TONES = '\u0300\u0301\u0303\u0309\u0323';

/** With accents; a tone counts for its syllable, wherever it is written (Hoà, Hòa). */
export const accented = (text: string): string =>
  `regexp_replace(normalize(lower(normalize(${text}, NFC)), NFD), '([${TONES}])([aeiouy])', '\\2\\1', 'g')`;

/** How well a name answers what was typed: 0 with its accents, 1 without, null not at all. Nothing typed: 0. */
export const searchRank = (name: string, typed: string): string => `CASE
  WHEN coalesce(${typed}, '') = '' OR strpos(${accented(name)}, ${accented(typed)}) > 0 THEN 0
  WHEN strpos(${folded(name)}, ${folded(typed)}) > 0 THEN 1 END`;

/** Names as Vietnamese is sorted; a keyset compares by the same. */
export const VI = 'COLLATE "vi-x-icu"';

/** Where a page ended: the next begins after it. */
export interface PageEnd {
  rank: number;
  name: string;
  id: string;
}

export interface Page<T> {
  items: T[];
  /** null: this was the last page. */
  next: PageEnd | null;
}

/** One row more than asked was read; it says whether there is a next page. */
export function pageOf<T extends { id: string }>(
  rows: (T & { rank: number })[],
  limit: number,
  nameOf: (item: T) => string,
): Page<T> {
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(({ rank: _, ...item }) => item as unknown as T),
    next: rows.length > limit && last ? { rank: last.rank, name: nameOf(last), id: last.id } : null,
  };
}
