import { type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports.js';
import { movePlace, notPossible, type PlaceInput, type PlaceMoved } from './move-place.js';

/** The planning body names who takes the model up in a place: where nobody was found, or another body suits better. */
@Injectable()
export class NameReceiver {
  constructor(
    readonly records: Records,
    readonly clock: Clock,
  ) {}

  run({
    organisationId,
    reason,
    ...place
  }: PlaceInput & { organisationId: string; reason: string }): Promise<PlaceMoved | Refusal> {
    const day = this.clock.today();
    return movePlace(this, 'nameReceiver', place, { reason }, async ({ placeId }, tx) =>
      (await tx.replications.worksIn(organisationId, placeId, day)) ? { organisationId } : worksElsewhere(),
    );
  }
}

const worksElsewhere = () =>
  notPossible('nameReceiver', [
    {
      pointer: '/organisationId',
      words: {
        vi: 'Cơ quan này không hoạt động ở địa bàn đó vào hôm nay; xem GET /api/organisations.',
        en: 'This organisation does not work in that place today; see GET /api/organisations.',
      },
      source: 'D1.3',
    },
  ]);
