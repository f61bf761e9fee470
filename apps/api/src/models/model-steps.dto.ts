import {
  askedFields,
  FUNCTION_CODES,
  modelStepNames,
  regions,
  replicationOutcomeWords,
  type AskType,
  type ModelStep,
  type Region,
} from '#domain';
import { LONGEST_TEXT, MOST_HANDOVERS, MOST_PLACES, MOST_SCORES } from '#usecases';
import { Day, Flag, Free, Id, Numeric, OneOf, OneOfList, Part, PartList, Text, Whole, WholeList } from '../door/fields.js';
import { VERDICTS, GROUNDS, HANDOVER_KINDS, NOMINEE_KINDS, ASK_TYPES } from './model-choices.js';
import { WordsAnswer, StageAnswer } from './model-words.dto.js';

export class DecisionBody {
  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day({ example: '2026-11-20' })
  decidedOn: string;

  @Id({ describe: 'A post of head or supervisor in my organisation, in force on the day of the decision.' })
  signerPostId: string;

  @Text({ max: LONGEST_TEXT, example: 'Tờ trình số 05-TTr/MTTQ ngày 10/11/2026' })
  basis: string;

  @Id({ optional: true, describe: 'A decision of ours it rests on; it must not be later than this one.' })
  basisDecisionId?: string;

  @Day({ example: '2026-11-20' })
  effectiveOn: string;
}

const shapeOfAsk: Record<AskType, object> = {
  text: { type: 'string', maxLength: LONGEST_TEXT },
  score: { type: 'number' },
  scoreList: {
    type: 'array',
    maxItems: MOST_SCORES,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['criterion', 'score'],
      properties: {
        criterion: { type: 'string', example: 'solvesTheTask', description: 'The code of a criterion of the set.' },
        score: { type: 'number' },
        evidence: { type: 'string', maxLength: LONGEST_TEXT, description: 'In a self-assessment: what shows it.' },
        reason: {
          type: 'string',
          maxLength: LONGEST_TEXT,
          description: 'In an appraisal: why it differs from the self-given score.',
        },
      },
    },
  },
  criteriaSetId: { type: 'string', format: 'uuid', description: 'May be left out; named, it must be the set that binds.' },
  year: { type: 'integer', minimum: 1900, maximum: 2199 },
  day: { type: 'string', format: 'date' },
  verdict: { type: 'string', enum: VERDICTS },
  ground: { type: 'string', enum: GROUNDS },
  targetList: {
    type: 'array',
    maxItems: MOST_PLACES,
    items: {
      oneOf: [
        { type: 'string', format: 'uuid' },
        {
          type: 'object',
          additionalProperties: false,
          required: ['territoryId'],
          properties: {
            territoryId: { type: 'string', format: 'uuid' },
            organisationId: { type: 'string', format: 'uuid' },
            function: { type: 'string', enum: FUNCTION_CODES },
          },
        },
      ],
    },
  },
  replicationOutcome: { type: 'string', enum: Object.keys(replicationOutcomeWords) },
  // Data of a rule edition: GET /api/commendation-forms, and `choices` of GET …/steps.
  commendationForm: { type: 'string', pattern: '^[A-Za-z]\\w{0,39}$', example: 'certificateOfMerit' },
  nomineeKind: { type: 'string', enum: NOMINEE_KINDS },
  handover: {
    type: 'array',
    maxItems: MOST_HANDOVERS,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['what', 'description', 'handedOverOn'],
      properties: {
        what: { type: 'string', enum: HANDOVER_KINDS },
        description: { type: 'string', maxLength: 1000, example: '12 bộ dụng cụ vệ sinh' },
        amount: { type: ['number', 'null'], minimum: 0 },
        unit: { type: ['string', 'null'], maxLength: 50, example: 'bộ' },
        receiverOrganisationId: { type: ['string', 'null'], format: 'uuid', description: 'Either an organisation of ours …' },
        receiverBody: {
          type: ['string', 'null'],
          maxLength: 300,
          description: '… or a body named by its role; no private person.',
          example: 'Ban Công tác Mặt trận ấp 1',
        },
        handedOverOn: { type: 'string', format: 'date' },
      },
    },
  },
  organisationId: { type: 'string', format: 'uuid' },
  modelId: { type: 'string', format: 'uuid' },
};

export class AdvanceModelBody {
  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
  step: ModelStep;

  @Free({
    optional: true,
    example: { startedOn: '2026-01-01' },
    describe: 'The answers to what the step asks for; `asks` of GET …/steps names them.',
    shape: {
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(askedFields).map(([name, { type, words }]) => [name, { ...shapeOfAsk[type], description: words.en }]),
      ),
    },
  })
  fields?: Record<string, unknown>;

  @Part(() => DecisionBody, { optional: true, describe: 'The paper, for a step that needs a decision.' })
  decision?: DecisionBody;
}

