import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DigestWriter, EmailChannel, HttpTextGateway, HttpWebhookCaller } from '#notices';
import { KeyVault, Log } from '#platform';
import { DeliveriesReader, DeliveriesRepository, type Records } from '#records';
import {
  CallWebhook,
  Clock,
  DeliverPage,
  FireRung,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  RecordBounce,
  SealSecrets,
} from '#usecases';
import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { openTestDatabase, type TestDatabase } from '../../../libs/records/src/testing/test-database.js';
import { BounceIntake } from './bounces/bounce-intake.js';
import { openStrictMailServer, type StrictMailServer } from './testing/strict-mail-server.js';

const publicUrl = new URL('https://lantoa.example/');
const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const vault = new KeyVault([randomBytes(32)]);
const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);
const NEVER = new Date('2099-01-01T00:00:00Z');

describe('apps/worker - webhooks, phones and returned mail, on real servers', () => {
  let database: TestDatabase;
  let records: Records;
  let mails: StrictMailServer;
  let channel: EmailChannel;
  let outside: Server;
  let heard: { url: string; headers: IncomingHttpHeaders; body: string }[];
  let answer: number;
  let address: string;
  let firedAt: Date;
  let webhookId: string;

  const deliver = (now: Date) =>
    new DeliverPage(
      records,
      new DigestWriter({ publicUrl }),
      channel,
      new HttpTextGateway(`${address}/texts`),
      new CallWebhook(records, new HttpWebhookCaller({ publicUrl }), vault),
    ).run({ now });
  /** Until nothing is left to do by an instant; what waits longer stays. */
  const deliverAll = async (now: Date) => {
    for (let pages = 0; pages < 100; pages++) {
      const { nextAt } = await deliver(now);
      if (!nextAt || nextAt > now) return nextAt;
    }
    throw new Error('the queue does not end');
  };
  const fire = async (kind: string) => {
    const round = (await records.sql.row<{ id: string }>(`SELECT id FROM rounds WHERE kind = $1`, [kind]))!;
    const rung = (await new NextRung(records).run({ kind: 'round', id: round.id }))!;
    await new FireRung(records).run({ rung, now: rung.at });
    return rung.at;
  };
  /** Until a person is told once more: the round has other deadlines too. */
  const fireAgainFor = async (personId: string) => {
    const told = () => one<{ n: number }>(`SELECT count(*)::int AS n FROM notices WHERE recipient_id = $1`, [personId]);
    const before = (await told()).n;
    for (;;) {
      const at = await fire('modelResults');
      if ((await told()).n > before) return at;
    }
  };
  const one = async <T>(sql: string, parameters: unknown[] = []) => (await records.sql.row<T>(sql, parameters))!;
  const calls = () => heard.filter(({ url }) => url === '/hook');

  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    ({ records } = database);
    mails = await openStrictMailServer();
    channel = new EmailChannel({
      smtpUrl: mails.url,
      mailFrom: 'LanToa <lantoa@lantoa.example>',
      bounceAddress: 'bounces@lantoa.example',
    });
    heard = [];
    answer = 204;
    outside = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on(
        'end',
        () => (heard.push({ url: request.url!, headers: request.headers, body }), response.writeHead(answer).end()),
      );
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: new Date('2024-10-01T01:00:00Z'),
    });
    // A supervisor of the province listens.
    webhookId = (
      await one<{ id: string }>(
        `INSERT INTO webhooks (id, name, url, events, secret, private_allowed, owner_id, post_id, organisation_id, created_at)
         SELECT gen_random_uuid(), 'Cổng', $1, '{deadline.reminded,deadline.closed}', $2, true, h.person_id, p.id, p.organisation_id, '2024-10-01'
         FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> '2024-10-23'::date
         WHERE p.role = 'supervisor' AND p.scope IN ('territory', 'all') AND p.valid @> '2024-10-23'::date LIMIT 1 RETURNING id`,
        [`${address}/hook`, SECRET],
      )
    ).id;
    // Kept readable by an earlier version; sealed as when a worker starts.
    expect(await new SealSecrets(records, vault).run()).toEqual({ sealed: 1, unreadable: [] });
  }, 60_000);
  afterEach(async () => {
    channel.close();
    outside.closeAllConnections();
    await Promise.all([mails.close(), new Promise((resolve) => outside.close(resolve))]);
    await database.close();
  });

  /** The first rung; only the first letter goes out, so that a test is about one. */
  const fireForOne = async () => {
    firedAt = later(await fire('modelResults'), 10);
    const { id, personId } = await one<{ id: string; personId: string }>(
      `SELECT id, person_id AS "personId" FROM deliveries WHERE channel = 'email' ORDER BY id LIMIT 1`,
    );
    await records.sql.affected(`UPDATE deliveries SET next_attempt_at = $2 WHERE channel = 'email' AND id <> $1`, [id, NEVER]);
    return { id, personId };
  };

  it('what the journal says is called out once, signed, in the transaction that says it; what rolls back is not', async () => {
    await records
      .inTransaction(async (tx) => {
        const { id } = (await tx.row<{ id: string }>(`SELECT id FROM deadlines LIMIT 1`))!;
        await tx.journal.append({ stream: 'deadline', streamId: id, kind: 'rungFired', at: new Date(), by: null, body: {} });
        throw new Error('roll back');
      })
      .catch(() => undefined);
    expect(await one(`SELECT count(*)::int AS n FROM deliveries WHERE channel = 'webhook'`)).toEqual({ n: 0 });
    await fireForOne();
    await deliverAll(firedAt);
    await deliverAll(later(firedAt, 60));
    expect(calls()).toHaveLength(1);
    const [{ headers, body }] = calls() as [(typeof heard)[number]];
    const event = JSON.parse(body) as { type: string; data: object };
    const signature = headers as Record<string, string>;
    // The clock of the test stands years back, where a receiver would take the call for a replay.
    expect(
      new Webhook(SECRET).sign(signature['webhook-id']!, new Date(Number(signature['webhook-timestamp']) * 1000), body),
    ).toBe(signature['webhook-signature']);
    expect(event).toMatchObject({
      type: 'vn.lantoa.deadline.reminded.v1',
      data: { kind: 'rungFired', rung: 'T-30', act: 'remind' },
    });
    expect(await one(`SELECT status, answer FROM deliveries WHERE channel = 'webhook'`)).toEqual({
      status: 'sent',
      answer: '204',
    });
    expect(await one(`SELECT count(*)::int AS n FROM outbox WHERE cause = 'webhookEvent'`)).toEqual({ n: 1 });
  }, 60_000);

  it('who may see nothing of it, or left the post, is told nothing', async () => {
    const { post } = await one<{ post: string }>(
      `SELECT p.id AS post FROM posts p JOIN post_holders h ON h.post_id = p.id WHERE p.scope = 'own' AND p.organisation_id NOT IN (SELECT organisation_id FROM obligations) LIMIT 1`,
    );
    const kept = await one<{ post: string }>(`SELECT post_id AS post FROM webhooks`);
    await records.sql.affected(
      `UPDATE webhooks SET post_id = $1, owner_id = (SELECT person_id FROM post_holders WHERE post_id = $1 LIMIT 1)`,
      [post],
    );
    await fireForOne();
    await records.sql.affected(`UPDATE webhooks SET post_id = $1`, [kept.post]);
    await fire('modelResults');
    expect(await one(`SELECT count(*)::int AS n FROM deliveries WHERE channel = 'webhook'`)).toEqual({ n: 0 });
  }, 60_000);

  it('fails for three days: tried ten times, then disabled, and its owner is told in the inbox and by letter', async () => {
    answer = 503;
    await fireForOne();
    let at: Date | null = firedAt;
    for (let pages = 0; at && at < NEVER && pages < 40; pages++) at = await deliverAll(at);
    expect(calls()).toHaveLength(10);
    expect(new Set(calls().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await one(`SELECT status, status_reason AS reason FROM webhooks`)).toEqual({ status: 'disabled', reason: '503' });
    expect(await one(`SELECT act, webhook_id AS "webhookId" FROM notices WHERE webhook_id IS NOT NULL`)).toEqual({
      act: 'webhookDisabled',
      webhookId,
    });
    const letter = mails.arrived.find(({ subject }) => subject?.includes('webhook'))!;
    expect(letter.subject).toBe('Đã ngừng gọi webhook “Cổng”');
    expect(letter.text).toContain('503');
    expect(letter.headers.has('list-unsubscribe')).toBe(false);
    await fire('modelResults');
    expect(await one(`SELECT count(*)::int AS n FROM deliveries WHERE channel = 'webhook'`)).toEqual({ n: 1 });
  }, 60_000);

  it('410 disables at once; what still waited is given up with the reason on record; a failing webhook keeps no letter waiting', async () => {
    answer = 410;
    const { id } = await fireForOne();
    await fire('modelResults');
    await deliverAll(later(firedAt, 30));
    expect(calls()).toHaveLength(1);
    expect(await one(`SELECT status FROM webhooks`)).toEqual({ status: 'disabled' });
    const dead = await new DeliveriesReader(records.sql).list({ status: 'dead', channel: 'webhook' }, null, 10);
    expect(dead.map((delivery) => delivery.answer).sort()).toEqual(['410', 'Not tried: the webhook is disabled']);
    expect(await one(`SELECT status FROM deliveries WHERE id = $1`, [id])).toEqual({ status: 'sent' });
  }, 60_000);

  it('a phone gets one short message by the gateway, under the same id at every attempt', async () => {
    const { personId } = await fireForOne();
    await records.sql.affected(`UPDATE persons SET phone = '+84901234567' WHERE id = $1`, [personId]);
    await records.sql.affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, updated_at) VALUES ($1, 2, '{zalo}', '{sms}', '{sms}', '{sms}', $2)`,
      [personId, firedAt],
    );
    const next = await fireAgainFor(personId);
    await records.sql.affected(`UPDATE deliveries SET next_attempt_at = $1 WHERE channel = 'email' AND status = 'queued'`, [
      NEVER,
    ]);
    answer = 429;
    await deliverAll(later(next, 10));
    answer = 202;
    await deliverAll(later(next, 70));
    const texts = heard.filter(({ url }) => url === '/texts').map(({ body }) => JSON.parse(body) as { id: string; text: string });
    expect(texts).toHaveLength(2);
    expect(texts[0]).toEqual(texts[1]);
    expect(texts[0]).toMatchObject({
      channel: 'zalo',
      to: '+84901234567',
      text: expect.stringMatching(/^LanToa: Nhac viec: [\x20-\x7e]{1,150}$/),
    });
    expect(await one(`SELECT status, attempts FROM deliveries WHERE channel = 'zalo'`)).toEqual({ status: 'sent', attempts: 2 });
  }, 60_000);

  it('where no gateway is set up any more, or no number is known, it goes by e-mail instead of being given up', async () => {
    const { personId } = await fireForOne();
    await records.sql.affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, updated_at) VALUES ($1, 2, '{zalo,sms}', '{sms}', '{sms}', '{sms}', $2)`,
      [personId, firedAt],
    );
    const next = await fireAgainFor(personId);
    await records.sql.affected(`UPDATE deliveries SET next_attempt_at = $1 WHERE person_id <> $2 AND status = 'queued'`, [
      NEVER,
      personId,
    ]);
    const page = () => new DeliverPage(records, new DigestWriter({ publicUrl }), channel).run({ now: later(next, 10) });
    for (let pages = 0; pages < 6; pages++) {
      await page();
      // A number is known from the second message on: then it is the gateway that is missing.
      await records.sql.affected(`UPDATE persons SET phone = '+84901234567' WHERE id = $1`, [personId]);
    }
    const sent = await records.sql.rows<{ channel: string; status: string; address: string; answers: string[] }>(
      `SELECT v.channel, v.status, v.address, array_agg(a.outcome || ': ' || a.answer ORDER BY a.number) AS answers
       FROM deliveries v JOIN delivery_attempts a ON a.delivery_id = v.id WHERE v.person_id = $1 AND v.queued_at >= $2 GROUP BY v.id ORDER BY v.status DESC`,
      [personId, next],
    );
    expect(sent).toEqual([
      {
        channel: 'email',
        status: 'sent',
        address: expect.stringContaining('@'),
        answers: [
          expect.stringMatching(/^rejected: The person has no phone number; it goes by e-mail instead$/),
          expect.stringMatching(/^accepted: /),
        ],
      },
      // Both phones were chosen: the letter goes once.
      {
        channel: expect.stringMatching(/sms|zalo/),
        status: 'dead',
        address: '',
        answers: [expect.stringContaining('goes by e-mail instead')],
      },
    ]);
  }, 60_000);

  /** What became of the letters and messages of one person since an instant, each with its attempts. */
  const letters = (personId: string, since: Date) =>
    records.sql.rows<{ channel: string; status: string; answers: string[] }>(
      `SELECT v.channel, v.status, coalesce(array_agg(a.outcome || ': ' || a.answer ORDER BY a.number) FILTER (WHERE a.number IS NOT NULL), '{}') AS answers
       FROM deliveries v LEFT JOIN delivery_attempts a ON a.delivery_id = v.id WHERE v.person_id = $1 AND v.queued_at >= $2 GROUP BY v.id ORDER BY v.channel`,
      [personId, since],
    );
  /** The person chose phones for everything; told once more of what `act` says, with a number. */
  const toldByPhone = async (act: 'remind' | 'due', phones = '{sms}') => {
    const { personId } = await fireForOne();
    await records.sql.affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, updated_at) VALUES ($1, 2, $3::text[], $3::text[], $3::text[], $3::text[], $2)`,
      [personId, firedAt, phones],
    );
    await records.sql.affected(`UPDATE persons SET phone = '+84901234567' WHERE id = $1`, [personId]);
    for (;;) {
      const next = await fireAgainFor(personId);
      await records.sql.affected(
        `UPDATE deliveries SET next_attempt_at = $1 WHERE status = 'queued' AND (person_id <> $2 OR queued_at < $3)`,
        [NEVER, personId, next],
      );
      const told = await one<{ act: string }>(`SELECT act FROM notices WHERE recipient_id = $1 ORDER BY id DESC LIMIT 1`, [
        personId,
      ]);
      if (told.act === act) return { personId, next };
    }
  };

  it('a number the gateway refuses: what must reach its reader is mailed, once, and the message stays given up for the administrator', async () => {
    const { personId, next } = await toldByPhone('due');
    answer = 422;
    await deliverAll(later(next, 60));
    const refused = {
      channel: 'sms',
      status: 'dead',
      answers: [expect.stringMatching(/^rejected: .*422.*; it goes by e-mail instead$/)],
    };
    expect(await letters(personId, next)).toEqual([
      { channel: 'email', status: 'sent', answers: [expect.stringMatching(/^accepted: /)] },
      refused,
    ]);
    // Sent again by hand and refused again, it does not become a second letter.
    await records.inTransaction(async (tx) => {
      const { id } = (await tx.row<{ id: string }>(
        `SELECT id FROM deliveries WHERE person_id = $1 AND channel = 'sms' AND queued_at >= $2`,
        [personId, next],
      ))!;
      await new DeliveriesRepository(tx).requeue(id, later(next, 120));
    });
    await deliverAll(later(next, 180));
    expect((await letters(personId, next)).map(({ channel, status }) => [channel, status])).toEqual([
      ['email', 'sent'],
      ['sms', 'dead'],
    ]);
    expect((await letters(personId, next))[1]!.answers).toEqual([...refused.answers, expect.not.stringContaining('instead')]);
  }, 60_000);

  it('refused on both phones, it is mailed once', async () => {
    const { personId, next } = await toldByPhone('due', '{sms,zalo}');
    answer = 422;
    await deliverAll(later(next, 60));
    expect((await letters(personId, next)).map(({ channel, status }) => [channel, status])).toEqual([
      ['email', 'sent'],
      ['sms', 'dead'],
      ['zalo', 'dead'],
    ]);
  }, 60_000);

  it('a reminder, which need not reach, is given up and stays in the inbox', async () => {
    const { personId, next } = await toldByPhone('remind');
    answer = 422;
    await deliverAll(later(next, 60));
    expect(await letters(personId, next)).toEqual([
      { channel: 'sms', status: 'dead', answers: [expect.not.stringContaining('instead')] },
    ]);
  }, 60_000);

  it('returned mail, taken by SMTP, marks the address: it is shown, and no further letter is sent there until somebody mends it', async () => {
    const { id, personId } = await fireForOne();
    await deliverAll(firedAt);
    class Standing extends Clock {
      now = () => later(firedAt, 300);
    }
    const intake = new BounceIntake(
      { bounceListen: '127.0.0.1:0' },
      new RecordBounce(records),
      new Standing(),
      new Log('test', 'silent'),
    );
    await intake.onApplicationBootstrap();
    const post = createTransport({ host: '127.0.0.1', port: intake.port, ignoreTLS: true });
    const send = (to: string, status: string, action = 'failed') =>
      post.sendMail({
        envelope: { from: '', to },
        raw: [
          'From: MAILER-DAEMON@mx.example',
          `To: ${to}`,
          'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
          '',
          '--b1',
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; mx.example',
          '',
          `Action: ${action}`,
          `Status: ${status}`,
          'Diagnostic-Code: smtp; 550 User unknown',
          '',
          '--b1--',
          '',
        ].join('\r\n'),
      });
    const marked = () => one(`SELECT email_bounced_at IS NOT NULL AS marked FROM persons WHERE id = $1`, [personId]);
    try {
      await send(`bounces+${id}@lantoa.example`, '4.4.1', 'delayed');
      await send('bounces+0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b@lantoa.example', '5.1.1');
      expect(await marked()).toEqual({ marked: false });
      for (const _ of [1, 2]) await send(`bounces+${id}@lantoa.example`, '5.1.1');
      expect(await marked()).toEqual({ marked: true });
    } finally {
      post.close();
      await intake.beforeApplicationShutdown();
    }
    expect(await one(`SELECT bounce FROM deliveries WHERE id = $1`, [id])).toEqual({ bounce: '5.1.1 550 User unknown' });
    expect(await one(`SELECT count(*)::int AS n FROM journal WHERE stream = 'person' AND kind = 'addressBounced'`)).toEqual({
      n: 1,
    });
    const before = mails.arrived.length;
    const next = await fireAgainFor(personId);
    await records.sql.affected(
      `UPDATE deliveries SET next_attempt_at = $2 WHERE channel = 'email' AND status = 'queued' AND person_id <> $1`,
      [personId, NEVER],
    );
    await deliverAll(later(next, 10));
    expect(mails.arrived).toHaveLength(before);
    expect(await one(`SELECT status, answer FROM deliveries WHERE person_id = $1 ORDER BY id DESC LIMIT 1`, [personId])).toEqual({
      status: 'dead',
      answer: expect.stringContaining('sends letters back since'),
    });
  }, 60_000);
});
