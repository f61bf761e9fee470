import { FireRung, NextRung } from '#usecases';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

const report = {
  figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
  words: { summary: 'Mẫu: các mô hình duy trì nền nếp.' },
};

describe('apps/api/rounds - a yearly round while the district exists, as its people see it', () => {
  let api: TestApi;
  let roundId: string;
  let administrator: Official;
  let front: { communes: string[]; district: string };
  const clock = new TestClock();
  clock.set('2024-10-01');

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    const { sql } = api.records;
    const district = await sql.row<{ id: string }>(
      `SELECT o.organisation_id AS id FROM organisations_on('2024-10-01') o JOIN territories t ON t.id = o.territory_id
       WHERE o.kind = 'fatherlandFront' AND t.level = 'district' ORDER BY o.name_vi LIMIT 1`,
    );
    const communes = await sql.rows<{ id: string }>(
      `SELECT organisation_id AS id FROM organisations_on('2024-10-01') WHERE line_parent_id = $1 ORDER BY name_vi`,
      [district!.id],
    );
    front = { district: district!.id, communes: communes.map(({ id }) => id) };
    const board = await sql.row<{ id: string }>(
      `SELECT organisation_id AS id FROM posts WHERE role = 'administrator' AND valid @> '2024-10-01'::date AND organisation_id <> $1`,
      [api.world.board],
    );
    administrator = await officialOf(api, board!.id, 'administrator');
  });
  // Closing asks the history checker.
  afterAll(() => api.close());

  const owedBy = async (official: Official) => {
    const { body } = await official.get('/api/obligations?mine=owe').expect(200);
    expect(body.items).toHaveLength(1);
    return body.items[0] as {
      id: string;
      revision: number;
      deadlineId: string;
      status: string;
      daysOverdue: number;
      late: boolean;
    };
  };
  const etagOf = async (official: Official, id: string) =>
    (await official.get(`/api/obligations/${id}`).expect(200)).headers['etag']!;
  const submit = async (official: Official, id: string, body: object = report, etag?: string) =>
    official.post(`/api/obligations/${id}/submissions`, body, etag ?? (await etagOf(official, id)));

  it('is opened by an administrator, once', async () => {
    const officer = await officialOf(api, front.communes[0]!);
    const asked = { kind: 'modelResults', year: 2024 };
    expect((await officer.post('/api/rounds', asked).expect(403)).body.detail).toContain('administrator');
    const opened = await administrator.post('/api/rounds', asked).expect(201);
    roundId = opened.body.id;
    expect(opened.headers).toMatchObject({ etag: '"r1"', location: `/api/rounds/${roundId}` });
    expect(opened.body).toMatchObject({ expectedInAll: 937, expected: 937, received: 0, closedOn: null });
    const again = await administrator.post('/api/rounds', asked).expect(409);
    expect(again.body).toMatchObject({ type: '/api/problems/conflict', detail: expect.stringContaining('opened before') });
    const vietnamese = await administrator.post('/api/rounds', asked).set('Accept-Language', 'vi').expect(409);
    expect(vietnamese.body.detail).toContain('đã được mở');
  });

  it.each([
    ['another century', { kind: 'modelResults', year: 2062 }, 422, '/year'],
    ['a year as text', { kind: 'modelResults', year: '2024' }, 400, '/year'],
    ['an unknown kind', { kind: 'weather', year: 2024 }, 400, '/kind'],
    ['an unknown field', { kind: 'modelResults', year: 2024, force: true }, 400, '/force'],
  ])('cannot be opened for %s', async (_, body, status, pointer) => {
    const refused = await administrator.post('/api/rounds', body).expect(status);
    expect(refused.body.errors).toEqual([expect.objectContaining({ pointer })]);
  });

  it('is listed and shown with the figures of what the post may see', async () => {
    const officer = await officialOf(api, front.communes[0]!);
    const { body } = await officer.get('/api/rounds').expect(200);
    expect(body).toMatchObject({ items: [{ id: roundId, expectedInAll: 937, expected: 1 }], next: null });
    const one = await officer.get(`/api/rounds/${roundId}`).expect(200);
    expect(one.headers['etag']).toBe('"r1"');
    expect(
      one.body.deadlines.map(({ dueOn, obligations }: { dueOn: string; obligations: number }) => [dueOn, obligations]),
    ).toEqual([
      ['2024-11-22', 1],
      ['2024-11-26', 0],
      ['2024-11-30', 0],
      ['2024-12-10', 0],
    ]);
    await officer.get('/api/rounds/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b').expect(404);
  });

  it('a commune officer sees the one duty of the commune and submits; the figures follow', async () => {
    clock.set('2024-11-20');
    const officer = await officialOf(api, front.communes[0]!);
    const mine = await owedBy(officer);
    const shown = await officer.get(`/api/obligations/${mine.id}`).expect(200);
    expect(shown.body).toMatchObject({ status: 'open', dueOn: '2024-11-22', receiver: { id: front.district }, modelId: null });
    const sent = await submit(officer, mine.id);
    expect([sent.status, sent.headers['etag'], sent.headers['location']]).toEqual([
      201,
      '"r2"',
      `/api/obligations/${mine.id}/submissions/1`,
    ]);
    expect(sent.body).toEqual({ obligationId: mine.id, number: 1, late: false, revision: 2 });
    expect((await officer.get(sent.headers['location']!).expect(200)).body).toMatchObject({ ...report, outcome: null });
    expect((await officer.get(`/api/rounds/${roundId}`).expect(200)).body).toMatchObject({ expected: 1, received: 1, onTime: 1 });
  });

  it('the district sees who is missing, returns what came, takes it mended, and accepts it', async () => {
    const district = await officialOf(api, front.district);
    const missing = await district.get(`/api/obligations?roundId=${roundId}&mine=receive&standing=owed&limit=100`).expect(200);
    const owing = missing.body.items.map(({ organisation }: { organisation: { id: string } }) => organisation.id);
    expect(owing.sort()).toEqual(front.communes.slice(1).sort());
    const [waiting] = (await district.get('/api/obligations?mine=receive&standing=toAnswer').expect(200)).body.items;
    // The answer the district owes is named by the report that waits for it.
    const [owed] = (await district.get('/api/obligations?mine=owe&kind=answer').expect(200)).body.items;
    expect(owed.words).toEqual({
      vi: expect.stringMatching(/^Tiếp nhận hoặc trả lại: Báo cáo kết quả thực hiện mô hình năm 2024 – .+/),
      en: expect.stringMatching(/^Accept or return: Report on the results of the models, 2024 – .+/),
    });
    const answer = (body: object, etag: string, number = 1) =>
      district.post(`/api/obligations/${waiting.id}/submissions/${number}/answer`, body, etag);
    await answer({ outcome: 'returned' }, '"r1"').expect(412);
    expect((await answer({ outcome: 'returned' }, '"r2"').expect(422)).body.errors[0].pointer).toBe('/message');
    await answer({ outcome: 'accepted' }, '"r2"', 2).expect(404);
    await answer({ outcome: 'accepted' }, '"r2"', 999_999_999_999).expect(404);
    const returned = await answer({ outcome: 'returned', message: 'Bổ sung số hội viên.' }, '"r2"').expect(200);
    expect([returned.body.status, returned.headers['etag']]).toEqual(['returned', '"r3"']);

    clock.set('2024-11-25');
    const officer = await officialOf(api, front.communes[0]!);
    // It was in time the first time, and stays so.
    expect((await submit(officer, waiting.id)).body).toMatchObject({ number: 2, late: false });
    expect(
      (await officer.post(`/api/obligations/${waiting.id}/submissions/2/answer`, { outcome: 'accepted' }, '"r4"')).status,
    ).toBe(403);
    expect((await answer({ outcome: 'accepted' }, '"r4"', 1).expect(409)).body.detail).toContain('no report waiting');
    expect((await answer({ outcome: 'accepted' }, '"r4"', 2).expect(200)).body).toMatchObject({
      status: 'accepted',
      revision: 5,
    });
    const { body } = await officer.get(`/api/obligations/${waiting.id}/submissions?limit=1`).expect(200);
    expect(body).toMatchObject({ items: [{ number: 1, outcome: 'returned', message: 'Bổ sung số hội viên.' }] });
    const rest = await officer.get(`/api/obligations/${waiting.id}/submissions?limit=1&cursor=${body.next}`).expect(200);
    expect(rest.body).toMatchObject({ items: [{ number: 2, outcome: 'accepted', late: true }], next: null });
  });

  it('more time is asked with a reason within the limit of the rule, and granted by the head of the level above', async () => {
    clock.set('2024-11-21');
    const officer = await officialOf(api, front.communes[1]!);
    const { id } = await owedBy(officer);
    const ask = async (body: object, etag?: string) =>
      officer.post(`/api/obligations/${id}/extensions`, body, etag ?? (await etagOf(officer, id)));
    const past = await ask({ toDueOn: '2024-12-08', reason: 'Mẫu: lũ về' });
    expect([past.status, past.body.errors]).toEqual([
      422,
      [{ pointer: '/toDueOn', detail: expect.stringContaining('07/12/2024'), source: expect.any(String) }],
    ]);
    expect((await ask({ toDueOn: '2024-11-31', reason: 'x' })).body.errors[0].pointer).toBe('/toDueOn');
    const asked = await ask({ toDueOn: '2024-12-02', reason: 'Mẫu: lũ về' });
    expect([asked.status, asked.body, asked.headers['etag']]).toMatchObject([201, { status: 'asked', obligationId: id }, '"r2"']);
    expect((await ask({ toDueOn: '2024-12-03', reason: 'x' })).status).toBe(409);
    const url = asked.headers['location']!;
    expect((await officer.get(url).expect(200)).body).toMatchObject({ status: 'asked', fromDueOn: '2024-11-22' });

    const clerk = await officialOf(api, front.district);
    await clerk.post(`${url}/answer`, { granted: true }, '"r2"').expect(403);
    const head = await officialOf(api, front.district, 'head');
    expect((await head.post(`${url}/answer`, { granted: false }, '"r2"').expect(422)).body.errors[0].pointer).toBe('/reason');
    await head.post(`${url}/answer`, { granted: 'yes' }, '"r2"').expect(400);
    const granted = await head.post(`${url}/answer`, { granted: true }, '"r2"').expect(200);
    expect(granted.body).toMatchObject({ status: 'granted', revision: 3 });
    await head.post(`${url}/answer`, { granted: true }, '"r3"').expect(409);
    expect((await officer.get(`/api/obligations/${id}`).expect(200)).body).toMatchObject({
      dueOn: '2024-12-02',
      originalDueOn: '2024-11-22',
    });
    expect((await officer.get(`/api/obligations/${id}/extensions`).expect(200)).body.items).toHaveLength(1);
    const { body } = await administrator.get(`/api/rounds/${roundId}`).expect(200);
    expect(body.deadlines.map(({ dueOn }: { dueOn: string }) => dueOn)).toContain('2024-12-02');
    // The ledger says that a decision gave the new day, and holds what the act told beside what rungs told.
    const { body: ledger } = await head.get(`/api/obligations/${id}/ledger`).expect(200);
    const given = ledger.deadlines.find(({ dueOn }: { dueOn: string }) => dueOn === '2024-12-02');
    expect(given.explanation.map(({ en }: { en: string }) => en)).toEqual([
      'The day given by a decision, not computed by the rule: 02/12/2024',
    ]);
    expect(ledger.items.map(({ act }: { act: string }) => act)).toContain('extensionGranted');
    const printed = await head.get(`/api/obligations/${id}/ledger`).set('Accept', 'text/html').expect(200);
    expect(printed.text).toContain('<td>more time granted</td>');
    expect(printed.text).not.toContain('extensionGranted/');
  });

  it('a reason of spaces is no reason', async () => {
    const officer = await officialOf(api, front.communes[2]!);
    const { id } = await owedBy(officer);
    const asked = await officer.post(
      `/api/obligations/${id}/extensions`,
      { toDueOn: '2024-12-02', reason: ' \u00a0\n ' },
      await etagOf(officer, id),
    );
    expect([asked.status, asked.body.errors]).toEqual([
      400,
      [{ pointer: '/reason', detail: 'Nothing but spaces. Write what is meant.' }],
    ]);
    expect((await officer.get(`/api/obligations/${id}/extensions`).expect(200)).body.items).toEqual([]);
    await officer.get('/api/obligations?search=%20').expect(200);
  });

  it('late is taken and counted as late', async () => {
    clock.set('2024-11-29');
    const officer = await officialOf(api, front.communes[2]!);
    const mine = await owedBy(officer);
    expect(mine.daysOverdue).toBe(7);
    const overdue = await officer.get('/api/obligations?standing=overdue').expect(200);
    expect(overdue.body.items.map(({ id }: { id: string }) => id)).toEqual([mine.id]);
    expect((await submit(officer, mine.id)).body).toMatchObject({ number: 1, late: true });
    expect((await officer.get(`/api/obligations/${mine.id}`).expect(200)).body).toMatchObject({ late: true, daysOverdue: 0 });
  });

  it('the ledger shows each rung, who was told, and what the mail server answered, within what one may see', async () => {
    const { sql } = api.records;
    const rung = (await new NextRung(api.records).run({ kind: 'round', id: roundId }))!;
    await new FireRung(api.records).run({ rung, now: clock.now() });
    await sql.affected(
      `WITH sent AS (
         UPDATE deliveries SET status = 'sent', attempts = 1, sent_at = $1, address = 'mau@lantoa.example', message_id = '<1@lantoa.example>', answer = '250 Ok'
         WHERE person_id IN (SELECT person_id FROM recipients_on('2024-11-29') WHERE organisation_id = $2) RETURNING *)
       INSERT INTO delivery_attempts (delivery_id, number, at, outcome, address, answer) SELECT id, 1, $1, 'accepted', address, answer FROM sent`,
      [clock.now(), front.communes[3]],
    );
    const officer = await officialOf(api, front.communes[3]!);
    const mine = await owedBy(officer);
    const { body } = await officer.get(`/api/deadlines/${mine.deadlineId}/ledger`).expect(200);
    expect(body.deadline).toMatchObject({ id: mine.deadlineId, dueOn: '2024-11-22', roundId });
    expect(body.rungs.filter(({ outcome }: { outcome: string }) => outcome === 'fired')).toMatchObject([{ rung: 'T+7' }]);
    expect(body.items).toMatchObject([
      {
        obligationId: mine.id,
        rung: 'T+7',
        letters: [{ channel: 'email', status: 'sent', address: 'mau@lantoa.example', tried: [{ number: 1, answer: '250 Ok' }] }],
      },
    ]);
    const duty = await officer.get(`/api/obligations/${mine.id}/ledger`).expect(200);
    expect(duty.body.obligation).toMatchObject({
      id: mine.id,
      dueOn: '2024-11-22',
      words: { vi: 'Báo cáo kết quả thực hiện mô hình năm 2024' },
    });
    expect(duty.body.items).toEqual(body.items);
    expect(duty.body.rungs).toMatchObject(body.rungs);
    expect(duty.body.rungs.find(({ rung }: { rung: string }) => rung === 'T+7')).toMatchObject({ told: 1, passedBy: null });
    for (const [address, accept] of [
      [`/api/obligations/${mine.id}/ledger`, 'text/html'],
      [`/api/deadlines/${mine.deadlineId}/ledger`, 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'],
    ] as const) {
      const printed = await officer
        .get(address)
        .set('Accept', accept)
        .expect(200)
        .expect('Content-Type', /text\/html/);
      expect(printed.text).toContain('T+7');
      expect(printed.text).toContain('mau@lantoa.example');
      expect(printed.text).toContain('250 Ok');
      expect(printed.headers['content-security-policy']).toContain("default-src 'none'");
    }
    await officer.get(`/api/obligations/${mine.id}/ledger`).set('Accept', 'image/png').expect(406);
    await api.http
      .get(`/api/obligations/${mine.id}/ledger`)
      .set('Authorization', await api.tokenFor('supervisor'))
      .expect(404);
    const district = await officialOf(api, front.district);
    const first = await district.get(`/api/deadlines/${mine.deadlineId}/ledger?limit=2`).expect(200);
    expect(first.body.items).toHaveLength(2);
    expect(first.headers['link']).toContain('rel="next"');
    const second = await district.get(`/api/deadlines/${mine.deadlineId}/ledger?limit=100&cursor=${first.body.next}`).expect(200);
    // All but the one accepted, the one extended and the one that came late.
    expect(first.body.items.length + second.body.items.length).toBe(front.communes.length - 3);
    const stranger = await api.tokenFor('supervisor');
    await api.http.get(`/api/deadlines/${mine.deadlineId}/ledger`).set('Authorization', stranger).expect(404);
    const lead = (await administrator.get(`/api/rounds/${roundId}`)).body.deadlines.at(-1);
    await officer.get(`/api/deadlines/${lead.id}/ledger`).expect(404);
  });

  it('what lies under a unit is listed by the structure in which the round opened, page by page, without a gap', async () => {
    const district = await officialOf(api, front.district);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await district
        .get(
          `/api/obligations?roundId=${roundId}&organisationId=${front.district}&below=true&limit=4${cursor && `&cursor=${cursor}`}`,
        )
        .expect(200);
      seen.push(...body.items.map(({ organisation }: { organisation: { id: string } }) => organisation.id));
      cursor = body.next ?? '';
    } while (cursor);
    expect(seen.sort()).toEqual([front.district, ...front.communes].sort());
    const own = await district.get(`/api/obligations?organisationId=${front.district}&kind=report`).expect(200);
    expect(own.body.items).toHaveLength(1);
  });

  it('is never shown from a kept copy: days of delay change while the revision does not', async () => {
    const officer = await officialOf(api, front.communes[4]!);
    const { id } = await owedBy(officer);
    clock.set('2024-12-09');
    const shown = await officer.get(`/api/obligations/${id}`).set('If-None-Match', '"r1"').expect(200);
    expect([shown.body.daysOverdue, shown.headers['etag']]).toEqual([17, '"r1"']);
  });

  it('what the district left unanswered when it ended is answered by the province', async () => {
    clock.set('2025-07-01');
    const province = await api.records.sql.row<{ id: string }>(
      `SELECT h.heir_id AS id FROM organisation_versions v CROSS JOIN organisation_heir_on(v.line_parent_id, '2025-07-01') h WHERE v.organisation_id = $1`,
      [front.district],
    );
    const officer = await officialOf(api, province!.id);
    const { body } = await officer.get('/api/obligations?mine=receive&standing=toAnswer').expect(200);
    expect(body.items).toMatchObject([{ organisation: { id: front.communes[2] }, receiver: { id: front.district } }]);
    const [{ id, revision }] = body.items;
    const accepted = await officer
      .post(`/api/obligations/${id}/submissions/1/answer`, { outcome: 'accepted' }, `"r${revision}"`)
      .expect(200);
    expect(accepted.body.status).toBe('accepted');
  });
});
