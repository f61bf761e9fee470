import { modelStepNames, type ModelStep } from '#domain';
import { Day, Free, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';
import { ENTRY_KINDS } from './model-choices.js';
import { WordsAnswer, StageAnswer } from './model-words.dto.js';
import { ReasonAnswer } from './model-steps.dto.js';

export class JournalActorAnswer {
  @Text({ max: 200, example: 'Người đứng đầu – Uỷ ban Mặt trận Tổ quốc tỉnh' })
  displayName: string;

  @Id()
  postId: string;

  @Text({ max: 200, example: 'Người đứng đầu' })
  titleVi: string;

  @Text({ max: 200, example: 'Head' })
  titleEn: string;

  @Text({ max: 300, example: 'Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp' })
  organisationNameVi: string;

  @Text({ max: 300, example: 'Fatherland Front Committee of Đồng Tháp Province' })
  organisationNameEn: string;
}

export class JournalDecisionAnswer {
  @Id()
  id: string;

  @Text({ max: 100, example: '12-QĐ/MTTQ' })
  number: string;

  @Day({ example: '2026-11-20' })
  decidedOn: string;

  @Id({ nullable: true })
  annulsId: string | null;
}

export class JournalDutyAnswer {
  @Text({ max: 100, example: 'planReplication' })
  duty: string;

  @OneOf(['opened', 'discharged', 'cancelled'], { name: 'DutyChange' })
  change: 'opened' | 'discharged' | 'cancelled';

  @Day({ nullable: true, example: '2027-01-19', describe: 'Of an opened duty: the day it is due.' })
  dueOn: string | null;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @Text({ max: 100, example: 'D1.3' })
  source: string;
}

export class JournalWarningAnswer {
  @Text({ max: 100, example: 'endedByAnotherThanTheFounder' })
  code: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;
}

export class ModelJournalEntryAnswer {
  @Whole({ min: 1, example: 3 })
  seq: number;

  @OneOf(ENTRY_KINDS, { name: 'ModelJournalKind', example: 'modelAdvanced' })
  kind: (typeof ENTRY_KINDS)[number];

  @Moment()
  at: Date;

  @Part(() => JournalActorAnswer, { nullable: true, describe: 'null: by rule, without a person.' })
  by: JournalActorAnswer | null;

  @OneOf(modelStepNames, { nullable: true, name: 'ModelStep', example: 'recognise' })
  step: ModelStep | null;

  @Part(() => WordsAnswer, { describe: 'What was done, in words.' })
  words: WordsAnswer;

  @Text({ max: 100, nullable: true, example: 'D3.5' })
  source: string | null;

  @Part(() => StageAnswer, { nullable: true })
  from: StageAnswer | null;

  @Part(() => StageAnswer, { nullable: true })
  to: StageAnswer | null;

  @PartList(() => ReasonAnswer, { describe: 'The criteria that were met.' })
  criteria: ReasonAnswer[];

  @Free({ nullable: true, describe: 'The facts looked at.', example: { startedOn: '2026-01-01' } })
  facts: Record<string, unknown> | null;

  @Free({ describe: 'What was handed in; for a draft, its content.', example: { startedOn: '2026-01-01' } })
  fields: Record<string, unknown>;

  @Free({ nullable: true, describe: 'For a revision: each field, from what to what.', example: { name: { from: 'A', to: 'B' } } })
  changes: Record<string, unknown> | null;

  @Part(() => JournalDecisionAnswer, { nullable: true })
  decision: JournalDecisionAnswer | null;

  @PartList(() => JournalWarningAnswer, { describe: 'What was warned of; it did not forbid the step.' })
  warnings: JournalWarningAnswer[];

  @PartList(() => JournalDutyAnswer)
  duties: JournalDutyAnswer[];

  @Text({ max: 64, example: 'a3f5…', describe: 'The link of the chain: SHA-256 over this entry and the one before.' })
  hash: string;
}

export class ModelJournalPage extends pageOf(ModelJournalEntryAnswer) {}
