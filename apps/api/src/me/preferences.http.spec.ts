import { openTestApi, type TestApi } from '../testing/open-test-api.js';

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
  };
  const read = () => api.http.get('/api/me/preferences').set('Authorization', officer);
  const choose = (body: object, etag: string) =>
    api.http.put('/api/me/preferences').set('Authorization', officer).set('If-Match', etag).send(body);

  it('who never chose gets e-mail; a choice is kept under the next revision and journaled without addresses', async () => {
    const before = await read().expect(200).expect('ETag', '"r1"');
    expect(before.body).toMatchObject({ remind: ['email'], due: ['email'], digestAt: null, phone: null, emailBouncedAt: null });
    expect((await choose(wanted, '"r1"').expect(200).expect('ETag', '"r2"')).body).toEqual({
      ...wanted,
      emailBouncedAt: null,
      revision: 2,
    });
    expect((await read()).body).toEqual({ ...wanted, emailBouncedAt: null, revision: 2 });
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
});
