import { calculateByPublished, calculateDueDay, computeDue, dueDay, PublishedCalendar, type Calculation } from '#domain';
import { listedDays, published } from './testing/two-calendars.js';

const asking = (over: Partial<Calculation>, amount: number, unit: Calculation['budget']['unit']): Calculation => ({
  anchor: '2026-02-10',
  direction: 'after',
  roll: 'none',
  inclusive: true,
  weekend: ['saturday', 'sunday'],
  holidays: [],
  compensatoryOff: [],
  workingSaturdays: [],
  ...over,
  budget: { amount, unit },
});
const told = (asked: Calculation) => {
  const answer = calculateDueDay(asked);
  if ('error' in answer) throw new Error(answer.error.detail.en);
  return answer.explanation.map(({ vi, en }) => [vi, en]);
};
const ARTICLE = ['Bộ luật Dân sự 2015, Điều 147', 'Civil Code 2015, article 147'];

describe('libs/domain/calendar - the explanation, step by step, in both languages', () => {
  it('nothing to count', () =>
    expect(told(asking({}, 0, 'day'))).toEqual([
      ['Mốc tính: 10/02/2026', 'The anchor: 10/02/2026'],
      ['Thời hạn bằng 0: chính là ngày mốc', 'A budget of 0: the anchor itself'],
    ]));

  it.each<[string, Calculation, string, string]>([
    [
      'one day',
      asking({}, 1, 'day'),
      `1 ngày sau ngày mốc, không tính ngày mốc (${ARTICLE[0]}): từ 11/02/2026 đến 11/02/2026`,
      `1 day after the anchor, which is not counted (${ARTICLE[1]}): from 11/02/2026 to 11/02/2026`,
    ],
    [
      'two days back',
      asking({ direction: 'before' }, 2, 'day'),
      `2 ngày trước ngày mốc, không tính ngày mốc (${ARTICLE[0]}): từ 09/02/2026 đến 08/02/2026`,
      `2 days before the anchor, which is not counted (${ARTICLE[1]}): from 09/02/2026 to 08/02/2026`,
    ],
    [
      'a working day',
      asking({}, 1, 'workingDay'),
      `1 ngày làm việc sau ngày mốc, không tính ngày mốc (${ARTICLE[0]}): từ 11/02/2026 đến 11/02/2026`,
      `1 working day after the anchor, which is not counted (${ARTICLE[1]}): from 11/02/2026 to 11/02/2026`,
    ],
    [
      'two weeks',
      asking({}, 2, 'week'),
      `2 tuần sau ngày mốc, không tính ngày mốc (${ARTICLE[0]}): từ 11/02/2026 đến 24/02/2026`,
      `2 weeks after the anchor, which is not counted (${ARTICLE[1]}): from 11/02/2026 to 24/02/2026`,
    ],
    [
      'a month',
      asking({}, 1, 'month'),
      `1 tháng sau ngày mốc, không tính ngày mốc (${ARTICLE[0]}): từ 11/02/2026 đến 10/03/2026`,
      `1 month after the anchor, which is not counted (${ARTICLE[1]}): from 11/02/2026 to 10/03/2026`,
    ],
    [
      'three years back',
      asking({ direction: 'before' }, 3, 'year'),
      `3 năm trước ngày mốc, không tính ngày mốc (${ARTICLE[0]}): từ 09/02/2026 đến 10/02/2023`,
      `3 years before the anchor, which is not counted (${ARTICLE[1]}): from 09/02/2026 to 10/02/2023`,
    ],
  ])('%s', (_, asked, vi, en) => expect(told(asked).slice(1)).toEqual([[vi, en]]));

  it('a month without the day says that its last one is taken', () =>
    expect(told(asking({ anchor: '2026-01-31' }, 1, 'month')).slice(2)).toEqual([
      [
        'Tháng đó không có ngày tương ứng: lấy ngày cuối tháng (Bộ luật Dân sự 2015, Điều 148)',
        'That month has no such day: its last day is taken (Civil Code 2015, article 148)',
      ],
    ]));

  it('"before the day" says which day is the last', () =>
    expect(told(asking({ inclusive: false }, 1, 'day')).at(-1)).toEqual([
      '"Trước ngày": hạn cuối là 10/02/2026',
      '"Before the day": the last day is 10/02/2026',
    ]));
});

