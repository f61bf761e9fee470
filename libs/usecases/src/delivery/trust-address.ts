import { notFound, type Refusal } from '#domain';
import { BouncesRepository, PreferencesRepository, Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';

/** An administrator found the mailbox working again: letters go there once more. */
@Injectable()
export class TrustAddress {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ personId, actor }: { personId: string; actor: Actor }): Promise<null | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      await new PreferencesRepository(tx).lock(personId);
      if (!(await new BouncesRepository(tx).clear(personId))) return notFound();
      await tx.journal.append({
        stream: 'person',
        streamId: personId,
        kind: 'addressTrusted',
        at,
        by: signature(actor),
        body: {},
      });
      return null;
    });
  }
}
