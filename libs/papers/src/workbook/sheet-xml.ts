/** The little of XML that a workbook is made of; no entity but the five of XML and numbered ones is ever expanded. */
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const decoded = (text: string): string =>
  text
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
      (whole, hex?: string, decimal?: string, name?: string) => {
        if (name) return named[name.toLowerCase()]!;
        const code = hex ? parseInt(hex, 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    // Excel writes what XML cannot hold as _x000D_.
    .replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

export const encoded = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/_x(?=[0-9a-f]{4}_)/gi, '_x005F_x')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

export const attribute = (attributes: string, name: string): string | null => {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? decoded(found[1] ?? found[2] ?? '') : null;
};

/** The texts of one cell or shared string, without how they are read aloud (rPh). */
export const textOf = (xml: string): string => {
  let text = '';
  const spoken = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh\b[^]*?<\/(?:\w+:)?rPh>/g, '') : xml;
  for (const [, inner] of spoken.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<\/(?:\w+:)?t>/g)) text += inner!;
  return decoded(text);
};

/** 0 for A, 26 for AA. */
export const placeOf = (reference: string): number => {
  let place = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
};

export const lettersOf = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : lettersOf(Math.floor(place / 26) - 1) + String.fromCharCode(65 + (place % 26));

// A quoted attribute may hold ">".
const TAG = `(?:\\s(?:"[^"]*"|'[^']*'|[^"'>])*?)?`;
export const rowPattern = () => new RegExp(`<((?:\\w+:)?)row\\b(${TAG})(?:/>|>([^]*?)</\\1row>)`, 'g');
export const cellPattern = () => new RegExp(`<((?:\\w+:)?)c\\b(${TAG})(?:/>|>([^]*?)</\\1c>)`, 'g');
