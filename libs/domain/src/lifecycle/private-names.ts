// How a person is addressed before the name. "Bà con ấp 3" (the people of a hamlet) goes on in small letters.
const addresses = new Set(['ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'bác', 'em', 'đ/c', 'mr', 'mrs', 'ms']);

/** Does a text begin like the name of a private person? Bodies and people are named by role, so that no file of a model keeps names. */
export function beginsLikeAPerson(text: string): boolean {
  const [first = '', second = '', third = ''] = text.normalize('NFC').trim().split(/\s+/);
  const word = first.toLowerCase().replace(/\.$/, '');
  if (`${word} ${second.toLowerCase()}` === 'đồng chí') return /^\p{Lu}/u.test(third);
  return addresses.has(word) && /^\p{Lu}/u.test(second);
}
