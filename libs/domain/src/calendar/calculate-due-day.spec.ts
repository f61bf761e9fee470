import { calculateDueDay, dueDay, LARGEST_AMOUNT, type Calculation } from '#domain';

/** The line of the issue: 14–15/02/2026 is a weekend, 16/02 the eve of Tết. */
const example: Calculation = {
  anchor: '2026-02-10',
  budget: { amount: 5, unit: 'workingDay' },
  direction: 'after',
  roll: 'next',
  inclusive: true,
  weekend: ['saturday', 'sunday'],
  holidays: ['2026-02-16'],
  compensatoryOff: [],
  workingSaturdays: [],
};
const asking = (over: Partial<Calculation>, amount = 5, unit: Calculation['budget']['unit'] = 'workingDay'): Calculation => ({
  ...example,
  budget: { amount, unit },
  ...over,
});
const due = (asked: unknown) => {
  const answer = calculateDueDay(asked);
  return 'error' in answer ? answer.error.code : answer.dueOn;
};
const told = (asked: Calculation, language: 'vi' | 'en' = 'en') => {
  const answer = calculateDueDay(asked);
  return 'error' in answer ? [answer.error.code] : answer.explanation.map((words) => words[language]);
};

describe('libs/domain/calendar - the deadline calculator (Civil Code 2015, articles 147-148)', () => {
  it('five working days after 10/02/2026, over a weekend and the eve of Tết, end on the 18th', () => {
    expect(due(example)).toBe('2026-02-18');
    expect(told(example)).toEqual([
      'The anchor: 10/02/2026',
      '5 working days after the anchor, which is not counted (Civil Code 2015, article 147): from 11/02/2026 to 18/02/2026',
      '14/02/2026 (Saturday) is a weekly rest day [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '15/02/2026 (Sunday) is a weekly rest day [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '16/02/2026 (Monday) is a public holiday',
    ]);
    expect(told(example, 'vi')[4]).toBe('16/02/2026 (Thứ Hai) là ngày nghỉ lễ, tết');
  });

  const free = { roll: 'none' } as const;
  it.each<[string, string, Calculation]>([
    ['the start day is not counted: one day after the 10th is the 11th', '2026-02-11', asking(free, 1, 'day')],
    ['nor is it going back', '2026-02-09', asking({ ...free, direction: 'before' }, 1, 'day')],
    ['a budget of 0 is the anchor itself', '2026-02-10', asking({}, 0)],
    ['also when the anchor is a day off, unless it rolls', '2026-02-15', asking({ anchor: '2026-02-15', roll: 'none' }, 0)],
    ['a week ends on the matching weekday', '2026-02-24', asking(free, 2, 'week')],
    ['31/8 and six months is the last of February', '2026-02-28', asking({ ...free, anchor: '2025-08-31' }, 6, 'month')],
    ['in a leap year the 29th', '2028-02-29', asking({ ...free, anchor: '2027-08-31' }, 6, 'month')],
    ['29 February and a year', '2025-02-28', asking({ ...free, anchor: '2024-02-29' }, 1, 'year')],
    ['a month back clamps too', '2026-02-28', asking({ ...free, anchor: '2026-03-31', direction: 'before' }, 1, 'month')],
    ['a last day on a Saturday goes to the next working day', '2026-02-17', asking({}, 4, 'day')],
    ['or to the previous one', '2026-02-13', asking({ roll: 'previous' }, 6, 'day')],
    [
      '"trước ngày": the day before, and only then it rolls',
      '2026-02-13',
      asking({ inclusive: false, roll: 'previous' }, 6, 'day'),
    ],
    [
      '"trước ngày" Monday the 23rd is the Sunday, which rolls back to the Monday',
      '2026-02-23',
      asking({ inclusive: false }, 13, 'day'),
    ],
    ['working days back over the same weekend', '2026-02-10', asking({ anchor: '2026-02-18', direction: 'before' })],
    ['a compensatory day off is no working day', '2026-02-19', asking({ compensatoryOff: ['2026-02-17'] })],
    ['a working Saturday is one', '2026-02-17', asking({ workingSaturdays: ['2026-02-14'] })],
    [
      '02/5/2025 was off and Saturday 26/4 worked for it',
      '2025-05-05',
      asking(
        {
          anchor: '2025-04-25',
          holidays: ['2025-04-30', '2025-05-01'],
          compensatoryOff: ['2025-05-02'],
          workingSaturdays: ['2025-04-26'],
        },
        4,
      ),
    ],
    ['a week of one rest day', '2026-02-17', asking({ weekend: ['sunday'] })],
    ['a week without rest', '2026-02-15', asking({ weekend: [], holidays: [] })],
    ['the last day there is', '9999-12-31', asking({ ...free, anchor: '0001-01-01' }, LARGEST_AMOUNT, 'day')],
    ['a million working days', '5859-03-08', asking({ holidays: [] }, 1_000_000)],
    [
      'days and months need no calendar when nothing rolls',
      '2026-03-10',
      { anchor: '2026-02-10', budget: { amount: 1, unit: 'month' }, direction: 'after', roll: 'none', inclusive: true },
    ],
  ])('%s', (_, expected, asked) => expect(due(asked)).toBe(expected));

  it('each skipped day is told with the document behind it', () => {
    const asked = asking(
      {
        anchor: '2025-04-25',
        holidays: [{ day: '2025-04-30', reason: 'Ngày Chiến thắng', document: 'Bộ luật Lao động 2019, Điều 112' }, '2025-05-01'],
        compensatoryOff: [{ day: '2025-05-02', document: 'Thông báo 6150/TB-BLĐTBXH' }],
        workingSaturdays: [{ day: '2025-04-26', document: 'Thông báo 6150/TB-BLĐTBXH' }],
      },
      4,
    );
    expect(told(asked, 'vi').slice(2)).toEqual([
      '26/04/2025 (Thứ Bảy) là ngày làm việc bù, được tính [Thông báo 6150/TB-BLĐTBXH]',
      '27/04/2025 (Chủ nhật) là ngày nghỉ hằng tuần [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '30/04/2025 (Thứ Tư) là ngày nghỉ lễ, tết: Ngày Chiến thắng [Bộ luật Lao động 2019, Điều 112]',
      '01/05/2025 (Thứ Năm) là ngày nghỉ lễ, tết',
      '02/05/2025 (Thứ Sáu) là ngày nghỉ bù [Thông báo 6150/TB-BLĐTBXH]',
      '03/05/2025 (Thứ Bảy) là ngày nghỉ hằng tuần [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '04/05/2025 (Chủ nhật) là ngày nghỉ hằng tuần [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
    ]);
  });

  it('a last day on a day off: each day passed over, where it ends, and by which article', () => {
    expect(told(asking({}, 4, 'day'), 'vi').slice(2)).toEqual([
      '14/02/2026 (Thứ Bảy) là ngày nghỉ hằng tuần [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '15/02/2026 (Chủ nhật) là ngày nghỉ hằng tuần [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '16/02/2026 (Thứ Hai) là ngày nghỉ lễ, tết',
      'Ngày cuối là ngày nghỉ, nên thời hạn kết thúc vào ngày làm việc tiếp theo: 17/02/2026 (Bộ luật Dân sự 2015, Điều 148)',
    ]);
    expect(told(asking({ roll: 'previous' }, 4, 'day')).at(-1)).toBe(
      'The last day is a day off, so by the rule it ends sooner, with the working day before: 13/02/2026',
    );
    expect(told(asking({ weekend: ['tuesday'], roll: 'none' }, 6)).at(-1)).toBe(
      '17/02/2026 (Tuesday) is a weekly rest day [Bộ luật Lao động 2019, Điều 111]',
    );
  });

  it('going back, the days are told in the order they are met', () => {
    expect(told(asking({ anchor: '2026-02-17', direction: 'before' }, 1)).slice(2)).toEqual([
      '16/02/2026 (Monday) is a public holiday',
      '15/02/2026 (Sunday) is a weekly rest day [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
      '14/02/2026 (Saturday) is a weekly rest day [Bộ luật Lao động 2019, Điều 111; Quyết định 188/1999/QĐ-TTg]',
    ]);
  });

  it('a long count sums up its weekends, and still names each holiday', () => {
    expect(told(asking({ roll: 'none' }, 1000)).slice(2)).toEqual([
      '400 weekly rest days between 11/02/2026 and 12/12/2029 are not counted [Bộ luật Lao động 2019, Điều 111]',
      '16/02/2026 (Monday) is a public holiday',
    ]);
  });

  it.each<[string, string, unknown]>([
    ['30 February', 'invalidDay', asking({ anchor: '2026-02-30' })],
    ['29 February of 1900', 'invalidDay', asking({ anchor: '1900-02-29' })],
    ['the year 0', 'invalidDay', asking({ anchor: '0000-01-01' })],
    ['the year 10000', 'invalidDay', asking({ anchor: '10000-01-01' })],
    ['a day without its zeros', 'invalidDay', asking({ anchor: '2026-2-1' })],
    ['an instant for a day', 'invalidDay', asking({ anchor: '2026-02-10T00:00:00Z' })],
    ['a number for a day', 'invalidDay', { ...example, anchor: 20260210 }],
    ['a holiday that does not exist', 'invalidDay', asking({ holidays: ['2026-02-31'] })],
    ['nothing for a holiday', 'invalidDay', { ...example, holidays: [null] }],
    ['a negative budget', 'invalidAmount', asking({}, -1)],
    ['half a day', 'invalidAmount', asking({}, 0.5)],
    ['a budget of 10⁹ days', 'invalidAmount', asking({}, 1e9, 'day')],
    ['a budget in words', 'invalidAmount', { ...example, budget: { amount: '5', unit: 'day' } }],
    ['a budget that is no number', 'invalidAmount', asking({}, Number.NaN)],
    ['hours', 'unknownUnit', { ...example, budget: { amount: 5, unit: 'hour' } }],
    ['a name every object has', 'unknownUnit', { ...example, budget: { amount: 5, unit: 'toString' } }],
    ['sideways', 'unknownDirection', { ...example, direction: 'sideways' }],
    ['an unknown roll', 'unknownRoll', { ...example, roll: 'nearest' }],
    ['a weekday in capitals', 'unknownWeekday', { ...example, weekend: ['Saturday'] }],
    ['a weekday of an object', 'unknownWeekday', { ...example, weekend: [{}] }],
    ['yes for true', 'invalidFlag', { ...example, inclusive: 'yes' }],
    ['one day for a list', 'invalidList', { ...example, holidays: '2026-02-16' }],
    ['a control character in a reason', 'invalidText', asking({ holidays: [{ day: '2026-02-16', reason: 'a\u0000' }] })],
    ['a field nobody knows', 'unknownField', { ...example, hollidays: [] }],
    ['no anchor', 'missing', { ...example, anchor: undefined }],
    ['no budget', 'missing', { ...example, budget: undefined }],
    ['a calendar left out where it matters', 'missing', { ...example, holidays: undefined }],
    ['a list for a calculation', 'notAnObject', [example]],
    ['nothing', 'notAnObject', null],
    ['a day both off and working', 'offAndWorking', asking({ workingSaturdays: ['2026-02-16'] })],
    [
      'both, though the count never meets it',
      'offAndWorking',
      asking({ holidays: ['2030-01-05'], workingSaturdays: ['2030-01-05'] }),
    ],
    ['a count beyond the last day', 'outOfRange', asking({ anchor: '9999-12-31' }, 1, 'day')],
    ['months beyond the last day', 'outOfRange', asking({ anchor: '9999-12-31' }, 1, 'month')],
    ['a year before the first', 'outOfRange', asking({ anchor: '0001-12-31', direction: 'before' }, 1, 'year')],
    ['more working days than there are', 'outOfRange', asking({}, 3_000_000)],
    ['"before" the first day', 'outOfRange', asking({ anchor: '0001-01-01', inclusive: false }, 0)],
    [
      'a roll beyond the first day',
      'outOfRange',
      asking({ anchor: '0001-01-01', holidays: ['0001-01-01'], roll: 'previous' }, 0),
    ],
    [
      'a week of nothing but rest',
      'outOfRange',
      asking({ weekend: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] }),
    ],
  ])('%s is an error of its own: %s', (_, code, asked) => expect(due(asked)).toBe(code));

  it('an error says where, and what to do, in both languages', () => {
    expect(calculateDueDay(asking({ holidays: ['2026-02-16', '2026-02-31'] }))).toEqual({
      error: {
        code: 'invalidDay',
        pointer: '/holidays/1',
        detail: {
          vi: 'Phải là một ngày có thật, dạng YYYY-MM-DD, từ 0001-01-01 đến 9999-12-31.',
          en: 'Must be an existing day as YYYY-MM-DD, from 0001-01-01 to 9999-12-31.',
        },
      },
    });
  });

  it('the due day of a rule rolls by the same steps, and ends where the calendar ends', () => {
    expect(() => dueDay('9999-12-31', true, 'next', { isWorkingDay: () => false })).toThrow(/outside the calendar/);
    expect(dueDay('2026-02-14', false, 'next', { isWorkingDay: () => true }).dueOn).toBe('2026-02-13');
  });
});
