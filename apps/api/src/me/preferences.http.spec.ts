import { usualChannels, type Telling, type TellingRule } from '#domain';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

/** An edition from that day on which differs from the usual one in some kinds of notices. */
const appendChannels = async (api: TestApi, validFrom: string, over: Partial<Record<Telling, TellingRule>>) => {
  const administrator = await api.tokenFor('administrator');
  return api.http
    .post('/api/rules')
    .set('Authorization', administrator)
    .send({
      ruleKey: 'noticeChannels',
      validFrom,
      source: 'Mẫu: công văn 21',
      body: { acts: { ...usualChannels.acts, ...over } },
    });
};

describe('apps/api/me - how a person is told', () => {
  let api: TestApi;
  let officer: string;
  beforeAll(async () => {
    api = await openTestApi();
    officer = await api.tokenFor('officer');
  });
  afterAll(() => api.close());

  const wanted = {
    locale: 'en',
    email: 'can-bo@xa.example',
    phone: '+84901234567',
    digestAt: '14:30',
    remind: [] as string[],
    due: ['email', 'sms'],
    overdue: ['email'],
    escalate: ['zalo'],
    moved: ['sms'],
    acts: ['email', 'zalo'],
  };
  const allowed = usualChannels.acts;
  const read = () => api.http.get('/api/me/preferences').set('Authorization', officer);
  const choose = (body: object, etag: string) =>
    api.http.put('/api/me/preferences').set('Authorization', officer).set('If-Match', etag).send(body);

  it('who never chose gets e-mail; a choice is kept under the next revision and journaled without addresses', async () => {
    const before = await read().expect(200).expect('ETag', '"r1"');
    expect(before.body).toMatchObject({
      remind: ['email'],
      due: ['email'],
      moved: ['email'],
      acts: ['email'],
      digestAt: null,
      phone: null,
      emailBouncedAt: null,
    });
    expect((await choose(wanted, '"r1"').expect(200).expect('ETag', '"r2"')).body).toEqual({
      ...wanted,
      allowed,
      emailBouncedAt: null,
      revision: 2,
    });
    expect((await read()).body).toEqual({ ...wanted, allowed, emailBouncedAt: null, revision: 2 });
    await choose(wanted, '"r1"').expect(412);
    await api.http.put('/api/me/preferences').set('Authorization', officer).send(wanted).expect(428);
    const entry = await api.records.sql.row<{ body: object }>(
      `SELECT body FROM journal WHERE stream = 'person' AND kind = 'preferencesChosen'`,
    );
    expect(entry!.body).toMatchObject({ due: ['email', 'sms'], emailChanged: true });
    expect(JSON.stringify(entry!.body)).not.toMatch(/@|\+84/);
  });

  it.each([
    ['what is due on no channel', { due: [] }, 422, '/due'],
    ['what is late on no channel', { overdue: [] }, 422, '/overdue'],
    ['what is escalated on no channel', { escalate: [] }, 422, '/escalate'],
    ['a moved day on no channel', { moved: [] }, 422, '/moved'],
    ['what was done on no channel', { acts: [] }, 422, '/acts'],
    ['a pigeon for a moved day', { moved: ['pigeon'] }, 400, '/moved'],
    ['SMS without a number', { phone: null }, 422, '/phone'],
    ['a line break in an address', { email: 'a@b.example\r\nBcc: x@y.example' }, 400, '/email'],
    ['a line break at its end', { email: 'a@b.example\n' }, 400, '/email'],
    ['two addresses', { email: 'a@b.example,c@d.example' }, 400, '/email'],
    ['no address', { email: 'a' }, 400, '/email'],
    ['a local number', { phone: '0901234567' }, 400, '/phone'],
    ['an hour at night', { digestAt: '02:30' }, 400, '/digestAt'],
    ['no hour', { digestAt: '14:61' }, 400, '/digestAt'],
    ['a channel twice', { due: ['email', 'email'] }, 400, '/due'],
    ['a pigeon', { due: ['pigeon'] }, 400, '/due'],
    ['a field of its own', { admin: true }, 400, '/admin'],
  ])('%s is refused, and nothing is kept', async (_, wrong, status, pointer) => {
    const { revision } = (await read()).body as { revision: number };
    const { body } = await choose({ ...wanted, ...wrong }, `"r${revision}"`).expect(status);
    expect(body.errors[0].pointer).toBe(pointer);
    expect((await read()).body.revision).toBe(revision);
  });

  it('a channel given twice is told so, not offered again', async () => {
    const { revision } = (await read()).body as { revision: number };
    const { body } = await choose({ ...wanted, due: ['email', 'email'] }, `"r${revision}"`).expect(400);
    expect(['Give each value only once.', 'Mỗi giá trị chỉ ghi một lần.']).toContain(body.errors[0].detail);
  });

  it('one click of a mail client stops reminders by e-mail and nothing else; a look at the address stops nothing; twice is once', async () => {
    const { revision } = (await read()).body as { revision: number };
    await choose({ ...wanted, remind: ['email', 'sms'] }, `"r${revision}"`).expect(200);
    const { token } = (await api.records.sql.row<{ token: string }>(
      `SELECT unsubscribe_token AS token FROM persons WHERE email = 'can-bo@xa.example'`,
    ))!;
    const asked = await api.http
      .get(`/api/unsubscribe/${token}`)
      .set('Accept-Language', 'vi')
      .expect(200)
      .expect('Content-Type', /html/);
    expect(asked.text).toContain('<form method="post">');
    expect((await read()).body.remind).toEqual(['email', 'sms']);
    for (const _ of [1, 2])
      await api.http
        .post(`/api/unsubscribe/${token}`)
        .set('Content-Type', 'application/x-www-form-urlencoded')
        .send('List-Unsubscribe=One-Click')
        .expect(200);
    expect((await read()).body).toMatchObject({ remind: ['sms'], due: ['email', 'sms'], revision: revision + 2 });
    await api.http.post('/api/unsubscribe/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b').expect(404);
    await api.http.post('/api/unsubscribe/x').expect(404);
  });

  it('who knows nothing of newer fields keeps what was chosen there', async () => {
    const { revision } = (await read()).body as { revision: number };
    const { moved: _, acts: __, ...older } = wanted;
    expect((await choose(older, `"r${revision}"`).expect(200)).body).toMatchObject({ moved: ['sms'], acts: ['email', 'zalo'] });
  });
});

