import type { Verdict } from '../lifecycle/choices.js';
import { refusal, type Refusal, type RefusalDetail } from '../refusals/refusal.js';
import { isAskedOf, verdictsUpwards, type CriteriaSetContent, type ScoredModel, type SetCriterion } from './criteria-set.js';
import { hasTwoDecimals, hundredths, toTwoDecimals } from './hundredths.js';

export interface GivenScore {
  /** The code of a criterion of the set. */
  criterion: string;
  score: number;
}

export interface Scored {
  /** Points earned of those the criteria asked of this model can give. */
  total: number;
  of: number;
  percentage: number;
  verdict: Verdict;
  /** The codes of the knock-out criteria that got the lowest score. */
  knockedOut: string[];
}

/** Judges one model by one set. The verdict follows the percentage as it is shown, with two decimals. */
export function scoreOf(
  { criteria, bands, knockOutVerdict }: Pick<CriteriaSetContent, 'criteria' | 'bands' | 'knockOutVerdict'>,
  scores: readonly GivenScore[],
  model: ScoredModel,
): Scored | Refusal {
  const asked = criteria.filter((criterion) => isAskedOf(criterion, model));
  if (asked.length === 0) return asksNothing();
  const faults = scoreFaults(criteria, asked, scores);
  if (faults.length > 0) return notScored(faults);

  const given = new Map(scores.map(({ criterion, score }) => [criterion, score]));
  const of = asked.reduce((sum, { weight }) => sum + weight, 0);
  const total = asked.reduce((sum, { code, weight, scale }) => {
    return sum + (weight * (given.get(code)! - scale.min)) / (scale.max - scale.min);
  }, 0);
  const percentage = toTwoDecimals((total / of) * 100);
  const knockedOut = asked
    .filter(({ code, knockOut, scale }) => knockOut && given.get(code) === scale.min)
    .map(({ code }) => code);
  const earned = bands.findLast(({ from }) => from <= percentage)!.verdict;
  const verdict = knockedOut.length > 0 ? worse(earned, knockOutVerdict) : earned;
  return { total: toTwoDecimals(total), of: toTwoDecimals(of), percentage, verdict, knockedOut };
}

const worse = (one: Verdict, other: Verdict): Verdict =>
  verdictsUpwards.indexOf(one) < verdictsUpwards.indexOf(other) ? one : other;

function scoreFaults(
  ofTheSet: readonly SetCriterion[],
  asked: readonly SetCriterion[],
  scores: readonly GivenScore[],
): RefusalDetail[] {
  const faults = scores.flatMap(({ criterion: code, score }, index): RefusalDetail[] => {
    const at = `/scores/${index}`;
    if (scores.findIndex(({ criterion }) => criterion === code) !== index)
      return [fault(`${at}/criterion`, `Tiêu chí “${code}” được chấm hai lần.`, `Criterion “${code}” is scored twice.`)];
    const criterion = asked.find((candidate) => candidate.code === code);
    if (criterion) return fitsScale(score, criterion) ? [] : [outsideItsScale(`${at}/score`, criterion)];
    return ofTheSet.some((candidate) => candidate.code === code)
      ? [
          fault(
            `${at}/criterion`,
            `Tiêu chí “${code}” không áp dụng cho mô hình này.`,
            `Criterion “${code}” is not asked of this model.`,
          ),
        ]
      : [
          fault(
            `${at}/criterion`,
            `Bộ tiêu chí này không có tiêu chí “${code}”.`,
            `This set has no criterion “${code}”; take those of the set in force.`,
          ),
        ];
  });
  const missing = asked.filter(({ code }) => !scores.some(({ criterion }) => criterion === code));
  return [
    ...faults,
    ...missing.map(({ code, words }) =>
      fault('/scores', `Chưa chấm tiêu chí “${code}”: ${words.vi}.`, `Criterion “${code}” has no score: ${words.en}.`),
    ),
  ];
}

const fitsScale = (score: number, { scale: { min, max, step } }: SetCriterion): boolean =>
  hasTwoDecimals(score) && score >= min && score <= max && (hundredths(score) - hundredths(min)) % hundredths(step) === 0;

const outsideItsScale = (pointer: string, { code, scale: { min, max, step } }: SetCriterion) =>
  fault(
    pointer,
    `Điểm của “${code}” phải từ ${min} đến ${max}, bước ${step}.`,
    `The score of “${code}” must be from ${min} to ${max} in steps of ${step}.`,
  );

const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en }, source: 'D3.5' });

const notScored = (faults: RefusalDetail[]): Refusal =>
  refusal(
    'invalid',
    { vi: 'Phiếu chấm chưa đúng; sửa các mục dưới đây.', en: 'The scores are not right; mend those below.' },
    faults,
  );

const asksNothing = (): Refusal =>
  refusal('invalid', {
    vi: 'Bộ tiêu chí không có tiêu chí nào cho lĩnh vực và loại của mô hình này. Chọn bộ khác.',
    en: 'The set asks nothing of a model of this field and kind. Choose another set.',
  });
