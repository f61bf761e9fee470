import { INITIAL_STAGE, type ModelStage, regions } from './stage.js';

export interface ModelJournalEntry {
  step: string;
  /** null: the model came into the register standing in `to`, drafted or imported. */
  from: ModelStage | null;
  to: ModelStage;
}

export class JournalGap extends Error {
  constructor(
    readonly entry: number,
    readonly expected: ModelStage,
    readonly found: ModelStage,
  ) {
    super(`Entry ${entry} of the journal starts from ${said(found)}, the one before it ended in ${said(expected)}`);
  }
}

/** The stage a journal leads to. @throws JournalGap when an entry does not start where the one before it ended. */
export function foldModelJournal(entries: readonly ModelJournalEntry[]): ModelStage {
  return entries.reduce<ModelStage>(
    (stage, { from, to }, index) => {
      if (from && regions.some((region) => stage[region] !== from[region])) throw new JournalGap(index, stage, from);
      return { ...to };
    },
    { ...INITIAL_STAGE },
  );
}

const said = (stage: ModelStage): string => regions.map((region) => stage[region]).join('/');