describe('apps/api/me - what may be chosen is a rule', () => {
  let api: TestApi;
  let officer: string;
  beforeAll(async () => {
    api = await openTestApi();
    officer = await api.tokenFor('officer');
  });
  afterAll(() => api.close());

  const by = { locale: 'vi', email: 'can-bo@xa.example', phone: '+84901234567', digestAt: null };
  const mail = { remind: ['email'], due: ['email'], overdue: ['email'], escalate: ['email'], moved: ['email'], acts: ['email'] };
  const read = async () => (await api.http.get('/api/me/preferences').set('Authorization', officer).expect(200)).body;
  const choose = async (over: object) => {
    const { revision } = await read();
    return api.http
      .put('/api/me/preferences')
      .set('Authorization', officer)
      .set('If-Match', `"r${revision}"`)
      .send({ ...by, ...mail, ...over });
  };

  it('an administrator changes it by data, from its first day on', async () => {
    const appended = await appendChannels(api, '2026-12-01', {
      remind: { mustReach: true, channels: ['email'] },
      due: { mustReach: true, channels: ['email', 'sms'] },
      moved: { mustReach: false, channels: [] },
    });
    expect(appended.status).toBe(201);
    expect((await choose({ remind: [], due: ['zalo'], moved: ['email'] })).status).toBe(200);

    api.clock.set('2026-12-01');
    expect((await read()).allowed).toMatchObject({
      remind: { mustReach: true, channels: ['email'] },
      due: { mustReach: true, channels: ['email', 'sms'] },
      moved: { mustReach: false, channels: [] },
      overdue: { mustReach: true, channels: ['email', 'sms', 'zalo'] },
    });
    const refused = await choose({ remind: [], due: ['zalo'], moved: ['email'] });
    expect([refused.status, refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/remind', '/due', '/moved'],
    ]);
    expect((await choose({ moved: [] })).status).toBe(200);
  });

  it('reminders that must reach their reader cannot be stopped by a click in an older letter', async () => {
    const { token } = (await api.records.sql.row<{ token: string }>(
      `SELECT unsubscribe_token AS token FROM persons WHERE email = 'can-bo@xa.example'`,
    ))!;
    const refused = await api.http.post(`/api/unsubscribe/${token}`).set('Accept-Language', 'en').expect(409);
    expect(refused.body.detail).toContain('reminders must reach');
    expect((await read()).remind).toEqual(['email']);
  });

  it.each<[string, Partial<Record<Telling, unknown>>, string]>([
    ['a kind that is left out', { due: undefined }, '/body/acts/due'],
    ['a kind there is not', { gossip: { mustReach: false, channels: [] } } as never, '/body/acts/gossip'],
    ['a channel there is not', { due: { mustReach: true, channels: ['email', 'pigeon'] } }, '/body/acts/due/channels'],
    ['a channel twice', { due: { mustReach: true, channels: ['email', 'email'] } }, '/body/acts/due/channels'],
    ['what must reach by phone alone', { due: { mustReach: true, channels: ['sms'] } }, '/body/acts/due/channels'],
    ['a maybe', { due: { mustReach: 'maybe', channels: ['email'] } }, '/body/acts/due/mustReach'],
    ['a list in place of a kind', { due: ['email'] }, '/body/acts/due'],
  ])('an edition with %s is refused', async (_, over, pointer) => {
    const refused = await appendChannels(api, '2027-06-01', over as never);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe('apps/api/me - without a gateway to phones', () => {
  let api: TestApi;
  beforeAll(async () => (api = await openTestApi({ settings: { textGatewayUrl: null } })));
  afterAll(() => api.close());

  it('SMS and Zalo are not offered, and refused with what to do', async () => {
    const officer = await api.tokenFor('officer');
    const { body } = await api.http.get('/api/me/preferences').set('Authorization', officer).expect(200);
    expect(body.allowed.due).toEqual({ mustReach: true, channels: ['email'] });
    const { allowed: _, emailBouncedAt: __, revision, ...before } = body;
    const refused = await api.http
      .put('/api/me/preferences')
      .set({ Authorization: officer, 'If-Match': `"r${revision}"`, 'Accept-Language': 'en' })
      .send({ ...before, phone: '+84901234567', due: ['email', 'sms'] })
      .expect(422);
    expect(refused.body.errors).toEqual([{ pointer: '/due', detail: expect.stringMatching(/sms.*email.*TEXT_GATEWAY_URL/) }]);
  });
});
