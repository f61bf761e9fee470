import { languageOf, Problem, problemJson, problemOf, type Language } from './problem.js';
import { problemKinds } from './problem-words.js';

describe('libs/platform - problems', () => {
  it.each<[string | undefined, Language | undefined, Language]>([
    [undefined, undefined, 'vi'],
    [undefined, 'en', 'en'],
    ['en-GB', 'vi', 'en'],
    ['vi-VN,vi;q=0.9,en;q=0.8', 'en', 'vi'],
    ['fr, en;q=0.5, vi;q=0.7', undefined, 'vi'],
    ['en;q=0, vi;q=0.1', 'en', 'vi'],
    ['*', 'en', 'en'],
    ['fr', undefined, 'vi'],
    ['xx'.repeat(10_000), undefined, 'vi'],
  ])('Accept-Language %j of a %s speaker: %s', (asked, own, language) => {
    expect(languageOf(asked, own)).toBe(language);
  });

  it('every kind has words in both languages and a status of its own class', () => {
    for (const { status, title, detail } of Object.values(problemKinds)) {
      expect(status).toBeGreaterThanOrEqual(400);
      for (const words of [title, detail]) expect([words.vi.trim(), words.en.trim()].every(Boolean)).toBe(true);
    }
  });

  it.each([
    [Object.assign(new Error('x'), { code: '57P01' }), 'unavailable'],
    [Object.assign(new Error('x'), { driverError: { code: '40001' } }), 'unavailable'],
    [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unavailable'],
    [new Error('Connection terminated unexpectedly'), 'unavailable'],
    [Object.assign(new Error('x'), { code: '23505' }), 'internal'],
    [Object.assign(new Error('x'), { status: 413 }), 'tooLarge'],
    ['a thrown text', 'internal'],
    [null, 'internal'],
  ])('what was thrown becomes a problem: %s → %s', (thrown, kind) => {
    expect(problemOf(thrown).kind).toBe(kind);
  });

  it('an unknown error does not show its words', () => {
    const told = problemJson(problemOf(new Error('password=secret')), { language: 'en', instance: '/api/x', requestId: '1' });
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('errors speak the language of the answer and keep their source', () => {
    const problem = new Problem('invalid', { errors: [{ pointer: '/a', words: { vi: 'Sửa', en: 'Mend' }, source: 'D1.4' }] });
    expect(problemJson(problem, { language: 'vi', instance: '/', requestId: '1' }).errors).toEqual([
      { pointer: '/a', detail: 'Sửa', source: 'D1.4' },
    ]);
  });
});
