import { randomUUID } from 'node:crypto';
import { dayAt, spoken, type PlainDay } from '#domain';
import { DeliveriesRepository, DigestsReader, Records, type LeasedDelivery } from '#records';
import { Injectable, Optional } from '@nestjs/common';
import { Post, TextGateway, type SendOutcome } from '../ports.js';
import { REST, waitAfter } from './back-off.js';
import { LetterWriter } from './digest.js';
import { digestsOf, type ReadDigest } from './digests-of.js';

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
  ) {}

  async run({ now }: { now: Date }): Promise<{ nextAt: Date | null }> {
    const sender = randomUUID();
    const queue = new DeliveriesRepository(this.records.sql);
    const page = await queue.lease(sender, PAGE, now, LEASE);
    const digests = await this.digests(page, dayAt(now));
    for (let begin = 0; begin < page.length; begin += AT_ONCE) {
      const batch = page.slice(begin, begin + AT_ONCE);
      const outcomes = await Promise.all(
        batch.map((delivery) => this.deliver(queue, sender, delivery, digests.get(delivery.id), now)),
      );
      if (batch.length < AT_ONCE || outcomes.some((outcome) => outcome !== 'retry')) continue;
      // The mail server takes nothing now: the others wait without losing an attempt.
      await queue.giveBack(
        page.slice(begin + AT_ONCE).map(({ id }) => id),
        sender,
        new Date(now.getTime() + REST),
      );
      break;
    }
    return { nextAt: await queue.nextAt() };
  }

  private async deliver(
    queue: DeliveriesRepository,
    sender: string,
    { id, channel, attempts, attemptsBefore }: LeasedDelivery,
    digest: ReadDigest | undefined,
    now: Date,
  ): Promise<SendOutcome['kind']> {
    const { outcome, ...letter } = !digest
      ? nothingBehindIt
      : channel === 'email'
        ? await this.byMail(digest)
        : await this.byPhone(digest, channel);
    const wait = outcome.kind === 'retry' ? waitAfter(attempts - attemptsBefore) : null;
    await queue.attempted(
      id,
      sender,
      { ...letter, outcome: outcome.kind, answer: outcome.answer },
      now,
      wait === null ? null : new Date(now.getTime() + wait),
    );
    return outcome.kind;
  }

  private async byMail(digest: ReadDigest): Promise<Attempt> {
    const letter = this.writer.write(digest);
    const { subject, messageId } = letter;
    const outcome = digest.bouncedAt ? bounces(digest.bouncedAt) : await this.post.send(letter);
    return { outcome, address: letter.to.address, subject, messageId };
  }

  private async byPhone(digest: ReadDigest, channel: 'sms' | 'zalo'): Promise<Attempt> {
    const message = this.writer.text(digest, channel);
    const outcome = !message.to ? noNumber : !this.texts ? noGateway : await this.texts.send(message);
    return { outcome, address: message.to, subject: message.text, messageId: message.id };
  }

  private async digests(page: LeasedDelivery[], today: PlainDay): Promise<Map<string, ReadDigest>> {
    if (page.length === 0) return new Map();
    const ids = page.map(({ id }) => id);
    return digestsOf(await new DigestsReader(this.records.sql).of(ids, today, LINES), today);
  }
}

const never = (answer: string): SendOutcome => ({ kind: 'rejected', answer });
const nothingBehindIt: Attempt = {
  outcome: never('No notice stands behind this letter'),
  address: '',
  subject: '',
  messageId: '',
};
const noNumber = never('The person has no phone number');
const noGateway = never('No gateway to phones is set up (TEXT_GATEWAY_URL)');
const bounces = (since: Date) => never(`Not tried: the address sends letters back since ${spoken(dayAt(since))}`);
