import {
  addDays,
  addMonths,
  addYears,
  dayAt,
  daysBetween,
  instantOf,
  InvalidDay,
  plainDay,
  spoken,
  timeAt,
  yearOf,
} from '#domain';

describe('libs/domain/time - plain days', () => {
  it.each([
    ['31 August and six months is the last of February', '2025-08-31', 6, '2026-02-28'],
    ['the same before a leap year', '2027-08-31', 6, '2028-02-29'],
  ])('%s', (_, from, months, expected) => expect(addMonths(from, months)).toBe(expected));

  it('29 February and five years is 28 February', () => expect(addYears('2024-02-29', 5)).toBe('2029-02-28'));
  it('the day in Việt Nam runs ahead of UTC', () => expect(dayAt(new Date('2026-11-15T18:00:00Z'))).toBe('2026-11-16'));
  it('eight in the morning local is one in UTC', () =>
    expect(instantOf('2026-11-22', '08:00').toISOString()).toBe('2026-11-22T01:00:00.000Z'));
  it('counts whole days both ways', () =>
    expect([daysBetween('2026-11-22', '2026-11-30'), daysBetween('2026-11-30', '2026-11-22')]).toEqual([8, -8]));
  it('counts days over the end of a year, both ways', () =>
    expect([addDays('2026-12-30', 3), addDays('2027-01-02', -3)]).toEqual(['2027-01-02', '2026-12-30']));
  it('counts whole days over many months', () => expect(daysBetween('2026-01-31', '2027-03-01')).toBe(394));
  it('a day without an hour begins at midnight in Việt Nam', () =>
    expect(instantOf('2026-11-22').toISOString()).toBe('2026-11-21T17:00:00.000Z'));
  it('says the time of day to the minute', () => expect(timeAt(new Date('2026-11-22T01:05:59.500Z'))).toBe('08:05'));
  it('is written as people write it', () => expect(spoken('2026-11-02')).toBe('02/11/2026'));
  it('lies in its year', () => expect(yearOf('2026-12-31')).toBe(2026));
  it.each([
    '2025-02-29',
    '2025-13-01',
    '25-01-01',
    '2025-1-1',
    'x',
    '20250101',
    '+002025-01-01',
    '2025-01-01T08:00',
    '2025-01-01 ',
  ])('refuses %s and says what it was', (text) => {
    const refused = () => plainDay(text);
    expect(refused).toThrow(InvalidDay);
    expect(refused).toThrow(text);
  });
});
