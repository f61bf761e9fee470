import { isAskedOf, type CriteriaSetContent, type ScoredModel, type SetCriterion } from '../criteria/criteria-set.js';
import { scoreOf, type Scored } from '../criteria/score-of.js';
import { isRefusal, type RefusalDetail } from '../refusals/refusal.js';
import { standsWell, type KeptScore, type ModelFacts, type ScoringSet } from './facts.js';
import { isText } from './input.js';

/** The steps that are scored criterion by criterion, and what they ask beside each score. */
const scoredSteps = {
  submitSelfAssessment: { beside: 'evidence', typedInstead: ['selfScore'] },
  appraise: { beside: 'reason', typedInstead: ['appraisedScore', 'verdict'] },
  recognise: { beside: 'evidence', typedInstead: [] },
} as const;

type ScoredStep = keyof typeof scoredSteps;
const isScored = (step: string): step is ScoredStep => Object.hasOwn(scoredSteps, step);

/** The set a step is scored by; null: it is not, no set was in force, or the one in force asks nothing of a model of this field and kind. */
export function scoringSetOf(step: string, { scoring }: { scoring?: ModelFacts['scoring'] }): ScoringSet | null {
  if (!isScored(step)) return null;
  // A journal keeps what was computed, not the set it was computed by.
  const { recognition = null, review = null, model = null } = scoring ?? {};
  const set = step === 'recognise' ? recognition : review;
  return set && model && criteriaFor(set.content, model).length > 0 ? set : null;
}

const isKept = (value: unknown): value is KeptScore => {
  const { criterion, score } = (typeof value === 'object' && value !== null ? value : {}) as Partial<KeptScore>;
  return typeof criterion === 'string' && typeof score === 'number';
};
/** What was handed in, read with suspicion: a list of anything else reads as absent. */
const given = ({ input }: ModelFacts): KeptScore[] | null => {
  const scores = input?.fields['scores'];
  return Array.isArray(scores) && scores.every(isKept) ? scores : null;
};

/** An assessment as it is kept: the set, what was given for each criterion, and what the set makes of it. */
export interface KeptScoring extends Scored {
  criteriaSetId: string;
  scores: KeptScore[];
}

/** Total and verdict as the set computes them; null where there is no set or the scores do not fit it. */
export function scoredBy(step: string, facts: ModelFacts): KeptScoring | null {
  const set = scoringSetOf(step, facts);
  const scores = given(facts);
  if (!set || !scores) return null;
  const scored = scoreOf(set.content, scores, facts.scoring.model!);
  return isRefusal(scored) ? null : { ...scored, criteriaSetId: set.id, scores };
}

/** Everything that is wrong with the scores handed in with a step, each fault at its place; empty where no set is in force. */
export function scoringFaults(step: string, facts: ModelFacts): RefusalDetail[] {
  if (!isScored(step)) return [];
  const set = scoringSetOf(step, facts);
  const fields = facts.input?.fields ?? {};
  if (!set) return 'scores' in fields ? [noSetInForce('/fields/scores')] : [];
  const { beside, typedInstead } = scoredSteps[step];
  const typed = typedInstead.filter((field) => field in fields).map((field) => computed(`/fields/${field}`));
  const scores = given(facts) ?? [];
  const scored = scoreOf(set.content, scores, facts.scoring.model!);
  const unfit = isRefusal(scored)
    ? scored.errors.map((fault) => ({ ...fault, pointer: `/fields${fault.pointer ?? '/scores'}` }))
    : [];
  const silent = scores.flatMap((score, index) => {
    const at = `/fields/scores/${index}/${beside}`;
    if (beside === 'evidence') return step === 'recognise' || isText(score.evidence) ? [] : [noEvidence(at, set, score)];
    const own = facts.review?.selfScores?.find(({ criterion }) => criterion === score.criterion);
    return !own || own.score === score.score || isText(score.reason) ? [] : [unexplained(at, own, score)];
  });
  return [...typed, ...unfit, ...silent];
}

/** A model to be recognised is one by the criteria in force: the bands say so, and no knock-out criterion fails. */
export function isAModelByItsCriteria(facts: ModelFacts): boolean {
  const scored = scoredBy('recognise', facts);
  return scored === null || standsWell(scored.verdict);
}

/** The criteria asked of a model, as a form shows them: the score the model gave itself stands beside. */
export interface AskedCriterion extends Pick<SetCriterion, 'code' | 'words' | 'weight' | 'scale' | 'evidence' | 'knockOut'> {
  self: KeptScore | null;
}

export function askedCriteria(step: string, facts: ModelFacts): AskedCriterion[] | null {
  const set = scoringSetOf(step, facts);
  if (!set) return null;
  return criteriaFor(set.content, facts.scoring.model!).map(({ code, words, weight, scale, evidence, knockOut }) => ({
    code,
    words,
    weight,
    scale,
    evidence,
    knockOut,
    self: (step === 'appraise' && facts.review?.selfScores?.find(({ criterion }) => criterion === code)) || null,
  }));
}

const criteriaFor = ({ criteria }: Pick<CriteriaSetContent, 'criteria'>, model: ScoredModel) =>
  criteria.filter((criterion) => isAskedOf(criterion, model));

const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en }, source: 'D3.5' });

const noSetInForce = (pointer: string) =>
  fault(
    pointer,
    'Không có bộ tiêu chí nào áp dụng cho lần này; bỏ mục này và chấm điểm tổng.',
    'No set of criteria binds this; leave it out and give one score.',
  );
const computed = (pointer: string) =>
  fault(
    pointer,
    'Tổng điểm và xếp loại được tính từ điểm từng tiêu chí; bỏ mục này.',
    'Total and verdict are computed from the score of each criterion; leave it out.',
  );
const nameOf = ({ content }: ScoringSet, code: string) => content.criteria.find((one) => one.code === code)?.words;
const noEvidence = (pointer: string, set: ScoringSet, { criterion }: KeptScore) =>
  fault(
    pointer,
    `Nêu minh chứng cho tiêu chí “${nameOf(set, criterion)?.vi ?? criterion}”.`,
    `Name the evidence for “${nameOf(set, criterion)?.en ?? criterion}”.`,
  );
const unexplained = (pointer: string, own: KeptScore, { criterion, score }: KeptScore) =>
  fault(
    pointer,
    `Điểm thẩm định của “${criterion}” (${score}) khác điểm tự chấm (${own.score}): nêu lý do.`,
    `The appraised score of “${criterion}” (${score}) differs from the self-given one (${own.score}): say why.`,
  );
