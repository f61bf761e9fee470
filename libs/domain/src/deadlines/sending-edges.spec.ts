import { addDays, sendingInstant, type SendingRule, type WorkCalendar } from '#domain';

const sending: SendingRule = { from: '07:30', to: '17:00', workingDaysOnly: true };
const at = (day: string, time: string) => new Date(`${day}T${time}+07:00`);
/** Days off from a first on, so many of them. */
const rest = (first: string, days: number): WorkCalendar => ({
  isWorkingDay: (day) => day < first || day >= addDays(first, days),
});
const never: WorkCalendar = { isWorkingDay: () => false };
/** 2026 is published, 2027 is not. */
const published: WorkCalendar = { isWorkingDay: (day) => (day.startsWith('2026') ? day !== '2026-12-31' : null) };

describe('libs/domain/deadlines - the first and the last minute of the sending hours', () => {
  it.each<['earlier' | 'later', string, string, string]>([
    ['earlier', '07:30', '2026-03-10', '07:30'],
    ['earlier', '07:29', '2026-03-09', '17:00'],
    ['later', '07:30', '2026-03-10', '07:30'],
    ['later', '07:29', '2026-03-10', '07:30'],
    ['earlier', '17:00', '2026-03-10', '17:00'],
    ['earlier', '17:01', '2026-03-10', '17:00'],
    ['later', '17:00', '2026-03-10', '17:00'],
    ['later', '17:01', '2026-03-11', '07:30'],
  ])('rather %s than at %s: %s %s', (direction, time, day, sent) =>
    expect(sendingInstant(at('2026-03-10', time), direction, sending, published)).toEqual(at(day, sent)),
  );

  it('an instant within the hours stays to the second', () => {
    const planned = at('2026-03-10', '08:00:30.250');
    for (const direction of ['earlier', 'later'] as const)
      expect(sendingInstant(planned, direction, sending, published)).toEqual(planned);
  });
});

describe('libs/domain/deadlines - days on which letters do not go out', () => {
  it.each<[string, WorkCalendar | undefined, 'earlier' | 'later', string, string, string]>([
    ['a rest of thirty days is waited for', rest('2026-03-10', 30), 'later', '2026-03-10 08:00', '2026-04-09', '08:00'],
    [
      'a rest of thirty-one is a mistake: the letter goes on its day',
      rest('2026-03-10', 31),
      'later',
      '2026-03-10 08:00',
      '2026-03-10',
      '08:00',
    ],
    ['thirty days back as well', rest('2026-02-09', 30), 'earlier', '2026-03-10 08:00', '2026-02-08', '08:00'],
    ['and no more', rest('2026-02-08', 31), 'earlier', '2026-03-10 08:00', '2026-03-10', '08:00'],
    ['a year without a working day holds nothing back', never, 'later', '2026-03-10 08:00', '2026-03-10', '08:00'],
    [
      'on a day off, at dawn, the hours begin on the day it moves to',
      published,
      'later',
      '2026-12-31 05:00',
      '2027-01-01',
      '07:30',
    ],
    [
      'a year nobody has published: in the evening, the next morning',
      published,
      'later',
      '2027-03-10 21:15',
      '2027-03-11',
      '07:30',
    ],
    ['a year nobody has published: at dawn, the same morning', published, 'later', '2027-03-10 05:00', '2027-03-10', '07:30'],
    ['without any calendar each day is one', undefined, 'later', '2026-12-31 21:15', '2027-01-01', '07:30'],
  ])('%s', (_, calendar, direction, planned, day, time) => {
    const [plannedOn, plannedTime] = planned.split(' ') as [string, string];
    expect(sendingInstant(at(plannedOn, plannedTime), direction, sending, calendar)).toEqual(at(day, time));
  });

  it('a rule of all days asks no calendar', () => {
    const planned = at('2026-03-10', '08:00');
    expect(sendingInstant(planned, 'later', { ...sending, workingDaysOnly: false }, never)).toEqual(planned);
  });
});
