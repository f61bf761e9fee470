// One message of a plain alphabet holds 160 characters; one with Vietnamese letters only 70, at the same price.
const ONE_MESSAGE = 160;

/** A message for a phone: without accents, what it is about first, where to go last, in one message. */
export function shortText(what: string, link: string): string {
  const words = `LanToa: ${plain(what)}`;
  const room = ONE_MESSAGE - link.length - 1;
  return `${words.length > room ? `${words.slice(0, room - 3).trimEnd()}...` : words} ${link}`;
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[“”]/g, '"')
    .replace(/’/g, "'")
    // eslint-disable-next-line no-control-regex
    .replace(/[^\x20-\x7e]/g, ' ');
