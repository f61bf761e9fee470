import { randomUUID } from 'node:crypto';
import { dayAt, spoken, type PlainDay } from '#domain';
import {
  DeliveriesRepository,
  DigestsReader,
  PreferencesRepository,
  Records,
  WebhookCallsRepository,
  type LeasedDelivery,
  type QueuedCall,
} from '#records';
import { Injectable, Optional } from '@nestjs/common';
import { Post, TextGateway, type SendOutcome, type TextMessage } from '../ports.js';
import { CallWebhook } from '../webhooks/call-webhook.js';
import { REST, waitAfter } from './back-off.js';
import { LetterWriter } from './digest.js';
import { digestsOf, type ReadDigest } from './digests-of.js';
import { heldUntil } from './hold-back.js';

const PAGE = 100;
const AT_ONCE = 10;
const LINES = 200;
// Longer than a page takes when every letter runs into the channel's own time limit.
const LEASE = 2 * 60_000;

/** What came of one attempt, and what the ledger keeps of it. */
interface Attempt {
  outcome: SendOutcome;
  address: string;
  subject: string;
  messageId: string;
}

/**
 * Sends one page of the queue, each letter by its channel. A letter is marked after the other side said yes; a crash between the two sends
 * it again under the same Message-ID, by which a mail system knows it.
 */
@Injectable()
export class DeliverPage {
  constructor(
    private readonly records: Records,
    private readonly writer: LetterWriter,
    private readonly post: Post,
    @Optional() private readonly texts?: TextGateway,
    @Optional() private readonly webhooks?: CallWebhook,
  ) {}

  async run({ now }: { now: Date }): Promise<{ nextAt: Date | null }> {
    const sender = randomUUID();
    const queue = new DeliveriesRepository(this.records.sql);
    const letters = await queue.lease(sender, PAGE, now, LEASE);
    await this.send(letters, queue, sender, now);
    await this.call(await queue.lease(sender, PAGE, now, LEASE, 'calls'), queue, sender, now);
    return { nextAt: await queue.nextAt() };
  }

  /** What goes to people. */
  private async send(leased: LeasedDelivery[], queue: DeliveriesRepository, sender: string, now: Date): Promise<void> {
    const digests = await this.digests(leased, dayAt(now));
    // Late for whatever reason (an outage, a mail server that was down), a letter waits until its rules let letters go out again.
    const held = await heldUntil(this.records, digests, now);
    for (const until of new Set([...held.values()].map((at) => at.getTime())))
      await queue.giveBack(
        [...held].filter(([, at]) => at.getTime() === until).map(([id]) => id),
        sender,
        new Date(until),
      );
    const letters = leased.filter(({ id }) => !held.has(id));
    for (let begin = 0; begin < letters.length; begin += AT_ONCE) {
      const batch = letters.slice(begin, begin + AT_ONCE);
      const outcomes = await Promise.all(
        batch.map((delivery) => this.deliver(queue, sender, delivery, digests.get(delivery.id), now)),
      );
      if (batch.length < AT_ONCE || outcomes.some((outcome) => outcome !== 'retry')) continue;
      // The mail server takes nothing now: the others wait without losing an attempt.
      await queue.giveBack(idsOf(letters.slice(begin + AT_ONCE)), sender, new Date(now.getTime() + REST));
      break;
    }
  }

  /** Calls of webhooks: one after the other for each webhook, in the order of what happened; one that fails rests, the others go on. */
  private async call(leased: LeasedDelivery[], queue: DeliveriesRepository, sender: string, now: Date): Promise<void> {
    if (leased.length === 0) return;
    const calls = await new WebhookCallsRepository(this.records.sql).of(idsOf(leased), now);
    const ofWebhook = new Map<string, QueuedCall[]>();
    for (const call of calls) ofWebhook.set(call.webhookId, [...(ofWebhook.get(call.webhookId) ?? []), call]);
    const attempts = new Map(leased.map((delivery) => [delivery.id, delivery]));
    await Promise.all(
      [...ofWebhook.values()].map(async (queued) => {
        // So few that the slowest answers end within the lease.
        for (const [index, call] of queued.slice(0, AT_ONCE).entries()) {
          if ((await this.callOnce(queue, sender, attempts.get(call.deliveryId)!, call, now)) === 'accepted') continue;
          await queue.giveBack(deliveriesOf(queued.slice(index + 1)), sender, new Date(now.getTime() + REST));
          return;
        }
        await queue.giveBack(deliveriesOf(queued.slice(AT_ONCE)), sender, now);
      }),
    );
  }

