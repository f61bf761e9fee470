import { spoken } from '#domain';
import { LetterWriter, type Digest, type DigestLine, type Letter } from '#usecases';
import { phrases, type Phrases } from './letter-words.js';
import { obligationWords, settledWords } from './obligation-words.js';

export interface DigestWriterSettings {
  /** Where people reach the product. */
  publicUrl: URL;
}

/** Day first, as dates are written in Việt Nam. */

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!);

interface SpokenLine {
  what: string;
  owner: string;
  due: string;
  note: string | null;
  link: string;
}

/** One letter a person a rung: every obligation in one list, why the reader gets it, and where to go. */
export class DigestWriter extends LetterWriter {
  constructor(private readonly settings: DigestWriterSettings) {
    super();
  }

  write(digest: Digest): Letter {
    const say = phrases[digest.locale];
    const [first] = digest.lines;
    const dueOn = spoken(digest.dueOn);
    const days = Math.abs(digest.daysLeft);
    const act = actToday(digest);
    const what =
      digest.total > 1
        ? `${obligationWords(first!)[digest.locale]} (${say.many(digest.total)})`
        : obligationWords(first!)[digest.locale];
    const lines = digest.lines.map((line) => this.line(line, say, digest.locale));
    const parts = {
      greeting: say.greeting(digest.to.name),
      opening: say.opening[act](digest.total, dueOn, days),
      lines,
      more: digest.total > lines.length ? say.more(digest.total - lines.length) : null,
      moreLink: this.address('obligations'),
      why: reasons(digest, say),
      closing: say.closing,
    };
    return {
      messageId: `<${digest.deliveryId}@${this.settings.publicUrl.hostname}>`,
      to: digest.to,
      subject: say.subject[act](what, dueOn, days),
      text: asText(parts, say),
      html: asHtml(parts, say, digest.locale),
    };
  }

  private line(line: DigestLine, say: Phrases, locale: 'vi' | 'en'): SpokenLine {
    const moved = line.dueOn === line.originalDueOn ? '' : `, ${say.movedFrom(spoken(line.originalDueOn))}`;
    const settled = settledWords(line);
    return {
      what: obligationWords(line)[locale],
      owner: line.owner[locale],
      due: `${spoken(line.dueOn)} (${say.daysLeft(line.daysLeft)}${moved})`,
      note:
        settled && `${settled[locale]}${line.firstSubmittedOn ? ` ${spoken(line.firstSubmittedOn)}` : ''} – ${say.doneAlready}`,
      link: this.address(`obligations/${line.obligationId}`),
    };
  }

  private address(path: string): string {
    return new URL(`api/${path}`, this.settings.publicUrl.href.replace(/\/?$/, '/')).href;
  }
}

/** A letter that left late speaks of the day it leaves: "3 days left" must not arrive on the day after. */
function actToday({ act, daysLeft }: Digest): Digest['act'] {
  if (act === 'close' || (act === 'escalate' && daysLeft < 0)) return act;
  return daysLeft > 0 ? 'remind' : daysLeft === 0 ? 'due' : 'overdue';
}

/** Why the reader gets it: each post once, in the order of the list. */
function reasons({ lines, locale }: Digest, say: Phrases): string[] {
  const found = new Set<string>();
  for (const { post, toldAt } of lines) {
    if (toldAt) found.add(post ? say.whyPost(post[locale], toldAt[locale]) : say.whyBody(toldAt[locale]));
  }
  if (lines.some(({ standsIn }) => standsIn)) found.add(say.whyStandsIn);
  return [...found];
}

interface Parts {
  greeting: string;
  opening: string;
  lines: SpokenLine[];
  more: string | null;
  moreLink: string;
  why: string[];
  closing: string;
}

const asText = ({ greeting, opening, lines, more, moreLink, why, closing }: Parts, say: Phrases): string =>
  [
    greeting,
    opening,
    ...lines.map(({ what, owner, due, note, link }, index) =>
      [
        `${index + 1}. ${what}`,
        `   ${say.owner}: ${owner}`,
        `   ${say.due}: ${due}`,
        ...(note ? [`   ${note}`] : []),
        `   ${link}`,
      ].join('\n'),
    ),
    ...(more ? [`${more} ${say.moreAt}: ${moreLink}`] : []),
    ...why,
    closing,
  ].join('\n\n') + '\n';

const asHtml = ({ greeting, opening, lines, more, moreLink, why, closing }: Parts, say: Phrases, locale: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"></head>` +
  `<body style="font:16px/1.5 sans-serif;color:#1a1a1a;max-width:42em;margin:0 auto;padding:16px">` +
  `<p>${escaped(greeting)}</p><p>${escaped(opening)}</p><ol>` +
  lines
    .map(
      ({ what, owner, due, note, link }) =>
        `<li style="margin-bottom:12px"><strong>${escaped(what)}</strong><br>${escaped(say.owner)}: ${escaped(owner)}<br>${escaped(say.due)}: ${escaped(due)}` +
        `${note ? `<br><em>${escaped(note)}</em>` : ''}<br><a href="${escaped(link)}">${escaped(say.open)}</a></li>`,
    )
    .join('') +
  `</ol>` +
  (more ? `<p>${escaped(more)} <a href="${escaped(moreLink)}">${escaped(say.moreAt)}</a></p>` : '') +
  why.map((reason) => `<p style="color:#4a4a4a">${escaped(reason)}</p>`).join('') +
  `<p style="color:#4a4a4a">${escaped(closing)}</p></body></html>`;
