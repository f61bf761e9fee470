import { BouncesRepository, Records } from '#records';
import { Injectable } from '@nestjs/common';

/** What a mail system says of a letter it could not deliver (RFC 3464). */
export interface Bounce {
  /** From the return path. */
  deliveryId: string | null;
  /** Of the letter that came back. */
  messageId: string | null;
  /** It was given up; otherwise the mail system still tries. */
  failed: boolean;
  /** `5.1.1`: the address is no good; `4.2.2`: not now. */
  status: string;
  reason: string;
}

/** `unknown`: no letter of ours · `temporary`: nothing to mark · `noted`: the letter is lost, its address may be good · `marked`: bouncing from now on. */
export type BounceOutcome = 'unknown' | 'temporary' | 'noted' | 'marked';

/** A letter came back: it is noted with the letter, and its address is marked, so that no further letter is sent there until somebody mends it. */
@Injectable()
export class RecordBounce {
  constructor(private readonly records: Records) {}

  async run({ bounce, now }: { bounce: Bounce; now: Date }): Promise<BounceOutcome> {
    if (!bounce.failed) return 'temporary';
    const reason = `${bounce.status} ${bounce.reason}`.slice(0, 500);
    return this.records.inTransaction(async (tx) => {
      const bounces = new BouncesRepository(tx);
      const letter = await bounces.lockLetter(bounce);
      if (!letter) return 'unknown';
      await bounces.note(letter.deliveryId, reason, now);
      if (!letter.isCurrent || !bounce.status.startsWith('5.')) return 'noted';
      if (letter.markedAlready) return 'marked';
      await bounces.mark(letter.personId, reason, now);
      await tx.journal.append({
        stream: 'person',
        streamId: letter.personId,
        kind: 'addressBounced',
        at: now,
        by: null,
        body: { deliveryId: letter.deliveryId, status: bounce.status },
      });
      return 'marked';
    });
  }
}
