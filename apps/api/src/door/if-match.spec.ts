import { Problem } from '#platform';
import type { Request } from 'express';
import { etagOf, revisionSeen } from './if-match.js';

describe('apps/api/door - If-Match', () => {
  const seen = (ifMatch?: string) => {
    try {
      return revisionSeen({ headers: { 'if-match': ifMatch } } as Request);
    } catch (error) {
      return (error as Problem).status;
    }
  };

  it('reads back the ETag it gave', () => {
    expect(seen(etagOf(12))).toBe(12);
    expect(seen(` ${etagOf(1)} `)).toBe(1);
  });

  it.each([
    ['missing', undefined, 428],
    ['empty', '', 428],
    ['whatever it is by now', '*', 428],
    ['weak', 'W/"r12"', 412],
    ['unquoted', 'r12', 412],
    ['of another make', '"12"', 412],
    ['a list', '"r12", "r13"', 412],
    ['no revision', '"r0"', 412],
    ['beyond every revision', '"r99999999999999999999"', 412],
  ])('%s: %s → %s', (_, given, status) => {
    expect(seen(given)).toBe(status);
  });
});
