import { digestMoment, mayLeaveAt, sendingSlot, type SendingRule, type WorkCalendar } from '#domain';

const at = (day: string, time: string) => new Date(`2026-02-${day}T${time}:00+07:00`);
/** Tết Bính Ngọ: 14–22/02/2026. */
const calendar: WorkCalendar = { isWorkingDay: (day) => !(day >= '2026-02-14' && day <= '2026-02-22') };
const hours = (from: string, to: string, workingDaysOnly = true): SendingRule => ({ from, to, workingDaysOnly });
const office = hours('07:30', '17:00');

describe('libs/domain/deadlines - up to ten minutes late is on time', () => {
  it.each([
    ['on time, at an instant between two slots', '08:05', '08:05', '08:05'],
    ['nine minutes late: still the planned instant', '08:05', '08:14', '08:05'],
    ['ten minutes late: the slot it falls in', '08:05', '08:15', '08:10'],
    ['twenty minutes late', '08:05', '08:25', '08:20'],
  ])('%s', (_, planned, now, slot) => expect(digestMoment(at('10', planned), at('10', now))).toEqual(at('10', slot)));
});

describe('libs/domain/deadlines - the slot of a rung under a rule with sending hours', () => {
  it.each([
    ['on time', at('10', '08:05'), at('10', '08:06'), at('10', '08:05'), '2026-02-11'],
    [
      'caught up with in the afternoon: the slot it falls in',
      at('10', '08:05'),
      at('10', '14:17'),
      at('10', '14:10'),
      '2026-02-11',
    ],
    ['caught up with at night: the next morning', at('10', '08:05'), at('10', '22:47'), at('11', '07:30'), '2026-02-12'],
    [
      'on the last day before Tết, the next day is the first after it',
      at('13', '08:05'),
      at('13', '08:05'),
      at('13', '08:05'),
      '2026-02-23',
    ],
    [
      'caught up with during Tết: the first morning after it',
      at('13', '08:05'),
      at('15', '10:00'),
      at('23', '10:00'),
      '2026-02-24',
    ],
  ])('%s', (_, planned, now, moment, nextDay) =>
    expect(sendingSlot(planned, now, office, calendar)).toEqual({ moment, hours: { from: '07:30', to: '17:00' }, nextDay }),
  );
});

describe('libs/domain/deadlines - when a letter of several rules may leave', () => {
  it.each<[string, SendingRule[], Date, Date]>([
    ['no rule has hours: now', [], at('10', '23:00'), at('10', '23:00')],
    ['the hours of every rule allow it: now', [office, hours('06:00', '20:00')], at('10', '08:05'), at('10', '08:05')],
    ['the hours of one do not', [hours('06:00', '20:00'), office], at('10', '19:00'), at('11', '07:30')],
    [
      'the first begins later than the second ends today',
      [hours('10:00', '17:00'), hours('07:30', '12:00')],
      at('10', '15:00'),
      at('11', '10:00'),
    ],
    [
      'the second begins later than the first',
      [hours('07:30', '12:00'), hours('10:00', '17:00')],
      at('10', '15:00'),
      at('11', '10:00'),
    ],
    [
      'the second moves it to a day off of the first',
      [office, hours('09:00', '09:30', false)],
      at('13', '16:00'),
      at('23', '09:00'),
    ],
    [
      'three rules: each moves it on, until all allow it',
      [office, hours('09:00', '09:30', false), hours('08:00', '09:00', false)],
      at('13', '16:00'),
      at('23', '09:00'),
    ],
  ])('%s', (_, rules, now, leaves) => expect(mayLeaveAt(now, rules, calendar)).toEqual(leaves));

  it.each([
    ['before the hours of the last', '08:00', '13:30'],
    ['in the hours of the last, and not held back for ever', '13:45', '13:45'],
    ['between those of the first and the last', '12:00', '13:30'],
  ])('of two rules that share no hour the first gives way: %s', (_, now, leaves) => {
    const [morning, afternoon] = [hours('07:30', '11:00', false), hours('13:30', '17:00', false)];
    expect(mayLeaveAt(at('10', now), [morning, afternoon])).toEqual(at('10', leaves));
  });

  it('of three the first gives way, and the others are kept where they share an hour', () =>
    expect(
      mayLeaveAt(at('10', '05:00'), [
        hours('05:00', '06:00', false),
        hours('15:00', '19:00', false),
        hours('13:30', '17:00', false),
      ]),
    ).toEqual(at('10', '15:00')));
});
