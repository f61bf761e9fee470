import { conferencesBetween, planSteps, type ConferenceRule } from '#domain';
import { readFileSync } from 'node:fs';

const rule = (kind: string) =>
  (JSON.parse(readFileSync(`infra/seeds/data/rules/conference.${kind}.2024.json`, 'utf8')) as { body: ConferenceRule }).body;

describe('libs/domain/conferences - every 3 and 5 years (D3.7)', () => {
  it.each([
    ['preliminary', '2027-08-01'],
    ['summary', '2029-08-01'],
  ])('the first %s conference is planned for %s', (kind, plannedOn) => {
    expect(conferencesBetween(rule(kind), '2024-08-01', '2029-12-31').map((dates) => dates.plannedOn)).toEqual([plannedOn]);
  });

  it('asks for the days of opening from the first to the last, both included', () => {
    const opened = (from: string, to: string) => conferencesBetween(rule('preliminary'), from, to).map(({ opensOn }) => opensOn);
    expect(opened('2026-08-01', '2026-08-01')).toEqual(['2026-08-01']);
    expect(opened('2026-08-02', '2031-08-01')).toEqual(['2031-08-01']);
    expect(opened('2026-08-02', '2031-07-31')).toEqual([]);
  });

  it('numbers its steps from one', () => {
    expect(planSteps(rule('preliminary'), '2027-08-01').map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('plans its steps back from the day', () => {
    expect(planSteps(rule('preliminary'), '2027-08-01').map(({ step, dueOn }) => [step.code, dueOn])).toEqual([
      ['plan', '2027-02-02'],
      ['reportsAsked', '2027-03-04'],
      ['commendationList', '2027-06-17'],
      ['programme', '2027-07-02'],
      ['held', '2027-08-01'],
      ['conclusionNotice', '2027-08-16'],
    ]);
  });
});
