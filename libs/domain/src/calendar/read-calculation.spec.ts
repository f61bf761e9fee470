import { calculateDueDay, LARGEST_AMOUNT } from '#domain';

const asked = {
  anchor: '2026-02-10',
  budget: { amount: 1, unit: 'day' },
  direction: 'after',
  roll: 'none',
  inclusive: true,
};
const WEEK = { weekend: ['sunday'], holidays: [], compensatoryOff: [], workingSaturdays: [] };
const answer = (over: object) => {
  const given = calculateDueDay({ ...asked, ...over });
  return 'error' in given ? `${given.error.code} ${given.error.pointer}` : given.dueOn;
};
const holiday = (more: object) => ({ ...WEEK, holidays: [{ day: '2026-02-16', ...more }] });

describe('libs/domain/calendar - what may be asked of the calculator, to its edges', () => {
  it.each<[string, object, string]>([
    [
      'the largest budget is read, and leads out of the calendar',
      { budget: { amount: LARGEST_AMOUNT, unit: 'day' } },
      'outOfRange ',
    ],
    ['one more is not', { budget: { amount: LARGEST_AMOUNT + 1, unit: 'day' } }, 'invalidAmount /budget/amount'],
    ['a number in quotes', { budget: { amount: '1', unit: 'day' } }, 'invalidAmount /budget/amount'],
    ['a list of one number', { budget: { amount: [1], unit: 'day' } }, 'invalidAmount /budget/amount'],
    ['no amount', { budget: { unit: 'day' } }, 'missing /budget/amount'],
    ['no unit', { budget: { amount: 1 } }, 'missing /budget/unit'],
    ['a budget that is nothing', { budget: null }, 'notAnObject /budget'],
    ['a budget that is a number', { budget: 5 }, 'notAnObject /budget'],
    ['a budget with more in it', { budget: { amount: 1, unit: 'day', days: 1 } }, 'unknownField /budget/days'],
    ['no direction', { direction: undefined }, 'missing /direction'],
    ['no roll', { roll: undefined }, 'missing /roll'],
    ['no word on the last day', { inclusive: undefined }, 'missing /inclusive'],
    ['calendar days need no calendar', {}, '2026-02-11'],
    ['to roll forward it is needed', { roll: 'next' }, 'missing /weekend'],
    ['to roll back too', { roll: 'previous' }, 'missing /weekend'],
    ['to count working days too', { budget: { amount: 1, unit: 'workingDay' } }, 'missing /weekend'],
    ['what is given is read, needed or not', { holidays: ['x'] }, 'invalidDay /holidays/0'],
    ['the second rest day is wrong', { ...WEEK, weekend: ['sunday', 'x'] }, 'unknownWeekday /weekend/1'],
    ['nothing for a list', { ...WEEK, holidays: null }, 'invalidList /holidays'],
    ['a number for a day', { ...WEEK, holidays: [5] }, 'invalidDay /holidays/0'],
    ['a truth for a day', { ...WEEK, holidays: [true] }, 'invalidDay /holidays/0'],
    ['a list for a day', { ...WEEK, holidays: [['2026-02-16']] }, 'notAnObject /holidays/0'],
    ['a listed day without its day', { ...WEEK, holidays: [{ reason: 'x' }] }, 'missing /holidays/0/day'],
    ['a listed day that is none', { ...WEEK, compensatoryOff: [{ day: '2026-02-30' }] }, 'invalidDay /compensatoryOff/0/day'],
    ['a reason of 200 characters', holiday({ reason: 'a'.repeat(200) }), '2026-02-11'],
    ['a reason of 201', holiday({ reason: 'a'.repeat(201) }), 'invalidText /holidays/0/reason'],
    ['a document of 201', holiday({ document: 'a'.repeat(201) }), 'invalidText /holidays/0/document'],
    ['a reason that is a number', holiday({ reason: 5 }), 'invalidText /holidays/0/reason'],
    ['a reason that is a list, which has a length too', holiday({ reason: ['a'] }), 'invalidText /holidays/0/reason'],
    ['half a character', holiday({ reason: 'a\ud800' }), 'invalidText /holidays/0/reason'],
    ['more beside a listed day', holiday({ because: 'x' }), 'unknownField /holidays/0/because'],
    ['a name of fifty letters is shown back only so far', { ['x'.repeat(50)]: 1 }, `unknownField /${'x'.repeat(40)}`],
    ['a name with the signs of a pointer', { 'a/b~c': 1 }, 'unknownField /a~1b~0c'],
    [
      'the second of two working Saturdays is off too',
      { ...WEEK, compensatoryOff: ['2026-02-14'], workingSaturdays: ['2026-02-21', '2026-02-14'] },
      'offAndWorking /workingSaturdays/1',
    ],
  ])('%s', (_, over, expected) => expect(answer(over)).toBe(expected));

  it('an unknown field comes with those that are known', () =>
    expect(calculateDueDay({ ...asked, budget: { amount: 1, unit: 'day', days: 1 } })).toEqual({
      error: {
        code: 'unknownField',
        pointer: '/budget/days',
        detail: { vi: 'Không có mục này. Các mục: amount, unit.', en: 'No such field. Fields: amount, unit.' },
      },
    }));

  const working = (anchor: string, amount: number, direction: string, more: object = {}) =>
    answer({ ...WEEK, weekend: [], anchor, direction, budget: { amount, unit: 'workingDay' }, ...more });
  it.each<[string, string, string]>([
    ['the last day there is can be reached', working('9999-12-30', 1, 'after'), '9999-12-31'],
    ['and none behind it', working('9999-12-30', 2, 'after'), 'outOfRange '],
    ['nor when the last day is off', working('9999-12-30', 1, 'after', { holidays: ['9999-12-31'] }), 'outOfRange '],
    ['the first day there is can be reached', working('0001-01-02', 1, 'before'), '0001-01-01'],
    ['and none before it', working('0001-01-02', 2, 'before'), 'outOfRange '],
    ['nor when the first day is off', working('0001-01-02', 1, 'before', { holidays: ['0001-01-01'] }), 'outOfRange '],
    [
      'going back over two days off in exchange',
      working('2026-05-05', 2, 'before', { compensatoryOff: ['2026-05-04', '2026-05-03'] }),
      '2026-05-01',
    ],
    [
      'a Saturday that is worked anyway is not worked twice',
      working('2026-05-01', 2, 'after', { workingSaturdays: ['2026-05-02'] }),
      '2026-05-03',
    ],
  ])('%s', (_, given, expected) => expect(given).toBe(expected));

  it('of a day listed twice the first is told', () => {
    const given = calculateDueDay({
      ...asked,
      ...WEEK,
      budget: { amount: 5, unit: 'workingDay' },
      holidays: [
        { day: '2026-02-13', reason: 'a' },
        { day: '2026-02-13', reason: 'b' },
      ],
      compensatoryOff: ['2026-02-13'],
    });
    expect('error' in given || given.explanation.map(({ en }) => en.replace(/ \[.*\]/, '')).slice(2)).toEqual([
      '13/02/2026 (Friday) is a public holiday: a',
      '15/02/2026 (Sunday) is a weekly rest day',
    ]);
  });
});
