import { readdirSync, readFileSync } from 'node:fs';
import {
  calculateByPublished,
  calendarYearFaults,
  computeDue,
  dueDay,
  PublishedCalendar,
  UnpublishedCalendar,
  type CalendarYear,
} from '#domain';

const folder = 'infra/seeds/data/work-calendar';
const years = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as CalendarYear & { publishedBy: string | null },
);
const yearOf = (year: number) => years.find((one) => one.year === year)!;
const announced = new PublishedCalendar(years.filter(({ publishedBy }) => publishedBy));
const all = new PublishedCalendar(years);

describe('libs/domain/calendar - the announced years, as civil servants had them', () => {
  const off = (from: string, to: string) => {
    const days: [string, boolean | null][] = [];
    for (let day = from; day <= to; day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10))
      days.push([day, announced.isWorkingDay(day)]);
    return days.filter(([, works]) => works !== false);
  };

  it.each([
    ['Quốc khánh 2024: 31/8–03/9', '2024-08-31', '2024-09-03'],
    ['Tết Giáp Thìn: 08–14/02/2024 (Thông báo 5015/TB-BLĐTBXH)', '2024-02-08', '2024-02-14'],
    ['30/4 – 01/5/2024: 27/4–01/5 (Công văn 2450/VPCP-KGVX)', '2024-04-27', '2024-05-01'],
    ['Tết Ất Tỵ: 25/01–02/02/2025 (Công văn 8726/VPCP-KGVX)', '2025-01-25', '2025-02-02'],
    ['30/4 – 01/5/2025: 30/4–04/5', '2025-04-30', '2025-05-04'],
    ['Quốc khánh 2025: 30/8–02/9', '2025-08-30', '2025-09-02'],
    ['Tết Dương lịch 2026: 01–04/01', '2026-01-01', '2026-01-04'],
    ['Tết Bính Ngọ: 14–22/02/2026', '2026-02-14', '2026-02-22'],
    ['Giỗ Tổ 2026 falls on a Sunday: off until Monday 27/4', '2026-04-25', '2026-04-27'],
    ['Quốc khánh 2026: 29/8–02/9', '2026-08-29', '2026-09-02'],
  ])('%s', (_, from, to) => expect(off(from, to)).toEqual([]));

  it.each(['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'])('Saturday %s is worked in exchange', (day) =>
    expect(announced.isWorkingDay(day)).toBe(true),
  );

  it('24/11 is worked: the law has not been changed yet (NQ 80-NQ/TW, NQ 30/NQ-CP)', () =>
    expect(announced.isWorkingDay('2026-11-24')).toBe(true));

  it('every year keeps the eleven days of Điều 112: its holidays, and a day off for each that falls on a weekend', () => {
    for (const { year, weekend, days } of years) {
      expect([year, calendarYearFaults(year, weekend, days)]).toEqual([year, []]);
      const holidays = days.filter(({ kind }) => kind === 'holiday');
      expect([year, holidays.length]).toEqual([year, 11]);
      const onRestDays = holidays.filter(({ day }) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())).length;
      const exchanged = days.filter(({ kind }) => kind === 'workingSaturday').length;
      expect([year, days.filter(({ kind }) => kind === 'compensatoryOff').length]).toEqual([year, onRestDays + exchanged]);
    }
  });

  it('Tết 2030 begins on 02/02, not on the day of the Chinese calendar', () => {
    expect(yearOf(2030).days.filter(({ reason }) => reason === 'Tết Nguyên đán')[1]!.day).toBe('2030-02-02');
  });
});

