import type { DigestAct } from '#usecases';

export interface SpokenLine {
  what: string;
  owner: string;
  due: string;
  note: string | null;
  link: string;
}

/** What calls for the same: due today, late, … */
export interface Section {
  act: DigestAct;
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
