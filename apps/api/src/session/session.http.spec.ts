import { openTestApi, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/session', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi();
  });
  afterAll(() => api.close());

  it('signs in, tells who is there, signs out', async () => {
    const browser = await api.signInAs('officer');
    const me = await browser.get('/api/me').expect(200);
    expect(me.body).toMatchObject({ username: 'mau.canbo', actingPost: { role: 'officer' }, tokenScopes: null });
    expect((await browser.get('/api/session').expect(200)).body.expiresAt).toEqual(expect.any(String));
    await browser.delete('/api/session').expect(204);
    await browser.get('/api/me').expect(401);
  });
});
