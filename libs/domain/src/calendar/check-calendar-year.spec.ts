import { calendarYearFaults, WEEKDAYS } from '#domain';

const day = (on: unknown, kind: unknown = 'holiday', more: object = {}) => ({
  day: on,
  kind,
  reason: 'Mẫu',
  document: 'Thông báo 9441/TB-BNV',
  ...more,
});
const WEEKEND = ['saturday', 'sunday'];
const faults = (weekend: unknown, days: unknown) =>
  calendarYearFaults(2026, weekend, days).map(({ pointer, words }) => `${pointer}: ${words.en}`);
const ofDays = (...days: unknown[]) => faults(WEEKEND, days);

const EXISTING = 'Must be an existing day as YYYY-MM-DD.';
const OBJECT = 'Give an object.';
const REASON = 'Give the reason, at most 200 characters.';
const DOCUMENT = 'Name the document behind this day, at most 300 characters.';
const KIND = 'Choose one of: holiday, compensatoryOff, workingSaturday.';
const WEEK = `Give the weekly rest days, each once, of: ${WEEKDAYS.join(', ')}.`;
const BOTH = (index: number) =>
  `This day is listed both as a day off and as a working day (see /days/${index}). Remove one of them.`;
const TWICE = (index: number) => `This day stands at /days/${index} already. List each day once.`;
const INTO_ITS_YEAR = 'This day does not belong to 2026; put it into the calendar of its own year.';

