import { registerColumnNames } from '#domain';
import { Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { WordsAnswer } from '../models/model-words.dto.js';
import { ApiProperty } from '@nestjs/swagger';

const OUTCOMES = ['new', 'same', 'conflict', 'fault'] as const;
const STATUSES = ['refused', 'checked', 'applied'] as const;
const FORMS = ['xlsx', 'csv', 'unknown'] as const;
const WHICH = ['marked', 'original'] as const;

export class ImportFileNameQuery {
  @Text({ max: 200, pattern: /^[^/\\]+$/, example: 'so-theo-doi-mo-hinh-2025.xlsx', describe: 'What the file is called.' })
  name: string;
}

export class ImportFileQuery {
  @OneOf(WHICH, {
    optional: true,
    name: 'ImportFileWhich',
    describe: 'marked: with a column of what is wrong (when left out); original: byte by byte as it came.',
  })
  which?: (typeof WHICH)[number];
}

export class ImportRowsQuery extends PageQuery {
  @OneOf(OUTCOMES, { optional: true, name: 'ImportOutcome', example: 'conflict' })
  outcome?: (typeof OUTCOMES)[number];
}

class OutcomesAnswer {
  @Whole({ example: 120, describe: 'Models that would be made, or were.' })
  new: number;

  @Whole({
    example: 3,
    describe:
      'In the register already, and alike in all that the row says of it: kind, field, place, body, days, decision, members, money.',
  })
  same: number;

  @Whole({ example: 1, describe: 'In the register otherwise, or like one there is: a person must say.' })
  conflict: number;

  @Whole({ example: 2, describe: 'A cell cannot be read.' })
  fault: number;
}

export class ImportAnswer {
  @Id()
  id: string;

  @Id({ describe: 'The organisation whose post handed it in.' })
  organisationId: string;

  @Text({ max: 200, example: 'so-theo-doi-mo-hinh-2025.xlsx' })
  fileName: string;

  @OneOf(FORMS, { name: 'ImportForm' })
  form: (typeof FORMS)[number];

  @ApiProperty({ type: String, pattern: '^[0-9a-f]{64}$', example: 'a3f5'.repeat(16) })
  sha256: string;

  @OneOf(STATUSES, {
    name: 'ImportStatus',
    example: 'checked',
    describe: 'refused: could not be read; checked: looked through, nothing written; applied: taken over.',
  })
  status: (typeof STATUSES)[number];

  @Moment()
  uploadedAt: Date;

  @Whole({ example: 126 })
  rows: number;

  @Part(() => OutcomesAnswer)
  outcomes: OutcomesAnswer;

  @PartList(() => WordsAnswer, { describe: 'Why the file as a whole was refused.' })
  problems: WordsAnswer[];

  @Moment({ nullable: true })
  appliedAt: Date | null;

  @Whole({ nullable: true, example: 120, describe: 'How many models were made; null before it is taken over.' })
  made: number | null;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class ImportPage extends pageOf(ImportAnswer) {}

class ImportFaultAnswer {
  @OneOf(registerColumnNames, { nullable: true, name: 'RegisterColumn', describe: 'null: the row as a whole.' })
  column: string | null;

  @Text({ max: 5000, min: 0, example: '31/02/2024', describe: 'As typed.' })
  value: string;

  @Part(() => WordsAnswer, { describe: 'What is wrong, and what to do.' })
  words: WordsAnswer;
}

class ImportRowAnswer {
  @Whole({ min: 1, example: 7, describe: 'As counted in the file: the headings are row 1.' })
  row: number;

  @OneOf(OUTCOMES, { name: 'ImportOutcome' })
  outcome: (typeof OUTCOMES)[number];

  @ApiProperty({ type: String, isArray: true, example: ['Tuyến đường hoa', 'Kinh tế'], description: 'The cells as typed.' })
  typed: string[];

  @PartList(() => ImportFaultAnswer)
  faults: ImportFaultAnswer[];

  @Id({ nullable: true, describe: 'The model it is, met or became.' })
  modelId: string | null;
}

export class ImportRowPage extends pageOf(ImportRowAnswer) {}
