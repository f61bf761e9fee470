import {
  addDays,
  dayAt,
  planLadder,
  sendingInstant,
  timeAt,
  type LadderRule,
  type SendingRule,
  type WorkCalendar,
} from '#domain';
import fc from 'fast-check';

/** Tết Bính Ngọ: 14–22/02/2026. */
const calendar: WorkCalendar = {
  isWorkingDay: (day) => (day.startsWith('2026') ? !(day >= '2026-02-14' && day <= '2026-02-22') : null),
};
const sending: SendingRule = { from: '07:30', to: '17:00', workingDaysOnly: true };
const at = (day: string, time = '08:00') => new Date(`${day}T${time}:00+07:00`);
const said = (instant: Date) => `${dayAt(instant)} ${timeAt(instant)}`;

describe('libs/domain/deadlines - letters go out in office hours of working days', () => {
  it.each([
    ['a reminder on Tết goes out on the last working day before', 'earlier', at('2026-02-17'), '2026-02-13 08:00'],
    ['an escalation on Tết goes out on the first working day after', 'later', at('2026-02-17'), '2026-02-23 08:00'],
    ['in office hours nothing moves', 'later', at('2026-02-24'), '2026-02-24 08:00'],
    ['in the evening, the next morning', 'later', at('2026-02-24', '21:15'), '2026-02-25 07:30'],
    ['at dawn, the same morning', 'later', at('2026-02-24', '05:00'), '2026-02-24 07:30'],
    ['rather earlier: in the evening, the same afternoon', 'earlier', at('2026-02-24', '21:15'), '2026-02-24 17:00'],
    ['rather earlier: at dawn, the afternoon before', 'earlier', at('2026-02-24', '05:00'), '2026-02-23 17:00'],
    ['in a year nobody has published it stays on its own day', 'later', at('2027-02-07'), '2027-02-07 08:00'],
  ] as const)('%s', (_, direction, planned, expected) =>
    expect(said(sendingInstant(planned, direction, sending, calendar))).toBe(expected),
  );

  const instant = fc
    .integer({ min: 0, max: 300 * 24 * 60 })
    .map((minutes) => new Date(at('2026-01-20').getTime() + minutes * 60_000));
  it('is always a sending instant, never on the wrong side, and stays when it is one', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom('earlier' as const, 'later' as const), (planned, direction) => {
        const sent = sendingInstant(planned, direction, sending, calendar);
        expect(timeAt(sent) >= sending.from && timeAt(sent) <= sending.to).toBe(true);
        expect(calendar.isWorkingDay(dayAt(sent))).toBe(true);
        // At the most, the hours of its own day move it the other way.
        if (direction === 'earlier') expect(dayAt(sent) <= dayAt(planned)).toBe(true);
        else expect(sent.getTime()).toBeGreaterThanOrEqual(planned.getTime());
        expect(sendingInstant(sent, direction, sending, calendar)).toEqual(sent);
      }),
    );
  });

  it('keeps the order of the rungs and the day of the closing, whatever the due day', () => {
    const ladder: LadderRule = {
      fireAt: '08:00',
      sending,
      rungs: [
        { code: 'T-7', offsetDays: -7, act: 'remind' },
        { code: 'T-1', offsetDays: -1, act: 'remind' },
        { code: 'T', offsetDays: 0, act: 'due' },
        { code: 'T+3', offsetDays: 3, act: 'overdue' },
        { code: 'T+14', offsetDays: 14, act: 'escalate', stepsUp: 1 },
        { code: 'close', offsetDays: 60, act: 'close' },
      ],
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (days) => {
        const dueOn = addDays('2026-01-20', days);
        const rungs = planLadder(dueOn, ladder, calendar);
        const instants = rungs.map(({ plannedAt }) => plannedAt.getTime());
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
        expect(rungs.at(-1)!.plannedOn).toBe(addDays(dueOn, 60));
        expect(
          rungs.filter(({ act, offsetDays }) => act !== 'close' && offsetDays > 0).every(({ plannedOn }) => plannedOn > dueOn),
        ).toBe(true);
      }),
    );
  });
});
