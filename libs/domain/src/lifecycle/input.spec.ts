import { exampleFacts } from './example-facts.js';
import { dayOf, groundOf, isGiven, numberOf, targetsOf, textOf, verdictOf } from './input.js';

const facts = (value: unknown) => ({ ...exampleFacts, input: { fields: { it: value } } });

describe('libs/domain/lifecycle - what is handed in, read with suspicion', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['2026-02-30', null],
    ['20/11/2026', null],
    [20261120, null],
    [['2026-11-20'], null],
    [undefined, null],
  ])('day %p is %p', (value, read) => {
    expect(dayOf(facts(value), 'it')).toBe(read);
  });

  it.each([
    [7, 7],
    [0, 0],
    ['7', null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [undefined, null],
  ])('number %p is %p', (value, read) => {
    expect(numberOf(facts(value), 'it')).toBe(read);
  });

  it.each([
    ['a', 'a'],
    [' ', null],
    [7, null],
  ])('text %p is %p', (value, read) => {
    expect(textOf(facts(value), 'it')).toBe(read);
  });

  const place = { territoryId: 't-1' };
  it.each<[unknown, unknown]>([
    [[place], [place]],
    [[], []],
    [place, null],
    [[place, null], null],
    [['t-1'], null],
    [[7], null],
    [[{ territoryId: ' ' }], null],
    [[place, {}], null],
  ])('places %j are %j', (value, read) => {
    expect(targetsOf(facts(value), 'it')).toEqual(read);
  });

  it('a choice is one of its own words, no inherited one', () => {
    expect(verdictOf(facts('weak'), 'it')).toBe('weak');
    expect([verdictOf(facts('toString'), 'it'), verdictOf(facts(['weak']), 'it'), groundOf(facts('weak'), 'it')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    [0, true],
    ['', true],
    [false, true],
    [null, false],
    [undefined, false],
  ])('%p is given: %p', (value, given) => {
    expect(isGiven(facts(value), 'it')).toBe(given);
  });

  it('with no input nothing is given', () => {
    expect(isGiven({ ...exampleFacts, input: null }, 'it')).toBe(false);
  });
});
