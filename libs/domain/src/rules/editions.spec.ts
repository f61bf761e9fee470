import {
  clockOf,
  editionInForce,
  extensionLimitsOf,
  isAnnualReport,
  isConference,
  isModelDuties,
  isModelReview,
  ladderOf,
  roundKindOf,
  ruleKeys,
  sendingHours,
  type RuleKey,
} from '#domain';
import { planted, plantedRules } from './testing/planted-rules.js';

describe('libs/domain/rules - the edition in force', () => {
  const edition = (validFrom: string) => ({ ...planted('modelReview'), validFrom });
  const [first, second, third] = [edition('2024-08-01'), edition('2026-01-01'), edition('2027-01-01')];
  it.each([
    ['nothing before the first day of the first', '2024-07-31', null],
    ['the first from its first day on', '2024-08-01', first],
    ['the first until the day before the second', '2025-12-31', first],
    ['the second from its first day on', '2026-01-01', second],
    ['the last for ever', '2099-12-31', third],
  ])('%s, in whatever order they are written', (_, day, inForce) => {
    for (const editions of [
      [first, second, third],
      [third, second, first],
      [second, third, first],
    ])
      expect(editionInForce(editions, day)).toBe(inForce);
  });
  it('nothing where there is no edition', () => expect(editionInForce([], '2026-01-01')).toBeNull());
  it('of two of one day the first one written', () => {
    const again = edition('2024-08-01');
    expect(editionInForce([first, again], '2024-08-01')).toBe(first);
  });
});

describe('libs/domain/rules - the keys of the rules', () => {
  it.each<[RuleKey, string, string]>([
    ['annualReport.modelResults', 'annual report', 'modelResults'],
    ['annualReport.dispatchImplementation', 'annual report', 'dispatchImplementation'],
    ['conference.preliminary', 'conference', 'preliminary'],
    ['conference.summary', 'conference', 'summary'],
    ['modelDuties', 'model duties', 'modelDuties'],
    ['modelReview', 'model review', 'modelReview'],
    ['commendationForms', 'none of these', 'commendationForms'],
  ])('%s is a rule of the kind "%s", its rounds of the kind "%s"', (key, kind, round) => {
    const kinds = {
      'annual report': isAnnualReport,
      conference: isConference,
      'model duties': isModelDuties,
      'model review': isModelReview,
    };
    const its = Object.entries(kinds).filter(([, isKind]) => isKind(planted(key)));
    expect(its.map(([name]) => name)).toEqual(kind === 'none of these' ? [] : [kind]);
    expect(roundKindOf(key)).toBe(round);
  });

  it('a new installation knows one edition of each', () =>
    expect(plantedRules.map(({ ruleKey }) => ruleKey).toSorted()).toEqual(ruleKeys.toSorted()));
});

describe('libs/domain/rules - what an edition says of a duty', () => {
  const own = { fireAt: '09:00', rungs: [{ code: 'T', offsetDays: 0, act: 'due' }] };
  const sending = { from: '07:30', to: '17:00', workingDaysOnly: true };
  const duties = (change: (body: any) => unknown) => {
    const edition = planted('modelDuties');
    change(edition.body);
    return edition;
  };

  it('of clocks: what it says, and nothing where it says nothing', () => {
    const edition = planted('annualReport.modelResults');
    expect(clockOf(edition).suspension).toEqual({ maxDays: 60 });
    delete edition.body.clock;
    expect(clockOf(edition)).toEqual({});
    expect(clockOf(planted('commendationForms'))).toEqual({});
  });

  it('of more time: how far, or that there is none on request', () => {
    const edition = planted('conference.summary');
    expect(extensionLimitsOf(edition)).toEqual({ maxDays: 30, maxTimes: 1 });
    delete edition.body.extension;
    expect(extensionLimitsOf(edition)).toBeNull();
    expect(extensionLimitsOf(planted('commendationForms'))).toBeNull();
  });

  it('a review has a ladder for the owner and one for the body above', () => {
    const edition = planted('modelReview');
    const { owner, reviewer } = edition.body.ladders;
    expect(['selfAssess', 'appraise', 'conclude'].map((duty) => ladderOf(edition, duty))).toEqual([owner, reviewer, reviewer]);
    expect(owner).not.toEqual(reviewer);
  });

  it('a duty of a model climbs its own ladder where it has one, a report the one of all', () => {
    const edition = duties((body) => (body.duties.resume.ladder = own));
    expect(ladderOf(edition, 'resume')).toBe(own);
    expect(ladderOf(edition, 'appraise')).toBe(edition.body.ladder);
    expect(ladderOf(edition, 'reopened')).toBe(edition.body.ladder);
    const report = planted('annualReport.modelResults');
    expect(ladderOf(report, 'commune')).toBe(report.body.ladder);
  });

  it.each<[string, (body: any) => unknown, string, boolean, unknown]>([
    ['at any time, where no ladder says', () => {}, 'appraise', false, null],
    ['in the hours of the ladder of all', (body) => (body.ladder.sending = sending), 'appraise', false, sending],
    ['in the hours of its own ladder', (body) => (body.duties.resume.ladder = { ...own, sending }), 'resume', false, sending],
    [
      'not in those of the ladder of another duty',
      (body) => (body.duties.resume.ladder = { ...own, sending }),
      'appraise',
      false,
      null,
    ],
    ['not in those of the answer', (body) => (body.clock.ladder.sending = sending), 'appraise', false, null],
    ['the answer in the hours of its ladder', (body) => (body.clock.ladder.sending = sending), 'appraise', true, sending],
    ['the answer not in those of the duty', (body) => (body.ladder.sending = sending), 'appraise', true, null],
    [
      'the answer in those of the duty, where it has no ladder',
      (body) => {
        body.ladder.sending = sending;
        delete body.clock;
      },
      'appraise',
      true,
      sending,
    ],
  ])('letters leave %s', (_, change, duty, isAnswer, hours) =>
    expect(sendingHours(duties(change), duty, isAnswer)).toEqual(hours),
  );
});
