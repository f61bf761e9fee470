import type { Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { tidy } from '../models/step-input.js';
import { Clock } from '../ports.js';
import { movePlace, type PlaceInput, type PlaceMoved } from './move-place.js';

/** The planning body takes one place out of the plan: the way out where nobody ever answers. */
@Injectable()
export class WithdrawPlace {
  constructor(
    readonly records: Records,
    readonly clock: Clock,
  ) {}

  run({ reason, ...place }: PlaceInput & { reason: string }): Promise<PlaceMoved | Refusal> {
    return movePlace(this, 'withdraw', place, { reason }, () => ({ reason: tidy(reason) }));
  }
}
