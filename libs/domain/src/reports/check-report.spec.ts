import { reportFaults } from '#domain';

const figures = { openingCount: 10, founded: 3, ended: 2, closingCount: 11, effective: 8, replicated: 1, commended: 1 };
const words = { summary: 'Các mô hình duy trì nền nếp.' };
const pointers = (report: { figures: Record<string, unknown>; words: Record<string, unknown> }) =>
  reportFaults('modelResults', report as never).map(({ pointer }) => pointer);

describe('libs/domain/reports - a yearly report (D3.6)', () => {
  it('is taken when the stock of models adds up', () => expect(pointers({ figures, words })).toEqual([]));
  it.each([
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
