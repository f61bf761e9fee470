import { setTimeout as pause } from 'node:timers/promises';

/** The rests of an endless loop, all cut short when it is to stop. */
export class Pace {
  private readonly ending = new AbortController();

  get stopped(): boolean {
    return this.ending.signal.aborted;
  }

  stop(): void {
    this.ending.abort();
  }

  async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
