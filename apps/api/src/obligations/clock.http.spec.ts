import { OpenRound } from '#usecases';
import { officialOf } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/obligations - acts on a clock, through the door', () => {
  let api: TestApi;
  let row: { id: string; organisationId: string; receiver: string; top: string; deadlineId: string; roundId: string };
  const clock = new TestClock();
  clock.set('2024-10-01');

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    await new OpenRound(api.records).run({ kind: 'modelResults', year: 2024, now: clock.now(), actor: null });
    row = (await api.records.sql.row<typeof row>(
      `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver, reports_to[cardinality(reports_to)] AS top, deadline_id AS "deadlineId", round_id AS "roundId"
       FROM obligations WHERE duty = 'commune' ORDER BY id LIMIT 1`,
    ))!;
    clock.set('2024-11-12');
  });
  afterAll(() => api.close());

  const url = (path = '') => `/api/obligations/${row.id}${path}`;
  const reason = 'Mẫu: lũ về';

  it('suspended by the head of the receiving body, shown with both days, set going again, listed with post and reason', async () => {
    const head = await officialOf(api, row.receiver, 'head');
    await head.post(url('/suspension'), { until: '2024-11-30', reason }).expect(428);
    await head.post(url('/suspension'), { until: '2024-11-30', reason }, '"r9"').expect(412);
    await head.post(url('/suspension'), { until: '2024-11-31', reason }, '"r1"').expect(400);
    const beyond = await head.post(url('/suspension'), { until: '2025-11-30', reason }, '"r1"').expect(422);
    expect(beyond.body.errors[0].pointer).toBe('/until');
    await (await officialOf(api, row.receiver)).post(url('/suspension'), { until: '2024-11-30', reason }, '"r1"').expect(403);
    await (
      await officialOf(api, row.organisationId, 'head')
    )
      .post(url('/suspension'), { until: '2024-11-30', reason }, '"r1"')
      .expect(403);
    const suspended = await head.post(url('/suspension'), { until: '2024-11-30', reason }, '"r1"').expect(200);
    expect(suspended.headers['etag']).toBe('"r2"');
    expect(suspended.body).toMatchObject({ dueOn: '2024-12-11', originalDueOn: '2024-11-22', suspendedUntil: '2024-11-30' });
    clock.set('2024-11-20');
    const again = await head.post(url('/resumption'), { reason: 'Mẫu: nước đã rút' }, '"r2"').expect(200);
    expect(again.body).toMatchObject({ dueOn: '2024-11-30', suspendedUntil: null });
    const { body } = await head.get(url('/clock-acts')).expect(200);
    expect(body.items).toMatchObject([
      { kind: 'suspension', fromDueOn: '2024-11-22', toDueOn: '2024-12-11', stopsUntil: '2024-11-30', remainingDays: 10, reason },
      { kind: 'resumption', fromDueOn: '2024-12-11', toDueOn: '2024-11-30' },
    ]);
    expect(body.items[0].by.postEn).not.toBe('');
  });

  it('waived and opened again, each once', async () => {
    const head = await officialOf(api, row.receiver, 'head');
    expect((await head.post(url('/waiver'), { reason }, '"r3"').expect(200)).body).toMatchObject({
      status: 'waived',
      daysOverdue: 0,
    });
    await head.post(url('/waiver'), { reason }, '"r4"').expect(409);
    const reopened = await head.post(url('/reopening'), { until: '2024-12-10', reason }, '"r4"').expect(200);
    expect(reopened.body).toMatchObject({ status: 'open', dueOn: '2024-12-10', revision: 5 });
  });

  it('a shared day is put off by whoever stands above everybody', async () => {
    const move = { dueOn: '2024-12-01', reason };
    const district = await officialOf(api, row.receiver, 'head');
    await district.post(`/api/deadlines/${row.deadlineId}/moves`, move, '"r1"').expect(403);
    const top = await officialOf(api, row.top, 'head');
    const moved = await top.post(`/api/deadlines/${row.deadlineId}/moves`, move, '"r1"').expect(200);
    expect(moved.body).toMatchObject({ dueOn: '2024-12-01', originalDueOn: '2024-11-22', revision: 2 });
    await top.post(`/api/deadlines/${row.deadlineId}/moves`, { ...move, dueOn: '2025-06-01' }, '"r2"').expect(422);
  });

  it('a shared day is closed early after it has passed, by whoever stands above everybody, once', async () => {
    const district = (await api.records.sql.row<{ id: string }>(
      `SELECT id FROM deadlines WHERE round_id = $1 AND duty = 'district'`,
      [row.roundId],
    ))!;
    const closing = `/api/deadlines/${district.id}/closing`;
    const top = await officialOf(api, row.top, 'head');
    await top.post(closing, { reason }).expect(428);
    await top.post(closing, { reason }, '"r9"').expect(412);
    await top.post(closing, {}, '"r1"').expect(400);
    await (await officialOf(api, row.receiver)).post(closing, { reason }, '"r1"').expect(403);
    const early = await top.post(closing, { reason }, '"r1"').expect(409);
    expect(early.body.detail).toMatch(/26\/11\/2024/);
    clock.set('2024-12-05');
    const ordered = await (await officialOf(api, row.top, 'head')).post(closing, { reason }, '"r1"').expect(200);
    expect([ordered.headers['etag'], ordered.body]).toMatchObject(['"r2"', { dueOn: '2024-11-26', revision: 2, closedAt: null }]);
    await (await officialOf(api, row.top, 'head')).post(closing, { reason }, '"r2"').expect(409);
  });

  it('a round is not closed while somebody is still in time, nor reopened when nothing was lost', async () => {
    const top = await officialOf(api, row.top, 'head');
    const { revision } = (await top.get(`/api/rounds/${row.roundId}`).expect(200)).body;
    await top.post(`/api/rounds/${row.roundId}/closing`, { reason }, `"r${revision}"`).expect(409);
    await top.post(`/api/rounds/${row.roundId}/reopening`, { until: '2024-12-20', reason }, `"r${revision}"`).expect(409);
    clock.set('2024-12-12');
    const late = await officialOf(api, row.top, 'head');
    const closed = await late.post(`/api/rounds/${row.roundId}/closing`, { reason }, `"r${revision}"`).expect(200);
    expect(closed.body.revision).toBe(revision + 1);
  });
});
