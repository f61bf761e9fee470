import { randomUUID } from 'node:crypto';
import { dayAt, daysBetween, type PlainDay } from '#domain';
import { DeliveriesRepository, DigestsReader, Records, type DigestRow, type LeasedDelivery } from '#records';
import { Injectable } from '@nestjs/common';
import { Post, type Letter, type SendOutcome } from '../ports.js';
import { REST, waitAfter } from './back-off.js';
import { LetterWriter, type Digest } from './digest.js';

const PAGE = 100;
const AT_ONCE = 10;
const LINES = 200;
// Longer than a page takes when every letter runs into the channel's own time limit.
const LEASE = 2 * 60_000;

/**
 * Sends one page of the queue. A letter is marked after the mail server said yes; a crash between the two sends it again
 * under the same Message-ID, by which a mail system knows it.
 */
@Injectable()
export class DeliverPage {
  constructor(
    private readonly records: Records,
    private readonly writer: LetterWriter,
    private readonly post: Post,
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
    { id, attempts }: LeasedDelivery,
    digest: Digest | undefined,
    now: Date,
  ): Promise<SendOutcome['kind']> {
    if (!digest) {
      await queue.failed(
        id,
        sender,
        { address: '', subject: '', messageId: '', answer: 'No notice stands behind this letter' },
        null,
      );
      return 'rejected';
    }
    const letter = this.writer.write(digest);
    const outcome = await this.post.send(letter);
    const ledger = ledgerOf(letter, outcome);
    if (outcome.kind === 'accepted') await queue.sent(id, sender, ledger, now);
    else {
      const wait = outcome.kind === 'retry' ? waitAfter(attempts) : null;
      await queue.failed(id, sender, ledger, wait === null ? null : new Date(now.getTime() + wait));
    }
    return outcome.kind;
  }

  private async digests(page: LeasedDelivery[], today: PlainDay): Promise<Map<string, Digest>> {
    const digests = new Map<string, Digest>();
    if (page.length === 0) return digests;
    const rows = await new DigestsReader(this.records.sql).of(
      page.map(({ id }) => id),
      today,
      LINES,
    );
    for (const row of rows) {
      const digest = digests.get(row.deliveryId) ?? emptyDigest(row, today);
      digest.lines.push(lineOf(row, today));
      digests.set(row.deliveryId, digest);
    }
    return digests;
  }
}

const ledgerOf = ({ to, subject, messageId }: Letter, { answer }: SendOutcome) => ({
  address: to.address,
  subject,
  messageId,
  answer,
});

const emptyDigest = ({ deliveryId, act, locale, displayName, email, total, rungDueOn }: DigestRow, on: PlainDay): Digest => ({
  deliveryId,
  act,
  locale,
  to: { name: displayName, address: email },
  on,
  dueOn: rungDueOn,
  daysLeft: daysBetween(on, rungDueOn),
  lines: [],
  total,
});

const words = (vi: string | null, en: string | null) => (vi === null || en === null ? null : { vi, en });

const lineOf = (row: DigestRow, today: PlainDay): Digest['lines'][number] => ({
  obligationId: row.obligationId,
  kind: row.kind,
  duty: row.duty,
  round: row.roundKind === null ? null : { kind: row.roundKind, year: row.roundYear! },
  conference: row.conferenceKind,
  stepWords: row.stepWords,
  owner: { vi: row.ownerVi, en: row.ownerEn },
  dueOn: row.dueOn,
  originalDueOn: row.originalDueOn,
  daysLeft: daysBetween(today, row.dueOn),
  status: row.status,
  firstSubmittedOn: row.firstSubmittedOn,
  post: words(row.postVi, row.postEn),
  toldAt: words(row.toldVi, row.toldEn),
  standsIn: row.standsIn,
});