export class ReasonAnswer {
  @Text({ max: 100, example: 'actorIsAboveTheOwner' })
  criterion: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D1.2', describe: 'The clause behind it.' })
  source: string;
}

export class WarningAnswer {
  @Text({ max: 100, example: 'endedByAnotherThanTheFounder' })
  code: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D1.4' })
  source: string;
}

export class ChoiceAnswer {
  @Text({ max: 100, example: 'effective' })
  value: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;
}

export class ScaleAnswer {
  @Numeric({ example: 0 })
  min: number;

  @Numeric({ example: 10 })
  max: number;

  @Numeric({ example: 1 })
  step: number;
}

export class KeptScoreAnswer {
  @Text({ max: 40, example: 'solvesTheTask' })
  criterion: string;

  @Numeric({ example: 8 })
  score: number;

  @Text({ max: LONGEST_TEXT, optional: true, example: 'Biên bản họp dân ngày 10/11/2026' })
  evidence?: string;

  @Text({ max: LONGEST_TEXT, optional: true, example: 'Biên bản thiếu chữ ký' })
  reason?: string;
}

export class AskedCriterionAnswer {
  @Text({ max: 40, example: 'solvesTheTask' })
  code: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Numeric({ example: 25 })
  weight: number;

  @Part(() => ScaleAnswer)
  scale: ScaleAnswer;

  @Part(() => WordsAnswer, { describe: 'What must be shown.' })
  evidence: WordsAnswer;

  @Flag({ describe: 'The lowest score holds the verdict down, whatever the total.' })
  knockOut: boolean;

  @Part(() => KeptScoreAnswer, { nullable: true, describe: 'For the appraiser: the score the model gave itself.' })
  self: KeptScoreAnswer | null;
}

class RequiredUnlessAnswer {
  @Text({ max: 100, example: 'reviewYear', describe: 'The name of the other field in `fields`.' })
  field: string;

  @WholeList({ example: [2026] })
  is: number[];
}

export class AskAnswer {
  @Text({ max: 100, example: 'startedOn', describe: 'The name in `fields`.' })
  field: string;

  @OneOf(ASK_TYPES, { name: 'AskType' })
  type: AskType;

  @Flag()
  required: boolean;

  @Part(() => RequiredUnlessAnswer, {
    optional: true,
    describe:
      'Required all the same, unless that other field holds one of these: a review within the open round of its year needs no reason.',
  })
  requiredUnless?: RequiredUnlessAnswer;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @PartList(() => ChoiceAnswer, { optional: true, describe: 'The only answers there are, for the types that are a choice.' })
  choices?: ChoiceAnswer[];

  @Id({ optional: true, describe: 'Of scores: the set of criteria that binds.' })
  criteriaSetId?: string;

  @PartList(() => AskedCriterionAnswer, { optional: true, describe: 'Of scores: the criteria of the set asked of this model.' })
  criteria?: AskedCriterionAnswer[];
}

export class StepChoiceAnswer {
  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
  step: ModelStep;

  @OneOf(regions, { name: 'Region' })
  region: Region;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D3.5' })
  source: string;

  @Flag({ describe: 'Nothing but what is asked for stands between here and the step.' })
  allowed: boolean;

  @PartList(() => ReasonAnswer, { describe: 'Every reason why not; empty when allowed.' })
  reasons: ReasonAnswer[];

  @Flag({ describe: 'Needs `decision`.' })
  needsDecision: boolean;

  @PartList(() => AskAnswer)
  asks: AskAnswer[];

  @PartList(() => WarningAnswer, { describe: 'What does not forbid the step, but must be seen.' })
  warnings: WarningAnswer[];
}

export class ModelStepsAnswer {
  @Id()
  id: string;

  @Part(() => StageAnswer)
  stage: StageAnswer;

  @PartList(() => StepChoiceAnswer)
  steps: StepChoiceAnswer[];

  @Whole({ min: 1, example: 3 })
  revision: number;
}

export class ModelAdvancedAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @OneOf(modelStepNames, { name: 'ModelStep', example: 'recognise' })
  step: ModelStep;

  @Part(() => StageAnswer)
  from: StageAnswer;

  @Part(() => StageAnswer)
  stage: StageAnswer;

  @Id({ nullable: true })
  decisionId: string | null;

  @OneOfList(modelStepNames, {
    example: ['openReview'],
    describe: 'The steps that lead on from here; GET …/steps says which are allowed, and why not.',
  })
  next: ModelStep[];

  @PartList(() => WarningAnswer, { describe: 'What did not forbid the step; kept in the journal and with the decision.' })
  warnings: WarningAnswer[];

  @Whole({ min: 1, example: 4 })
  revision: number;
}
