import { addDays, daysBetween, daysStopped, runAgain, stopClock } from '#domain';
import fc from 'fast-check';

const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days));

describe('libs/domain/deadlines - a clock that stands keeps what was left', () => {
  it('ten days left on 12/11, stopped until 30/11: ten days are left on 01/12', () => {
    const stop = stopClock('2026-11-22', '2026-11-12', '2026-11-30');
    expect(stop).toEqual({ fromOn: '2026-11-12', untilOn: '2026-11-30', remainingDays: 10, toDueOn: '2026-12-11' });
    expect(daysStopped(stop)).toBe(19);
  });

  it('set going again on 20/11: ten days are left on 20/11', () => {
    expect(runAgain(stopClock('2026-11-22', '2026-11-12', '2026-11-30'), '2026-11-20')).toBe('2026-11-30');
  });

  it('set going again the same morning, nothing moved', () => {
    expect(runAgain(stopClock('2026-11-22', '2026-11-12', '2026-11-30'), '2026-11-12')).toBe('2026-11-22');
  });

  it('the due day moves by as many days as the clock stands, and running again sooner is never later', () => {
    fc.assert(
      fc.property(day, fc.nat(400), fc.nat(400), fc.nat(400), (fromOn, left, stands, sooner) => {
        const dueOn = addDays(fromOn, left);
        const stop = stopClock(dueOn, fromOn, addDays(fromOn, stands));
        expect(daysBetween(dueOn, stop.toDueOn)).toBe(daysStopped(stop));
        const again = addDays(fromOn, Math.min(sooner, stands));
        expect(daysBetween(dueOn, runAgain(stop, again))).toBe(daysBetween(fromOn, again));
        expect(runAgain(stop, again) <= stop.toDueOn).toBe(true);
      }),
    );
  });
});
