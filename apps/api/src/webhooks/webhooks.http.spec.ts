import { KeyVault } from '#platform';
import { openTestApi, testSettings, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/webhooks', () => {
  let api: TestApi;
  let head: string;
  let administrator: string;
  beforeAll(async () => {
    api = await openTestApi();
    head = await api.tokenFor('head');
    administrator = await api.tokenFor('administrator');
  });
  afterAll(() => api.close());

  const wanted = { name: 'Cổng', url: 'https://system.example/hook', events: ['obligation.changed'] };
  const subscribe = (body: object, as = head) => api.http.post('/api/webhooks').set('Authorization', as).send(body);
  const get = (url: string, as = head) => api.http.get(url).set('Authorization', as);

  it('shows its secret once, at its making and at its rotation', async () => {
    const { body } = await subscribe(wanted).expect(201).expect('ETag', '"r1"');
    expect(body.secret).toMatch(/^whsec_[\w+/]{40,}=*$/);
    expect(body).toMatchObject({ ...wanted, status: 'active', privateAllowed: false, failingSince: null });
    const seen = await get(`/api/webhooks/${body.id}`).expect(200);
    expect(JSON.stringify(seen.body)).not.toContain('whsec_');
    const rotated = await api.http
      .post(`/api/webhooks/${body.id}/secret`)
      .set({ Authorization: head, 'If-Match': '"r1"' })
      .send({})
      .expect(200);
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.secret).not.toBe(body.secret);
    await api.http.post(`/api/webhooks/${body.id}/secret`).set({ Authorization: head, 'If-Match': '"r1"' }).send({}).expect(412);
    const { secret: sealed, old } = (await api.records.sql.row<{ secret: string; old: string }>(
      `SELECT secret, old_secret AS old FROM webhooks WHERE id = $1`,
      [body.id],
    ))!;
    const vault = new KeyVault(testSettings().sealingKeys);
    // Kept sealed: who reads the database alone signs nothing.
    expect([sealed, old].map((text) => vault.isCurrent(text))).toEqual([true, true]);
    expect([sealed, old].map((text) => vault.open(text, `webhook/${body.id}`))).toEqual([rotated.body.secret, body.secret]);
    const kept = await api.records.sql.row<{ text: string }>(
      `SELECT string_agg(body::text, '') AS text FROM journal WHERE stream = 'webhook'`,
    );
    expect(kept!.text).not.toContain('whsec_');
  });

  it.each([
    ['loopback', { url: 'https://127.0.0.1/hook' }, 422, '/url'],
    ['loopback, written otherwise', { url: 'https://0x7f.1/hook' }, 422, '/url'],
    ['the metadata service of a cloud', { url: 'https://169.254.169.254/' }, 422, '/url'],
    ['a private network', { url: 'https://10.0.0.8/' }, 422, '/url'],
    ['IPv6 loopback', { url: 'https://[::1]/' }, 422, '/url'],
    ['a name of this machine', { url: 'https://localhost/' }, 422, '/url'],
    ['plain http', { url: 'http://system.example/' }, 422, '/url'],
    ['a password in it', { url: 'https://a:b@system.example/' }, 422, '/url'],
    ['no address', { url: 'system' }, 422, '/url'],
    ['no event', { events: [] }, 400, '/events'],
    ['an event there is not', { events: ['everything'] }, 400, '/events'],
    ['leave for a private one, by a head', { url: 'https://10.0.0.8/', privateAllowed: true }, 403, '/privateAllowed'],
  ])('%s is refused', async (_, wrong, status, pointer) => {
    const before = (await get('/api/webhooks')).body.items.length;
    const { body } = await subscribe({ ...wanted, ...wrong }).expect(status);
    expect(body.errors[0].pointer).toBe(pointer);
    expect((await get('/api/webhooks')).body.items.length).toBe(before);
  });

  it('a private address is for an administrator to allow, and for nobody else to change', async () => {
    const { body } = await subscribe({ ...wanted, url: 'http://127.0.0.1:1/hook', privateAllowed: true }, administrator).expect(
      201,
    );
    const change = (to: object, etag: string, as = administrator) =>
      api.http.patch(`/api/webhooks/${body.id}`).set({ Authorization: as, 'If-Match': etag }).send(to);
    await change({ url: 'http://127.0.0.1:2/hook' }, '"r1"').expect(200);
    await change({ privateAllowed: false }, '"r2"').expect(422);
    // A webhook of another organisation is not there.
    await change({ name: 'x' }, '"r2"', head).expect(404);
    await get(`/api/webhooks/${body.id}`).expect(404);
    await api.http.delete(`/api/webhooks/${body.id}`).set('Authorization', head).expect(404);
    await api.http.delete(`/api/webhooks/${body.id}`).set('Authorization', administrator).expect(204);
    await get(`/api/webhooks/${body.id}`, administrator).expect(404);
  });

  it('a test call waits in the queue, is listed with the webhook, and only what was given up is made again', async () => {
    const { id } = (await subscribe(wanted).expect(201)).body;
    const { deliveryId } = (await api.http.post(`/api/webhooks/${id}/test`).set('Authorization', head).send({}).expect(202)).body;
    expect((await get(`/api/webhooks/${id}/deliveries`).expect(200)).body.items).toMatchObject([
      { id: deliveryId, channel: 'webhook', status: 'queued', recipient: 'Cổng', attempts: 0 },
    ]);
    const resend = (as = head) =>
      api.http.post(`/api/webhooks/${id}/deliveries/${deliveryId}/resend`).set('Authorization', as).send({});
    await resend().expect(409);
    await api.http
      .patch(`/api/webhooks/${id}`)
      .set({ Authorization: head, 'If-Match': '"r1"' })
      .send({ active: false })
      .expect(200);
    expect((await get(`/api/webhooks/${id}/deliveries/${deliveryId}`).expect(200)).body).toMatchObject({
      status: 'dead',
      tried: [{ number: 1, outcome: 'rejected', answer: 'Not tried: the webhook is switched off' }],
    });
    await api.http.post(`/api/webhooks/${id}/test`).set('Authorization', head).send({}).expect(409);
    // Switched off it would only be given up again.
    expect((await resend().expect(409)).body.detail).toContain('active: true');
    await api.http
      .patch(`/api/webhooks/${id}`)
      .set({ Authorization: head, 'If-Match': '"r2"' })
      .send({ active: true })
      .expect(200);
    expect((await resend().expect(202)).body.status).toBe('queued');
    await api.http
      .get('/api/webhooks')
      .set('Authorization', await api.tokenFor('officer'))
      .expect(403);
  });

  it('dead letters are an administrator’s to see and to send again', async () => {
    const list = (query: string, as = administrator) => get(`/api/deliveries?${query}`, as);
    await list('', head).expect(403);
    expect((await list('channel=webhook').expect(200)).body.items.length).toBeGreaterThan(0);
    expect((await list('status=dead').expect(200)).body.items).toEqual([]);
    await list('status=lost').expect(400);
    await get('/api/deliveries/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b', administrator).expect(404);
    expect((await get('/api/bouncing-addresses', administrator).expect(200)).body.items).toEqual([]);
  });
});
