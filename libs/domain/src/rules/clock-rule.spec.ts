import { ruleFaults } from '#domain';
import { faultsAfter, planted, type Change } from './testing/planted-rules.js';

const key = 'annualReport.modelResults';
const ladder = planted(key).body.clock.ladder;
const clock = (given: unknown) => (body: any) => (body.clock = given);
const answer = (amount: unknown, unit: unknown = 'day') => clock({ answerReportWithin: { amount, unit }, ladder });

describe('libs/domain/rules - by when an answer is owed, and how far a clock may be stopped or set again', () => {
  it.each<Change>([
    ['nothing: no answer is owed, no clock stops', clock({})],
    ['left out', (body) => delete body.clock],
    ['that is nothing', clock(null), '/clock'],
    ['that is a list', clock([]), '/clock'],
    ['of a field there is not', clock({ waiver: { maxDays: 1 } }), '/clock/waiver'],
    ['only how long it may stand', clock({ suspension: { maxDays: 60 } })],
    ['only how far it may be set again', clock({ reopening: { maxDays: 30 } })],
    ['only a ladder', clock({ ladder })],
    ['an answer to reports alone', clock({ answerReportWithin: { amount: 10, unit: 'day' }, ladder })],
    ['an answer to reports nobody is reminded of', clock({ answerReportWithin: { amount: 10, unit: 'day' } }), '/clock/ladder'],
    [
      'an answer to requests nobody is reminded of',
      clock({ answerExtensionWithin: { amount: 10, unit: 'day' } }),
      '/clock/ladder',
    ],
    ['an answer within one day', answer(1)],
    ['an answer within no day', answer(0), '/clock/answerReportWithin'],
    ['an answer within 365 days', answer(365)],
    ['an answer within 366 days', answer(366), '/clock/answerReportWithin'],
    ['an answer within three working days', answer(3, 'workingDay')],
    ['an answer within a fortnight', answer(1, 'fortnight'), '/clock/answerReportWithin'],
    ['an answer within a number', clock({ answerReportWithin: 10, ladder }), '/clock/answerReportWithin'],
    ['an answer within nothing', clock({ answerReportWithin: null, ladder }), '/clock/answerReportWithin'],
    [
      'an answer with a field there is not',
      clock({ answerReportWithin: { amount: 10, unit: 'day', roll: 'next' }, ladder }),
      '/clock/answerReportWithin/roll',
    ],
    ['a stop of a day', clock({ suspension: { maxDays: 1 } })],
    ['a stop of no day', clock({ suspension: { maxDays: 0 } }), '/clock/suspension/maxDays'],
    ['a stop of 365 days', clock({ suspension: { maxDays: 365 } })],
    ['a stop of 366 days', clock({ suspension: { maxDays: 366 } }), '/clock/suspension/maxDays'],
    ['a stop that is a number', clock({ suspension: 60 }), '/clock/suspension/maxDays'],
    ['a stop that is nothing', clock({ suspension: null }), '/clock/suspension/maxDays'],
    ['a new day 366 days ahead', clock({ reopening: { maxDays: 366 } }), '/clock/reopening/maxDays'],
    ['a ladder without rungs', clock({ ladder: { fireAt: '08:00' } }), '/clock/ladder/rungs'],
    ['a ladder that is nothing', clock({ ladder: null }), '/clock/ladder/fireAt', '/clock/ladder/rungs'],
    [
      'a ladder with a rung that is nothing, which closes nothing',
      clock({ ladder: { fireAt: '08:00', rungs: [null, ...ladder.rungs] } }),
      '/clock/ladder/rungs/0/act',
      '/clock/ladder/rungs/0/code',
      '/clock/ladder/rungs/0/offsetDays',
    ],
    [
      'a ladder that closes: nothing is approved by silence',
      clock({ ladder: { fireAt: '08:00', rungs: [...ladder.rungs, { code: 'close', offsetDays: 60, act: 'close' }] } }),
      '/clock/ladder/rungs',
    ],
  ])('a clock of %s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it('says in both languages what a term is', () => {
    const { body } = planted(key);
    answer(0)(body);
    expect(ruleFaults(key, body).map(({ words }) => words)).toEqual([
      {
        vi: expect.stringMatching(/1–365.*workingDay/),
        en: expect.stringMatching(/1–365.*workingDay/),
      },
    ]);
  });
});
