import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/tokens', () => {
  let api: TestApi;
  const clock = new TestClock();
  beforeAll(async () => {
    api = await openTestApi({ clock });
  });
  afterAll(() => api.close());

  const mint = (over: object = {}) => ({ name: 'report', scopes: ['read'], expiresOn: '2026-12-31', ...over });

  it('shows a token once, keeps its hash, lets it in until it is revoked', async () => {
    const browser = await api.signInAs('officer');
    const minted = await browser.post('/api/tokens').send(mint()).expect(201);
    expect(minted.headers['location']).toBe(`/api/tokens/${minted.body.id}`);
    const bearer = `Bearer ${minted.body.token}`;
    await api.http.get('/api/territories').set('Authorization', bearer).expect(200);
    expect(JSON.stringify((await browser.get('/api/tokens').expect(200)).body)).not.toContain(minted.body.token);
    expect((await browser.get(minted.headers['location']!).expect(200)).body).toMatchObject({ name: 'report', revokedAt: null });
    await browser.delete(minted.headers['location']!).expect(204);
    await browser.delete(minted.headers['location']!).expect(204);
    const refused = await api.http.get('/api/territories').set('Authorization', bearer).expect(401);
    expect(refused.body.type).toBe('/api/problems/tokenRefused');
    expect(refused.headers['www-authenticate']).toContain('invalid_token');
  });

  it('expires at the end of its last day', async () => {
    const browser = await api.signInAs('officer');
    const { body } = await browser
      .post('/api/tokens')
      .send(mint({ expiresOn: '2026-11-24' }))
      .expect(201);
    const me = () => api.http.get('/api/me').set('Authorization', `Bearer ${body.token}`);
    clock.set('2026-11-24', '23:59');
    await me().expect(200);
    clock.set('2026-11-25', '00:00');
    await me().expect(401);
    clock.set('2026-11-23');
  });

  it.each([
    ['yesterday', '2026-11-22', 422],
    ['more than a year', '2027-11-24', 422],
    ['a year', '2027-11-23', 201],
    ['today', '2026-11-23', 201],
  ])('expiring %s', async (_, expiresOn, status) => {
    const answer = await (await api.signInAs('officer')).post('/api/tokens').send(mint({ expiresOn })).expect(status);
    if (status === 422) expect(answer.body.errors[0].pointer).toBe('/expiresOn');
  });

  it('a token does what its scopes say, and makes none wider than itself', async () => {
    const reading = await api.tokenFor('officer', ['read']);
    const lacking = await api.http.post('/api/notices/read').set('Authorization', reading).send({ upTo: 1 }).expect(403);
    expect(lacking.body).toMatchObject({ type: '/api/problems/tokenScope', detail: expect.stringContaining('write') });
    const managing = await api.tokenFor('officer', ['read', 'admin']);
    await api.http
      .post('/api/tokens')
      .set('Authorization', managing)
      .send(mint({ scopes: ['write'] }))
      .expect(403);
    await api.http.post('/api/tokens').set('Authorization', managing).send(mint()).expect(201);
  });

  it('somebody else’s token is not found', async () => {
    const { body } = await (await api.signInAs('officer')).post('/api/tokens').send(mint()).expect(201);
    const other = await api.signInAs('head');
    await other.get(`/api/tokens/${body.id}`).expect(404);
    await other.delete(`/api/tokens/${body.id}`).expect(404);
  });

  it('a wrong token is refused even beside a good session', async () => {
    const browser = await api.signInAs('officer');
    await browser.get('/api/me').set('Authorization', 'Bearer lantoa_wrong').expect(401);
  });
});
