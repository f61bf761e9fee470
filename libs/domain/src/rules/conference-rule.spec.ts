import { ruleFaults, type RuleKey } from '#domain';
import { faultsAfter, planted, type Change } from './testing/planted-rules.js';

const key = 'conference.summary';
const step = (code: string, offsetDays = -10) => ({
  code,
  words: { vi: 'Chuẩn bị', en: 'Prepare' },
  owner: 'massMobilisationLead',
  offsetDays,
});
const steps = (many: number) => (body: any) =>
  (body.steps = [step('held', 0), ...Array.from({ length: many - 1 }, (_, index) => step(`prepare${index}`))]);
const first = (fields: object) => (body: any) => Object.assign(body.steps[0], fields);
const named = (vi: unknown, en: unknown = 'Plan') => first({ words: { vi, en } });

describe('libs/domain/rules - the conference after three and after five years', () => {
  it.each<Change>([
    [
      'a body that says nothing is told everything it lacks',
      (body) => Object.keys(body).forEach((name) => delete body[name]),
      '/afterYears',
      '/anchorOn',
      '/cycleYears',
      '/kind',
      '/ladder/fireAt',
      '/ladder/rungs',
      '/opensMonthsBefore',
      '/roll',
      '/scope',
      '/steps',
    ],
    ['a field there is not', (body) => (body.place = 'Mỹ Tho'), '/place'],
    ['without a limit of more time, it is moved instead', (body) => delete body.extension],
    ['more time without end', (body) => (body.extension = { maxDays: 366, maxTimes: 1 }), '/extension'],
    ['clocks that stand too long', (body) => (body.clock.suspension.maxDays = 366), '/clock/suspension/maxDays'],
    ['a roll there is not', (body) => (body.roll = 'maybe'), '/roll'],
    ['an anchor that is no day', (body) => (body.anchorOn = '2024-02-30'), '/anchorOn'],
    ['an anchor with an hour', (body) => (body.anchorOn = '2024-08-01T00:00'), '/anchorOn'],
    ['an anchor in the year 0', (body) => (body.anchorOn = '0000-01-01'), '/anchorOn'],
    ['the first anchor there may be', (body) => (body.anchorOn = '1900-01-01')],
    ['the day before it', (body) => (body.anchorOn = '1899-12-31'), '/anchorOn'],
    ['the last anchor there may be', (body) => (body.anchorOn = '2199-12-31')],
    ['the day after it', (body) => (body.anchorOn = '2200-01-01'), '/anchorOn'],
    ['an anchor at the end of the calendar', (body) => (body.anchorOn = '9999-01-01'), '/anchorOn'],
    ['an anchor that is no text', (body) => (body.anchorOn = 2024), '/anchorOn'],
    ['held a year after its cycle', (body) => Object.assign(body, { afterYears: 6, cycleYears: 5 })],
    ['no scope', (body) => (body.scope = ''), '/scope'],
    ['a scope in words', (body) => (body.scope = 'the whole province'), '/scope'],
    ['another kind than its key', (body) => (body.kind = 'preliminary'), '/kind'],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it.each<[string, RuleKey, string, string[]]>([
    ['the first after three years', 'conference.preliminary', 'preliminary', []],
    ['the last after five', 'conference.summary', 'summary', []],
    ['the one by the name of the other', 'conference.preliminary', 'summary', ['/kind']],
  ])('its kind is that of its key: %s', (_, ruleKey, kind, pointers) =>
    expect(faultsAfter(ruleKey, (body) => (body.kind = kind))).toEqual(pointers),
  );

  it.each<[string, number, number]>([
    ['afterYears', 1, 20],
    ['cycleYears', 1, 20],
    ['opensMonthsBefore', 1, 60],
  ])('%s is a whole number from %d to %d', (name, least, most) => {
    for (const allowed of [least, most]) expect(faultsAfter(key, (body) => (body[name] = allowed))).toEqual([]);
    for (const refused of [least - 1, most + 1, least + 0.5, String(least), undefined])
      expect(faultsAfter(key, (body) => (body[name] = refused))).toEqual([`/${name}`]);
  });
});

describe('libs/domain/rules - the steps of a conference', () => {
  it.each<Change>([
    ['forty', steps(40)],
    ['forty-one', steps(41), '/steps'],
    ['the conference alone', (body) => (body.steps = [step('held', 0)])],
    ['none', (body) => (body.steps = []), '/steps'],
    ['a word', (body) => (body.steps = 'held'), '/steps'],
    ['no list', (body) => (body.steps = { held: step('held', 0) }), '/steps'],
    ['the conference before its own day', (body) => (body.steps[4].offsetDays = -1), '/steps'],
    [
      'a step that is nothing',
      (body) => (body.steps[0] = null),
      '/steps/0/code',
      '/steps/0/offsetDays',
      '/steps/0/owner',
      '/steps/0/words',
    ],
    [
      'two steps that are nothing',
      (body) => (body.steps[0] = body.steps[1] = 0),
      ...[0, 1].flatMap((index) => ['code', 'offsetDays', 'owner', 'words'].map((name) => `/steps/${index}/${name}`)),
    ],
    ['two of one name: the second is told', (body) => (body.steps[1].code = 'plan'), '/steps/1/code'],
    ['a name in two words', first({ code: 'the plan' }), '/steps/0/code'],
    ['a name that is no text', first({ code: null }), '/steps/0/code'],
    ['a thousand days before', first({ offsetDays: -1000 })],
    ['a thousand and one days before', first({ offsetDays: -1001 }), '/steps/0/offsetDays'],
    ['a thousand days after', first({ offsetDays: 1000 })],
    ['a thousand and one days after', first({ offsetDays: 1001 }), '/steps/0/offsetDays'],
    ['on a day written as text', first({ offsetDays: '-180' }), '/steps/0/offsetDays'],
    ['owned by a function there is not', first({ owner: 'chessClub' }), '/steps/0/owner'],
    ['with a field there is not', first({ place: 'Mỹ Tho' }), '/steps/0/place'],
    ['without words', first({ words: undefined }), '/steps/0/words'],
    ['with words that are a text', first({ words: 'Kế hoạch' }), '/steps/0/words'],
    ['with words of one language: English is missing', named('Kế hoạch', ''), '/steps/0/words'],
    ['with words of one language: Vietnamese is missing', named(''), '/steps/0/words'],
    ['with words of a third language', first({ words: { vi: 'Kế hoạch', en: 'Plan', fr: 'Plan' } }), '/steps/0/words/fr'],
    ['with words of 200 letters', named('ố'.repeat(200))],
    ['with words of 201', named('ố'.repeat(201)), '/steps/0/words'],
    ['with words of blanks', named('   '), '/steps/0/words'],
    ['with words that are a number', named(2026), '/steps/0/words'],
    ['with words that are a list', named(['Kế hoạch']), '/steps/0/words'],
    ['with words on two lines', named('Kế\nhoạch'), '/steps/0/words'],
    ['with half a sign in its words', named('Kế hoạch \ud83d'), '/steps/0/words'],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it('says that the conference itself is missing, not that its day is wrong', () => {
    const { body } = planted(key);
    body.steps = [step('plan')];
    expect(ruleFaults(key, body).map(({ words }) => words.en)).toEqual(['Give the steps, one of them "held".']);
  });
});
