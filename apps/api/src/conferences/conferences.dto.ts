import { BothLanguagesAnswer } from '../deadlines/ledger.dto.js';
import { Day, Id, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';
import { NamedOrganisation } from '../notices/notices.dto.js';
import { BindingRuleAnswer } from '../rounds/rounds.dto.js';

const NUMBER = { max: 100, example: '12-KH/TU' };

export class StepDocumentFields {
  @Text(NUMBER)
  number: string;

  @Day({ example: '2027-01-19' })
  on: string;

  @Text({ max: 500, example: 'Kế hoạch tổ chức hội nghị sơ kết' })
  title: string;
}

export class CompleteStepBody {
  @Day({ example: '2027-01-20', describe: 'The day it was done: today or earlier.' })
  doneOn: string;

  @Part(() => StepDocumentFields, { describe: 'The paper of the step, dated on or before the day it was done.' })
  document: StepDocumentFields;
}

export class MovingDocumentFields {
  @Text(NUMBER)
  number: string;

  @Day({ example: '2027-01-20', describe: 'Today or earlier.' })
  on: string;
}

export class MoveConferenceBody {
  @Day({ example: '2027-09-15', describe: 'The new day, in the future.' })
  plannedOn: string;

  @Text({ max: 2000, example: 'Trùng kỳ họp' })
  reason: string;

  @Part(() => MovingDocumentFields, { describe: 'The paper that moves it.' })
  document: MovingDocumentFields;
}

export class ConferenceAnswer {
  @Id()
  id: string;

  @OneOf(['preliminary', 'summary'], { name: 'ConferenceKind' })
  kind: 'preliminary' | 'summary';

  @Text({ max: 40, example: 'joint' })
  scope: string;

  @Day({ example: '2024-08-01', describe: 'The day its cycle counts from.' })
  anchorOn: string;

  @Day({ example: '2027-08-01' })
  plannedOn: string;

  @Day({ example: '2027-08-01', describe: 'Before any move.' })
  originalPlannedOn: string;

  @Day({ example: '2026-08-01' })
  openedOn: string;

  @Day({ nullable: true, example: '2027-08-01' })
  heldOn: string | null;

  @Day({ nullable: true, example: '2027-08-15', describe: 'The day its last step was recorded.' })
  closedOn: string | null;

  @Part(() => BindingRuleAnswer, { describe: 'The edition that bound it when it opened.' })
  rule: BindingRuleAnswer;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class ConferenceStepAnswer {
  @Text({ max: 40, example: 'plan' })
  code: string;

  @Whole({ min: 1, example: 1 })
  position: number;

  @Part(() => BothLanguagesAnswer)
  words: BothLanguagesAnswer;

  @Part(() => NamedOrganisation, { describe: 'Who owes it today.' })
  owner: NamedOrganisation;

  @Id()
  obligationId: string;

  @Id({ describe: 'See its evidence at /api/deadlines/{id}/ledger.' })
  deadlineId: string;

  @Day({ example: '2027-02-02' })
  dueOn: string;

  @Day({ example: '2027-02-02' })
  originalDueOn: string;

  @Whole({ example: 0 })
  daysOverdue: number;

  @Day({ nullable: true, example: '2027-01-20' })
  doneOn: string | null;

  @Part(() => StepDocumentFields, { nullable: true })
  document: StepDocumentFields | null;
}

export class ConferenceViewAnswer extends ConferenceAnswer {
  @PartList(() => ConferenceStepAnswer, { describe: 'In the order of the rule.' })
  steps: ConferenceStepAnswer[];
}

export class ConferencePage extends pageOf(ConferenceAnswer) {}
