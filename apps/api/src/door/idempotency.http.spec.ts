import { IdempotencyRepository } from '#records';
import { untilSomebodyWaits } from '../../../../libs/records/src/testing/until-somebody-waits.js';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/door - Idempotency-Key', () => {
  let api: TestApi;
  let officer: string;
  beforeAll(async () => {
    api = await openTestApi();
    officer = await api.tokenFor('officer');
  });
  afterAll(() => api.close());

  const body = { name: 'report', scopes: ['read'], expiresOn: '2027-01-31' };
  const mint = (key: string, sent: object = body, as = officer) =>
    api.http.post('/api/tokens').set('Authorization', as).set('Idempotency-Key', key).send(sent);
  const minted = async () =>
    (await api.records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM access_tokens WHERE name = 'report'`))!.n;

  it('a repetition gets the first answer again, byte for byte, and runs nothing', async () => {
    const before = await minted();
    const first = await mint('one').expect(201);
    // The order of fields does not matter.
    const again = await mint('one', { expiresOn: body.expiresOn, scopes: body.scopes, name: body.name }).expect(201);
    expect(again.text).toBe(first.text);
    expect(again.headers).toMatchObject({
      location: first.headers['location'],
      'idempotency-replayed': 'true',
      'content-type': first.headers['content-type'],
    });
    expect(await minted()).toBe(before + 1);
  });

  it('the secret of a token is kept sealed', async () => {
    const { body: shown } = await mint('sealed').expect(201);
    const kept = await api.records.sql.row(`SELECT body::text FROM idempotency_keys WHERE key = 'sealed'`);
    expect(JSON.stringify(kept)).not.toContain(shown.token);
  });

  it('another body, address or post under the same key is refused', async () => {
    await mint('two').expect(201);
    expect((await mint('two', { ...body, name: 'other' }).expect(422)).body.type).toBe('/api/problems/keyReused');
    await api.http.post('/api/notices/read').set('Authorization', officer).set('Idempotency-Key', 'two').send(body).expect(422);
  });

  it('the same key of another person is another key', async () => {
    await mint('three').expect(201);
    await mint('three', { ...body, name: 'other' }, await api.tokenFor('head')).expect(201);
  });

  it('a refusal is repeated as it was', async () => {
    const first = await mint('four', { ...body, expiresOn: '2030-01-01' }).expect(422);
    const again = await mint('four', { ...body, expiresOn: '2030-01-01' })
      .expect(422)
      .expect('Content-Type', 'application/problem+json');
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('twenty at once: one runs, the others wait their turn or get its answer', async () => {
    const before = await minted();
    const answers = await Promise.all(Array.from({ length: 20 }, () => mint('herd')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set(answers.some(({ status }) => status === 409) ? [201, 409] : [201]),
    );
    expect(await minted()).toBe(before + 1);
  });

  it('a failure of the server keeps nothing: the same key may be tried again', async () => {
    const broken = jest.spyOn(IdempotencyRepository.prototype, 'markDone').mockRejectedValueOnce(new Error('disk full'));
    const before = await minted();
    await mint('five').expect(500);
    broken.mockRestore();
    expect(await minted()).toBe(before);
    await mint('five').expect(201);
  });

  it('killed between commit and answer: the deed is not run twice', async () => {
    const lost = jest.spyOn(IdempotencyRepository.prototype, 'keep').mockRejectedValueOnce(new Error('killed'));
    await mint('six').expect(201);
    lost.mockRestore();
    const before = await minted();
    expect((await mint('six').expect(409)).body.type).toBe('/api/problems/inFlight');
    api.clock.pass(61_000);
    expect((await mint('six').expect(409)).body.type).toBe('/api/problems/answerLost');
    expect(await minted()).toBe(before);
    // After a day the key is free.
    api.clock.pass(25 * 3_600_000);
    await mint('six').expect(201);
  });

  it('killed before the commit: after the lease the same request runs', async () => {
    const keys = new IdempotencyRepository(api.records.sql);
    const stuck = jest.spyOn(IdempotencyRepository.prototype, 'release').mockResolvedValueOnce(undefined);
    const broken = jest
      .spyOn(keys.constructor.prototype as IdempotencyRepository, 'markDone')
      .mockRejectedValueOnce(new Error('killed'));
    await mint('seven').expect(500);
    stuck.mockRestore();
    broken.mockRestore();
    await mint('seven').expect(409).expect('Retry-After', '2');
    api.clock.pass(61_000);
    await mint('seven').expect(201);
  });

  it('a slow first request that lost its lease cannot commit behind the second', async () => {
    const before = await minted();
    const { markDone } = IdempotencyRepository.prototype;
    let second: Promise<{ status: number }> | undefined;
    const slow = jest.spyOn(IdempotencyRepository.prototype, 'markDone').mockImplementationOnce(async function (
      this: IdempotencyRepository,
      lease,
    ) {
      slow.mockRestore();
      api.clock.pass(61_000);
      second = mint('eight').then((answer) => answer);
      // The second takes the lease over, then waits for the account the first still holds.
      await untilSomebodyWaits(api.records.sql);
      return markDone.call(this, lease);
    });
    const first = await mint('eight');
    expect(first.status).toBe(409);
    expect((await second!).status).toBe(201);
    expect(await minted()).toBe(before + 1);
    await mint('eight').expect(201);
  });

  it.each([
    ['', 400],
    [' ', 400],
    ['ké', 400],
    ['k'.repeat(256), 400],
    ['k'.repeat(255), 201],
  ])('key %j', async (key, status) => {
    const sent = Buffer.from(key, 'utf8').toString('latin1');
    await mint(sent).expect(status);
  });
});
