import { faultsAfter, type Change } from './testing/planted-rules.js';

const key = 'annualReport.modelResults';
const remind = (offsetDays: number) => ({ code: `T${offsetDays}`, offsetDays, act: 'remind' });
const overdue = (offsetDays: number) => ({ code: `T+${offsetDays}`, offsetDays, act: 'overdue' });
const escalate = (offsetDays: number, stepsUp: unknown) => ({ code: `T+${offsetDays}`, offsetDays, act: 'escalate', stepsUp });
const close = (offsetDays: number, code = 'close') => ({ code, offsetDays, act: 'close' });

describe('libs/domain/rules - the ladder of rungs', () => {
  const first = (fields: object) => [{ ...remind(-30), ...fields }];
  it.each<[string, unknown, ...string[]]>([
    ['of one rung', [remind(-30)]],
    ['of none', [], '/ladder/rungs'],
    ['of forty', Array.from({ length: 40 }, (_, day) => remind(-day))],
    ['of forty-one', Array.from({ length: 41 }, (_, day) => remind(-day)), '/ladder/rungs'],
    ['that is no list', { 0: remind(-30), length: 1 }, '/ladder/rungs'],
    ['with a name of twelve signs', first({ code: 'T-30+reports' })],
    ['with a name of thirteen', first({ code: 'T-30+reports1' }), '/ladder/rungs/0/code'],
    ['with a name in two words', first({ code: 'T 30' }), '/ladder/rungs/0/code'],
    ['without a name', first({ code: '' }), '/ladder/rungs/0/code'],
    ['with a name that is a number', first({ code: 30 }), '/ladder/rungs/0/code'],
    ['with two of one name', [remind(-30), { ...remind(-15), code: 'T-30' }], '/ladder/rungs/1/code'],
    ['with the name of a moved day', first({ code: 'moved' }), '/ladder/rungs/0/code'],
    ['with the name of an early closing', first({ code: 'closedEarly' }), '/ladder/rungs/0/code'],
    ['two years ahead', first({ offsetDays: -730 })],
    ['a day more than two years ahead', first({ offsetDays: -731 }), '/ladder/rungs/0/offsetDays'],
    ['two years after', first({ offsetDays: 730, act: 'overdue' })],
    ['a day more than two years after', first({ offsetDays: 731 }), '/ladder/rungs/0/offsetDays'],
    ['on half a day', first({ offsetDays: -0.5 }), '/ladder/rungs/0/offsetDays'],
    ['with two on one day', [remind(-30), { ...remind(-30), code: 'again' }], '/ladder/rungs/1/offsetDays'],
    ['that reminds on the due day', first({ offsetDays: 0 })],
    ['that reminds when it is late', first({ offsetDays: 1 }), '/ladder/rungs/0/offsetDays'],
    ['that says due on the due day', first({ offsetDays: 0, act: 'due' })],
    ['that says due a day ahead', first({ offsetDays: -1, act: 'due' }), '/ladder/rungs/0/offsetDays'],
    ['that says due a day after', first({ offsetDays: 1, act: 'due' }), '/ladder/rungs/0/offsetDays'],
    ['that says overdue the day after', first({ offsetDays: 1, act: 'overdue' })],
    ['that says overdue on the due day', first({ offsetDays: 0, act: 'overdue' }), '/ladder/rungs/0/offsetDays'],
    ['that escalates the day after', [escalate(1, 1)]],
    ['that escalates while there is time', [escalate(0, 1)], '/ladder/rungs/0/offsetDays'],
    ['that closes the day after', [close(1)]],
    ['that closes while there is time', [close(0)], '/ladder/rungs/0/offsetDays'],
    ['that closes before the due day', [remind(-30), close(-5)], '/ladder/rungs/1/offsetDays'],
    ['with an act there is not', first({ act: 'sing' }), '/ladder/rungs/0/act'],
    ['with a misspelt field', first({ offset: 3 }), '/ladder/rungs/0/offset'],
    [
      'with a rung that is nothing among the others',
      [null, remind(-7), escalate(7, 1), close(60)],
      '/ladder/rungs/0/act',
      '/ladder/rungs/0/code',
      '/ladder/rungs/0/offsetDays',
    ],
  ])('%s', (_, rungs, ...pointers) => expect(faultsAfter(key, (body) => (body.ladder.rungs = rungs))).toEqual(pointers));

  it.each<[string, unknown[], ...string[]]>([
    ['once, at the end', [remind(-7), close(60)]],
    ['not at all', [remind(-7)]],
    ['twice, the later one named first', [close(60), close(30, 'close2')], '/ladder/rungs'],
    ['twice, the earlier one named first', [close(30), close(60, 'close2')], '/ladder/rungs'],
    ['before an escalation', [escalate(61, 1), close(60)], '/ladder/rungs'],
    // Told once, as two rungs of one day.
    ['on the day of another rung', [escalate(60, 1), close(60)], '/ladder/rungs/1/offsetDays'],
  ])('it closes %s', (_, rungs, ...pointers) =>
    expect(faultsAfter(key, (body) => (body.ladder.rungs = rungs))).toEqual(pointers),
  );

  it.each<[string, unknown[], ...string[]]>([
    ['one step, then two', [escalate(14, 1), escalate(21, 2)]],
    ['one step, then two, written the other way round', [escalate(21, 2), escalate(14, 1)]],
    ['two steps, then one', [escalate(14, 2), escalate(21, 1)], '/ladder/rungs/1/stepsUp'],
    ['two steps, then one, written the other way round', [escalate(21, 1), escalate(14, 2)], '/ladder/rungs/0/stepsUp'],
    ['one step twice', [escalate(14, 1), escalate(21, 1)]],
    ['five steps', [escalate(14, 5)]],
    ['six steps', [escalate(14, 6)], '/ladder/rungs/0/stepsUp'],
    ['no step', [escalate(14, 0)], '/ladder/rungs/0/stepsUp'],
    ['nobody says how many steps', [escalate(14, undefined)], '/ladder/rungs/0/stepsUp'],
    ['a reminder after the only one', [escalate(14, 1), overdue(15)], '/ladder/rungs/1/offsetDays'],
    [
      'a reminder after the last of three',
      [escalate(7, 1), escalate(14, 2), escalate(21, 3), overdue(22)],
      '/ladder/rungs/3/offsetDays',
    ],
    ['a reminder between two', [escalate(7, 1), overdue(10), escalate(14, 2)]],
    ['the closing after the last', [escalate(14, 1), close(60)]],
    // Told once, as two rungs of one day.
    ['a reminder on the day of the last', [escalate(14, 1), { ...overdue(14), code: 'again' }], '/ladder/rungs/1/offsetDays'],
    ['on a day that is none, it is no end of the ladder', [escalate(731, 1), overdue(7)], '/ladder/rungs/0/offsetDays'],
  ])('it escalates: %s', (_, rungs, ...pointers) =>
    expect(faultsAfter(key, (body) => (body.ladder.rungs = rungs))).toEqual(pointers),
  );
});

