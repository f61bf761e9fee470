import { isRefusal, notFound, refusal, stale } from '#domain';

describe('libs/domain/refusals - why a deed was not done', () => {
  it('a refusal is told from everything else a deed may give back', () => {
    const words = { vi: 'Không', en: 'No' };
    expect([refusal('invalid', words), notFound(), stale()].every(isRefusal)).toBe(true);
    const others = [
      null,
      undefined,
      'refused',
      4,
      {},
      { kind: 'refused' },
      { kind: 'advanced', code: 'invalid' },
      { code: 'stale' },
    ];
    expect(others.filter(isRefusal)).toEqual([]);
  });

  it('says what kind it is, its words, and each reason', () => {
    const errors = [{ pointer: '/a', words: { vi: 'a', en: 'a' }, source: 'D1.4' }];
    expect(refusal('conflict', { vi: 'x', en: 'y' }, errors)).toEqual({
      kind: 'refused',
      code: 'conflict',
      words: { vi: 'x', en: 'y' },
      errors,
    });
    expect(refusal('conflict', { vi: 'x', en: 'y' }).errors).toEqual([]);
    expect([notFound().code, stale().code]).toEqual(['notFound', 'stale']);
    expect([notFound(), stale()].every(({ words }) => words.vi.length > 20 && words.en.length > 20)).toBe(true);
  });
});
