import { ruleFaults } from '#domain';
import { faultsAfter, planted, type Change } from './testing/planted-rules.js';

const key = 'modelReview';
// 1/9 opens, 30/9 selfAssess, 25/10 appraise, 10/11 conclude.
const due = (duty: string, month: number, day: number) => (body: any) => (body.steps[duty].due = { month, day });
const backlog =
  (amount: unknown, unit: unknown = 'day') =>
  (body: any) =>
    (body.backlog.appraise = { amount, unit });

describe('libs/domain/rules - the yearly review: assessed, appraised, concluded, one after the other', () => {
  it.each<Change>([
    ['assessed the day after the round opens', due('selfAssess', 9, 2)],
    ['assessed the day the round opens', due('selfAssess', 9, 1), '/steps/selfAssess/due'],
    ['appraised the day after the assessment', due('appraise', 10, 1)],
    ['appraised on the day of the assessment', due('appraise', 9, 30), '/steps/appraise/due'],
    ['concluded the day after the appraisal', due('conclude', 10, 26)],
    ['concluded on the day of the appraisal', due('conclude', 10, 25), '/steps/conclude/due'],
    ['appraised after it is concluded', due('appraise', 11, 11), '/steps/conclude/due'],
    ['a day that does not come every year, to which no other is held', due('appraise', 2, 29), '/steps/appraise/due'],
    ['an opening that is no day, to which no step is held', (body) => (body.opensOn = { month: 12, day: 32 }), '/opensOn'],
    ['a step without a day', (body) => delete body.steps.appraise.due, '/steps/appraise/due'],
    ['a step that is nothing', (body) => (body.steps.appraise = null), '/steps/appraise/due', '/steps/appraise/inclusive'],
    ['"before that day"', (body) => (body.steps.conclude.inclusive = false)],
    [
      'a day of which nobody says whether it is included',
      (body) => delete body.steps.conclude.inclusive,
      '/steps/conclude/inclusive',
    ],
    ['a step with a field there is not', (body) => (body.steps.conclude.to = 'partyLead'), '/steps/conclude/to'],
    ['a rule with a field there is not', (body) => (body.ladder = {}), '/ladder'],
    ['ladders of a third side', (body) => (body.ladders.guest = body.ladders.owner), '/ladders/guest'],
    [
      'no ladders',
      (body) => (body.ladders = null),
      '/ladders/owner/fireAt',
      '/ladders/owner/rungs',
      '/ladders/reviewer/fireAt',
      '/ladders/reviewer/rungs',
    ],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it.each([['yearly'], [null], [[]], [7], [undefined]])('steps that are %j: each of the three is told', (given) =>
    expect(faultsAfter(key, (body) => (body.steps = given))).toEqual(
      ['appraise', 'conclude', 'selfAssess'].flatMap((duty) => [`/steps/${duty}/due`, `/steps/${duty}/inclusive`]),
    ),
  );

  it('names the step a day has to come after', () => {
    const { body } = planted(key);
    due('appraise', 9, 30)(body);
    expect(ruleFaults(key, body).map(({ words }) => words.en)).toEqual(['Choose a day after that of "selfAssess".']);
    body.opensOn = { month: 10, day: 1 };
    expect(ruleFaults(key, body)[0]!.words.en).toBe('Choose a day after that of "opensOn".');
  });

  it.each<Change>([
    ['all, where nobody says', (body) => delete body.modelKinds],
    ['models', (body) => (body.modelKinds = ['model'])],
    ['models and good practices', (body) => (body.modelKinds = ['model', 'goodPractice'])],
    ['none', (body) => (body.modelKinds = []), '/modelKinds'],
    ['a word', (body) => (body.modelKinds = 'model'), '/modelKinds'],
    ['nothing', (body) => (body.modelKinds = null), '/modelKinds'],
    ['a kind there is and one there is not', (body) => (body.modelKinds = ['model', 'statue']), '/modelKinds'],
  ])('reviews models of the kinds: %s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it.each<Change>([
    ['a day', backlog(1)],
    ['no day', backlog(0), '/backlog/appraise'],
    ['a thousand days', backlog(1000)],
    ['a thousand and one days', backlog(1001), '/backlog/appraise'],
    ['weeks', backlog(2, 'week')],
    ['months', backlog(2, 'month')],
    ['years', backlog(1, 'year')],
    // An import must not wait for a calendar to be published.
    ['working days', backlog(10, 'workingDay'), '/backlog/appraise'],
    ['a term that is nothing', (body) => (body.backlog.appraise = null), '/backlog/appraise'],
    ['a term with a field there is not', (body) => (body.backlog.appraise.roll = 'next'), '/backlog/appraise/roll'],
    ['a fourth duty', (body) => (body.backlog.resume = body.backlog.appraise), '/backlog/resume'],
    ['nothing', (body) => (body.backlog = null), '/backlog/appraise', '/backlog/conclude', '/backlog/selfAssess'],
  ])('a model of an older register is reviewed within %s', (_, change, ...pointers) =>
    expect(faultsAfter(key, change)).toEqual(pointers),
  );
});
