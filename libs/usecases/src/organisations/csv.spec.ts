import { rowsOfCsv } from './csv.js';
import { ownId } from './own-id.js';

describe('libs/usecases/organisations - seed files', () => {
  it('a row knows its line, quotes and breaks included', () =>
    expect(rowsOfCsv('\uFEFFkey,name\r\nA,"one, ""two""\nthree"\n\nB,four\n')).toEqual([
      { line: 2, cells: { key: 'A', name: 'one, "two"\nthree' } },
      { line: 5, cells: { key: 'B', name: 'four' } },
    ]));
  it('a cell too few is a missing column', () => expect(rowsOfCsv('key,name\nA')[0]!.cells).toEqual({ key: 'A' }));
  it('an id of ours is a UUID of version 5, the same for ever', () => {
    expect(ownId('territory', '29869@2024')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ownId('territory', '87@2024')).toBe('78b5236e-326e-5da0-b737-cae822d8c129');
    expect(ownId('organisation', '87@2024')).not.toBe(ownId('territory', '87@2024'));
  });
});
