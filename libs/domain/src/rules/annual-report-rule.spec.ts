import { ruleFaults } from '#domain';
import { faultsAfter, planted, type Change } from './testing/planted-rules.js';

const key = 'annualReport.modelResults';
const levels = (many: number) => (body: any) =>
  (body.levels = Array.from({ length: many }, (_, index) => ({ ...body.levels[0], code: `level${index}` })));
const code = (given: unknown) => (body: any) => (body.levels[0].code = given);

describe('libs/domain/rules - the yearly report: who reports, to whom, by when', () => {
  it.each<Change>([
    [
      'a body that says nothing is told everything it lacks',
      (body) => Object.keys(body).forEach((name) => delete body[name]),
      '/dataClosesOn',
      '/extension',
      '/ladder/fireAt',
      '/ladder/rungs',
      '/levels',
      '/opensOn',
      '/roll',
    ],
    ['clock, scope and path may be left out', (body) => delete body.clock],
    ['a field there is not', (body) => (body.opens = body.opensOn), '/opens'],
    ['the pointer of a field with a slash and a tilde in its name is escaped', (body) => (body['a/b~c'] = 1), '/a~1b~0c'],
    ['nobody reports', (body) => (body.levels = []), '/levels'],
    ['the levels are a word', (body) => (body.levels = 'commune'), '/levels'],
    ['twenty levels', levels(20)],
    ['twenty-one levels', levels(21), '/levels'],
    [
      'a level that is nothing',
      (body) => (body.levels[0] = null),
      '/levels/0/code',
      '/levels/0/due',
      '/levels/0/inclusive',
      '/levels/0/level',
      '/levels/0/reporters',
    ],
    [
      'a level that is a number',
      (body) => (body.levels[3] = 7),
      '/levels/3/code',
      '/levels/3/due',
      '/levels/3/inclusive',
      '/levels/3/level',
      '/levels/3/reporters',
    ],
    ['two levels of one name: the second is told', (body) => (body.levels[2].code = 'commune'), '/levels/2/code'],
    ['a level of forty letters', code('c'.repeat(40))],
    ['a level of forty-one letters', code('c'.repeat(41)), '/levels/0/code'],
    ['a level of one letter', code('c')],
    ['a level without a name', code(''), '/levels/0/code'],
    ['a level named in two words', code('commune level'), '/levels/0/code'],
    ['a level whose name begins with a digit', code('1commune'), '/levels/0/code'],
    ['a level whose name is no text', code(true), '/levels/0/code'],
    ['a level of the hamlets, which do not report', (body) => (body.levels[0].level = 'hamlet'), '/levels/0/level'],
    ['reporters of whom one does not exist', (body) => body.levels[0].reporters.push('chessClub'), '/levels/0/reporters'],
    ['reporters that are a word', (body) => (body.levels[0].reporters = 'tradeUnion'), '/levels/0/reporters'],
    ['"before that day"', (body) => (body.levels[0].inclusive = false)],
    ['a day of which nobody says whether it is included', (body) => delete body.levels[0].inclusive, '/levels/0/inclusive'],
    ['a level without a day', (body) => delete body.levels[0].due, '/levels/0/due'],
    ['a level that reports in its own line', (body) => delete body.levels[2].to],
    ['no roll', (body) => delete body.roll, '/roll'],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it.each<Change>([
    [
      '31/12, when every report was due',
      (body) => (body.opensOn = { month: 12, day: 31 }),
      '/levels/0/due',
      '/levels/1/due',
      '/levels/2/due',
      '/levels/3/due',
    ],
    ['the day the first report is due', (body) => (body.opensOn = { month: 11, day: 22 })],
    ['the day after it', (body) => (body.opensOn = { month: 11, day: 23 }), '/levels/0/due'],
    ['1/1', (body) => (body.opensOn = { month: 1, day: 1 })],
    ['28/2', (body) => (body.opensOn = { month: 2, day: 28 })],
    ['29/2, which does not come every year', (body) => (body.opensOn = { month: 2, day: 29 }), '/opensOn'],
    ['31/4', (body) => (body.opensOn = { month: 4, day: 31 }), '/opensOn'],
    ['month 13', (body) => (body.opensOn = { month: 13, day: 1 }), '/opensOn'],
    ['month 0', (body) => (body.opensOn = { month: 0, day: 1 }), '/opensOn'],
    ['the month as text', (body) => (body.opensOn = { month: '10', day: 1 }), '/opensOn'],
    ['the day as text', (body) => (body.opensOn = { month: 10, day: '1' }), '/opensOn'],
    ['a day as a list', (body) => (body.opensOn = [10, 1]), '/opensOn'],
    ['a day of one year', (body) => (body.opensOn.year = 2026), '/opensOn/year'],
  ])('the round opens on %s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it.each<Change>([
    ['the longest', (body) => (body.extension = { maxDays: 365, maxTimes: 10 })],
    ['none', (body) => (body.extension = { maxDays: 0, maxTimes: 0 })],
    ['a day too long', (body) => (body.extension = { maxDays: 366, maxTimes: 1 }), '/extension'],
    ['once too often', (body) => (body.extension = { maxDays: 15, maxTimes: 11 }), '/extension'],
    ['fewer than no days', (body) => (body.extension = { maxDays: -1, maxTimes: 1 }), '/extension'],
    ['half a day', (body) => (body.extension = { maxDays: 0.5, maxTimes: 1 }), '/extension'],
    ['a misspelt bound', (body) => (body.extension.maxdays = 1), '/extension/maxdays'],
  ])('more time on request: %s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  it('each fault is said in both languages, with what to do', () => {
    const [fault] = ruleFaults(key, { ...planted(key).body, roll: 'maybe' });
    expect(fault).toEqual({
      pointer: '/roll',
      words: { vi: 'Chọn: next, previous, none.', en: 'Choose one of: next, previous, none.' },
    });
  });
});