describe('libs/domain/calendar - counting by the published calendar (Civil Code 2015, articles 147 and 148)', () => {
  it('five working days after 10/02/2026 end after Tết, each skipped day with the document behind it', () => {
    const { dueOn, explanation } = computeDue(
      { anchor: '2026-02-10', budget: { amount: 5, unit: 'workingDay' }, direction: 'after', inclusive: true, roll: 'none' },
      announced,
    );
    expect(dueOn).toBe('2026-02-24');
    expect(explanation.map(({ vi }) => vi)).toContain(
      '17/02/2026 (Thứ Ba) là ngày nghỉ lễ, tết: Tết Nguyên đán [Thông báo 9441/TB-BNV ngày 16/10/2025]',
    );
  });

  it.each([
    ['the last day on a Sunday ends with the next working day', '2026-11-22', 'next', '2026-11-23'],
    ['or with the one before, where the rule says so', '2026-11-22', 'previous', '2026-11-20'],
    ['a Saturday worked in exchange is a working day', '2026-08-22', 'next', '2026-08-22'],
    ['a day off in exchange is none', '2026-08-31', 'next', '2026-09-03'],
    ['on the eve of Tết, back to the Friday before', '2026-02-16', 'previous', '2026-02-13'],
  ] as const)('%s', (_, named, roll, expected) => expect(dueDay(named, true, roll, announced).dueOn).toBe(expected));

  it('a count that runs into a year nobody has published is an error, never a guess', () => {
    const untilNextYear = () =>
      computeDue(
        { anchor: '2026-12-25', budget: { amount: 10, unit: 'workingDay' }, direction: 'after', inclusive: true, roll: 'none' },
        announced,
      );
    expect(untilNextYear).toThrow(UnpublishedCalendar);
    expect(untilNextYear).toThrow('2027');
  });

  it('a calculation may name the published calendar in the place of listed days', () => {
    const asked = { anchor: '2026-02-10', direction: 'after', roll: 'next', inclusive: true, calendar: 'published' };
    expect(calculateByPublished({ ...asked, budget: { amount: 5, unit: 'workingDay' } }, announced)).toMatchObject({
      dueOn: '2026-02-24',
    });
    expect(calculateByPublished({ ...asked, budget: { amount: 1_000_000, unit: 'workingDay' } }, announced)).toMatchObject({
      error: { code: 'unpublishedYear', pointer: '/calendar' },
    });
  });

  it('calendar days without rolling need no calendar at all', () =>
    expect(
      computeDue({
        anchor: '2030-01-31',
        budget: { amount: 1, unit: 'month' },
        direction: 'after',
        inclusive: true,
        roll: 'none',
      }).dueOn,
    ).toBe('2030-02-28'));

  it('many weekly rest days are told as one sum, holidays keep their own sentence', () => {
    const { explanation } = computeDue(
      { anchor: '2027-01-04', budget: { amount: 250, unit: 'workingDay' }, direction: 'after', inclusive: true, roll: 'none' },
      all,
    );
    expect(explanation.some(({ en }) => /^\d+ weekly rest days between/.test(en))).toBe(true);
    expect(explanation.some(({ vi }) => vi.includes('Quốc khánh'))).toBe(true);
  });
});

describe('libs/domain/calendar - what a year of the calendar may say', () => {
  const document = 'Thông báo 9441/TB-BNV';
  const day = (on: string, kind = 'holiday', more: object = {}) => ({ day: on, kind, reason: 'Mẫu', document, ...more });
  it.each<[string, unknown, unknown[], string]>([
    ['a day both off and worked', ['sunday'], [day('2026-05-03'), day('2026-05-03', 'workingSaturday')], '/days/1/day'],
    ['a day listed twice', ['sunday'], [day('2026-05-01'), day('2026-05-01')], '/days/1/day'],
    ['a working Saturday that is no weekly rest day', ['sunday'], [day('2026-05-02', 'workingSaturday')], '/days/0/day'],
    ['a day off in exchange on a Sunday', ['sunday'], [day('2026-05-03', 'compensatoryOff')], '/days/0/day'],
    ['a day of another year', ['sunday'], [day('2027-01-01')], '/days/0/day'],
    ['30 February', ['sunday'], [day('2026-02-30')], '/days/0/day'],
    ['a holiday without a document', ['sunday'], [day('2026-05-01', 'holiday', { document: ' ' })], '/days/0/document'],
    ['a document with a NUL', ['sunday'], [day('2026-05-01', 'holiday', { document: 'a\u0000' })], '/days/0/document'],
    ['a kind that does not exist', ['sunday'], [day('2026-05-01', 'birthday')], '/days/0/kind'],
    ['a misspelt field', ['sunday'], [day('2026-05-01', 'holiday', { dokument: 'x' })], '/days/0/dokument'],
    ['a day that is nothing', ['sunday'], [null], '/days/0'],
    [
      'a week without a working day',
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
      [],
      '/weekend',
    ],
    ['a rest day twice', ['sunday', 'sunday'], [], '/weekend'],
    ['an unknown rest day', ['thứ bảy'], [], '/weekend'],
  ])('refuses %s', (_, weekend, days, pointer) =>
    expect(calendarYearFaults(2026, weekend, days).map((fault) => fault.pointer)).toContain(pointer),
  );
});