describe('libs/domain/calendar - what a year of the calendar may say, fault by fault', () => {
  it.each<[string, unknown[]]>([
    ['a holiday on a working day', [day('2026-05-01')]],
    ['a holiday on a Sunday', [day('2026-05-03')]],
    ['a day off in exchange on a Monday', [day('2026-05-04', 'compensatoryOff')]],
    ['a Saturday worked in exchange', [day('2026-05-02', 'workingSaturday')]],
    ['the first and the last day of the year', [day('2026-01-01'), day('2026-12-31')]],
    [
      'a reason of 200 characters and a document of 300',
      [day('2026-05-01', 'holiday', { reason: 'a'.repeat(200), document: 'a'.repeat(300) })],
    ],
    ['no day at all', []],
  ])('%s is right', (_, days) => expect(ofDays(...days)).toEqual([]));

  it.each<[string, unknown[], string[]]>([
    ['nothing in the place of a day', [null], [`/days/0: ${OBJECT}`]],
    ['a word', ['2026-05-01'], [`/days/0: ${OBJECT}`]],
    ['a list', [[day('2026-05-01')]], [`/days/0: ${OBJECT}`]],
    ['a fault behind one that is right', [day('2026-05-01'), 7], [`/days/1: ${OBJECT}`]],
    ['no reason', [day('2026-05-01', 'holiday', { reason: undefined })], [`/days/0/reason: ${REASON}`]],
    ['an empty reason', [day('2026-05-01', 'holiday', { reason: '  ' })], [`/days/0/reason: ${REASON}`]],
    ['a reason that is a number', [day('2026-05-01', 'holiday', { reason: 7 })], [`/days/0/reason: ${REASON}`]],
    ['a reason of 201 characters', [day('2026-05-01', 'holiday', { reason: 'a'.repeat(201) })], [`/days/0/reason: ${REASON}`]],
    ['half a character', [day('2026-05-01', 'holiday', { reason: '\ud800' })], [`/days/0/reason: ${REASON}`]],
    [
      'a document of 301 characters',
      [day('2026-05-01', 'holiday', { document: 'a'.repeat(301) })],
      [`/days/0/document: ${DOCUMENT}`],
    ],
    ['no kind', [day('2026-05-01', undefined, { kind: undefined })], [`/days/0/kind: ${KIND}`]],
    ['30 February', [day('2026-02-30')], [`/days/0/day: ${EXISTING}`]],
    ['no day', [day(undefined)], [`/days/0/day: ${EXISTING}`]],
    ['the last day of the year before', [day('2025-12-31')], [`/days/0/day: ${INTO_ITS_YEAR}`]],
    ['the first day of the year after', [day('2027-01-01')], [`/days/0/day: ${INTO_ITS_YEAR}`]],
    [
      'fields nobody knows, as a pointer and no longer than it has to be',
      [day('2026-05-01', 'holiday', { 'a/b~c': 1, ['d'.repeat(50)]: 1 })],
      [
        '/days/0/a~1b~0c: No such field. Fields: day, kind, reason, document.',
        `/days/0/${'d'.repeat(40)}: No such field. Fields: day, kind, reason, document.`,
      ],
    ],
    [
      'a working Saturday that is a holiday too',
      [day('2026-05-02', 'workingSaturday'), day('2026-05-02')],
      [`/days/1/day: ${BOTH(0)}`],
    ],
    [
      'a holiday that is worked too',
      [day('2026-05-01'), day('2026-05-02'), day('2026-05-02', 'workingSaturday')],
      [`/days/2/day: ${BOTH(1)}`],
    ],
    ['a holiday twice', [day('2026-05-01'), day('2026-05-01', 'compensatoryOff')], [`/days/1/day: ${TWICE(0)}`]],
    [
      'a working Saturday twice',
      [day('2026-05-02', 'workingSaturday'), day('2026-05-02', 'workingSaturday')],
      [`/days/1/day: ${TWICE(0)}`],
    ],
    [
      'a day three times: both point to the first',
      [day('2026-05-01'), day('2026-05-01'), day('2026-05-01')],
      [`/days/1/day: ${TWICE(0)}`, `/days/2/day: ${TWICE(0)}`],
    ],
    [
      'a working Friday',
      [day('2026-05-01', 'workingSaturday')],
      ['/days/0/day: A day worked in exchange must fall on a weekly rest day.'],
    ],
    [
      'a Saturday off in exchange',
      [day('2026-05-02', 'compensatoryOff')],
      ['/days/0/day: A day off in exchange cannot be a weekly rest day.'],
    ],
    [
      'several faults of one day, all at once',
      [{ day: 'x', kind: 'y', more: 1 }],
      [
        '/days/0/more: No such field. Fields: day, kind, reason, document.',
        `/days/0/kind: ${KIND}`,
        `/days/0/reason: ${REASON}`,
        `/days/0/document: ${DOCUMENT}`,
        `/days/0/day: ${EXISTING}`,
      ],
    ],
  ])('refuses %s', (_, days, expected) => expect(ofDays(...days)).toEqual(expected));

  it.each<[string, unknown, string[]]>([
    ['one rest day', ['sunday'], []],
    ['no rest day', [], []],
    ['six', WEEKDAYS.slice(1), []],
    ['seven', [...WEEKDAYS], ['/weekend: A week needs a working day.']],
    ['a word', 'sunday', [`/weekend: ${WEEK}`]],
    ['nothing', undefined, [`/weekend: ${WEEK}`]],
    ['an unknown one beside a known one', ['sunday', 'Chủ nhật'], [`/weekend: ${WEEK}`]],
    ['one twice', ['sunday', 'sunday'], [`/weekend: ${WEEK}`]],
  ])('a week with %s for rest', (_, weekend, expected) => expect(faults(weekend, [])).toEqual(expected));

  it('a week that is none rests on no day', () =>
    expect(faults(undefined, [day('2026-05-02', 'workingSaturday')])).toEqual([
      `/weekend: ${WEEK}`,
      '/days/0/day: A day worked in exchange must fall on a weekly rest day.',
    ]));

  it('as many days as a leap year has, and not one more', () => {
    expect(ofDays(...Array.from({ length: 366 }, () => null))).toHaveLength(366);
    expect(ofDays(...Array.from({ length: 367 }, () => null))).toEqual(['/days: Give at most 366 days.']);
    expect(faults(['x'], { length: 3 })).toEqual([`/weekend: ${WEEK}`, '/days: Give at most 366 days.']);
  });
});
