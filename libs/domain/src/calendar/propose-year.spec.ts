import { compareDays, proposeYear, type AlmanacDay, type CalendarDay, type CultureDay, type Weekday } from '#domain';

const WEEKEND: Weekday[] = ['saturday', 'sunday'];
const CULTURE: CultureDay = { offFromYear: null, source: 'Nghị quyết 80-NQ/TW' };
const proposed = (year: number, almanac: AlmanacDay[] = [], weekend = WEEKEND, culture = CULTURE) =>
  proposeYear(year, almanac, weekend, culture).days.map(({ day, kind }) => `${day} ${kind}`);

describe('libs/domain/calendar - what the law gives for a year (Bộ luật Lao động 2019, Điều 111 và 112)', () => {
  it.each<[string, number, string[]]>([
    ['a Wednesday has two like neighbours: the day before', 2026, ['2026-09-01 holiday', '2026-09-02 holiday']],
    ['beside a Thursday the Friday makes the longer break', 2027, ['2027-09-02 holiday', '2027-09-03 holiday']],
    ['beside a Tuesday the Monday does', 2031, ['2031-09-01 holiday', '2031-09-02 holiday']],
    [
      'a Saturday has only the Friday, and Monday for itself',
      2028,
      ['2028-09-01 holiday', '2028-09-02 holiday', '2028-09-04 compensatoryOff'],
    ],
    [
      'a Sunday has only the Monday, and the Tuesday for itself',
      2029,
      ['2029-09-02 holiday', '2029-09-03 holiday', '2029-09-04 compensatoryOff'],
    ],
  ])('beside National Day: %s', (_, year, expected) =>
    expect(proposed(year, [{ day: `${year}-09-02`, reason: 'Quốc khánh' }])).toEqual(expected),
  );

  it('where both neighbours are weekly rest days it is the day before, with a day in exchange', () =>
    expect(proposed(2026, [{ day: '2026-09-02', reason: 'Quốc khánh' }], ['tuesday', 'thursday'])).toEqual([
      '2026-09-01 holiday',
      '2026-09-02 holiday',
      '2026-09-04 compensatoryOff',
    ]));

  it('each holiday on a weekly rest day gives the next free working day, the earlier holiday first', () => {
    const { days } = proposeYear(
      2027,
      [
        { day: '2027-05-02', reason: 'Mẫu' },
        { day: '2027-04-30', reason: 'Ngày Chiến thắng' },
        { day: '2027-05-01', reason: 'Ngày Quốc tế lao động' },
      ],
      WEEKEND,
      CULTURE,
    );
    expect(days.slice(0, 5)).toEqual([
      { day: '2027-04-30', kind: 'holiday', reason: 'Ngày Chiến thắng', document: 'Bộ luật Lao động 2019, Điều 112' },
      { day: '2027-05-01', kind: 'holiday', reason: 'Ngày Quốc tế lao động', document: 'Bộ luật Lao động 2019, Điều 112' },
      { day: '2027-05-02', kind: 'holiday', reason: 'Mẫu', document: 'Bộ luật Lao động 2019, Điều 112' },
      {
        day: '2027-05-03',
        kind: 'compensatoryOff',
        reason: 'Nghỉ bù Ngày Quốc tế lao động',
        document: 'Bộ luật Lao động 2019, Điều 111 khoản 3',
      },
      { day: '2027-05-04', kind: 'compensatoryOff', reason: 'Nghỉ bù Mẫu', document: 'Bộ luật Lao động 2019, Điều 111 khoản 3' },
    ]);
  });

  it('a day given in exchange is no holiday: it does not fall on one, nor on a weekend behind one', () =>
    expect(
      proposed(2027, [
        { day: '2027-05-01', reason: 'a' },
        { day: '2027-05-03', reason: 'b' },
      ]).slice(0, 3),
    ).toEqual(['2027-05-01 holiday', '2027-05-03 holiday', '2027-05-04 compensatoryOff']));

  const of = (year: number, offFromYear: number | null) => proposeYear(year, [], WEEKEND, { ...CULTURE, offFromYear });
  const notYet = (year: number) => [{ day: `${year}-11-24`, reason: 'Ngày Văn hoá Việt Nam', document: CULTURE.source }];
  it.each([
    ['while the law does not say so', 2026, null],
    ['before the first year', 2025, 2026],
  ])('24/11 is named with what wants it, and worked, %s', (_, year, since) => {
    expect(of(year, since).notIncluded).toEqual(notYet(year));
    expect(of(year, since).days.map(({ day }) => day)).not.toContain(`${year}-11-24`);
  });
  it.each([
    ['in the first year', 2026, 2026],
    ['and after it', 2027, 2026],
  ])('24/11 is off %s', (_, year, since) => {
    expect(of(year, since).notIncluded).toEqual([]);
    expect(of(year, since).days).toContainEqual({ ...notYet(year)[0], kind: 'holiday' });
  });
});

describe('libs/domain/calendar - a draft against what is proposed', () => {
  const day = (on: string, kind: CalendarDay['kind'] = 'holiday', document = 'a'): CalendarDay => ({
    day: on,
    kind,
    reason: 'Mẫu',
    document,
  });
  it('tells the days that only one of them has, or that are of another kind, in their order; documents may differ', () =>
    expect(
      compareDays(
        [day('2026-09-03'), day('2026-05-01'), day('2026-01-02', 'compensatoryOff'), day('2026-04-30')],
        [day('2026-04-30', 'compensatoryOff'), day('2026-05-01', 'holiday', 'b'), day('2026-02-16')],
      ),
    ).toEqual([
      { day: '2026-01-02', draft: day('2026-01-02', 'compensatoryOff'), proposed: null },
      { day: '2026-02-16', draft: null, proposed: day('2026-02-16') },
      { day: '2026-04-30', draft: day('2026-04-30'), proposed: day('2026-04-30', 'compensatoryOff') },
      { day: '2026-09-03', draft: day('2026-09-03'), proposed: null },
    ]));
});
