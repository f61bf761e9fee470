import { reportFaults } from '#domain';

const figures = { openingCount: 10, founded: 3, ended: 2, closingCount: 11, effective: 8, replicated: 1, commended: 1 };
const words = { summary: 'Các mô hình duy trì nền nếp.' };
const pointers = (report: { figures: Record<string, unknown>; words: Record<string, unknown> }) =>
  reportFaults('modelResults', report as never).map(({ pointer }) => pointer);

describe('libs/domain/reports - a yearly report (D3.6)', () => {
  it('is taken when the stock of models adds up', () => expect(pointers({ figures, words })).toEqual([]));
  it('is taken at every bound', () => {
    expect(pointers({ figures: { ...figures, founded: 0, ended: 0, closingCount: 10, effective: 10 }, words })).toEqual([]);
    // A model that ended in the period may have been effective.
    expect(pointers({ figures: { ...figures, effective: 13 }, words })).toEqual([]);
    expect(pointers({ figures: { ...figures, openingCount: 999_999, closingCount: 1_000_000 }, words })).toEqual([]);
    expect(
      pointers({ figures, words: { summary: 'x'.repeat(20_000), difficulties: '', proposals: 'Dòng một\n\tDòng hai' } }),
    ).toEqual([]);
  });

  it('says what is wrong in both languages, with the sum that was expected', () => {
    const told = [
      { figures: { ...figures, closingCount: 12 }, words },
      { figures: { ...figures, effective: 14 }, words },
      { figures: { ...figures, founded: -1, inspections: 1 }, words: { other: 'x', difficulties: 5, summary: '' } },
    ].flatMap((report) => reportFaults('modelResults', report as never));
    expect(told.map(({ pointer, source }) => [pointer, source])).toEqual([
      ['/figures/closingCount', 'D3.6'],
      ['/figures/effective', 'C3'],
      ['/figures/founded', 'D3.6'],
      ['/figures/inspections', undefined],
      ['/words/summary', 'D3.6'],
      ['/words/other', undefined],
      ['/words/difficulties', undefined],
    ]);
    expect(told[0]!.words).toEqual({ vi: expect.stringMatching(/= 11\.$/), en: expect.stringMatching(/= 11\.$/) });
    expect(told.every(({ words: said }) => said.vi.length > 10 && said.en.length > 10)).toBe(true);
  });

  it('about the dispatch itself has figures of its own, whose sum nobody asks', () => {
    const dispatch = { guidances: 1, inspections: 2, findings: 3, findingsClosed: 1 };
    expect(reportFaults('dispatchImplementation', { figures: dispatch, words })).toEqual([]);
    expect(reportFaults('dispatchImplementation', { figures: {}, words }).map(({ pointer }) => pointer)).toEqual([
      '/figures/guidances',
      '/figures/inspections',
      '/figures/findings',
      '/figures/findingsClosed',
    ]);
    expect(reportFaults('somethingElse', { figures: {}, words })).toEqual([]);
    expect(reportFaults('somethingElse', { figures: { 'a/b~c': 1 }, words }).map(({ pointer }) => pointer)).toEqual([
      '/figures/a~1b~0c',
    ]);
  });

  it.each([
    ['a negative figure', { figures: { ...figures, commended: -1 }, words }, '/figures/commended'],
    ['one model too many', { figures: { ...figures, replicated: 1_000_001 }, words }, '/figures/replicated'],
    ['no words at all', { figures, words: {} }, '/words/summary'],
    ['a section of another form', { figures, words: { ...words, thanks: 'x' } }, '/words/thanks'],
    ['one letter too many', { figures, words: { summary: 'x'.repeat(20_001) } }, '/words/summary'],
    ['a stock that does not add up', { figures: { ...figures, closingCount: 12 }, words }, '/figures/closingCount'],
    ['more effective models than models', { figures: { ...figures, effective: 99 }, words }, '/figures/effective'],
    ['a missing figure', { figures: { ...figures, founded: undefined }, words }, '/figures/founded'],
    ['half a model', { figures: { ...figures, founded: 0.5 }, words }, '/figures/founded'],
    ['a figure of another form', { figures: { ...figures, inspections: 1 }, words }, '/figures/inspections'],
    ['no assessment in words', { figures, words: { summary: ' ' } }, '/words/summary'],
    ['an assessment that is no text', { figures, words: { summary: 5 } }, '/words/summary'],
    ['a section that is a list', { figures, words: { ...words, difficulties: ['x'] } }, '/words/difficulties'],
    ['a NUL in a text', { figures, words: { summary: 'a\u0000b' } }, '/words/summary'],
    ['half a character', { figures, words: { summary: 'a\ud800b' } }, '/words/summary'],
    ['a figure beyond counting', { figures: { ...figures, replicated: 1e300 }, words }, '/figures/replicated'],
    ['a text of a megabyte', { figures, words: { summary: 'x'.repeat(1e6) } }, '/words/summary'],
  ])('refuses %s', (_, report, pointer) => expect(pointers(report)).toEqual([pointer]));
});
