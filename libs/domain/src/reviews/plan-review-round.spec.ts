import { planBacklogRound, planReviewRound, type ModelReviewRule } from '#domain';
import { readFileSync } from 'node:fs';

const rule = () =>
  (JSON.parse(readFileSync('infra/seeds/data/rules/model-review.2024.json', 'utf8')) as { body: ModelReviewRule }).body;
const days = (plan: { duty: string; due: { dueOn: string } }[]) => plan.map(({ duty, due }) => [duty, due.dueOn]);

describe('libs/domain/reviews - the deadlines of a review round (D1.5, D1.2)', () => {
  it('ask first the owner, then the body above, in time for the yearly report of the communes', () => {
    expect(days(planReviewRound(rule(), 2026))).toEqual([
      ['selfAssess', '2026-09-30'],
      ['appraise', '2026-10-25'],
      ['conclude', '2026-11-10'],
    ]);
  });
  it('give each side its own ladder', () => {
    const [self, ...above] = planReviewRound(rule(), 2026);
    expect(self!.rungs.filter(({ act }) => act === 'escalate').map(({ plannedOn }) => plannedOn)).toEqual([
      '2026-10-07',
      '2026-10-14',
    ]);
    for (const { rungs } of above)
      expect(rungs.map(({ rung }) => rung)).toEqual(['T-7', 'T-1', 'T', 'T+3', 'T+7', 'T+14', 'T+21']);
  });
  it('may be "before the day", and roll over days off', () => {
    const strict = rule();
    strict.steps.selfAssess.inclusive = false;
    strict.roll = 'previous';
    const weekends = { isWorkingDay: (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) };
    // 25/10/2026 is a Sunday.
    expect(days(planReviewRound(strict, 2026, weekends))).toEqual([
      ['selfAssess', '2026-09-29'],
      ['appraise', '2026-10-23'],
      ['conclude', '2026-11-10'],
    ]);
  });
  it('of the backlog run one after the other from the day of the import', () => {
    expect(days(planBacklogRound(rule(), '2024-12-31'))).toEqual([
      ['selfAssess', '2025-03-01'],
      ['appraise', '2025-03-31'],
      ['conclude', '2025-04-15'],
    ]);
  });
});
