import { chooseRungs, closingRung, planEarlyClosing, planLadder, type LadderRule, type RungAhead } from '#domain';
import fc from 'fast-check';

const ladder: LadderRule = {
  fireAt: '08:00',
  rungs: [
    { code: 'T-7', offsetDays: -7, act: 'remind' },
    { code: 'T', offsetDays: 0, act: 'due' },
    { code: 'T+14', offsetDays: 14, act: 'escalate', stepsUp: 1 },
    { code: 'close', offsetDays: 60, act: 'close' },
  ],
};
const at = (day: string) => new Date(`${day}T08:00:00+07:00`);

describe('libs/domain/deadlines - the ladder of a due day', () => {
  it('plans each rung at eight in the morning of Việt Nam, earliest first', () => {
    expect(planLadder('2026-11-22', ladder).map((rung) => [rung.rung, rung.plannedOn, rung.plannedAt.toISOString()])).toEqual([
      ['T-7', '2026-11-15', '2026-11-15T01:00:00.000Z'],
      ['T', '2026-11-22', '2026-11-22T01:00:00.000Z'],
      ['T+14', '2026-12-06', '2026-12-06T01:00:00.000Z'],
      ['close', '2027-01-21', '2027-01-21T01:00:00.000Z'],
    ]);
  });

  it.each([
    ['on the day itself, one notice', '2026-11-15', { fire: 'T-7', collapse: [], close: null }],
    [
      'after an outage of three weeks, the latest notice stands for the missed ones',
      '2026-12-06',
      { fire: 'T+14', collapse: ['T-7', 'T'], close: null },
    ],
    ['a closing never swallows the notice', '2027-03-01', { fire: 'T+14', collapse: ['T-7', 'T'], close: 'close' }],
    ['before the first rung, nothing', '2026-11-14', { fire: null, collapse: [], close: null }],
  ])('%s', (_, day, expected) => expect(chooseRungs(planLadder('2026-11-22', ladder), at(day))).toEqual(expected));

  it('where working days bring several to one instant, the gravest and then the furthest is fired, in whatever order they come', () => {
    const onOneMorning = (act: RungAhead['act'], offsetDays: number): RungAhead => ({
      rung: `${act} ${offsetDays}`,
      offsetDays,
      act,
      plannedAt: at('2026-02-13'),
    });
    const cases: [RungAhead[], string][] = [
      [[onOneMorning('remind', -1), onOneMorning('due', 0)], 'due 0'],
      [[onOneMorning('remind', -7), onOneMorning('remind', -1)], 'remind -1'],
      [[onOneMorning('overdue', 7), onOneMorning('escalate', 14)], 'escalate 14'],
      [[onOneMorning('escalate', 14), onOneMorning('overdue', 15), onOneMorning('escalate', 21)], 'escalate 21'],
      [[onOneMorning('moved', 0), onOneMorning('remind', -1)], 'remind -1'],
    ];
    for (const [rungs, expected] of cases)
      for (const ahead of [rungs, rungs.toReversed()]) expect(chooseRungs(ahead, at('2026-02-13')).fire).toBe(expected);
  });

  it('accounts for every rung that is due, each exactly once', () => {
    const rung = fc.record({
      rung: fc.uuid(),
      offsetDays: fc.integer({ min: -30, max: 30 }),
      act: fc.constantFrom<RungAhead['act'][]>('remind', 'due', 'overdue', 'escalate'),
      plannedAt: fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(fc.array(rung), fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }), (ahead, now) => {
        const { fire, collapse, close } = chooseRungs(ahead, now);
        const due = ahead.filter((candidate) => candidate.plannedAt <= now).map((candidate) => candidate.rung);
        expect([...collapse, ...(fire ? [fire] : [])].sort()).toEqual(due.sort());
        expect(close).toBeNull();
      }),
    );
  });

  it('an early closing tells and closes in one moment; in quiet hours both wait', () => {
    const planned = (sending?: LadderRule['sending']) =>
      planEarlyClosing('2026-11-22', { ...ladder, ...(sending && { sending }) }, new Date('2026-12-12T21:30:00+07:00')).map(
        ({ rung, offsetDays, plannedOn, plannedAt }) => [rung, offsetDays, plannedOn, plannedAt.toISOString()],
      );
    expect(planned()).toEqual([
      ['closedEarly', 20, '2026-12-12', '2026-12-12T14:30:00.000Z'],
      ['close', 20, '2026-12-12', '2026-12-12T14:30:00.000Z'],
    ]);
    expect(planned({ from: '07:00', to: '19:00', workingDaysOnly: false })).toEqual([
      ['closedEarly', 21, '2026-12-13', '2026-12-13T00:00:00.000Z'],
      ['close', 21, '2026-12-13', '2026-12-13T00:00:00.000Z'],
    ]);
  });

  it('knows whether a ladder closes anything by itself', () => {
    expect(closingRung(ladder)?.code).toBe('close');
    expect(closingRung({ ...ladder, rungs: ladder.rungs.slice(0, -1) })).toBeNull();
  });
});
