import { BUDGET_UNITS, DIRECTIONS, LARGEST_AMOUNT, ROLLS, WEEKDAYS, type ListedDay } from '#domain';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Day, Flag, OneOf, OneOfList, Part, PartList, Text, Whole } from '../door/fields.js';
import { BothLanguagesAnswer } from '../deadlines/ledger.dto.js';

/** How many calculations one call may bring. */
export const MOST_CALCULATIONS = 100;

// What is asked is read by the calculator itself, item by item; these classes only describe it.
export class ListedDayBody {
  @Day({ example: '2026-02-16' })
  day: string;

  @Text({ max: 200, min: 0, optional: true, example: 'Tết Nguyên đán' })
  reason?: string;

  @Text({ max: 200, min: 0, optional: true, example: 'Thông báo nghỉ Tết năm 2026', describe: 'The document that says so.' })
  document?: string;
}

const ListedDays = (description: string, example: ListedDay[]): PropertyDecorator =>
  ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'string', format: 'date' }, { $ref: getSchemaPath(ListedDayBody) }] },
    required: false,
    description: `${description} Needed where working days matter.`,
    example,
  });

export class BudgetBody {
  @Whole({ max: LARGEST_AMOUNT, example: 5, describe: '0 is the anchor itself.' })
  amount: number;

  @OneOf(BUDGET_UNITS, { name: 'BudgetUnit', example: 'workingDay' })
  unit: string;
}

@ApiExtraModels(ListedDayBody)
export class CalculationBody {
  @Day({ example: '2026-02-10', describe: 'The day the budget starts from, from 0001-01-01 to 9999-12-31; not counted itself.' })
  anchor: string;

  @Part(() => BudgetBody)
  budget: BudgetBody;

  @OneOf(DIRECTIONS, { name: 'BudgetDirection' })
  direction: string;

  @OneOf(ROLLS, { name: 'Roll', describe: 'Where a last day that is no working day goes.' })
  roll: string;

  @Flag({ describe: 'false: "before the day", so the last day is the one before. Taken before rolling.' })
  inclusive: boolean;

  @OneOf(['published'], {
    optional: true,
    name: 'CalculationCalendar',
    describe: 'By the published work calendar; then no days are listed, and a year nobody has published is an error.',
  })
  calendar?: string;

  @OneOfList(WEEKDAYS, {
    optional: true,
    example: ['saturday', 'sunday'],
    describe: 'The weekly rest days. Needed where working days matter.',
  })
  weekend?: string[];

  @ListedDays('Public holidays.', ['2026-02-16'])
  holidays?: ListedDay[];

  @ListedDays('Days off in exchange.', [])
  compensatoryOff?: ListedDay[];

  @ListedDays('Rest days that are worked; none of them may also be off.', [])
  workingSaturdays?: ListedDay[];
}

export class CalculationsBody {
  @PartList(() => CalculationBody, { max: MOST_CALCULATIONS })
  items: CalculationBody[];
}

export class CalculatedAnswer {
  @Day({ example: '2026-02-18' })
  dueOn: string;

  @PartList(() => BothLanguagesAnswer, { max: Number.MAX_SAFE_INTEGER, describe: 'Each step of the count.' })
  explanation: BothLanguagesAnswer[];
}

export class CalculationFaultAnswer {
  @Text({ max: 40, example: 'invalidDay', describe: 'Which kind of fault; stable.' })
  code: string;

  @Text({ max: 200, min: 0, example: '/anchor', describe: 'JSON pointer into the calculation; empty when it is the whole.' })
  pointer: string;

  @Text({ max: 500, example: 'Phải là một ngày có thật, dạng YYYY-MM-DD, từ 0001-01-01 đến 9999-12-31.' })
  detail: string;
}

export class NotCalculatedAnswer {
  @Part(() => CalculationFaultAnswer)
  error: CalculationFaultAnswer;
}

@ApiExtraModels(CalculatedAnswer, NotCalculatedAnswer)
export class CalculationsAnswer {
  @ApiProperty({
    type: 'array',
    maxItems: MOST_CALCULATIONS,
    items: { oneOf: [{ $ref: getSchemaPath(CalculatedAnswer) }, { $ref: getSchemaPath(NotCalculatedAnswer) }] },
    description: 'One answer for each calculation, in their order: a due day, or why there is none.',
  })
  items: (CalculatedAnswer | NotCalculatedAnswer)[];
}
