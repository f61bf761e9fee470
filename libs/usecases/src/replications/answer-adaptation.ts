import type { Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { tidy } from '../models/step-input.js';
import { Clock } from '../ports.js';
import { movePlace, type PlaceInput, type PlaceMoved } from './move-place.js';

export interface AnswerAdaptationInput extends PlaceInput {
  answer: 'agree' | 'refuse';
  /** Needed to refuse. */
  reason?: string | undefined;
}

/** The planning body lets a place change the model, or says why it should be taken up as it is; then the place is asked again. */
@Injectable()
export class AnswerAdaptation {
  constructor(
    readonly records: Records,
    readonly clock: Clock,
  ) {}

  run({ answer, reason, ...place }: AnswerAdaptationInput): Promise<PlaceMoved | Refusal> {
    const agreed = answer === 'agree';
    return movePlace(this, agreed ? 'agreeToAdapt' : 'refuseToAdapt', place, { reason }, () => ({
      adaptationAgreed: agreed,
      adaptationAnswer: reason === undefined ? null : tidy(reason),
    }));
  }
}
