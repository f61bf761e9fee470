import { notFound, type Refusal } from '#domain';
import { AccessReader, Records, TokensRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';

export interface RevokeTokenInput {
  tokenId: string;
  actor: Actor;
}

/** Ends a token at once. Revoking twice is the same as once. */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ tokenId, actor }: RevokeTokenInput): Promise<Refusal | null> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const tokens = new TokensRepository(tx);
      await tokens.lockAccount(actor.accountId);
      if (!(await new AccessReader(tx).token(actor.accountId, tokenId))) return notFound();
      if (!(await tokens.revoke(actor.accountId, tokenId, at))) return null;
      await tx.journal.append({
        stream: 'account',
        streamId: actor.accountId,
        kind: 'tokenRevoked',
        at,
        by: signature(actor),
        body: { tokenId },
      });
      return null;
    });
  }
}
