import { climb } from './climb.js';

describe('libs/domain/deadlines - the way up along a named path', () => {
  it.each<[string, string, string | null, string[], string[]]>([
    ['the receiving body comes first', 'commune', 'front', ['lead', 'top'], ['front', 'lead', 'top']],
    ['who stands on the path climbs from there', 'lead', null, ['front', 'lead', 'top'], ['top']],
    ['nothing below the receiving body is called', 'commune', 'lead', ['front', 'lead', 'top'], ['lead', 'top']],
    ['a body of two functions is called once', 'commune', null, ['front', 'board', 'board', 'top'], ['front', 'board', 'top']],
    ['the last of the path has nobody above', 'top', null, ['lead', 'top'], []],
    ['nobody reports to itself', 'lead', 'lead', ['top'], ['top']],
    ['a path nobody holds leaves the receiving body', 'commune', 'front', [], ['front']],
  ])('%s', (_, owing, receiver, path, way) => {
    expect(climb(owing, receiver, path)).toEqual(way);
  });
});
