import type { RefusalDetail, Words } from '#domain';
import { fieldWords, Problem } from '#platform';
import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

/** Reads bodies and queries by their class: unknown fields are refused, every fault is told at its JSON pointer. */
@Injectable()
export class ReadInput extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      validationError: { target: false, value: true },
      exceptionFactory: (errors) => new Problem('invalidInput', { errors: faultsOf(errors) }),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Problem('invalidInput', { errors: [{ pointer: '', words: fieldWords.object }] });
      const hostile = hostileKey(value);
      if (hostile !== null)
        throw new Problem('invalidInput', { errors: [{ pointer: `/${hostile}`, words: fieldWords.unknown }] });
      if (deeperThan(20, value)) throw new Problem('invalidInput', { errors: [{ pointer: '', words: fieldWords.tooDeep }] });
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function faultsOf(errors: ValidationError[], at = ''): RefusalDetail[] {
  return errors.flatMap(({ property, constraints = {}, contexts = {}, children = [], value }) => {
    const pointer = `${at}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    // With `stopAtFirstError` there is one; a missing field is told as missing, whatever was checked first.
    const broken = Object.keys(constraints).slice(0, 1);
    const missing = value === undefined;
    return [...broken.map((name) => ({ pointer, words: wordsOf(name, contexts, missing) })), ...faultsOf(children, pointer)];
  });
}

function wordsOf(constraint: string, contexts: Record<string, Words>, missing: boolean): Words {
  if (constraint === 'whitelistValidation') return fieldWords.unknown;
  if (missing)
    return {
      vi: `${fieldWords.required.vi} ${contexts[constraint]?.vi ?? ''}`.trim(),
      en: `${fieldWords.required.en} ${contexts[constraint]?.en ?? ''}`.trim(),
    };
  return contexts[constraint] ?? fieldWords.other;
}

/** Without recursion: the input is hostile until read. */
function deeperThan(levels: number, root: object): boolean {
  let layer: object[] = [root];
  for (let depth = 1; layer.length > 0; depth++) {
    if (depth > levels) return true;
    layer = layer.flatMap((node) =>
      Object.values(node).filter((value): value is object => typeof value === 'object' && value !== null),
    );
  }
  return false;
}

/** Names with a meaning of their own to JavaScript are nobody's fields; left in, they would be dropped without a word. */
const hostileKey = (value: object): string | null =>
  ['__proto__', 'constructor', 'prototype'].find((name) => Object.hasOwn(value, name)) ?? null;
