import type { Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { tidy } from '../models/step-input.js';
import { Clock } from '../ports.js';
import { movePlace, type PlaceInput, type PlaceMoved } from './move-place.js';

export interface AnswerReplicationInput extends PlaceInput {
  answer: 'accept' | 'decline' | 'askToAdapt';
  /** Why not, or why it would be changed. */
  reason?: string | undefined;
  /** What would be changed. */
  changes?: string | undefined;
}

/** The body that is asked to take a model up says yes, no, or what it would change (D1.3). */
@Injectable()
export class AnswerReplication {
  constructor(
    readonly records: Records,
    readonly clock: Clock,
  ) {}

  run({ answer, reason, changes, ...place }: AnswerReplicationInput): Promise<PlaceMoved | Refusal> {
    const answeredOn = this.clock.today();
    return movePlace(this, answer, place, { reason, changes }, ({ receiverId }) => {
      // Who answers is who receives, also where the plan found nobody.
      const answered = { answeredOn, organisationId: receiverId! };
      if (answer === 'accept') return { ...answered, reason: null };
      if (answer === 'decline') return { ...answered, reason: tidy(reason!) };
      return {
        ...answered,
        adaptationChanges: tidy(changes!),
        adaptationReason: tidy(reason!),
        adaptationAgreed: null,
        adaptationAnswer: null,
      };
    });
  }
}
