import type { Words } from '../refusals/refusal.js';
import type { Source } from './criteria/criterion.js';
import type { ModelFacts } from './facts.js';
import type { ModelStep } from './steps.js';

/** Something that does not forbid a step, but must be seen by who takes it and by who reads of it later. */
export interface StepWarning {
  code: WarningCode;
  words: Words;
  source: Source;
}

interface Warning {
  on: readonly ModelStep[];
  holds(facts: ModelFacts): boolean;
  words: Words;
  source: Source;
}

/** No rule says who signs the end of a model founded by another level (U6): both may, and it is told and kept. */
const warnings = {
  endedByAnotherThanTheFounder: {
    on: ['terminate'],
    holds: ({ founderOrganisationId, actorOrganisationId }) => founderOrganisationId !== actorOrganisationId,
    words: {
      vi: 'Cơ quan kết thúc mô hình không phải là cơ quan đã thành lập (hoặc cơ quan kế thừa); ghi nhận để kiểm tra thẩm quyền',
      en: 'The body that ends the model is not the one that founded it, nor its heir; kept so that the authority can be checked',
    },
    source: 'D1.4',
  },
} satisfies Record<string, Warning>;

export type WarningCode = keyof typeof warnings;

export const warningsOf = (step: ModelStep, facts: ModelFacts): StepWarning[] =>
  (Object.entries(warnings) as [WarningCode, Warning][]).flatMap(([code, { on, holds, words, source }]) =>
    on.includes(step) && holds(facts) ? [{ code, words, source }] : [],
  );

/** The words of a warning that was kept; a code no longer known is shown as it is. */
export const warningWords = (code: string): Words =>
  Object.hasOwn(warnings, code) ? warnings[code as WarningCode].words : { vi: code, en: code };
