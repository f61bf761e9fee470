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
