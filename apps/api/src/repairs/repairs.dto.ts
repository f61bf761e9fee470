import { Moment, OneOf, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';

const DIFFERENCES = ['missing', 'lostWish', 'wrongWait', 'shouldHaveEnded', 'orphanedDuty'] as const;
type Difference = (typeof DIFFERENCES)[number];

export class RepairsQuery extends PageQuery {
  @OneOf(DIFFERENCES, { optional: true, name: 'RepairDifference', describe: 'Only those of one kind.' })
  difference?: Difference;
}

export class RepairAnswer {
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 7 })
  id: number;

  @Text({ max: 300, example: 'annual-report-round/2026/modelResults' })
  workflowId: string;

  @OneOf(DIFFERENCES, {
    name: 'RepairDifference',
    describe:
      'missing: no such workflow ran · lostWish: none ran, and no wish for it is on record, as after a restore · ' +
      'wrongWait: it waited for something else, or did not answer · shouldHaveEnded: it still waited although nothing lies ahead · ' +
      'orphanedDuty: a duty of a model lay with a body that ended without an heir, or with an owner above whom nobody stood, and was moved.',
  })
  difference: Difference;

  @Text({
    max: 1000,
    example: 'expected to wait for 2026-11-15T01:00:00.000Z, none runs',
    describe: 'What was expected and what was found.',
  })
  detail: string;

  @Moment()
  at: Date;
}

export class RepairPage extends pageOf(RepairAnswer) {}
