import { Problem } from '#platform';
import { Clock } from '#usecases';
import { Injectable } from '@nestjs/common';

const WINDOW_MS = 15 * 60_000;
const MOST_KEYS = 20_000;

interface Tries {
  count: number;
  until: number;
}

/** Counts tries that have not succeeded, by name and address and by address alone; a process's own memory is enough against guessing. */
@Injectable()
export class SignInThrottle {
  private readonly tries = new Map<string, Tries>();

  constructor(private readonly clock: Clock) {}

  /** Takes a try before the password is looked at, so that many at once cannot slip through; `succeeded` gives it back. */
  begin(username: string, address: string): { succeeded: () => void } {
    const now = this.clock.now().getTime();
    if (this.tries.size > MOST_KEYS) this.forgetOld(now);
    const limits: [string, number][] = [
      [`${username.trim().toLowerCase()}\n${address}`, 10],
      [address, 100],
    ];
    for (const [key, most] of limits) {
      const known = this.tries.get(key);
      if (known && known.until > now && known.count >= most) throw tooMany(Math.ceil((known.until - now) / 1000));
    }
    for (const [key] of limits) {
      const known = this.tries.get(key);
      if (known && known.until > now) known.count++;
      else this.tries.set(key, { count: 1, until: now + WINDOW_MS });
    }
    return {
      succeeded: () => {
        this.tries.delete(limits[0]![0]);
        const all = this.tries.get(address);
        if (all) all.count--;
      },
    };
  }

  private forgetOld(now: number): void {
    for (const [key, { until }] of this.tries) if (until <= now || this.tries.size > MOST_KEYS) this.tries.delete(key);
  }
}

const tooMany = (seconds: number) => new Problem('tooMany', { headers: { 'Retry-After': String(seconds) } });