  private async callOnce(
    queue: DeliveriesRepository,
    sender: string,
    delivery: LeasedDelivery,
    call: QueuedCall,
    now: Date,
  ): Promise<SendOutcome['kind']> {
    const outcome = this.webhooks ? await this.webhooks.run(call, now) : noCaller;
    const given = { outcome, address: call.url, subject: call.event.type, messageId: call.deliveryId };
    const over = await this.settle(queue, sender, delivery, given, now);
    if (over && outcome.kind !== 'accepted') await this.webhooks?.disable(call, outcome.answer, now);
    return outcome.kind;
  }

  private async deliver(
    queue: DeliveriesRepository,
    sender: string,
    delivery: LeasedDelivery,
    digest: ReadDigest | undefined,
    now: Date,
  ): Promise<SendOutcome['kind']> {
    if (digest && (delivery.channel === 'sms' || delivery.channel === 'zalo')) {
      const message = this.writer.text(digest, delivery.channel);
      const why = !message.to ? noNumber : !this.texts ? noGateway : null;
      if (why) return this.mailInstead(queue, sender, delivery.id, message, why, now);
      return this.settled(queue, sender, delivery, await this.byPhone(message, this.texts!), now);
    }
    return this.settled(queue, sender, delivery, digest ? await this.byMail(digest) : nothingBehindIt, now);
  }

  /**
   * A channel chosen when there was a gateway, or a number: what was to reach a phone reaches the mailbox. The next page sends it. Where the
   * same letter goes by e-mail anyway, the message is given up.
   */
  private async mailInstead(
    queue: DeliveriesRepository,
    sender: string,
    id: string,
    message: TextMessage,
    why: string,
    now: Date,
  ): Promise<SendOutcome['kind']> {
    const letter = {
      address: message.to,
      subject: message.text,
      messageId: message.id,
      answer: `${why}; it goes by e-mail instead`,
    };
    await queue.mailInstead(id, sender, letter, now);
    return 'rejected';
  }

  private async settled(
    queue: DeliveriesRepository,
    sender: string,
    delivery: LeasedDelivery,
    attempt: Attempt,
    now: Date,
  ): Promise<SendOutcome['kind']> {
    await this.settle(queue, sender, delivery, attempt, now);
    return attempt.outcome.kind;
  }

  /** Keeps what came of an attempt; true: it was the last one. */
  private async settle(
    queue: DeliveriesRepository,
    sender: string,
    { id, attempts, attemptsBefore }: LeasedDelivery,
    { outcome, ...letter }: Attempt,
    now: Date,
  ): Promise<boolean> {
    const wait = outcome.kind === 'retry' ? waitAfter(attempts - attemptsBefore) : null;
    const again = wait === null ? null : new Date(now.getTime() + wait);
    await queue.attempted(id, sender, { ...letter, outcome: outcome.kind, answer: outcome.answer }, now, again);
    return again === null;
  }

  private async byMail(digest: ReadDigest): Promise<Attempt> {
    const letter = this.writer.write(digest);
    const { subject, messageId } = letter;
    const outcome = digest.bouncedAt ? bounces(digest.bouncedAt) : await this.post.send(letter);
    return { outcome, address: letter.to.address, subject, messageId };
  }

  private async byPhone(message: TextMessage, texts: TextGateway): Promise<Attempt> {
    const outcome = await texts.send(message);
    return { outcome, address: message.to, subject: message.text, messageId: message.id };
  }

  private async digests(page: LeasedDelivery[], today: PlainDay): Promise<Map<string, ReadDigest>> {
    if (page.length === 0) return new Map();
    const reader = new DigestsReader(this.records.sql);
    const { remind } = await new PreferencesRepository(this.records.sql).rule(today);
    return digestsOf(
      await reader.of(idsOf(page), today, LINES),
      await reader.disabledWebhooks(idsOf(page)),
      today,
      !remind.mustReach,
    );
  }
}

const deliveriesOf = (calls: QueuedCall[]) => calls.map(({ deliveryId }) => deliveryId);
const idsOf = (deliveries: { id: string }[]) => deliveries.map(({ id }) => id);

const never = (answer: string): SendOutcome => ({ kind: 'rejected', answer });
const nothingBehindIt: Attempt = {
  outcome: never('No notice stands behind this letter'),
  address: '',
  subject: '',
  messageId: '',
};
const noNumber = 'The person has no phone number';
const noCaller = never('No webhooks are called here');
const noGateway = 'No gateway to phones is set up (TEXT_GATEWAY_URL)';
const bounces = (since: Date) => never(`Not tried: the address sends letters back since ${spoken(dayAt(since))}`);
