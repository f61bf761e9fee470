import { modelDutyNames } from '#domain';
import { faultsAfter, type Change } from './testing/planted-rules.js';

const term =
  (amount: unknown, unit: unknown = 'day') =>
  (body: any) =>
    (body.duties.appraise.term = { amount, unit });

describe('libs/domain/rules - the terms of the duties of models', () => {
  it.each<Change>([
    ['a day', term(1)],
    ['no day', term(0), '/duties/appraise/term'],
    ['730 days', term(730)],
    ['731 days', term(731), '/duties/appraise/term'],
    ['half a day', term(0.5), '/duties/appraise/term'],
    ['ten working days', term(10, 'workingDay')],
    ['a fortnight', term(1, 'fortnight'), '/duties/appraise/term'],
    ['a term that is nothing', (body) => (body.duties.appraise.term = null), '/duties/appraise/term'],
    ['a duty that is nothing', (body) => (body.duties.appraise = null), '/duties/appraise/term'],
    ['a term with a field there is not', (body) => (body.duties.appraise.term.roll = 'next'), '/duties/appraise/term/roll'],
    ['a duty with a field there is not', (body) => (body.duties.appraise.owner = 'partyLead'), '/duties/appraise/owner'],
    ['a rule with a field there is not', (body) => (body.term = 1), '/term'],
    ['no roll', (body) => delete body.roll, '/roll'],
    ['no limit of more time', (body) => delete body.extension, '/extension'],
    ['a clock that is nothing', (body) => (body.clock = null), '/clock'],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter('modelDuties', change)).toEqual(pointers));

  it.each([[[]], [null], ['all'], [undefined]])('duties that are %j: each of them is told to have no term', (given) =>
    expect(faultsAfter('modelDuties', (body) => (body.duties = given))).toEqual(
      modelDutyNames.map((duty) => `/duties/${duty}/term`).toSorted(),
    ),
  );

  it.each<Change>([
    ['are left out', (body) => delete body.bounds],
    ['say nothing', (body) => (body.bounds = {})],
    ['say one of two', (body) => (body.bounds = { highestScore: 10 })],
    ['say the other', (body) => (body.bounds = { longestSuspensionMonths: 12 })],
    ['are nothing', (body) => (body.bounds = null), '/bounds'],
    ['go to a score of 999', (body) => (body.bounds.highestScore = 999)],
    ['go to a score of 1000, which is not kept', (body) => (body.bounds.highestScore = 1000), '/bounds/highestScore'],
    ['go to a score of 1', (body) => (body.bounds.highestScore = 1)],
    ['go to a score of 0', (body) => (body.bounds.highestScore = 0), '/bounds/highestScore'],
    ['go to a suspension of ten years', (body) => (body.bounds.longestSuspensionMonths = 120)],
    [
      'go to a suspension of ten years and a month',
      (body) => (body.bounds.longestSuspensionMonths = 121),
      '/bounds/longestSuspensionMonths',
    ],
    ['are misspelt', (body) => (body.bounds.highest = 10), '/bounds/highest'],
  ])('the bounds %s', (_, change, ...pointers) => expect(faultsAfter('modelDuties', change)).toEqual(pointers));
});
