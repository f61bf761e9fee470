import { broken } from '../paper-fault.js';

/** The little of XML that a workbook is made of; no entity but the five of XML and numbered ones is ever expanded. */
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decodedWhole = (text: string): string =>
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

// Most texts of a sheet hold neither, and are looked at only once.
export const decoded = (text: string): string => (/[&_]/.test(text) ? decodedWhole(text) : text);

export const encoded = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/_x(?=[0-9a-f]{4}_)/gi, '_x005F_x')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Made once a name: to compile one for each cell costs more than to read the cell. */
const patterns = (make: (name: string) => RegExp) => {
  const made = new Map<string, RegExp>();
  return (name: string): RegExp => {
    const pattern = made.get(name) ?? make(name);
    made.set(name, pattern);
    return pattern;
  };
};

const attributeOf = patterns((name) => new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`));
export const attribute = (attributes: string, name: string): string | null => {
  const found = attributeOf(name).exec(attributes);
  return found ? decoded(found[1] ?? found[2] ?? '') : null;
};

interface Tag {
  /** Of its namespace, with the colon; empty when there is none. */
  prefix: string;
  attributes: string;
  /** It closes itself. */
  isEmpty: boolean;
  start: number;
  end: number;
}

export interface Element {
  prefix: string;
  attributes: string;
  content: string;
  /** Where it begins and ends in the text it was found in. */
  start: number;
  end: number;
}

const openingOf = patterns((name) => new RegExp(`<((?:\\w+:)?)${name}(?=[\\s/>])`, 'g'));

/** The next tag that opens. @throws PaperFault when it does not end. */
function tagFrom(xml: string, name: string, from: number): Tag | null {
  const opening = openingOf(name);
  opening.lastIndex = from;
  const found = opening.exec(xml);
  if (!found) return null;
  const attributesAt = opening.lastIndex;
  const last = lastOf(xml, attributesAt);
  const isEmpty = last > attributesAt && xml[last - 1] === '/';
  return {
    prefix: found[1]!,
    attributes: xml.slice(attributesAt, isEmpty ? last - 1 : last),
    isEmpty,
    start: found.index,
    end: last + 1,
  };
}

const [LESS, GREATER, QUOTE, APOSTROPHE] = [0x3c, 0x3e, 0x22, 0x27];

/**
 * Where the tag ends, by hand: a quoted attribute may hold ">". It never looks beyond the next "<", which no tag may hold, and so a text
 * of nothing but tags that do not end takes no longer than any other.
 */
function lastOf(xml: string, from: number): number {
  let quote = 0;
  for (let at = from; at < xml.length; at++) {
    const sign = xml.charCodeAt(at);
    if (sign === LESS) break;
    if (quote !== 0) {
      if (sign === quote) quote = 0;
    } else if (sign === GREATER) return at;
    else if (sign === QUOTE || sign === APOSTROPHE) quote = sign;
  }
  throw broken();
}

/** The tags of one name that open, whatever stands between them. @throws PaperFault */
export function* tagsOf(xml: string, name: string): Generator<Tag> {
  for (let tag = tagFrom(xml, name, 0); tag; tag = tagFrom(xml, name, tag.end)) yield tag;
}

/** The elements of one name, one after another: those that hold no other of theirs. @throws PaperFault when one does not close. */
export function* elementsOf(xml: string, name: string): Generator<Element> {
  let end = 0;
  for (let tag = tagFrom(xml, name, end); tag; tag = tagFrom(xml, name, end)) {
    const { prefix, attributes, start } = tag;
    end = tag.end;
    let content = '';
    if (!tag.isEmpty) {
      const closing = `</${prefix}${name}>`;
      const at = xml.indexOf(closing, end);
      // To skip it would be to search to the end for each of a million like it.
      if (at === -1) throw broken();
      content = xml.slice(end, at);
      end = at + closing.length;
    }
    yield { prefix, attributes, content, start, end };
  }
}

/** The texts of one cell or shared string, without how they are read aloud (rPh). */
export const textOf = (xml: string): string => {
  let text = '';
  for (const [, inner] of unspoken(xml).matchAll(/<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<\/(?:\w+:)?t>/g)) text += inner!;
  return decoded(text);
};

function unspoken(xml: string): string {
  if (!xml.includes('rPh')) return xml;
  let kept = '';
  let from = 0;
  for (const { start, end } of elementsOf(xml, 'rPh')) {
    kept += xml.slice(from, start);
    from = end;
  }
  return kept + xml.slice(from);
}

/** 0 for A, 26 for AA. */
export const placeOf = (reference: string): number => {
  let place = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
};

export const lettersOf = (place: number): string =>
  place < 26 ? String.fromCharCode(65 + place) : lettersOf(Math.floor(place / 26) - 1) + String.fromCharCode(65 + (place % 26));
