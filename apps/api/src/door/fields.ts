import { InvalidDay, plainDay } from '#domain';
import { fieldWords } from '#platform';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/**
 * The fields of requests and answers. One decorator says three things: what is accepted, what the refusal says (vi, en),
 * and what OpenAPI shows. The same words serve answers, where only the last counts.
 */
interface Common {
  /** May be left out. */
  optional?: true;
  /** May be null. */
  nullable?: true;
  example?: unknown;
  describe?: string;
}

type Decorator = PropertyDecorator;

function field({ optional, nullable, example, describe }: Common, shown: ApiPropertyOptions, ...checks: Decorator[]): Decorator {
  const rest = {
    required: !optional,
    ...(nullable && { nullable }),
    ...(example !== undefined && { example }),
    ...(describe && { description: describe }),
  };
  return applyDecorators(
    ApiProperty({ ...shown, ...rest } as ApiPropertyOptions),
    ...(optional || nullable
      ? [ValidateIf((_, value) => !((optional && value === undefined) || (nullable && value === null)))]
      : []),
    ...checks,
  );
}

/** A check of our own. Its name must differ from the others of the field: the words are found by it. */
const holds = (name: string, validate: (value: unknown) => boolean, options: ReturnType<typeof says>): Decorator =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => name } }, options);

const says = (words: { vi: string; en: string }): { context: { vi: string; en: string }; each?: boolean } => ({ context: words });
const each = (words: { vi: string; en: string }) => ({ context: words, each: true });

// C0 and C1 control characters but tab and line ends, and halves of a character; PostgreSQL keeps neither.
// eslint-disable-next-line no-control-regex
const PRINTABLE = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}]*$/u;

interface TextShape extends Common {
  example?: string;
  max: number;
  /** Default 1: an empty text is no text. */
  min?: number;
  pattern?: RegExp;
  /** Spaces alone will do. */
  mayBeBlank?: true;
}

const printable = (value: unknown) => typeof value === 'string' && PRINTABLE.test(value);

const written = (value: unknown) => typeof value === 'string' && /\S/.test(value);

export const Text = ({ max, min = 1, pattern, mayBeBlank, ...common }: TextShape): Decorator =>
  field(
    common,
    { type: String, minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) },
    IsString(says(fieldWords.text(min, max))),
    Length(min, max, says(fieldWords.text(min, max))),
    holds('printable', printable, says(fieldWords.control)),
    // Who reads a reason of spaces reads none. What is looked for may be anything.
    ...(min > 0 && !mayBeBlank ? [holds('written', written, says(fieldWords.blank))] : []),
    ...(pattern ? [Matches(pattern, says(fieldWords.pattern(common.example ?? pattern.source)))] : []),
  );

export const Id = (common: Common = {}): Decorator =>
  field(
    { example: '0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b', ...common },
    { type: String, format: 'uuid' },
    IsUUID('all', says(fieldWords.id)),
  );

/** A day of the calendar, `YYYY-MM-DD`. */
export const Day = (common: Common = {}): Decorator =>
  field({ example: '2026-11-23', ...common }, { type: String, format: 'date' }, holds('isDay', isDay, says(fieldWords.day)));

// The bounds keep days inside what PostgreSQL's calendar and people's plans can hold.
export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(19|20|21)/.test(value)) return false;
  try {
    plainDay(value);
    return true;
  } catch (error) {
    if (error instanceof InvalidDay) return false;
    throw error;
  }
}

/** An instant, in answers only. */
export const Moment = (common: Common = {}): Decorator =>
  field({ example: '2026-11-23T01:00:00.000Z', ...common }, { type: String, format: 'date-time' });

export const OneOf = (values: readonly string[], common: Common & { name?: string } = {}): Decorator => {
  const { name, ...rest } = common;
  return field(
    { example: values[0], ...rest },
    { type: String, enum: [...values], ...(name && { enumName: name }) } as ApiPropertyOptions,
    IsIn(values, says(fieldWords.oneOf(values))),
  );
};

interface Range extends Common {
  min?: number;
  max?: number;
}
const WIDEST = 2_147_483_647;

