import { planLadder, planMovedRung, type LadderRule, type WorkCalendar } from '#domain';

/** Tết Bính Ngọ: 14–22/02/2026. */
const calendar: WorkCalendar = { isWorkingDay: (day) => !(day >= '2026-02-14' && day <= '2026-02-22') };
const at = (day: string, time = '08:00') => new Date(`${day}T${time}:00+07:00`);
// Written in no order.
const ladder: LadderRule = {
  fireAt: '08:00',
  rungs: [
    { code: 'close', offsetDays: 4, act: 'close' },
    { code: 'T+1', offsetDays: 1, act: 'escalate', stepsUp: 2 },
    { code: 'T', offsetDays: 0, act: 'due' },
    { code: 'T-7', offsetDays: -7, act: 'remind' },
  ],
};
const inOfficeHours = { ...ladder, sending: { from: '07:30', to: '17:00', workingDaysOnly: true } };

describe('libs/domain/deadlines - each rung of a due day', () => {
  it('earliest first, in whatever order the rule names them; only an escalation goes up', () =>
    expect(planLadder('2026-02-17', ladder)).toEqual([
      { rung: 'T-7', offsetDays: -7, act: 'remind', stepsUp: 0, plannedOn: '2026-02-10', plannedAt: at('2026-02-10') },
      { rung: 'T', offsetDays: 0, act: 'due', stepsUp: 0, plannedOn: '2026-02-17', plannedAt: at('2026-02-17') },
      { rung: 'T+1', offsetDays: 1, act: 'escalate', stepsUp: 2, plannedOn: '2026-02-18', plannedAt: at('2026-02-18') },
      { rung: 'close', offsetDays: 4, act: 'close', stepsUp: 0, plannedOn: '2026-02-21', plannedAt: at('2026-02-21') },
    ]));

  it('due on Tết: told before it, called late only after it, closed on the day itself', () =>
    expect(planLadder('2026-02-17', inOfficeHours, calendar).map(({ rung, plannedOn }) => [rung, plannedOn])).toEqual([
      ['T-7', '2026-02-10'],
      ['T', '2026-02-13'],
      ['T+1', '2026-02-23'],
      ['close', '2026-02-21'],
    ]));

  it('that the day has moved is told at once, by its distance from the new day', () => {
    const now = at('2026-02-13', '21:15');
    expect(planMovedRung('2026-02-20', ladder, now)).toEqual({
      rung: 'moved',
      offsetDays: -7,
      act: 'moved',
      stepsUp: 0,
      plannedOn: '2026-02-13',
      plannedAt: now,
    });
  });

  it('that the day has moved is told as soon as letters may go out, and from there its distance counts', () =>
    expect(planMovedRung('2026-02-20', inOfficeHours, at('2026-02-13', '21:15'), calendar)).toEqual({
      rung: 'moved',
      offsetDays: 3,
      act: 'moved',
      stepsUp: 0,
      plannedOn: '2026-02-23',
      plannedAt: at('2026-02-23', '07:30'),
    }));
});
