import { Clock } from '#usecases';

/** The only place of the servers that reads the machine's clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
