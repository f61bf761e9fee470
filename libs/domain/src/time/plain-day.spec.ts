import { addMonths, addYears, dayAt, daysBetween, instantOf, InvalidDay, plainDay } from '#domain';

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
  it.each(['2025-02-29', '2025-13-01', '25-01-01', '2025-1-1', 'x'])('refuses %s', (text) =>
    expect(() => plainDay(text)).toThrow(InvalidDay),
  );
});
