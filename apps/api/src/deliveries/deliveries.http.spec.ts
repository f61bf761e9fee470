import { FireRung, NextRung, OpenRound, RecordBounce } from '#usecases';
import { DeliveriesRepository } from '#records';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/deliveries - what was given up or came back is sent again by an administrator', () => {
  let api: TestApi;
  let administrator: string;
  let letters: { id: string; personId: string }[];
  const clock = new TestClock();
  clock.set('2024-10-01');
  const get = (url: string) => api.http.get(url).set('Authorization', administrator);
  const resend = (id: string, as = administrator) =>
    api.http.post(`/api/deliveries/${id}/resend`).set({ Authorization: as, 'Accept-Language': 'en' }).send({});
  const bounce = (deliveryId: string) =>
    new RecordBounce(api.records).run({
      bounce: { deliveryId, messageId: null, failed: true, status: '5.1.1', reason: 'User unknown' },
      now: clock.now(),
    });

  /** A sender takes what waits, and each letter meets with the same. */
  const send = async (outcome: 'accepted' | 'rejected', answer: string) => {
    const queue = new DeliveriesRepository(api.records.sql);
    for (const { id } of await queue.lease('test', 10, clock.now(), 1000)) {
      const address = (await api.records.sql.row<{ email: string }>(
        `SELECT p.email FROM deliveries v JOIN persons p ON p.id = v.person_id WHERE v.id = $1`,
        [id],
      ))!.email;
      const letter = { outcome, address, subject: 'Nhắc việc', messageId: `<${id}@lantoa.example>`, answer };
      await queue.attempted(id, 'test', letter, clock.now(), null);
    }
  };

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    administrator = await api.tokenFor('administrator');
    const { records } = api;
    const { roundId } = (await new OpenRound(records).run({
      kind: 'modelResults',
      year: 2024,
      now: clock.now(),
      actor: null,
    })) as {
      roundId: string;
    };
    const rung = (await new NextRung(records).run({ kind: 'round', id: roundId }))!;
    await new FireRung(records).run({ rung, now: rung.at });
    clock.set('2024-10-24');
    letters = await records.sql.rows(
      `SELECT id, person_id AS "personId" FROM deliveries WHERE channel = 'email' ORDER BY id LIMIT 2`,
    );
    await records.sql.affected(`UPDATE deliveries SET next_attempt_at = '2099-01-01' WHERE NOT id = ANY ($1)`, [
      letters.map(({ id }) => id),
    ]);
  }, 60_000);
  afterAll(() => api.close());

  it('what still waits, or arrived, is not sent a second time', async () => {
    expect((await resend(letters[0]!.id).expect(409)).body.detail).toContain('tried again by itself');
    await send('accepted', '250 Ok');
    expect((await resend(letters[0]!.id).expect(409)).body.detail).toContain('was sent');
    await resend('0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b').expect(404);
    await resend(letters[0]!.id, await api.tokenFor('officer')).expect(403);
    await resend(letters[0]!.id, await api.tokenFor('administrator', ['read', 'write'])).expect(403);
  });

  it('what came back waits until its address is trusted, then is sent again; that it came back stays on record', async () => {
    const { id, personId } = letters[0]!;
    expect(await bounce(id)).toBe('marked');
    expect((await resend(id).expect(409)).body.detail).toContain('bouncing-addresses');
    await api.http.delete(`/api/bouncing-addresses/${personId}`).set('Authorization', administrator).expect(204);
    const { body } = await resend(id).expect(202);
    expect(body).toMatchObject({
      status: 'queued',
      bouncedAt: null,
      sentAt: null,
      attempts: 2,
      tried: [
        { number: 1, outcome: 'accepted', answer: '250 Ok' },
        { number: 2, outcome: 'rejected', answer: '5.1.1 User unknown' },
      ],
    });
    await resend(id).expect(409);
    await send('accepted', '250 Again');
    expect((await get(`/api/deliveries/${id}`).expect(200)).body).toMatchObject({
      status: 'sent',
      attempts: 3,
      tried: [{ number: 1 }, { number: 2 }, { number: 3, outcome: 'accepted', answer: '250 Again' }],
    });
    expect(await api.records.sql.row(`SELECT count(*)::int AS n FROM outbox WHERE cause = 'deliveryResent'`)).toEqual({ n: 1 });
  });

  it('what was given up is sent again under the same id', async () => {
    const { id } = letters[1]!;
    expect(await bounce(id)).toBe('marked');
    await api.http.delete(`/api/bouncing-addresses/${letters[1]!.personId}`).set('Authorization', administrator).expect(204);
    await resend(id).expect(202);
    await send('rejected', '550 No');
    expect((await get('/api/deliveries?status=dead').expect(200)).body.items).toMatchObject([{ id, answer: '550 No' }]);
    expect((await resend(id).expect(202)).body).toMatchObject({ id, status: 'queued' });
    await send('accepted', '250 Ok');
    expect((await get('/api/deliveries?status=dead').expect(200)).body.items).toEqual([]);
  });
});