describe('libs/domain/rules - the hour of the rungs and the sending hours', () => {
  it.each<[string, unknown, ...string[]]>([
    ['at midnight', '00:00'],
    ['a minute before midnight', '23:59'],
    ['at 24:00', '24:00', '/ladder/fireAt'],
    ['at the sixtieth minute', '08:60', '/ladder/fireAt'],
    ['with seconds', '08:00:00', '/ladder/fireAt'],
    ['with a digit too many', '108:00', '/ladder/fireAt'],
    ['with a digit too few', '8:00', '/ladder/fireAt'],
    ['as a list', ['08:00'], '/ladder/fireAt'],
  ])('fires %s', (_, fireAt, ...pointers) => expect(faultsAfter(key, (body) => (body.ladder.fireAt = fireAt))).toEqual(pointers));

  const hours = (from: unknown, to: unknown, fireAt = '08:00') => ({ from, to, workingDaysOnly: true, fireAt });
  it.each<[string, ReturnType<typeof hours>, ...string[]]>([
    ['from before the rungs until after them', hours('07:30', '17:00')],
    ['from the very minute of the rungs', hours('08:00', '17:00')],
    ['until the very minute of the rungs', hours('07:30', '08:00')],
    ['from a minute after the rungs', hours('08:01', '17:00'), '/ladder/fireAt'],
    ['until a minute before the rungs', hours('07:00', '07:59'), '/ladder/fireAt'],
    ['that end when they begin', hours('08:00', '08:00'), '/ladder/sending'],
    ['a minute long', hours('08:00', '08:01')],
    ['without a beginning', hours(undefined, '17:00'), '/ladder/sending'],
    ['without an end', hours('07:30', undefined), '/ladder/sending'],
    ['that begin at an hour that is none', hours('7:30', '9:00'), '/ladder/sending'],
    ['that end at an hour that is none', hours('07:30', '7:45'), '/ladder/sending'],
    // The hour is told once, as none; that it lies outside as well helps nobody.
    ['with an hour of the rungs that is none', hours('07:30', '17:00', '24:00'), '/ladder/fireAt'],
  ])('letters leave in hours %s', (_, { fireAt, ...sending }, ...pointers) =>
    expect(
      faultsAfter(key, (body) => {
        body.ladder.sending = sending;
        body.ladder.fireAt = fireAt;
      }),
    ).toEqual(pointers),
  );

  it.each<Change>([
    ['on every day', (body) => (body.ladder.sending = { from: '07:30', to: '17:00', workingDaysOnly: false })],
    ['on days nobody names', (body) => (body.ladder.sending = { from: '07:30', to: '17:00' }), '/ladder/sending/workingDaysOnly'],
    [
      'on Saturdays, a field there is not',
      (body) => (body.ladder.sending = { from: '07:30', to: '17:00', workingDaysOnly: true, saturdays: true }),
      '/ladder/sending/saturdays',
    ],
    ['in hours that are nothing', (body) => (body.ladder.sending = null), '/ladder/sending', '/ladder/sending/workingDaysOnly'],
    ['in a ladder with a field there is not', (body) => (body.ladder.send = 1), '/ladder/send'],
  ])('letters leave %s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));
});

describe('libs/domain/rules - nothing is approved by silence: the ladder of a duty does not close', () => {
  it.each<Change>([
    ['the ladder of all duties', (body) => body.ladder.rungs.push(close(60)), '/ladder/rungs'],
    [
      'a rung that is nothing closes nothing',
      (body) => (body.duties.resume.ladder = { fireAt: '08:00', rungs: [null, remind(-7)] }),
      '/duties/resume/ladder/rungs/0/act',
      '/duties/resume/ladder/rungs/0/code',
      '/duties/resume/ladder/rungs/0/offsetDays',
    ],
    ['a duty with a ladder of its own', (body) => (body.duties.resume.ladder = { fireAt: '08:00', rungs: [remind(-7)] })],
    [
      'a ladder that is nothing',
      (body) => (body.duties.resume.ladder = null),
      '/duties/resume/ladder/fireAt',
      '/duties/resume/ladder/rungs',
    ],
    ['rungs that are a word', (body) => (body.ladder.rungs = 'close'), '/ladder/rungs'],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter('modelDuties', change)).toEqual(pointers));
});
