import type { LetterParts } from './letter-parts.js';
import type { Phrases } from './letter-words.js';

/** The letter for readers of plain text. */
export function letterText({ greeting, sections, more, moreLink, why, closing, unsubscribe }: LetterParts, say: Phrases): string {
  let number = 0;
  const paragraphs = sections.flatMap(({ title, opening, lines }) => [
    ...(sections.length > 1 ? [title.toUpperCase()] : []),
    opening,
    ...lines.map(({ what, facts, note, link }) =>
      [
        `${++number}. ${what}`,
        ...facts.map(({ name, text }) => `   ${name}: ${text}`),
        ...(note ? [`   ${note}`] : []),
        `   ${link}`,
      ].join('\n'),
    ),
  ]);
  return (
    [
      greeting,
      ...paragraphs,
      ...(more ? [`${more} ${say.moreAt}: ${moreLink}`] : []),
      ...why,
      closing,
      ...(unsubscribe ? [`${say.unsubscribe}: ${unsubscribe}`] : []),
    ].join('\n\n') + '\n'
  );
}
