import { exampleFacts } from './example-facts.js';
import { handoverOf } from './handover.js';

const line = { what: 'money', description: 'Quỹ', amount: 5, unit: 'đồng', receiverBody: 'Tổ 3', handedOverOn: '2026-11-20' };
const read = (handover: unknown) => handoverOf({ ...exampleFacts, input: { fields: { handover } } });

describe('libs/domain/lifecycle - the list of a handover, read with suspicion', () => {
  it('a full line is taken over as it is', () => {
    expect(read([line])).toEqual([{ ...line, receiverOrganisationId: null }]);
  });

  it('an organisation may receive in the place of a body', () => {
    const { receiverBody: _, ...rest } = line;
    expect(read([{ ...rest, receiverOrganisationId: 'o-1' }])).toEqual([
      { ...line, receiverBody: null, receiverOrganisationId: 'o-1' },
    ]);
  });

  it.each([
    ['no list', undefined],
    ['no list at all, but a line', line],
    ['a line that is null', [null]],
    ['a line that is a text', ['money']],
    ['a line that is a list', [[line]]],
    ['something unknown', [{ ...line, what: 'toString' }]],
    ['a kind that is no text', [{ ...line, what: 7 }]],
    ['no description', [{ ...line, description: ' ' }]],
    ['no such day', [{ ...line, handedOverOn: '2026-02-30' }]],
    ['no receiver', [{ ...line, receiverBody: null }]],
    ['two receivers', [{ ...line, receiverOrganisationId: 'o-1' }]],
    ['one bad line among good ones', [line, { ...line, description: 7 }]],
  ])('%s reads as none', (_, handover) => {
    expect(read(handover)).toBeNull();
  });

  it('nothing handed in reads as none', () => {
    expect(handoverOf({ ...exampleFacts, input: null })).toBeNull();
  });

  it.each([
    [0, 0],
    [2.5, 2.5],
    [-1, null],
    ['5', null],
    [undefined, null],
  ])('of the amount %p is kept %p', (amount, kept) => {
    expect(read([{ ...line, amount }])![0]!.amount).toBe(kept);
  });

  it('a unit that is no text is dropped', () => {
    expect(read([{ ...line, unit: 7 }])![0]!.unit).toBeNull();
  });
});
