import type { Response } from 'supertest';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/door - pages', () => {
  let api: TestApi;
  let supervisor: string;
  beforeAll(async () => {
    api = await openTestApi();
    supervisor = await api.tokenFor('supervisor');
  });
  afterAll(() => api.close());

  const get = (url: string, as = supervisor) => api.http.get(url).set('Authorization', as);

  it('walks every page once, by `next` and by Link', async () => {
    const whole = (await get('/api/organisations').expect(200)).body;
    expect(whole).toMatchObject({ next: null });
    const seen: string[] = [];
    let url: string | undefined = '/api/organisations?limit=1&search=mau';
    for (let turn = 0; url && turn < 10; turn++) {
      const answer: Response = await get(url).expect(200);
      expect(answer.body.items).toHaveLength(1);
      seen.push(answer.body.items[0].id);
      url = /<(.+)>; rel="next"/.exec(String(answer.headers['link']))?.[1];
      expect(url === undefined).toBe(answer.body.next === null);
    }
    expect(seen).toEqual(whole.items.map(({ id }: { id: string }) => id));
  });

  it('a cursor is good for its list, its filter and its post only, and not when altered', async () => {
    const { next } = (await get('/api/organisations?limit=1').expect(200)).body;
    const at = (query: string, as?: string) => get(`/api/organisations?${query}`, as);
    await at(`limit=2&cursor=${next}`).expect(200);
    const refused = await at(`limit=1&search=mau&cursor=${next}`).expect(400);
    expect(refused.body.type).toBe('/api/problems/cursorRefused');
    await get(`/api/territories?limit=1&cursor=${next}`).expect(400);
    await at(`limit=1&cursor=${next}`, await api.tokenFor('administrator')).expect(400);
    const bytes = Buffer.from(next, 'base64url');
    bytes[bytes.length - 3]! ^= 1;
    await at(`limit=1&cursor=${bytes.toString('base64url')}`).expect(400);
    for (const cursor of ['x', '', 'eyJpZCI6MX0', `${next}A`]) await at(`limit=1&cursor=${cursor}`).expect(400);
  });
});
