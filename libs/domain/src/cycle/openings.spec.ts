import { openings, type RuleEdition } from '#domain';
import { readFileSync } from 'node:fs';

const edition = (name: string, over: Partial<RuleEdition> = {}): RuleEdition => ({
  ...(JSON.parse(readFileSync(`infra/seeds/data/rules/${name}.2024.json`, 'utf8')) as RuleEdition),
  id: name,
  ...over,
});
const all = [
  'annual-report.model-results',
  'annual-report.dispatch-implementation',
  'conference.preliminary',
  'conference.summary',
].map((name) => edition(name));
const days = (today: string, editions = all, opened = new Set<string>()) =>
  openings(editions, opened, '2024-08-01', today).map(({ opensOn, key }) => [opensOn, key]);

describe('libs/domain/cycle - what the calendar opens, and when', () => {
  it('opens the yearly rounds of the first year of the dispatch', () => {
    expect(days('2024-08-01')).toEqual([
      ['2024-10-01', 'round/modelResults/2024'],
      ['2024-11-01', 'round/dispatchImplementation/2024'],
    ]);
  });

  it('opens the conferences of the third and the fifth year a year ahead, then those of the next cycle', () => {
    const conferences = (today: string) => days(today).filter(([, key]) => key!.startsWith('conference'));
    expect(conferences('2031-08-01')).toEqual([
      ['2026-08-01', 'conference/preliminary/joint/2024-08-01'],
      ['2028-08-01', 'conference/summary/joint/2024-08-01'],
      ['2031-08-01', 'conference/preliminary/joint/2029-08-01'],
    ]);
  });

  it('tells what comes up to one year ahead, the last day included, the earliest first and by name on one day', () => {
    const since = (first: string, today: string, editions = all) =>
      openings(editions, new Set(), first, today).map(({ opensOn, key }) => `${opensOn} ${key}`);
    expect(since('2024-10-01', '2023-10-01').filter((line) => line.includes('round'))).toEqual([
      '2024-10-01 round/modelResults/2024',
    ]);
    expect(since('2024-10-02', '2023-10-02').filter((line) => line.includes('round'))).toEqual([]);
    const onOneDay = structuredClone(all.slice(0, 2));
    for (const { body } of onOneDay) (body as { opensOn: object }).opensOn = { month: 10, day: 1 };
    const inOrder = ['2024-10-01 round/dispatchImplementation/2024', '2024-10-01 round/modelResults/2024'];
    expect(since('2024-08-01', '2024-08-01', onOneDay)).toEqual(inOrder);
    expect(since('2024-08-01', '2024-08-01', onOneDay.toReversed())).toEqual(inOrder);
    expect(since('2024-08-01', '2024-08-01', all.toReversed())).toEqual([
      '2024-10-01 round/modelResults/2024',
      '2024-11-01 round/dispatchImplementation/2024',
    ]);
  });

  it('opens nothing before any edition is in force, nor by one that is not yet in force that day', () => {
    const late = edition('conference.preliminary', { id: 'late', validFrom: '2026-08-02' });
    const early = edition('conference.preliminary', { id: 'early', validFrom: '2026-08-01' });
    const opened = (one: RuleEdition) => openings([one], new Set(), '2024-08-01', '2026-08-01').map(({ opensOn }) => opensOn);
    expect([opened(late), opened(early)]).toEqual([[], ['2026-08-01']]);
    expect(days('2024-08-01', [edition('annual-report.model-results', { validFrom: '2025-01-01' })])).toEqual([]);
  });

  it('passes over a rule that opens nothing', () => {
    expect(days('2024-08-01', [{ ...all[0]!, ruleKey: 'somethingElse' as RuleEdition['ruleKey'] }])).toEqual([]);
  });

  it('opens the review of the models each year, a month before their yearly report', () => {
    expect(days('2025-08-01', [...all, edition('model-review')])).toEqual([
      ['2024-09-01', 'round/modelReview/2024'],
      ['2024-10-01', 'round/modelResults/2024'],
      ['2024-11-01', 'round/dispatchImplementation/2024'],
      ['2025-09-01', 'round/modelReview/2025'],
      ['2025-10-01', 'round/modelResults/2025'],
      ['2025-11-01', 'round/dispatchImplementation/2025'],
      ['2026-08-01', 'conference/preliminary/joint/2024-08-01'],
    ]);
  });

  it('does not make up for a review nobody opened once the next has come', () => {
    expect(days('2026-09-01', [edition('model-review')])).toEqual([
      ['2026-09-01', 'round/modelReview/2026'],
      ['2027-09-01', 'round/modelReview/2027'],
    ]);
    expect(days('2026-08-31', [edition('model-review')])[0]).toEqual(['2025-09-01', 'round/modelReview/2025']);
  });

  it('opens nothing twice', () => {
    expect(days('2024-12-01', all, new Set(['round/modelResults/2024'])).map(([, key]) => key)).not.toContain(
      'round/modelResults/2024',
    );
  });

  it('is bound by the edition in force on the opening day itself', () => {
    const earlier = edition('annual-report.model-results', { id: 'later edition', validFrom: '2025-01-01' });
    (earlier.body as { opensOn: object }).opensOn = { month: 9, day: 15 };
    expect(days('2025-06-01', [all[0]!, earlier])).toEqual([
      ['2024-10-01', 'round/modelResults/2024'],
      ['2025-09-15', 'round/modelResults/2025'],
    ]);
  });
});
