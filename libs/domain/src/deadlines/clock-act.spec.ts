import { clockActs, isClockAct } from '#domain';

describe('libs/domain/deadlines - what may be done to a clock', () => {
  it.each([
    'extensionAsked',
    'extensionGranted',
    'extensionRefused',
    'clockSuspended',
    'clockResumed',
    'dutyWaived',
    'dutyReopened',
  ])('%s is told at once', (act) => expect(isClockAct(act)).toBe(true));
  it.each(['moved', 'remind', 'reportSent', ''])('"%s" is no act upon a clock', (act) => expect(isClockAct(act)).toBe(false));
  it('there are seven', () => expect(clockActs).toHaveLength(7));
});
