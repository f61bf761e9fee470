import { FireRung, NextRung, OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/notices', () => {
  let api: TestApi;
  let told: string;
  let other: string;
  let postOf: string;

  beforeAll(async () => {
    const clock = new TestClock();
    clock.set('2024-08-02');
    api = await openTestApi({ seeded: true, clock });
    const { records } = api;
    // The first rungs of the round of 2024 fire; somebody is told at least twice.
    clock.set('2024-10-31');
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: clock.now(),
    });
    const round = (await records.sql.row<{ id: string }>(`SELECT id FROM rounds WHERE kind = 'modelResults'`))!;
    for (let rungs = 0; rungs < 6; rungs++) {
      const rung = await new NextRung(records).run({ kind: 'round', id: round.id });
      if (!rung) break;
      await new FireRung(records).run({ rung, now: rung.at > clock.now() ? rung.at : clock.now() });
    }
    const post = (await records.sql.row<{ postId: string }>(
      `SELECT h.post_id AS "postId" FROM notices n JOIN post_holders h ON h.person_id = n.recipient_id AND h.valid @> $1::date
       GROUP BY h.post_id, n.recipient_id HAVING count(*) BETWEEN 2 AND 50 ORDER BY count(*) DESC LIMIT 1`,
      [clock.today()],
    ))!;
    postOf = post.postId;
    told = await api.tokenForPost(postOf);
    other = await api.tokenFor('officer');
  });
  afterAll(() => api.close());

  const get = (url: string, as = told) => api.http.get(url).set('Authorization', as);
  const post = (url: string, body: object, as = told) => api.http.post(url).set('Authorization', as).send(body);

  it('lists what I was told, newest first, and how much of it is unread', async () => {
    const { body } = await get('/api/notices').expect(200);
    const ids = body.items.map(({ id }: { id: number }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(body.unread).toBe(ids.length);
    expect(body.items[0]).toMatchObject({ duty: expect.any(String), dueOn: expect.stringMatching(/^\d{4}-/), readAt: null });
  });

  it('counts what I was told, by kind, and how much of each is unread', async () => {
    const { items, unread } = (await get('/api/notices?limit=100').expect(200)).body;
    const counts = (await get('/api/notices/counts').expect(200)).body;
    expect(counts.unread).toBe(unread);
    const acts = new Set(items.map(({ act }: { act: string }) => act));
    expect(counts.kinds.toSorted((a: any, b: any) => a.act.localeCompare(b.act))).toEqual(
      [...acts].toSorted().map((act) => {
        const all = items.filter((item: { act: string }) => item.act === act).length;
        return { act, all, unread: all };
      }),
    );
    expect((await get('/api/notices/counts', other).expect(200)).body).toEqual({ unread: 0, kinds: [] });
    await api.http.get('/api/notices/counts').expect(401);
  });

  it('an inbox is its person’s: of another nothing is shown, found or marked', async () => {
    const { body } = await get('/api/notices').expect(200);
    const { id } = body.items[0];
    expect((await get('/api/notices', other).expect(200)).body).toEqual({ items: [], next: null, unread: 0 });
    await get(`/api/notices/${id}`, other).expect(404);
    await post(`/api/notices/${id}/read`, {}, other).expect(404);
    await post('/api/notices/read', { upTo: id }, other).expect(200);
    expect((await get('/api/notices').expect(200)).body.unread).toBe(body.unread);
  });

  it('marks one, then a notice and all before it; what came later stays unread; twice is once', async () => {
    const { items, unread } = (await get('/api/notices').expect(200)).body;
    const newest = items[0].id as number;
    const marked = (await post(`/api/notices/${newest}/read`, {}).expect(200)).body;
    expect(marked.readAt).toEqual(expect.any(String));
    api.clock.pass(60_000);
    expect((await post(`/api/notices/${newest}/read`, {}).expect(200)).body.readAt).toBe(marked.readAt);
    expect((await get('/api/notices?unread=true').expect(200)).body).toMatchObject({ unread: unread - 1 });
    const oldest = items.at(-1).id as number;
    expect((await post('/api/notices/read', { upTo: oldest }).expect(200)).body).toEqual({ unread: unread - 2 });
    await post('/api/notices/read', { upTo: Number.MAX_SAFE_INTEGER }).expect(200);
    expect((await get('/api/notices?unread=true').expect(200)).body).toMatchObject({ items: [], unread: 0 });
  });

  it.each([{ upTo: 0 }, { upTo: '7' }, { upTo: 1.5 }, {}, { upTo: 2 ** 60 }])('%j is refused', async (body) => {
    expect((await post('/api/notices/read', body).expect(400)).body.errors[0].pointer).toBe('/upTo');
  });
});
