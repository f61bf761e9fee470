import { fieldWords } from '#platform';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID, ValidateIf } from 'class-validator';

/** A list of ids, each at most once. */
export const Ids = ({ max, optional, describe }: { max: number; optional?: true; describe: string }): PropertyDecorator => {
  const list = { context: fieldWords.array(max, 1) };
  return applyDecorators(
    ApiProperty({
      type: String,
      format: 'uuid',
      isArray: true,
      minItems: 1,
      maxItems: max,
      uniqueItems: true,
      required: !optional,
      description: describe,
      example: ['0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b'],
    }),
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    IsArray(list),
    ArrayMinSize(1, list),
    ArrayMaxSize(max, list),
    ArrayUnique(list),
    IsUUID('all', { context: fieldWords.id, each: true }),
  );
};
