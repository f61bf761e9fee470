import {
  computeDue,
  dependsOnCalendar,
  dueDay,
  givenDay,
  InvalidDay,
  monthDayOf,
  UnpublishedCalendar,
  type DueComputation,
  type WorkCalendar,
} from '#domain';

/** 22/11/2026 is a Sunday; the 24th is taken as a day off here. */
const calendar: WorkCalendar = {
  isWorkingDay: (day) => (day.startsWith('2026') ? !['2026-11-21', '2026-11-22', '2026-11-24'].includes(day) : null),
};

describe('libs/domain/deadlines - the due day', () => {
  it.each([
    ['"chậm nhất ngày 22/11" includes the day', '2026-11-22', true, 'none', '2026-11-22'],
    ['"trước ngày 22/11" ends the day before', '2026-11-22', false, 'none', '2026-11-21'],
    ['on a Sunday, rolled to the next working day', '2026-11-22', true, 'next', '2026-11-23'],
    ['on a Sunday, rolled back over the Saturday', '2026-11-22', true, 'previous', '2026-11-20'],
    ['on a working day nothing rolls', '2026-11-23', true, 'next', '2026-11-23'],
  ] as const)('%s', (_, named, inclusive, roll, expected) =>
    expect(dueDay(named, inclusive, roll, calendar).dueOn).toBe(expected),
  );

  it('tells each day it rolled over', () => {
    expect(dueDay('2026-11-22', true, 'previous', calendar).explanation.map(({ en }) => en)).toEqual([
      'The day named by the rule: 22/11/2026',
      '22/11/2026 is a day off',
      '21/11/2026 is a day off',
      'The last day is a day off, so by the rule it ends sooner, with the working day before: 20/11/2026',
    ]);
  });
  it('a day that was granted is not told as one the rule names', () => {
    expect(givenDay('2026-12-05').map(({ en }) => en)).toEqual([
      'The day given by a decision, not computed by the rule: 05/12/2026',
    ]);
    expect(() => givenDay('2026-02-30')).toThrow(InvalidDay);
  });
  it('never guesses a year whose calendar is not published', () =>
    expect(() => dueDay('2027-11-22', true, 'next', calendar)).toThrow(UnpublishedCalendar));

  it('is computed again from how it came about: named, or counted from another day', () => {
    const term = {
      anchor: '2026-11-20',
      budget: { amount: 2, unit: 'workingDay' },
      direction: 'after',
      inclusive: true,
      roll: 'none',
    } as const;
    expect(computeDue({ named: '2026-11-22', inclusive: true, roll: 'next' }, calendar).dueOn).toBe('2026-11-23');
    expect(computeDue(term, calendar).dueOn).toBe('2026-11-25');
    expect(computeDue({ ...term, budget: { amount: 2, unit: 'day' } }).dueOn).toBe('2026-11-22');
    expect(() => computeDue({ ...term, anchor: '2027-11-20' }, calendar)).toThrow(UnpublishedCalendar);
  });
  it('depends on the calendar where it rolls, counts working days, or is told on working days only', () => {
    const ladder = (workingDaysOnly?: boolean) => ({
      fireAt: '08:00',
      rungs: [],
      ...(workingDaysOnly !== undefined && { sending: { from: '07:00', to: '17:00', workingDaysOnly } }),
    });
    const named = (roll: 'none' | 'next'): DueComputation => ({ named: '2026-11-22', inclusive: true, roll });
    const counted = (unit: 'day' | 'workingDay', roll: 'none' | 'next' = 'none'): DueComputation => ({
      anchor: '2026-11-20',
      budget: { amount: 2, unit },
      direction: 'after',
      inclusive: true,
      roll,
    });
    const asks = (computation: DueComputation | null, workingDaysOnly?: boolean) =>
      dependsOnCalendar(computation, ladder(workingDaysOnly));
    expect([
      asks(named('none')),
      asks(named('next')),
      asks(counted('day')),
      asks(counted('workingDay')),
      asks(counted('day', 'next')),
    ]).toEqual([false, true, false, true, true]);
    expect([asks(null), asks(null, false), asks(null, true), asks(named('none'), true)]).toEqual([false, false, true, true]);
  });
  it('a day of every year is written with all its digits', () =>
    expect([monthDayOf(2026, { month: 3, day: 5 }), monthDayOf(987, { month: 12, day: 31 })]).toEqual([
      '2026-03-05',
      '0987-12-31',
    ]));
  it('refuses a day that does not exist', () => expect(() => dueDay('2026-02-30', true, 'none')).toThrow(InvalidDay));
});
