import { Day, Flag, Id, OneOf, Part, QueryFlag, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { WordsAnswer } from '../models/model-words.dto.js';
import { NamedOrganisation } from '../notices/notices.dto.js';
import { ROUND_KINDS } from '../rounds/rounds.dto.js';

export const OBLIGATION_STATUSES = ['open', 'submitted', 'returned', 'accepted', 'waived', 'notReceived', 'cancelled'] as const;

export const OBLIGATION_KINDS = ['report', 'conferenceStep', 'modelDuty', 'answer'] as const;

export class ObligationsQuery extends PageQuery {
  @Text({
    mayBeBlank: true,
    max: 100,
    optional: true,
    example: 'duong hoa',
    describe: 'Part of the name of the model, or of who owes it, with or without accents; exact accents come first.',
  })
  search?: string;

  @Text({
    max: 100,
    pattern: /^\w[\w-]*$/,
    optional: true,
    example: 'planReplication',
    describe: 'The code of what is owed: `duty` of an item.',
  })
  duty?: string;

  @Day({ optional: true, describe: 'Due on this day or later.' })
  dueFrom?: string;

  @Day({ optional: true, describe: 'Due on this day or earlier.' })
  dueTo?: string;

  @Id({ optional: true })
  roundId?: string;

  @Id({ optional: true })
  conferenceId?: string;

  @Id({ optional: true, describe: 'The duties of one model.' })
  modelId?: string;

  @Id({ optional: true, describe: 'Who owes it.' })
  organisationId?: string;

  @Id({ optional: true, describe: 'The territory of the body that owes it.' })
  territoryId?: string;

  @QueryFlag({
    optional: true,
    describe:
      'true: of `organisationId` or `territoryId` also what lies below, by the structure in which the round of `roundId` opened, else of today.',
  })
  below?: boolean;

  @OneOf(OBLIGATION_KINDS, { optional: true, name: 'ObligationKind' })
  kind?: (typeof OBLIGATION_KINDS)[number];

  @OneOf(OBLIGATION_STATUSES, { optional: true, name: 'ObligationStatus' })
  status?: (typeof OBLIGATION_STATUSES)[number];

  @OneOf(['owed', 'overdue', 'toAnswer'], {
    optional: true,
    name: 'ObligationStanding',
    describe: 'owed: not sent yet, or returned · overdue: owed and past its day · toAnswer: waits for the receiving body.',
  })
  standing?: 'owed' | 'overdue' | 'toAnswer';

  @OneOf(['owe', 'receive'], {
    optional: true,
    describe: 'Only what the organisation of the post in use owes, or receives.',
  })
  mine?: 'owe' | 'receive';
}

/** The model a duty is about. */
export class OwingModel {
  @Id()
  id: string;

  @Text({ max: 50, example: 'MH-2026-000012' })
  code: string;

  @Text({ max: 300, example: 'Tuyến đường hoa tự quản' })
  name: string;
}

export class ObligationAnswer {
  @Id()
  id: string;

  @OneOf(OBLIGATION_KINDS, { name: 'ObligationKind', describe: 'answer: the receiving side has to answer another duty.' })
  kind: (typeof OBLIGATION_KINDS)[number];

  @Id({ nullable: true, describe: 'For an answer: the duty that waits for it.' })
  answersId: string | null;

  @Day({ nullable: true, describe: 'The last day its clock stands, suspended; null: it runs.' })
  suspendedUntil: string | null;

  @Id({ nullable: true, describe: 'The round of a report.' })
  roundId: string | null;

  @OneOf(ROUND_KINDS, { nullable: true })
  roundKind: string | null;

  @Whole({ nullable: true, example: 2026 })
  year: number | null;

  @Id({ nullable: true, describe: 'The conference of a step.' })
  conferenceId: string | null;

  @Id({ nullable: true, describe: 'The model of a duty.' })
  modelId: string | null;

  @Part(() => OwingModel, { nullable: true })
  model: OwingModel | null;

  @Text({
    max: 100,
    example: 'commune',
    describe: 'The level of the reporting chain, the step of the conference, or what the model owes.',
  })
  duty: string;

  @Part(() => WordsAnswer, { describe: 'What is owed, in words.' })
  words: WordsAnswer;

  @Id({ describe: 'See its evidence at /api/deadlines/{id}/ledger.' })
  deadlineId: string;

  @Id()
  territoryId: string;

  @Part(() => NamedOrganisation, { describe: 'Who owes it, under the name of the day the round opened.' })
  organisation: NamedOrganisation;

  @Part(() => NamedOrganisation, { nullable: true, describe: 'Who receives it.' })
  receiver: NamedOrganisation | null;

  @Day({ example: '2026-11-22' })
  dueOn: string;

  @Day({ example: '2026-11-22', describe: 'Before any extension.' })
  originalDueOn: string;

  @OneOf(OBLIGATION_STATUSES, { name: 'ObligationStatus' })
  status: string;

  @Day({ nullable: true, example: '2026-11-20' })
  firstSubmittedOn: string | null;

  @Day({ nullable: true, example: '2026-11-25' })
  acceptedOn: string | null;

  @Whole({ example: 0, describe: 'Days past the due day while still owed.' })
  daysOverdue: number;

  @Flag({ example: false, describe: 'It came first after its due day.' })
  late: boolean;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class ObligationPage extends pageOf(ObligationAnswer) {}
