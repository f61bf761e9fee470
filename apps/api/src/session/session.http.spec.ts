import { openTestApi, PASSWORD, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/session', () => {
  let api: TestApi;
  const clock = new TestClock();
  beforeAll(async () => {
    api = await openTestApi({ clock });
  });
  afterAll(() => api.close());

  const signIn = (username: string, password: string) => api.http.post('/api/session').send({ username, password });

  it('signs in, tells who is there, signs out', async () => {
    const browser = await api.signInAs('officer');
    const me = await browser.get('/api/me').expect(200);
    expect(me.body).toMatchObject({ username: 'mau.canbo', actingPost: { role: 'officer' }, tokenScopes: null });
    expect((await browser.get('/api/session').expect(200)).body.expiresAt).toEqual(expect.any(String));
    await browser.delete('/api/session').expect(204);
    await browser.get('/api/me').expect(401);
  });

  it('the cookie is HttpOnly, SameSite=Lax and new at every sign-in; https makes it Secure and __Host-', async () => {
    const first = await signIn('mau.canbo', PASSWORD).expect(201);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^lantoa=.*HttpOnly; SameSite=Lax/);
    const second = await signIn('mau.canbo', PASSWORD).set('Cookie', cookie.split(';')[0]!).expect(201);
    expect(String(second.headers['set-cookie']).split(';')[0]).not.toBe(cookie.split(';')[0]);
    await api.http.get('/api/me').set('Cookie', cookie.split(';')[0]!).expect(401);
  });

  it('the cookie opens the door as soon as the head of the answer is there, however slow the disk', async () => {
    await api.records.source.query(`
      CREATE FUNCTION slow_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
      CREATE TRIGGER slow_disk BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION slow_disk()`);
    const url = await api.app.getUrl();
    const session = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'mau.canbo', password: PASSWORD }),
    });
    const me = await fetch(`${url}/api/me`, { headers: { cookie: session.headers.get('set-cookie')!.split(';')[0]! } });
    await api.records.source.query(`DROP FUNCTION slow_disk CASCADE`);
    await session.json();
    expect(me.status).toBe(200);
  });

  it('wrong name and wrong password are one answer, and neither says which', async () => {
    const unknown = await signIn('khong-co-ai', PASSWORD).expect(401);
    const wrong = await signIn('mau.canbo', 'sai-mat-khau').expect(401);
    expect(unknown.body).toEqual({ ...wrong.body, requestId: unknown.body.requestId });
  });

  it('ten tries without success close the door for that name from that address, for a while', async () => {
    const tries = await Promise.all(Array.from({ length: 14 }, () => signIn('mau.lanhdao', 'sai-mat-khau')));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
    const refused = tries.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(4);
    expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
    await signIn('mau.lanhdao', PASSWORD).expect(429);
    await signIn('mau.canbo', PASSWORD).expect(201);
    clock.pass(16 * 60_000);
    await signIn('mau.lanhdao', PASSWORD).expect(201);
  });

  it.each([
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['another site, by Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site', Origin: 'http://other.lantoa.example' }, 403],
    ['a hidden origin', { Origin: 'null' }, 403],
    ['our own page', { 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['our public address behind a proxy', { Origin: 'http://lantoa.example' }, 200],
    ['a program without a browser', {}, 200],
  ])('a change by session from %s', async (_, headers, status) => {
    const browser = await api.signInAs('supervisor');
    const answer = await browser.post('/api/notices/read').set(headers).send({ upTo: 1 }).expect(status);
    if (status === 403) expect(answer.body.type).toBe('/api/problems/crossSite');
  });

  it('a page of another site cannot sign somebody in', async () => {
    await signIn('mau.canbo', PASSWORD).set('Origin', 'https://evil.example').expect(403);
  });

  it('a disabled account is out at once', async () => {
    const browser = await api.signInAs('neighbour');
    await browser.get('/api/me').expect(200);
    await api.records.sql.affected(`UPDATE accounts SET disabled_at = $2 WHERE id = $1`, [
      api.world.people.neighbour.accountId,
      clock.now(),
    ]);
    await browser.get('/api/me').expect(401);
    await signIn('mau.lang-gieng', PASSWORD).expect(401);
  });
});
