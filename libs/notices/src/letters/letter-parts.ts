import type { DigestAct } from '#usecases';

export interface SpokenLine {
  what: string;
  /** What is said of it, each with its name: who owes it, when it is due. */
  facts: { name: string; text: string; strong?: true }[];
  note: string | null;
  link: string;
  open: string;
}

/** What calls for the same: due today, late, … */
export interface Section {
  act: DigestAct | 'webhookDisabled';
  title: string;
  opening: string;
  lines: SpokenLine[];
}

/** A letter in words, before it becomes text or HTML. */
export interface LetterParts {
  greeting: string;
  sections: Section[];
  more: string | null;
  moreLink: string;
  why: string[];
  closing: string;
  unsubscribe: string | null;
}
