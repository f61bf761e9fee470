import { Records, RungsReader, type NextRungRow } from '#records';
import { Injectable } from '@nestjs/common';

export interface LadderSubject {
  kind: 'round' | 'conference' | 'modelDuty';
  id: string;
}

/** The earliest rung still ahead of a round or conference; null when its ladders are done. */
@Injectable()
export class NextRung {
  constructor(private readonly records: Records) {}

  run(subject: LadderSubject): Promise<NextRungRow | null> {
    return new RungsReader(this.records.sql).next(subject);
  }
}
