import type { PlainDay, Words } from '#domain';
import type { Letter } from '../ports.js';

export interface DigestLine {
  obligationId: string;
  kind: 'report' | 'conferenceStep' | 'modelDuty';
  duty: string;
  round: { kind: string; year: number } | null;
  conference: 'preliminary' | 'summary' | null;
  /** The words of a conference step, from its rule. */
  stepWords: Words | null;
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
}

/** One letter to one person about one rung: everything owed, in one list. */
export interface Digest {
  deliveryId: string;
  act: 'remind' | 'due' | 'overdue' | 'escalate' | 'close';
  locale: 'vi' | 'en';
  to: { name: string; address: string };
  on: PlainDay;
  /** The due day the rung belongs to; a line that was extended has its own. */
  dueOn: PlainDay;
  /** Days left; negative: days late. */
  daysLeft: number;
  lines: DigestLine[];
  /** How many there are; the lines may be fewer. */
  total: number;
}

/** Finds the words for a digest. Writing the same delivery again gives the same Message-ID. */
export abstract class LetterWriter {
  abstract write(digest: Digest): Letter;
}
