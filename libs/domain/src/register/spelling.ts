const TONES = '\u0300\u0301\u0303\u0309\u0323';
const tonesBeforeVowels = new RegExp(`([${TONES}])([aeiouy])`, 'g');

/** One spelling for what is written the same to the accent: Hoà, Hòa; Uỷ, Ủy; also case and spaces. */
export const spelled = (text: string): string =>
  text.normalize('NFC').toLowerCase().normalize('NFD').replace(tonesBeforeVowels, '$2$1').replace(/\s+/gu, ' ').trim();

/** Without accents, case, spaces and signs; it finds a heading or a choice among few, and never identifies a place or a model. */
export const foldedLetters = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/y/g, 'i')
    .replace(/[^a-z0-9]/g, '');
