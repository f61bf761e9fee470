import { exampleFacts } from './example-facts.js';
import { type HandoverRow, handoverOf, membersAreThoseOnRecord } from './handover.js';
import { warningsOf } from './warnings.js';

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

  const people = (amount: number | null, unit: string | null = 'người') => ({ what: 'members', amount, unit }) as HandoverRow;
  const homes = (amount: number, unit = 'hộ') => people(amount, unit);
  it.each<[string, boolean, HandoverRow[], Record<string, number>]>([
    ['nobody, of whom none is on record', true, [], {}],
    ['nobody, of a model that has members', false, [], { participants: 32 }],
    ['as many as take part', true, [people(32)], { participants: 32 }],
    ['in two lines', true, [people(20), people(12, null)], { participants: 32 }],
    ['fewer', false, [people(31)], { participants: 32 }],
    ['more', false, [people(33)], { participants: 32 }],
    ['an amount left out', false, [people(null)], { participants: 32 }],
    ['whom nobody has counted', false, [people(32)], {}],
    ['association members listed once more', true, [people(32), people(10)], { participants: 32, associationMembers: 10 }],
    ['all of them', true, [people(47)], { participants: 32, associationMembers: 10, unionMembers: 5 }],
    ['only the association members', false, [people(10)], { participants: 32, associationMembers: 10 }],
    ['the largest count, where none takes part', true, [people(10)], { associationMembers: 10, unionMembers: 5 }],
    ['both counts, where none takes part', true, [people(15)], { associationMembers: 10, unionMembers: 5 }],
    ['the smaller count', false, [people(5)], { associationMembers: 10, unionMembers: 5 }],
    ['households', true, [homes(28)], { households: 28 }],
    ['households alone, though people are counted too', true, [homes(28, 'Hộ dân')], { participants: 32, households: 28 }],
    ['people alone, though households are counted too', true, [people(32)], { participants: 32, households: 28 }],
    ['both', true, [people(32), homes(28)], { participants: 32, households: 28 }],
    ['too few households', false, [people(32), homes(27)], { participants: 32, households: 28 }],
    ['a unit that only begins alike is of people', true, [people(32, 'hội viên')], { participants: 32 }],
    ['money, which is another matter', true, [{ what: 'money', amount: 5, unit: 'đồng' } as HandoverRow], {}],
  ])('members handed over: %s', (_, same, rows, onRecord) => {
    expect(membersAreThoseOnRecord(rows, onRecord)).toBe(same);
  });

  it('a unit that is not known to have closed is warned of', () => {
    const reorganisations = [{ document: 'Nghị quyết 1663/NQ-UBTVQH15', effectiveOn: '2025-07-01' }];
    const warned = (ground: string, unitChangeDocument: string, ownerOrganisationInForce: boolean) =>
      warningsOf('terminate', {
        ...exampleFacts,
        reorganisations,
        ownerOrganisationInForce,
        input: { fields: { ground, unitChangeDocument, unitChangedOn: '2025-07-01', handover: [] } },
      }).some(({ code }) => code === 'unitIsNotKnownToHaveClosed');
    expect([
      warned('unitClosed', 'QĐ 15/QĐ-UBND', true),
      warned('unitClosed', '1663/NQ-UBTVQH15', true),
      warned('unitClosed', 'QĐ 15/QĐ-UBND', false),
      warned('obsolete', 'QĐ 15/QĐ-UBND', true),
    ]).toEqual([true, false, false, false]);
  });

  it('members that differ and documents left out are warned of, not refused', () => {
    const codes = (fields: object, onRecord: object) =>
      warningsOf('terminate', { ...exampleFacts, ...onRecord, input: { fields: { ground: 'obsolete', ...fields } } })
        .map(({ code }) => code)
        .filter((code) => code !== 'endedByAnotherThanTheFounder');
    const members = { ...line, what: 'members', amount: 30, unit: 'người' };
    const onRecord = { membersOnRecord: { participants: 32 }, documentsOnRecord: 1 };
    expect(codes({ handover: [members] }, onRecord)).toEqual([
      'membersHandedOverAreNotThoseOnRecord',
      'documentsOnRecordAreNotHandedOver',
    ]);
    expect(
      codes(
        {
          handover: [
            { ...members, amount: 32 },
            { ...line, what: 'documents' },
          ],
        },
        onRecord,
      ),
    ).toEqual([]);
    expect(codes({ handover: [line] }, { documentsOnRecord: 0 })).toEqual([]);
    // Whoever only asks, or hands in no list that can be read, is not warned of what is not said yet.
    expect(codes({}, onRecord)).toEqual([]);
    expect(codes({ ground: 'consolidated', handover: [members, { ...line, what: 'documents' }] }, onRecord)).toEqual([]);
  });
});
