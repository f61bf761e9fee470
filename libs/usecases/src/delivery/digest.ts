import type { ClockAct, NamedDuty, PlainDay, Words } from '#domain';
import type { Letter, TextMessage } from '../ports.js';

/** What a notice calls for; `moved`: its day is another one now; `closedEarly`: it is not waited for any more; or what was decided on its clock. */
export type DigestAct = 'remind' | 'due' | 'overdue' | 'escalate' | 'moved' | 'closedEarly' | ClockAct;

export interface DigestLine extends NamedDuty {
  obligationId: string;
  act: DigestAct;
  /** Who owes it, as it is called on the day. */
  owner: Words;
  dueOn: PlainDay;
  originalDueOn: PlainDay;
  /** Days left; negative: days late. */
  daysLeft: number;
  status: string;
  firstSubmittedOn: PlainDay | null;
  /** Why the reader gets it: the post held, and in which body. */
  post: Words | null;
  toldAt: Words | null;
  /** Nobody holds the post of the one who owes, so the level above is told instead. */
  standsIn: boolean;
  /** Why it was decided, or asked for, where the notice is about such an act. */
  reason?: string | null;
  /** The day a request asks for. */
  askedFor?: PlainDay | null;
}

/** One letter to one person about one moment: everything told then, in one list, the gravest first. */
export interface Digest {
  deliveryId: string;
  locale: 'vi' | 'en';
  to: { name: string; address: string; phone: string | null };
  /** Part of the address by which reminders by e-mail are stopped; null: the rule lets nobody stop them. */
  unsubscribeToken: string | null;
  on: PlainDay;
  lines: DigestLine[];
  /** How many there are; the lines may be fewer. */
  total: number;
  /** Webhooks of the reader that are called no more. */
  disabledWebhooks: { id: string; name: string; url: string; reason: string }[];
}

/** Finds the words for a digest. Writing the same delivery again gives the same Message-ID. */
export abstract class LetterWriter {
  abstract write(digest: Digest): Letter;
  /** The same for a phone: one short message. */
  abstract text(digest: Digest, channel: TextMessage['channel']): TextMessage;
}
