import { bodiesOfPath, provincialHolder, type FunctionHolder } from '#domain';

const holder = (functionCode: string, organisationId: string, level: FunctionHolder['level'] = 'province'): FunctionHolder => ({
  functionCode,
  organisationId,
  level,
  territoryId: level,
  lineParentId: null,
});
const holders = [
  holder('fatherlandFront', 'front of a commune', 'commune'),
  holder('fatherlandFront', 'Front'),
  holder('massMobilisationLead', 'board'),
  holder('propagandaLead', 'board'),
];

describe('libs/domain/reports - who holds a function of the province', () => {
  it('never a body of a commune', () => expect(provincialHolder(holders, 'fatherlandFront')?.organisationId).toBe('Front'));
  it('nobody, where the province has none', () =>
    expect(provincialHolder(holders.slice(0, 1), 'fatherlandFront')).toBeUndefined());
  it.each([
    ['the lowest first', ['fatherlandFront', 'massMobilisationLead'], ['Front', 'board']],
    ['past a function nobody holds', ['fatherlandFront', 'standingCommittee', 'massMobilisationLead'], ['Front', 'board']],
    ['a path of nobody', ['standingCommittee'], []],
  ])('a path: %s', (_, path, bodies) => expect(bodiesOfPath(holders, path)).toEqual(bodies));
});
