import ICAL from 'ical.js';
import { isRefusal, planLadder } from '#domain';
import { OpenConference, OpenDue, OpenReviewRound, OpenRound, WaiveObligation } from '#usecases';
import { actorOf } from '../../../../libs/usecases/src/testing/acting.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/calendars - due days by secret address', () => {
  let api: TestApi;
  let officer: string;
  let obligation: { id: string; deadlineId: string; organisationId: string; receiverId: string };
  let deadlineDueOn: string;

  beforeAll(async () => {
    const clock = new TestClock();
    clock.set('2024-10-02');
    api = await openTestApi({ seeded: true, clock });
    const { records } = api;
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: clock.now(),
    });
    obligation = (await api.records.sql.row(
      `SELECT o.id, o.deadline_id AS "deadlineId", o.organisation_id AS "organisationId", o.reports_to[1] AS "receiverId" FROM obligations o
       JOIN recipients_on('2024-10-02') r ON r.organisation_id = o.organisation_id WHERE o.duty = 'commune' LIMIT 1`,
    ))!;
    deadlineDueOn = (await api.records.sql.row<{ on: string }>(`SELECT due_on AS on FROM deadlines WHERE id = $1`, [
      obligation.deadlineId,
    ]))!.on;
    const post = await api.records.sql.row<{ id: string }>(
      `SELECT p.id FROM posts p JOIN post_holders h ON h.post_id = p.id WHERE p.organisation_id = $1 AND p.role = 'officer' AND p.valid @> '2024-10-02'::date LIMIT 1`,
      [obligation.organisationId],
    );
    officer = await api.tokenForPost(post!.id);
  });
  afterAll(() => api.close());

  const post = (url: string, body: object, as = officer) => api.http.post(url).set('Authorization', as).send(body);
  const pathOf = (address: string) => new URL(address).pathname;
  const events = async (path: string) => {
    const { text } = await api.http.get(path).expect(200).expect('Content-Type', 'text/calendar; charset=utf-8');
    return new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  };
  const mine = async (path: string) => (await events(path)).find(({ uid }) => uid.startsWith(obligation.id))!;

  let feed: { id: string; address: string };

  it('an address, shown once, gives what the bodies of a person owe, as all-day events', async () => {
    feed = (await post('/api/calendar-feeds', { of: 'me' }).expect(201).expect('ETag', '"r1"')).body;
    const event = await mine(pathOf(feed.address));
    expect(event.startDate.toString()).toBe(deadlineDueOn);
    expect(event.startDate.isDate).toBe(true);
    expect(String(event.component.getFirstPropertyValue('status'))).toBe('CONFIRMED');
    expect((await api.http.get('/api/calendar-feeds').set('Authorization', officer).expect(200)).body.items).toMatchObject([
      { id: feed.id, of: 'me' },
    ]);
    await post('/api/calendar-feeds', { of: 'me' }).expect(409);
    await post('/api/calendar-feeds', { of: 'everybody' }).expect(400);
  });

  it('a moved day is the same event with a higher sequence; what is over is cancelled for a month, then gone', async () => {
    const before = await mine(pathOf(feed.address));
    const rungs = planLadder('2024-12-20', { fireAt: '08:00', rungs: [{ code: 'T-1', offsetDays: -1, act: 'remind' }] });
    await api.records.inTransaction(async (tx) => {
      const deadline = (await tx.deadlines.lock(obligation.deadlineId))!;
      await tx.deadlines.replan(
        deadline,
        { dueOn: '2024-12-20', explanation: [], computation: null, dependsOnCalendar: false },
        { rungs, now: api.clock.now(), pastReason: null },
        'movedForAll',
      );
    });
    const moved = await mine(pathOf(feed.address));
    expect([moved.uid, moved.startDate.toString()]).toEqual([before.uid, '2024-12-20']);
    expect(moved.sequence).toBeGreaterThan(before.sequence);
    const head = await actorOf(api.records, obligation.receiverId, '2024-10-02', 'head');
    const { revision } = (await api.records.sql.row<{ revision: number }>(`SELECT revision FROM obligations WHERE id = $1`, [
      obligation.id,
    ]))!;
    const waived = await new WaiveObligation(api.records, api.clock).run({
      obligationId: obligation.id,
      revision,
      reason: 'Mẫu: đơn vị mới thành lập',
      actor: head,
    });
    expect(isRefusal(waived)).toBe(false);
    const over = await mine(pathOf(feed.address));
    expect(String(over.component.getFirstPropertyValue('status'))).toBe('CANCELLED');
    // Waived is not done.
    expect(over.summary).toBe(`✗ ${moved.summary}`);
    expect(over.sequence).toBeGreaterThan(moved.sequence);
    api.clock.set('2024-11-02');
    expect(await mine(pathOf(feed.address))).toBeUndefined();
    api.clock.set('2024-10-02');
  });

  it('a rotated or revoked secret, a wrong one and no secret at all are answered alike', async () => {
    const old = pathOf(feed.address);
    await api.http.post(`/api/calendar-feeds/${feed.id}/secret`).set('Authorization', officer).send({}).expect(428);
    const rotated = (
      await api.http
        .post(`/api/calendar-feeds/${feed.id}/secret`)
        .set({ Authorization: officer, 'If-Match': '"r1"' })
        .send({})
        .expect(200)
    ).body;
    const answers = [await api.http.get(old)];
    await events(pathOf(rotated.address));
    const stranger = await api.tokenFor('officer');
    await api.http.delete(`/api/calendar-feeds/${feed.id}`).set('Authorization', stranger).expect(404);
    await api.http.delete(`/api/calendar-feeds/${feed.id}`).set('Authorization', officer).expect(204);
    for (const path of [
      pathOf(rotated.address),
      old.replace(/.{6}\.ics$/, 'AAAAAA.ics'),
      '/api/calendars/x',
      '/api/calendars/..%2f..%2fx.ics',
    ])
      answers.push(await api.http.get(path));
    const [first] = answers.map(({ status, body }) => ({ status, ...body, instance: '', requestId: '' }));
    for (const { status, body } of answers) expect({ status, ...body, instance: '', requestId: '' }).toEqual(first);
    expect(first!.status).toBe(404);
    expect(first!.detail).toMatch(/thu hồi|revoked/);
  });

  it('the calendar of an organisation is opened by its head', async () => {
    await post('/api/calendar-feeds', { of: 'organisation' }).expect(403);
    const head = await api.tokenFor('head');
    const { body } = await post('/api/calendar-feeds', { of: 'organisation' }, head).expect(201);
    expect(await events(pathOf(body.address))).toEqual([]);
    const { text } = await api.http.get(pathOf(body.address));
    expect(text.replace(/\r\n /g, '')).toContain('X-WR-CALNAME:LanToa · Mặt trận Xã Mẫu Một');
  });
});
