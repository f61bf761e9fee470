import type { Words } from '../../refusals/refusal.js';
import type { ModelFacts } from '../facts.js';
import type { Region, StageOf } from '../stage.js';

/** The clauses of dispatch 1330-CV/TU as `domain.md` numbers them, and the texts around it. */
export type Source =
  | 'D1.1'
  | 'D1.2'
  | 'D1.3'
  | 'D1.4'
  | 'D1.5'
  | 'D2.1'
  | 'D2.3'
  | 'D3.1'
  | 'D3.2'
  | 'D3.3'
  | 'D3.4'
  | 'D3.5'
  | 'D5.1'
  /** Self-assessment first, then the upper level appraises. */
  | 'HD 42-HD/TWTN-BKT'
  /** One achievement, one reward; a commendation can be cancelled. */
  | 'Luật TĐKT 06/2022/QH15'
  /** Number, date, signer and grounds of an administrative paper. */
  | 'NĐ 30/2020/NĐ-CP';

interface Stated {
  /** The sentence that must be true. */
  words: Words;
  source: Source;
}

/** Read from facts. With a `pointer` it is about what the person hands in, so it is not asked before something was handed in. */
export interface FactCriterion extends Stated {
  holds(facts: ModelFacts, undoes: string | undefined): boolean;
  pointer?: `/fields/${string}` | `/decision/${string}`;
}

/** Read from the model's stage in any region. */
export interface StageCriterion extends Stated {
  notWhile: { [R in Region]?: StageOf<R>[] };
}

export type Criterion = FactCriterion | StageCriterion;
