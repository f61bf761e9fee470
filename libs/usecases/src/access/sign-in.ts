import { AccessReader, Records, TokensRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports.js';
import { Secrets } from './secrets.port.js';

export interface SignInInput {
  username: string;
  password: string;
}

/** Knows a person by name and password. Null does not say which of the two was wrong. */
@Injectable()
export class SignIn {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  async run({ username, password }: SignInInput): Promise<{ accountId: string } | null> {
    const account = await new AccessReader(this.records.sql).passwordOf(username.trim().toLowerCase());
    const right = await this.secrets.verifyPassword(account?.passwordHash ?? null, password);
    if (!account || !right) return null;
    const at = this.clock.now();
    await this.records.inTransaction(async (tx) => {
      await new TokensRepository(tx).lockAccount(account.accountId);
      await tx.journal.append({ stream: 'account', streamId: account.accountId, kind: 'signedIn', at, by: null, body: {} });
    });
    return { accountId: account.accountId };
  }
}
