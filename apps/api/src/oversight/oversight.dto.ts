import { Day, Flag, Id, Moment, OneOf, Part, PartList, QueryWhole, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';
import { WordsAnswer } from '../models/model-words.dto.js';
import { NamedOrganisation } from '../notices/notices.dto.js';
import { ROUND_KINDS } from '../rounds/rounds.dto.js';

export class StandingQuery {
  @OneOf(['territory', 'line'], { optional: true, name: 'StandingBy', describe: 'Which tree; `territory` when left out.' })
  by?: 'territory' | 'line';

  @Day({ optional: true, describe: 'What was true at the end of that day; today when left out.' })
  asOf?: string;

  @OneOf(ROUND_KINDS, { optional: true, name: 'RoundKind', describe: 'modelResults when left out.' })
  kind?: string;

  @QueryWhole({
    optional: true,
    min: 1900,
    max: 2199,
    example: 2026,
    describe: 'The latest round opened by that day when left out.',
  })
  year?: number;

  @Id({ optional: true, describe: 'The unit to look into; the top when left out.' })
  unit?: string;
}

export class StandingRoundAnswer {
  @Id()
  id: string;

  @OneOf(ROUND_KINDS, { name: 'RoundKind' })
  kind: string;

  @Whole({ example: 2026 })
  year: number;

  @Day({ example: '2026-10-01', describe: 'The structure of this day is shown.' })
  openedOn: string;
}

export class StandingRowAnswer {
  @Id()
  unitId: string;

  @Text({ max: 300, example: 'Huyện Cao Lãnh' })
  nameVi: string;

  @Text({ max: 300, example: 'Huyện Cao Lãnh' })
  nameEn: string;

  @Flag({ example: false, describe: 'true: what the unit asked about owes itself, not what lies below it.' })
  own: boolean;

  @Whole({ example: 108 })
  expected: number;

  @Whole({ example: 90, describe: 'Came, late ones included.' })
  received: number;

  @Whole({ example: 84 })
  onTime: number;

  @Whole({ example: 6 })
  late: number;

  @Whole({ example: 18, describe: 'Past the due day and not come.' })
  overdue: number;

  @Whole({ example: 12, describe: 'The longest delay in days; 0 when nothing is overdue.' })
  longestOverdueDays: number;

  @Whole({ example: 70 })
  accepted: number;

  @Text({
    max: 1000,
    nullable: true,
    example:
      '/api/oversight/standing?by=territory&asOf=2026-12-01&kind=modelResults&year=2026&unit=0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b',
    describe: 'The same question one level down; null where nothing lies below.',
  })
  drillDown: string | null;

  @Text({
    max: 1000,
    example:
      '/api/obligations?roundId=0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b&territoryId=0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b&below=true',
    describe: 'The duties counted in this row, as they are today.',
  })
  obligations: string;
}

export class StandingAnswer {
  @Part(() => StandingRoundAnswer, { nullable: true, describe: 'null: no such round was opened by that day.' })
  round: StandingRoundAnswer | null;

  @Day()
  asOf: string;

  @OneOf(['territory', 'line'], { name: 'StandingBy' })
  by: 'territory' | 'line';

  @Id({ nullable: true })
  unit: string | null;

  @PartList(() => StandingRowAnswer, { max: 1000, describe: 'The most overdue first.' })
  rows: StandingRowAnswer[];
}

export class UnattendedDutyAnswer {
  @Id()
  obligationId: string;

  @Text({ max: 100, example: 'commune' })
  duty: string;

  @Part(() => WordsAnswer, { describe: 'What is owed, in words.' })
  words: WordsAnswer;

  @Day()
  dueOn: string;

  @Part(() => NamedOrganisation, { describe: 'Who owed it, under its last name.' })
  organisation: NamedOrganisation;

  @OneOf(['noHeir', 'nobodyInPost', 'nobodyAbove'], {
    describe:
      'noHeir: it ended and nobody inherits its duties · nobodyInPost: nobody holds a post that is reminded · nobodyAbove: a body above the owner of the model would do it, and there is none.',
  })
  why: 'noHeir' | 'nobodyInPost' | 'nobodyAbove';
}

export class UnattendedDutyPage extends pageOf(UnattendedDutyAnswer) {}

export class ExhaustedDutyAnswer {
  @Id()
  obligationId: string;

  @Text({ max: 30, example: 'conferenceStep' })
  kind: string;

  @Text({ max: 100, example: 'plan' })
  duty: string;

  @Part(() => WordsAnswer, { describe: 'What is owed, in words.' })
  words: WordsAnswer;

  @Part(() => NamedOrganisation, { describe: 'Who owes it.' })
  organisation: NamedOrganisation;

  @Day()
  dueOn: string;

  @Day({ describe: 'The day before any extension, move or suspension.' })
  originalDueOn: string;

  @Whole({ min: 1, example: 21 })
  daysOverdue: number;

  @Text({ max: 30, nullable: true, example: 'T+14', describe: 'The last rung that told anybody.' })
  lastRung: string | null;

  @Moment({ nullable: true })
  lastToldAt: Date | null;

  @Whole({ example: 2, describe: 'How many levels up the last escalation went; 0: none did.' })
  stepsUp: number;
}

export class ExhaustedDutyPage extends pageOf(ExhaustedDutyAnswer) {}
