import { dueDay, UnpublishedCalendar, type WorkCalendar } from '#domain';

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
    ]);
  });
  it('never guesses a year whose calendar is not published', () =>
    expect(() => dueDay('2027-11-22', true, 'next', calendar)).toThrow(UnpublishedCalendar));
});
