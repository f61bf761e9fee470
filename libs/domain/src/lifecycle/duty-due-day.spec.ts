import { type LadderRule, type ModelDutiesRule } from '#domain';
import { dutiesNeedCalendar, dutyDueDay, dutyLadder, ruledDuties } from './duty-due-day.js';

const ladder = (name: string) => ({ name, rungs: [{ offsetDays: 0, act: 'due' }] }) as unknown as LadderRule;
const rule = (change: Partial<ModelDutiesRule> = {}): ModelDutiesRule =>
  ({
    duties: {
      considerProposal: { term: { amount: 10, unit: 'day' } },
      appraise: { term: { amount: 1, unit: 'month' }, ladder: ladder('own') },
    },
    roll: 'none',
    ladder: ladder('shared'),
    ...change,
  }) as unknown as ModelDutiesRule;
const at = (setFor: string | null) => ({ today: '2026-11-20', setFor, calendar: undefined });

describe('libs/domain/lifecycle - the last day of a duty of a model', () => {
  it('is the term of the rule from the day after it arises, the last day included', () => {
    const due = dutyDueDay(rule(), 'considerProposal', at(null));
    expect(due.dueOn).toBe('2026-11-30');
    expect(due.explanation.length).toBeGreaterThan(0);
    expect(due.computation).toEqual({
      anchor: '2026-11-20',
      budget: { amount: 10, unit: 'day' },
      direction: 'after',
      inclusive: true,
      roll: 'none',
    });
  });

  it('is the day a decision set, while that lies ahead', () => {
    expect(dutyDueDay(rule(), 'considerProposal', at('2026-11-21'))).toEqual({
      dueOn: '2026-11-21',
      explanation: [{ vi: 'Ngày do quyết định ấn định: 21/11/2026', en: expect.stringContaining('set by the decision') }],
      computation: null,
    });
  });

  it.each(['2026-11-20', '2026-11-19'])('a day that has come (%s) gives way to the term', (setFor) => {
    expect(dutyDueDay(rule(), 'considerProposal', at(setFor)).dueOn).toBe('2026-11-30');
  });

  it('a duty has its own ladder, or the one of the rule', () => {
    expect(dutyLadder(rule(), 'appraise')).toEqual(ladder('own'));
    expect(dutyLadder(rule(), 'considerProposal')).toEqual(ladder('shared'));
    expect(dutyLadder(rule(), 'nominate')).toEqual(ladder('shared'));
  });

  it('an edition rules the duties there were when it was written', () => {
    expect(ruledDuties(rule())).toEqual(['considerProposal', 'appraise']);
  });
});

describe('libs/domain/lifecycle - whether the duties need the work calendar', () => {
  const shared = { quietHours: undefined, rungs: [], steps: [] } as unknown as LadderRule;
  it('not while every term is of calendar days', () => {
    expect(dutiesNeedCalendar(rule({ ladder: shared, duties: { considerProposal: { term: { amount: 1, unit: 'day' } } } }))).toBe(
      false,
    );
  });

  it('once a single one is of working days', () => {
    const duties = {
      considerProposal: { term: { amount: 1, unit: 'day' } },
      appraise: { term: { amount: 5, unit: 'workingDay' } },
    } as ModelDutiesRule['duties'];
    expect(dutiesNeedCalendar(rule({ ladder: shared, duties }))).toBe(true);
  });
});
