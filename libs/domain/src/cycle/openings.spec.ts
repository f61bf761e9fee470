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
