import { randomBytes, randomUUID } from 'node:crypto';
import { KeyVault } from '#platform';
import { CallWebhook, SealSecrets, WebhookCaller, type SendOutcome, type WebhookCall } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';

class HearingCaller extends WebhookCaller {
  heard: readonly string[][] = [];
  call({ secrets }: WebhookCall): Promise<SendOutcome> {
    this.heard = [...this.heard, [...secrets]];
    return Promise.resolve({ kind: 'accepted', answer: '204' });
  }
}

describe('libs/usecases/webhooks - secrets are sealed by the key in use', () => {
  let database: TestDatabase;
  const [first, second] = [new KeyVault([randomBytes(32)]), randomBytes(32)];
  const plain = (n: number) => `whsec_${Buffer.alloc(32, n).toString('base64')}`;
  const now = new Date('2026-03-02T01:00:00Z');

  beforeAll(async () => (database = await openTestDatabase({ seeded: true })), 60_000);
  // Closing asks the history checker, which finds no readable secret.
  afterAll(() => database.close());

  const add = async (secret: string, oldSecret: string | null = null) => {
    const id = randomUUID();
    await database.records.sql.affected(
      `INSERT INTO webhooks (id, name, url, events, secret, old_secret, old_secret_until, owner_id, post_id, organisation_id, created_at)
       SELECT $1, 'Cổng', 'https://x.example', '{model.changed}', $2, $3, CASE WHEN $3::text IS NULL THEN NULL ELSE $4::timestamptz END, h.person_id, p.id, p.organisation_id, '2026-01-01'
       FROM posts p JOIN post_holders h ON h.post_id = p.id LIMIT 1`,
      [id, secret, oldSecret, new Date('2027-01-01T00:00:00Z')],
    );
    return id;
  };
  const kept = async (id: string) =>
    (await database.records.sql.row<{ secret: string; old: string | null; revision: number }>(
      `SELECT secret, old_secret AS old, revision FROM webhooks WHERE id = $1`,
      [id],
    ))!;
  const callOf = async (webhookId: string, vault: KeyVault, caller = new HearingCaller()) => {
    const { secret, old } = await kept(webhookId);
    const outcome = await new CallWebhook(database.records, caller, vault).run(
      {
        webhookId,
        deliveryId: randomUUID(),
        url: 'https://x.example',
        status: 'active',
        privateAllowed: false,
        secrets: [secret, ...(old ? [old] : [])],
        event: {
          type: 'model.changed',
          kind: 'modelAdvanced',
          stream: 'model',
          id: 'x',
          seq: 1,
          at: now.toISOString(),
          data: {},
        },
      },
      now,
    );
    return { outcome, heard: caller.heard };
  };

  it('what an earlier version kept readable is sealed once, and signs as before', async () => {
    const [one, both] = [await add(plain(1)), await add(plain(2), plain(3))];
    expect(await new SealSecrets(database.records, first).run()).toEqual({ sealed: 2, unreadable: [] });
    expect(JSON.stringify([await kept(one), await kept(both)])).not.toContain('whsec_');
    expect(await new SealSecrets(database.records, first).run()).toEqual({ sealed: 0, unreadable: [] });
    expect((await callOf(one, first)).heard).toEqual([[plain(1)]]);
    expect((await callOf(both, first)).heard).toEqual([[plain(2), plain(3)]]);
    // Nobody who holds the revision is turned away because of it.
    expect((await kept(one)).revision).toBe(1);
  });

  it('without the key a call waits and says which key is missing; the worker tells of it, and goes on', async () => {
    const stranger = new KeyVault([randomBytes(32)]);
    const id = await add(stranger.seal(plain(4), 'webhook/elsewhere'));
    const { outcome, heard } = await callOf(id, first);
    expect(outcome).toEqual({
      kind: 'retry',
      answer: expect.stringMatching(/^Not tried: Sealed with the key [0-9a-f]{8}.*SEALING_KEYS$/),
    });
    expect(heard).toEqual([]);
    const { sealed, unreadable } = await new SealSecrets(database.records, first).run();
    expect([sealed, unreadable]).toEqual([0, [{ webhookId: id, why: expect.stringContaining('SEALING_KEYS') }]]);
    // A row whose secret was copied from another one is not opened either.
    expect((await callOf(id, stranger)).outcome).toEqual({ kind: 'retry', answer: expect.stringContaining('Changed or moved') });
  });

  it('after a change of keys everything is sealed anew, and the old key is needed no more', async () => {
    const key = randomBytes(32);
    const id = await add(new KeyVault([key]).seal(plain(5), 'unused'));
    await database.records.sql.affected(`UPDATE webhooks SET secret = $2 WHERE id = $1`, [
      id,
      new KeyVault([key]).seal(plain(5), `webhook/${id}`),
    ]);
    const others = (await database.records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM webhooks WHERE id <> $1`, [
      id,
    ]))!.n;
    const told = await new SealSecrets(database.records, new KeyVault([second, key])).run();
    expect([told.sealed, told.unreadable.length]).toEqual([1, others]);
    expect((await callOf(id, new KeyVault([second]))).heard).toEqual([[plain(5)]]);
  });
});