export const Whole = ({ min = 0, max = WIDEST, ...common }: Range = {}): Decorator =>
  field(
    common,
    { type: 'integer', minimum: min, maximum: max },
    IsInt(says(fieldWords.whole(min, max))),
    Min(min, says(fieldWords.whole(min, max))),
    Max(max, says(fieldWords.whole(min, max))),
  );

export const Numeric = ({ min = 0, max = 1e15, ...common }: Range = {}): Decorator =>
  field(
    common,
    { type: 'number', minimum: min, maximum: max },
    IsNumber({ allowNaN: false, allowInfinity: false }, says(fieldWords.number(min, max))),
    Min(min, says(fieldWords.number(min, max))),
    Max(max, says(fieldWords.number(min, max))),
  );

export const Flag = (common: Common = {}): Decorator =>
  field({ example: true, ...common }, { type: Boolean }, IsBoolean(says(fieldWords.flag)));

/** A whole number in a query, where everything is text. In a body `"5"` stays refused. */
export const QueryWhole = (range: Range = {}): Decorator =>
  applyDecorators(
    Whole(range),
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value)),
  );

export const QueryFlag = (common: Common = {}): Decorator =>
  applyDecorators(
    Flag(common),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
  );

/** A named part with fields of its own. */
export const Part = (type: () => new () => object, common: Common = {}): Decorator =>
  field(
    common, // Swagger knows a late type by the name of this function.
    { type: () => type() } as ApiPropertyOptions,
    Type(type),
    ValidateNested(says(fieldWords.object)),
    IsObject(says(fieldWords.object)),
  );

/** A list of parts. */
export const PartList = (type: () => new () => object, { max = 100, ...common }: Common & { max?: number } = {}): Decorator =>
  field(
    common,
    { type: () => [type()], maxItems: max } as ApiPropertyOptions,
    Type(type),
    IsArray(says(fieldWords.array(max))),
    ArrayMaxSize(max, says(fieldWords.array(max))),
    IsObject(each(fieldWords.object)),
    ValidateNested(each(fieldWords.object)),
  );

/** A list of words from a set, each at most once. */
export const OneOfList = (values: readonly string[], { min = 0, ...common }: Common & { min?: number } = {}): Decorator =>
  field(
    { example: values.slice(0, 1), ...common },
    {
      type: String,
      enum: [...values],
      isArray: true,
      minItems: min,
      maxItems: values.length,
      uniqueItems: true,
    } as ApiPropertyOptions,
    IsArray(says(fieldWords.array(values.length))),
    ArrayMinSize(min, says(fieldWords.oneOf(values))),
    ArrayMaxSize(values.length, says(fieldWords.array(values.length))),
    ArrayUnique(says(fieldWords.once)),
    IsIn(values, each(fieldWords.oneOf(values))),
  );

/** A list of ids. */
export const IdList = ({ min = 0, max, ...common }: Common & { min?: number; max: number }): Decorator =>
  field(
    { example: ['0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b'], ...common },
    { type: String, format: 'uuid', isArray: true, minItems: min, maxItems: max } as ApiPropertyOptions,
    IsArray(says(fieldWords.array(max, min))),
    ArrayMinSize(min, says(fieldWords.array(max, min))),
    ArrayMaxSize(max, says(fieldWords.array(max, min))),
    IsUUID('all', each(fieldWords.id)),
  );

/** A list of short texts, in answers. */
export const TextList = (common: { example: string[]; describe?: string }): Decorator =>
  field(common, { type: String, isArray: true });

/** A list of whole numbers, in answers. */
export const WholeList = (common: { example: number[]; describe?: string }): Decorator =>
  field(common, { type: 'integer', isArray: true });

/** An object whose fields another authority checks (a rule, the figures of a report). `shape` is its JSON schema. */
export const Free = (common: Common & { shape?: Record<string, unknown> } = {}): Decorator => {
  const { shape = { additionalProperties: true }, ...rest } = common;
  return field(rest, { type: 'object', ...shape } as ApiPropertyOptions, IsObject(says(fieldWords.object)));
};
