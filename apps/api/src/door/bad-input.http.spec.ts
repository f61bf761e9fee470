import { request as plainRequest } from 'node:http';
import { openTestApi, PASSWORD, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/door - bad input', () => {
  let api: TestApi;
  let officer: string;
  beforeAll(async () => {
    api = await openTestApi();
    officer = await api.tokenFor('officer');
  });
  afterAll(() => api.close());

  const mint = (body: unknown, language = 'en') =>
    api.http
      .post('/api/tokens')
      .set('Authorization', officer)
      .set('Accept-Language', language)
      .send(body as object);
  const right = { name: 'report', scopes: ['read'], expiresOn: '2027-01-31' };

  it.each([
    ['an unknown field', { ...right, colour: 'red' }, '/colour', /No such field/],
    ['a wrong type', { ...right, name: 7 }, '/name', /text of 1 to 100/],
    ['a missing field', { name: 'x', scopes: ['read'] }, '/expiresOn', /required/],
    ['a day that does not exist', { ...right, expiresOn: '2027-02-29' }, '/expiresOn', /day of the calendar/],
    ['a day before the calendar of the database', { ...right, expiresOn: '0000-01-01' }, '/expiresOn', /day of the calendar/],
    ['an unknown scope', { ...right, scopes: ['read', 'rule'] }, '/scopes', /one of: read, write, admin/],
    ['no scope', { ...right, scopes: [] }, '/scopes', /one of/],
    ['an object for a list', { ...right, scopes: { length: 1 } }, '/scopes', /list/],
    ['a NUL in a text', { ...right, name: 'a\u0000b' }, '/name', /control characters/],
    ['a list for an object', [right], '', /JSON object/],
    ['nesting without end', { ...right, name: JSON.parse('['.repeat(3000) + ']'.repeat(3000)) }, '', /20 levels/],
    [
      'a field that would touch the prototype',
      JSON.parse('{"name":"x","scopes":["read"],"expiresOn":"2027-01-31","__proto__":{"x":1},"constructor":{}}'),
      '/__proto__',
      /No such field/,
    ],
  ])('%s is refused at its pointer', async (_, body, pointer, words) => {
    const answer = await mint(body).expect(400).expect('Content-Type', 'application/problem+json');
    expect(answer.body).toMatchObject({ status: 400, instance: '/api/tokens', requestId: answer.headers['x-request-id'] });
    if (pointer !== undefined) expect(answer.body.errors).toContainEqual({ pointer, detail: expect.stringMatching(words!) });
  });

  it('every fault is told at once, in Vietnamese unless English is asked for', async () => {
    const answer = await api.http
      .post('/api/tokens')
      .set('Authorization', officer)
      .send({ name: '', scopes: 1, x: 1 })
      .expect(400);
    expect(answer.headers['content-language']).toBe('vi');
    expect(answer.body.title).toBe('Dữ liệu gửi lên chưa đúng');
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/expiresOn',
      '/name',
      '/scopes',
      '/x',
    ]);
    expect((await mint({}, 'fr, en;q=0.3, vi;q=0.2').expect(400)).headers['content-language']).toBe('en');
  });

  it('nothing is half-written', async () => {
    const before = await api.records.sql.row(`SELECT count(*)::int AS n FROM access_tokens`);
    await mint({ ...right, colour: 'red' }).expect(400);
    expect(await api.records.sql.row(`SELECT count(*)::int AS n FROM access_tokens`)).toEqual(before);
  });

  it.each([
    ['limit', '/api/tokens?limit=0', '/limit'],
    ['limit', '/api/tokens?limit=101', '/limit'],
    ['limit', '/api/tokens?limit=ten', '/limit'],
    ['limit twice', '/api/tokens?limit=1&limit=2', '/limit'],
    ['unknown parameter', '/api/tokens?colour=red', '/colour'],
    ['asOf', '/api/territories?asOf=2025-06-31', '/asOf'],
    ['level', '/api/territories?level=planet', '/level'],
    ['parentId', '/api/territories?parentId=87', '/parentId'],
    ['search', '/api/territories?search=%00', '/search'],
  ])('query: %s (%s)', async (_, url, pointer) => {
    const answer = await api.http.get(url).set('Authorization', officer).expect(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
  });

  it('broken JSON, another content type, an unknown charset, 1 MB', async () => {
    const post = () => api.http.post('/api/tokens').set('Authorization', officer);
    expect((await post().set('Content-Type', 'application/json').send('{"name":').expect(400)).body.type).toBe(
      '/api/problems/malformed',
    );
    await post().set('Content-Type', 'text/plain').send('name=x').expect(415);
    await post().set('Content-Type', 'application/x-www-form-urlencoded').send('name=x').expect(415);
    await post().set('Content-Type', 'application/json; charset=x-none').send('{}').expect(415);
    await post().set('Content-Encoding', 'snappy').send({}).expect(415);
    const large = await mint({ ...right, name: 'x'.repeat(1_000_000) }).expect(413);
    expect(large.body).toMatchObject({ type: '/api/problems/tooLarge', detail: expect.stringContaining('256 kB') });
  });

  it('unknown addresses, methods and undecodable paths are problems too', async () => {
    for (const path of ['/', '/api', '/api/nothing', '/api/%FF', '/nothing', '/api/health', '/robots.txt']) {
      const answer = await api.http.get(path).expect(404).expect('Content-Type', 'application/problem+json');
      expect(answer.body.type).toBe('/api/problems/noSuchRoute');
    }
    await api.http.patch('/api/tokens').set('Authorization', officer).send({}).expect(404);
  });

  it('an id that cannot exist, does not exist, or is of another organisation: not found', async () => {
    const get = (path: string) => api.http.get(path).set('Authorization', officer).expect(404);
    await get('/api/territories/87');
    await get('/api/territories/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b');
    await get(`/api/organisations/${api.world.fronts[1]}`);
    await get('/api/notices/99999999999999');
    await get('/api/notices/-1');
  });

  it('a failure inside tells nothing but its number', async () => {
    const broken = jest.spyOn(api.records.sql, 'rows').mockRejectedValueOnce(new Error('relation "secret" does not exist'));
    const answer = await api.http.get('/api/territories').set('Authorization', officer).expect(500);
    broken.mockRestore();
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(api.lines.find((line) => line.includes('secret'))).toContain(answer.body.requestId);
  });

  it('a lost database is 503 with Retry-After', async () => {
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const broken = jest.spyOn(api.records.sql, 'rows').mockRejectedValueOnce(lost);
    await api.http.get('/api/territories').set('Authorization', officer).expect(503).expect('Retry-After', '3');
    broken.mockRestore();
  });

  it('a request number is taken over when well-formed, else made', async () => {
    expect((await api.http.get('/api/health/live').set('X-Request-Id', 'abc-123-def')).headers['x-request-id']).toBe(
      'abc-123-def',
    );
    expect((await api.http.get('/api/health/live').set('X-Request-Id', 'a b{}')).headers['x-request-id']).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('a password never reaches the log', async () => {
    await api.http.post('/api/session').send({ username: 'mau.canbo', password: PASSWORD }).expect(201);
    expect(api.lines.join('')).not.toContain(PASSWORD);
    expect(api.lines.join('')).not.toContain(officer.slice(7));
  });

  it('a request broken off in the middle harms nobody', async () => {
    const { port } = api.app.getHttpServer().address() as { port: number };
    await new Promise<void>((done) => {
      const half = plainRequest({
        port,
        method: 'POST',
        path: '/api/session',
        headers: { 'content-type': 'application/json', 'content-length': 100 },
      });
      half.on('error', () => done());
      half.write('{"user');
      setTimeout(() => half.destroy(), 30);
    });
    await api.http.get('/api/health/live').expect(200);
  });
});
