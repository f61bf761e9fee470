import { Problem } from '#platform';
import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';

/** An address that names no possible object names no object. */
@Injectable()
class UuidOrNothing implements PipeTransform<string, string> {
  transform(given: string): string {
    if (!isUUID(given)) throw new Problem('notFound');
    return given.toLowerCase();
  }
}

@Injectable()
class NumberOrNothing implements PipeTransform<string, number> {
  transform(given: string): number {
    if (!/^[1-9]\d{0,14}$/.test(given)) throw new Problem('notFound');
    return Number(given);
  }
}

export const PathId = (name = 'id'): ParameterDecorator => Param(name, UuidOrNothing);
export const PathNumber = (name = 'id'): ParameterDecorator => Param(name, NumberOrNothing);
