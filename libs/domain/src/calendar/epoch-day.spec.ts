import { FIRST_DAY, LAST_DAY, monthsAway, readDay, spokenDay, WEEKDAYS, weekdayOf, writeDay } from './epoch-day.js';

describe('libs/domain/calendar - days as whole numbers', () => {
  it.each([
    ['2026-01-31', true],
    ['2026-01-32', false],
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2026-03-31', true],
    ['2026-04-30', true],
    ['2026-04-31', false],
    ['2026-05-31', true],
    ['2026-06-31', false],
    ['2026-07-31', true],
    ['2026-08-31', true],
    ['2026-09-31', false],
    ['2026-10-31', true],
    ['2026-11-31', false],
    ['2026-12-31', true],
    ['2026-12-32', false],
    ['2026-00-10', false],
    ['2026-13-10', false],
    ['2026-05-00', false],
    ['0000-12-31', false],
    ['0001-01-01', true],
    ['9999-12-31', true],
    ['2026/05/01', false],
    ['2026-05/01', false],
    ['2026/05-01', false],
    ['2026-05-1', false],
    ['2026-05-011', false],
    ['2026-0:-01', false],
    ['2026-0/-01', false],
    ['202a-05-01', false],
    ['2026-05-1 ', false],
    [' 026-05-01', false],
  ])('%s is a day: %s', (text, exists) => {
    const day = readDay(text);
    expect(day !== null && writeDay(day)).toBe(exists && text);
  });

  it.each([[null], [undefined], [20260501], [['2', '0', '2', '6', '-', '0', '5', '-', '0', '1']]])('%j is none', (value) =>
    expect(readDay(value)).toBeNull(),
  );

  it('knows the weekdays, from the first Monday to the last Friday', () => {
    const on = (day: string) => WEEKDAYS[weekdayOf(readDay(day)!)];
    expect([on('0001-01-01'), on('1970-01-01'), on('2026-11-25'), on('9999-12-31')]).toEqual([
      'monday',
      'thursday',
      'wednesday',
      'friday',
    ]);
    expect([readDay('0001-01-01'), readDay('9999-12-31'), readDay('1970-01-01')]).toEqual([FIRST_DAY, LAST_DAY, 0]);
    expect(spokenDay(readDay('0987-06-05')!)).toBe('05/06/0987');
  });

  it.each([
    ['the matching day is the last one too', '2026-02-28', 1, '2026-03-28', false],
    ['from the last of a month to a shorter one', '2026-03-31', 1, '2026-04-30', true],
    ['from the 30th, which that month has', '2026-03-30', 1, '2026-04-30', false],
    ['over the year', '2026-12-31', 2, '2027-02-28', true],
    ['back over the year', '2026-01-29', -11, '2025-02-28', true],
    ['not at all', '2026-12-15', 0, '2026-12-15', false],
  ])('months away: %s', (_, from, months, day, clamped) => {
    const reached = monthsAway(readDay(from)!, months)!;
    expect([writeDay(reached.day), reached.clamped]).toEqual([day, clamped]);
  });

  it('months never leave the calendar', () => {
    expect(monthsAway(readDay('0001-01-31')!, -1)).toBeNull();
    expect(monthsAway(readDay('9999-12-01')!, 1)).toBeNull();
    expect(writeDay(monthsAway(readDay('0001-02-01')!, -1)!.day)).toBe('0001-01-01');
    expect(writeDay(monthsAway(readDay('9999-11-30')!, 1)!.day)).toBe('9999-12-30');
  });
});