// Both say which days are worked: one by a list that came with the question, one by the published years.
describe.each([
  ['listed with the question', listedDays],
  ['published', published],
])('libs/domain/calendar - days passed over, %s', (_, days) => {
  const skipped = (from: string, to: string, weekend: Parameters<typeof days>[0], listed: Parameters<typeof days>[1] = []) =>
    days(weekend, listed)(from, to).map(({ en }) => en.replace(/ \[.*\]/, ''));

  it('one day, each side of a weekend, going on and going back', () => {
    expect(skipped('2026-02-13', '2026-02-13', ['saturday'])).toEqual([]);
    expect(skipped('2026-02-14', '2026-02-14', ['saturday'])).toEqual(['14/02/2026 (Saturday) is a weekly rest day']);
    const both = ['14/02/2026 (Saturday) is a weekly rest day', '15/02/2026 (Sunday) is a weekly rest day'];
    expect(skipped('2026-02-14', '2026-02-15', ['saturday', 'sunday'])).toEqual(both);
    expect(skipped('2026-02-13', '2026-02-16', ['saturday', 'sunday'])).toEqual(both);
    expect(skipped('2026-02-15', '2026-02-14', ['saturday', 'sunday'])).toEqual(both.toReversed());
  });

  it('only what lies between: a holiday on either end, none beyond it', () => {
    const listed = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map((day) => ({ day, kind: 'holiday' as const }));
    expect(skipped('2026-03-03', '2026-03-04', [], listed)).toEqual([
      '03/03/2026 (Tuesday) is a public holiday',
      '04/03/2026 (Wednesday) is a public holiday',
    ]);
  });

  it('a holiday on a Sunday is told once, as a holiday', () =>
    expect(skipped('2026-02-14', '2026-02-15', ['saturday', 'sunday'], [{ day: '2026-02-15', kind: 'holiday' }])).toEqual([
      '14/02/2026 (Saturday) is a weekly rest day',
      '15/02/2026 (Sunday) is a public holiday',
    ]));

  it('sixty weekly rest days are named, the sixty-first makes them a sum', () => {
    // Sundays only, from Sunday 04/01/2026 on: the 60th is 20/02/2027, the 61st 27/02/2027.
    expect(skipped('2026-01-04', '2027-02-26', ['sunday'])).toHaveLength(60);
    expect(skipped('2026-01-04', '2027-02-28', ['sunday'], [{ day: '2026-09-02', kind: 'holiday' }])).toEqual([
      '61 weekly rest days between 04/01/2026 and 28/02/2027 are not counted',
      '02/09/2026 (Wednesday) is a public holiday',
    ]);
  });
});

describe('libs/domain/calendar - a calendar that only says which days are worked', () => {
  const plain = { isWorkingDay: (day: string) => day !== '2026-02-16' && day !== '2026-02-17' };
  it('a day off without a reason is told as one', () =>
    expect(
      dueDay('2026-02-16', true, 'next', plain)
        .explanation.map(({ vi, en }) => [vi, en])
        .slice(-3),
    ).toEqual([
      ['16/02/2026 là ngày nghỉ', '16/02/2026 is a day off'],
      ['17/02/2026 là ngày nghỉ', '17/02/2026 is a day off'],
      [
        'Ngày cuối là ngày nghỉ, nên thời hạn kết thúc vào ngày làm việc tiếp theo: 18/02/2026 (Bộ luật Dân sự 2015, Điều 148)',
        'The last day is a day off, so it ends with the next working day: 18/02/2026 (Civil Code 2015, article 148)',
      ],
    ]));

  it('working days without any calendar are refused, by the year that is missing', () =>
    expect(() =>
      computeDue({
        anchor: '2026-12-31',
        budget: { amount: 1, unit: 'workingDay' },
        direction: 'after',
        inclusive: true,
        roll: 'none',
      }),
    ).toThrow('The work calendar of 2027 is not published'));

  it('a published calendar has nothing to tell of a year it does not hold', () =>
    expect([new PublishedCalendar([]).tell('2026-02-16'), new PublishedCalendar([]).isWorkingDay('2026-02-16')]).toEqual([
      null,
      null,
    ]));
});

describe('libs/domain/calendar - naming the published calendar', () => {
  const asked = {
    anchor: '2026-02-10',
    budget: { amount: 1, unit: 'workingDay' },
    direction: 'after',
    roll: 'none',
    inclusive: true,
  };
  const none = new PublishedCalendar([]);
  it.each<[string, object, unknown]>([
    [
      'another than the published one',
      { ...asked, calendar: 'mine' },
      {
        code: 'unknownCalendar',
        pointer: '/calendar',
        detail: {
          vi: 'Chỉ có "published": lịch làm việc đã ban hành. Bỏ mục này để tự nêu các ngày.',
          en: 'There is only "published", the published work calendar. Leave it out to list the days yourself.',
        },
      },
    ],
    [
      'a year nobody has published',
      { ...asked, calendar: 'published' },
      {
        code: 'unpublishedYear',
        pointer: '/calendar',
        detail: { vi: 'Chưa ban hành lịch làm việc năm 2026.', en: 'The work calendar of 2026 is not published.' },
      },
    ],
    [
      "days of one's own beside it",
      { ...asked, calendar: 'published', holidays: [] },
      {
        code: 'unknownField',
        pointer: '/holidays',
        detail: {
          vi: 'Không có mục này. Các mục: anchor, budget, direction, roll, inclusive.',
          en: 'No such field. Fields: anchor, budget, direction, roll, inclusive.',
        },
      },
    ],
  ])('%s', (_, given, error) => expect(calculateByPublished(given as Record<string, unknown>, none)).toEqual({ error }));

  it('what is no fault of the question is not answered as one', () => {
    const broken = {
      isWorkingDay: () => {
        throw new TypeError('broken');
      },
    };
    expect(() => calculateByPublished({ ...asked, calendar: 'published' }, broken)).toThrow(TypeError);
  });
});
