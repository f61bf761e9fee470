import { DigestWriter, EmailChannel } from '#notices';
import { DeliveriesRepository, type Records } from '#records';
import {
  DeliverPage,
  FireRung,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  Post,
  type Letter,
  type SendOutcome,
} from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../libs/records/src/testing/test-database.js';
import { openStrictMailServer, type StrictMailServer } from './testing/strict-mail-server.js';

const MINUTE = 60_000;
const publicUrl = new URL('https://lantoa.example/');
const writer = new DigestWriter({ publicUrl });
const GATHERED = 10_000;
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE);

describe('apps/worker - letters of a fired rung, by real SMTP', () => {
  let database: TestDatabase;
  let records: Records;
  let server: StrictMailServer;
  let channel: EmailChannel;
  let firedAt: Date;
  const deliver = (now: Date, post: Post = channel) => new DeliverPage(records, writer, post).run({ now });
  const counts = async () =>
    Object.fromEntries(
      (await records.sql.rows<{ status: string; n: number }>(`SELECT status, count(*)::int AS n FROM deliveries GROUP BY 1`)).map(
        ({ status, n }) => [status, n],
      ),
    );
  const queued = async () => (await counts())['queued'] ?? 0;
  const NEVER = new Date('2099-01-01T00:00:00Z');
  const onlyOne = () =>
    records.sql.affected(`UPDATE deliveries SET next_attempt_at = $1 WHERE id <> (SELECT min(id::text)::uuid FROM deliveries)`, [
      NEVER,
    ]);
  const untilEmpty = async (from: Date) => {
    let at: Date | null = from;
    for (let pages = 0; at && pages < 100; pages++) ({ nextAt: at } = await deliver(at > from ? at : from));
  };

  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    ({ records } = database);
    server = await openStrictMailServer();
    channel = new EmailChannel({ smtpUrl: server.url, mailFrom: 'LanToa <lantoa@lantoa.example>' });
    const opened = new Date('2024-10-01T01:00:00Z');
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: opened,
    });
    const rounds = await records.sql.rows<{ id: string }>(`SELECT id FROM rounds WHERE kind <> 'modelReview' ORDER BY kind`);
    const rungs = await Promise.all(rounds.map(({ id }) => new NextRung(records).run({ kind: 'round', id })));
    const rung = rungs.filter((one) => one !== null).sort((a, b) => a.at.getTime() - b.at.getTime())[0]!;
    await new FireRung(records).run({ rung, now: rung.at });
    // Letters leave when everything of the moment had time to join them.
    firedAt = new Date(rung.at.getTime() + GATHERED);
  }, 60_000);
  afterEach(async () => {
    channel.close();
    await server.close();
    await database.close();
  });

  it('each person gets one letter that lists everything owed, with its day and a link; the ledger keeps what the server said', async () => {
    const before = await queued();
    expect(before).toBeGreaterThan(100);
    await untilEmpty(firedAt);
    expect(await counts()).toEqual({ sent: before });
    expect(server.arrived).toHaveLength(before);
    expect(new Set(server.arrived.map((mail) => mail.messageId)).size).toBe(before);
    const [first] = server.arrived;
    expect(first!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(first!.subject).toMatch(/^Nhắc việc: Báo cáo .* năm 2024.*hạn \d{2}\/\d{2}\/2024 \(còn \d+ ngày\)$/);
    expect(first!.text).toContain('Kính gửi đồng chí');
    expect(first!.text).toMatch(/https:\/\/lantoa\.example\/api\/obligations\/[0-9a-f-]{36}/);
    expect(first!.text).toContain('Đồng chí nhận thư này với chức danh');
    const kept = await records.sql.row<{ bad: number }>(
      `SELECT count(*)::int AS bad FROM deliveries WHERE sent_at IS NULL OR answer NOT LIKE '250%' OR message_id <> '<' || id || '@lantoa.example>' OR address NOT LIKE '%@%.example' OR subject IS NULL`,
    );
    expect(kept!.bad).toBe(0);
  }, 60_000);

  it('452 is tried again in a minute, 550 is not; the others are not kept waiting', async () => {
    const [full, gone] = await records.sql.rows<{ email: string }>(
      `SELECT DISTINCT p.email FROM deliveries d JOIN persons p ON p.id = d.person_id WHERE d.status = 'queued' ORDER BY 1 LIMIT 2`,
    );
    const before = await queued();
    server.refuse = (address) => ({ [full!.email]: 452, [gone!.email]: 550 })[address];
    await untilEmptyOfToday();
    expect(await counts()).toEqual({ queued: 1, dead: 1, sent: before - 2 });
    const row = await records.sql.row<{ attempts: number; at: Date; answer: string }>(
      `SELECT attempts, next_attempt_at AS at, answer FROM deliveries WHERE status = 'queued'`,
    );
    expect(row).toMatchObject({ attempts: 1, at: later(firedAt, 1), answer: expect.stringContaining('452') });
    server.refuse = () => undefined;
    expect(await deliver(later(firedAt, 1))).toEqual({ nextAt: null });
    expect(await counts()).toEqual({ dead: 1, sent: before - 1 });

    async function untilEmptyOfToday() {
      for (let pages = 0; pages < 100; pages++) {
        const { nextAt } = await deliver(firedAt);
        if (!nextAt || nextAt > firedAt) return;
      }
    }
  }, 60_000);

  it('no mail server: nothing is lost, an attempt is counted only for what was tried, and nothing spins', async () => {
    const before = await queued();
    await server.close();
    const first = await deliver(firedAt);
    // What lies beyond the page may be taken at once; the page itself rests.
    expect(first.nextAt).not.toBeNull();
    const tried = await records.sql.row<{ once: number; never: number }>(
      `SELECT count(*) FILTER (WHERE attempts = 1)::int AS once, count(*) FILTER (WHERE attempts = 0)::int AS never FROM deliveries`,
    );
    expect(tried).toEqual({ once: 10, never: before - 10 });
    for (let pages = 0, at: Date | null = firedAt; pages < 50 && at && at <= firedAt; pages++)
      ({ nextAt: at } = await deliver(firedAt));
    expect((await new DeliveriesRepository(records.sql).nextAt())!.getTime()).toBeGreaterThan(firedAt.getTime());
    expect(await queued()).toBe(before);
  }, 60_000);

  it('gives a letter up after ten attempts over nearly three days', async () => {
    await onlyOne();
    server.refuse = () => 451;
    let at: Date | null = firedAt;
    let attempts = 0;
    let last = firedAt;
    for (; at && at < NEVER && attempts < 20; attempts++) {
      last = at;
      ({ nextAt: at } = await deliver(at));
    }
    expect(attempts).toBe(10);
    expect((last.getTime() - firedAt.getTime()) / (24 * 60 * MINUTE)).toBeCloseTo(2.96, 1);
    expect((await counts())['dead']).toBe(1);
  }, 60_000);

  it("a crash between the server's yes and our mark sends the same Message-ID again, after the lease", async () => {
    await onlyOne();
    class Dies extends Post {
      async send(letter: Letter): Promise<SendOutcome> {
        await channel.send(letter);
        throw new Error('killed');
      }
    }
    await expect(deliver(firedAt, new Dies())).rejects.toThrow('killed');
    const { nextAt } = await deliver(firedAt);
    expect(nextAt!.getTime()).toBeGreaterThan(firedAt.getTime());
    expect(await deliver(nextAt!)).toEqual({ nextAt: NEVER });
    expect(server.arrived.map((mail) => mail.messageId)).toEqual([server.arrived[0]!.messageId, server.arrived[0]!.messageId]);
    expect((await counts())['sent']).toBe(1);
  }, 60_000);

  it('two senders share the queue: each letter goes out once', async () => {
    const before = await queued();
    const both = async () => {
      for (let at: Date | null = firedAt; at && at <= firedAt;) ({ nextAt: at } = await deliver(firedAt));
    };
    await Promise.all([both(), both()]);
    await untilEmpty(later(firedAt, 3));
    expect(server.arrived).toHaveLength(before);
    expect(await counts()).toEqual({ sent: before });
  }, 60_000);
});
