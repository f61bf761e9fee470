import { readFileSync } from 'node:fs';
import { MOVED, PublishedCalendar, type DueComputation, type RuleEdition } from '#domain';
import type { OpenDeadline } from '#records';
import { movesBy } from './replan.js';

const file = JSON.parse(readFileSync('infra/seeds/data/rules/model-duties.2024.json', 'utf8')) as Pick<RuleEdition, 'body'>;
const edition: RuleEdition = { id: 'r1', ruleKey: 'modelDuties', validFrom: '2024-08-01', source: 'D1.5', body: file.body };
const now = new Date('2026-09-01T01:00:00Z');
const fifteenDays: DueComputation = {
  anchor: '2026-09-02',
  budget: { amount: 15, unit: 'workingDay' },
  direction: 'after',
  inclusive: true,
  roll: 'next',
};
const dayOff = (day: string) => ({ day, kind: 'holiday' as const, reason: 'mẫu', document: 'mẫu' });
const calendar = new PublishedCalendar([{ year: 2026, weekend: ['saturday', 'sunday'], days: [dayOff('2026-09-16')] }]);
const deadline = (id: string, differs: Partial<OpenDeadline> = {}): OpenDeadline => ({
  id,
  revision: 1,
  duty: 'appraise',
  purpose: 'duty',
  dueOn: '2026-09-23',
  explanation: [],
  computation: fifteenDays,
  ruleEditionId: 'r1',
  round: null,
  conferenceId: null,
  modelId: id,
  owed: 1,
  ahead: [],
  ...differs,
});
const plansOf = (...deadlines: OpenDeadline[]) =>
  movesBy(deadlines, new Map([[edition.id, edition]]), calendar, now).map(({ deadline: { id }, plan }) => ({ id, plan }));

describe('libs/usecases/deadlines - what another work calendar makes of open deadlines', () => {
  it('deadlines that are computed alike share one plan, and each keeps its own place in it', () => {
    const [one, other] = plansOf(deadline('a'), deadline('b'));
    expect([one!.id, other!.id]).toEqual(['a', 'b']);
    expect(other!.plan).toBe(one!.plan);
    expect(one!.plan).toMatchObject({ dueOn: '2026-09-24', ruleEditionId: 'r1', computation: fifteenDays });
    expect(one!.plan.rungs.at(-1)).toMatchObject({ rung: MOVED, plannedAt: now });
  });

  it.each<[string, Partial<OpenDeadline>, string, boolean]>([
    ['another duty', { duty: 'conclude' }, '2026-09-24', true],
    ['counted from another day', { computation: { ...fifteenDays, anchor: '2026-09-03' } }, '2026-09-25', true],
    ['nobody owes any more: nobody is told', { owed: 0 }, '2026-09-24', false],
    [
      'stands there already, and was to tell of a move',
      { dueOn: '2026-09-24', ahead: [{ rung: MOVED, act: MOVED, plannedAt: '2026-09-01T02:00:00Z' }] },
      '2026-09-24',
      true,
    ],
  ])('%s: a plan of its own', (_, differs, dueOn, isTold) => {
    const [one, other] = plansOf(deadline('a'), deadline('b', differs));
    expect(other!.plan).not.toBe(one!.plan);
    expect([other!.plan.dueOn, other!.plan.rungs.some(({ act }) => act === MOVED)]).toEqual([dueOn, isTold]);
  });

  it('a day given by a decision stays with its own explanation, and what was ordered closed early stays ordered', () => {
    const said = (vi: string) => [{ vi, en: vi }];
    const given = { computation: null, dueOn: '2026-10-10' };
    const ordered = { ahead: [{ rung: 'close', act: 'closedEarly' as const, plannedAt: '2026-09-02T01:00:00.000Z' }] };
    const [first, second, closing, plain] = plansOf(
      deadline('a', { ...given, explanation: said('Quyết định 1') }),
      deadline('b', { ...given, explanation: said('Quyết định 2') }),
      deadline('c', ordered),
      deadline('d'),
    );
    expect([first!.plan.explanation, second!.plan.explanation]).toEqual([said('Quyết định 1'), said('Quyết định 2')]);
    expect(closing!.plan.rungs.map(({ rung, plannedAt }) => [rung, plannedAt.toISOString()])).toEqual([
      ['closedEarly', '2026-09-02T01:00:00.000Z'],
      ['close', '2026-09-02T01:00:00.000Z'],
    ]);
    expect(plain!.plan.rungs.length).toBeGreaterThan(2);
  });

  it('what stays as it is does not come back', () => {
    const { plan } = plansOf(deadline('a'))[0]!;
    const ahead = plan.rungs
      .filter(({ act }) => act !== MOVED)
      .map((rung) => ({ ...rung, plannedAt: rung.plannedAt.toISOString() }));
    expect(plansOf(deadline('b', { dueOn: plan.dueOn, ahead }))).toEqual([]);
  });
});
