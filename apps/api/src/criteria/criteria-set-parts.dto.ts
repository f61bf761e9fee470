import type { Band, Scale, SetCriterion } from '#domain';
import { Flag, Numeric, OneOf, OneOfList, Part, Text } from '../door/fields.js';
import { FIELDS, KINDS, VERDICTS } from '../models/model-choices.js';

/** The same in requests and answers: what a set asks and how it judges. */
export class CriteriaWords {
  @Text({ max: 500, pattern: /\S/, example: 'Người dân đồng thuận, tham gia thực hiện' })
  vi: string;

  @Text({ max: 500, pattern: /\S/, example: 'The people agree and take part' })
  en: string;
}

export class CriterionScale implements Scale {
  @Numeric({ max: 1000, example: 0 })
  min: number;

  @Numeric({ max: 1000, example: 10 })
  max: number;

  @Numeric({ max: 1000, example: 1, describe: 'Leads from the bottom exactly to the top.' })
  step: number;
}

export class CriterionOfSet implements SetCriterion {
  @Text({
    max: 40,
    pattern: /^[A-Za-z]\w{0,39}$/,
    example: 'peopleTakePart',
    describe: 'Unique in its set; the same code in two sets is the same question.',
  })
  code: string;

  @Part(() => CriteriaWords)
  words: CriteriaWords;

  @Numeric({ max: 1000, example: 20, describe: 'How many points the top of the scale earns; the bottom earns none.' })
  weight: number;

  @Part(() => CriterionScale)
  scale: CriterionScale;

  @Part(() => CriteriaWords, { describe: 'What must be shown for a score.' })
  evidence: CriteriaWords;

  @Flag({ describe: 'The lowest score holds the verdict down to `knockOutVerdict`, whatever the total.' })
  knockOut: boolean;

  @OneOfList(FIELDS, { min: 1, example: [...FIELDS], describe: 'All four: asked in every field.' })
  fields: SetCriterion['fields'];

  @OneOfList(KINDS, { min: 1, example: [...KINDS] })
  modelKinds: SetCriterion['modelKinds'];

  @Flag({ nullable: true, describe: 'Asked only of the self-managed (true) or only of the others (false); null: of both.' })
  selfManaged: boolean | null;
}

export class CriteriaBand implements Band {
  @Numeric({ max: 100, example: 80, describe: 'Percentage; belongs to the band.' })
  from: number;

  @Numeric({ max: 100, example: 90, describe: 'Percentage; belongs to the next band, 100 to the last.' })
  to: number;

  @OneOf(VERDICTS, { name: 'Verdict', example: 'effective' })
  verdict: Band['verdict'];

  @Part(() => CriteriaWords)
  words: CriteriaWords;
}
