import { dutyWords, isClockAct, settledWords, spoken } from '#domain';
import { LetterWriter, type Digest, type DigestAct, type DigestLine, type Letter, type TextMessage } from '#usecases';
import { letterHtml } from './letter-html.js';
import type { LetterParts, Section, SpokenLine } from './letter-parts.js';
import { letterText } from './letter-text.js';
import { phrases, type Phrases } from './letter-words.js';
import { shortText } from './short-text.js';

export interface DigestWriterSettings {
  /** Where people reach the product. */
  publicUrl: URL;
}

/** One letter a person a moment: every obligation told of then, the gravest first, why the reader gets it, and where to go. */
export class DigestWriter extends LetterWriter {
  constructor(private readonly settings: DigestWriterSettings) {
    super();
  }

  write(digest: Digest): Letter {
    const say = phrases[digest.locale];
    const sections = [
      ...byAct(digest).map(([act, lines]) => this.section(act, lines, digest, say)),
      ...this.webhooks(digest, say),
    ];
    const unsubscribe = mayBeStopped(digest) ? this.address(`unsubscribe/${digest.unsubscribeToken}`) : null;
    const parts: LetterParts = {
      greeting: say.greeting(digest.to.name),
      sections,
      more: digest.total > digest.lines.length ? say.more(digest.total - digest.lines.length) : null,
      moreLink: this.address('obligations'),
      why: reasons(digest, say),
      closing: say.closing,
      unsubscribe,
    };
    const subject = this.subject(digest, say);
    return {
      messageId: `<${digest.deliveryId}@${this.settings.publicUrl.hostname}>`,
      deliveryId: digest.deliveryId,
      to: { name: digest.to.name, address: digest.to.address },
      subject,
      text: letterText(parts, say),
      html: letterHtml(parts, say, digest.locale, subject),
      unsubscribe,
    };
  }

  text(digest: Digest, channel: TextMessage['channel']): TextMessage {
    return {
      id: digest.deliveryId,
      channel,
      to: digest.to.phone ?? '',
      text: shortText(this.subject(digest, phrases[digest.locale]), this.address('notices')),
    };
  }

  private subject(digest: Digest, say: Phrases): string {
    const [act, [first]] = byAct(digest)[0] ?? ['remind', []];
    if (!first) return say.webhookSubject(digest.disabledWebhooks[0]?.name ?? '');
    const what = dutyWords(first)[digest.locale];
    return say.subject[act](
      digest.total > 1 ? `${what} (${say.many(digest.total)})` : what,
      spoken(first.dueOn),
      Math.abs(first.daysLeft),
    );
  }

  private section(act: DigestAct, lines: DigestLine[], { locale, total, lines: all }: Digest, say: Phrases): Section {
    const [first] = lines;
    // The number of all, also of those beyond the list, when they are of one kind.
    const count = lines.length === all.length ? total : lines.length;
    return {
      act,
      title: say.title[act],
      opening: lines.every(({ dueOn }) => dueOn === first!.dueOn)
        ? say.opening[act](count, spoken(first!.dueOn), Math.abs(first!.daysLeft))
        : say.openingOfMany[act](count),
      lines: lines.map((line) => this.line(line, say, locale)),
    };
  }

  private line(line: DigestLine, say: Phrases, locale: 'vi' | 'en'): SpokenLine {
    const moved = line.dueOn === line.originalDueOn ? '' : `, ${say.movedFrom(spoken(line.originalDueOn))}`;
    const settled = settledWords(line.status);
    return {
      what: dutyWords(line)[locale],
      facts: [
        { name: say.owner, text: line.owner[locale] },
        { name: say.due, text: `${spoken(line.dueOn)} (${say.daysLeft(line.daysLeft)}${moved})`, strong: true },
        ...(line.askedFor ? [{ name: say.askedFor, text: spoken(line.askedFor) }] : []),
        ...(line.reason ? [{ name: say.reason, text: line.reason }] : []),
      ],
      note:
        settled && line.act !== 'dutyWaived'
          ? `${settled[locale]}${line.firstSubmittedOn ? ` ${spoken(line.firstSubmittedOn)}` : ''} – ${say.doneAlready}`
          : null,
      link: this.address(`obligations/${line.obligationId}`),
      open: say.open,
    };
  }

  private webhooks({ disabledWebhooks }: Digest, say: Phrases): Section[] {
    if (disabledWebhooks.length === 0) return [];
    return [
      {
        act: 'webhookDisabled',
        title: say.webhookTitle,
        opening: say.webhookOpening,
        lines: disabledWebhooks.map(({ id, name, url, reason }) => ({
          what: name,
          facts: [
            { name: say.webhookAddress, text: url },
            { name: say.webhookAnswer, text: reason, strong: true },
          ],
          note: null,
          link: this.address(`webhooks/${id}`),
          open: say.openWebhook,
        })),
      },
    ];
  }

  private address(path: string): string {
    return new URL(`api/${path}`, this.settings.publicUrl.href.replace(/\/?$/, '/')).href;
  }
}

/** A letter that left late speaks of the day it leaves: "3 days left" must not arrive on the day after. */
const actToday = ({ act, daysLeft }: DigestLine): DigestAct =>
  act === 'moved' || act === 'closedEarly' || isClockAct(act) || (act === 'escalate' && daysLeft < 0)
    ? act
    : daysLeft > 0
      ? 'remind'
      : daysLeft === 0
        ? 'due'
        : 'overdue';

const gravestFirst: readonly DigestAct[] = [
  'closedEarly',
  'escalate',
  'overdue',
  'due',
  'extensionAsked',
  'extensionRefused',
  'dutyReopened',
  'clockResumed',
  'moved',
  'extensionGranted',
  'clockSuspended',
  'dutyWaived',
  'remind',
];

const byAct = ({ lines }: Digest): [DigestAct, DigestLine[]][] =>
  gravestFirst
    .map((act): [DigestAct, DigestLine[]] => [act, lines.filter((line) => actToday(line) === act)])
    .filter(([, some]) => some.length > 0);

/** Only a letter of mere reminders: what is due, late or escalated must reach its reader. */
const mayBeStopped = ({ lines, disabledWebhooks, unsubscribeToken }: Digest) =>
  unsubscribeToken !== null &&
  disabledWebhooks.length === 0 &&
  lines.every((line) => line.act === 'remind' && actToday(line) === 'remind');

/** Why the reader gets it: each post once, in the order of the list. */
function reasons({ lines, locale }: Digest, say: Phrases): string[] {
  const found = new Set<string>();
  for (const { post, toldAt } of lines) {
    if (toldAt) found.add(post ? say.whyPost(post[locale], toldAt[locale]) : say.whyBody(toldAt[locale]));
  }
  if (lines.some(({ standsIn }) => standsIn)) found.add(say.whyStandsIn);
  return [...found];
}
