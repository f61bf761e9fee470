import { Records, WebhooksRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { CannotOpen, Vault } from '../access/vault.port.js';
import { secretOf } from './webhook-secret.js';

const PAGE = 500;

export interface SecretsSealed {
  /** Kept readable before, or sealed by an older key: both are sealed by the key in use now. */
  sealed: number;
  /** By keys that are not at hand: calls of these webhooks wait until the key is handed in, or their secret is made anew. */
  unreadable: { webhookId: string; why: string }[];
}

/**
 * Seals every secret of webhooks by the key in use: what an earlier version kept readable, and what an older key sealed. Once it has run, an
 * older key is needed no more. Run when a worker starts; a second run changes nothing.
 */
@Injectable()
export class SealSecrets {
  constructor(
    private readonly records: Records,
    private readonly vault: Vault,
  ) {}

  async run(): Promise<SecretsSealed> {
    const webhooks = new WebhooksRepository(this.records.sql);
    const done: SecretsSealed = { sealed: 0, unreadable: [] };
    for (let after: string | null = null; ;) {
      const page = await webhooks.secretsAfter(after, PAGE);
      for (const { id, secret, oldSecret } of page) {
        if ([secret, oldSecret].every((kept) => kept === null || this.vault.isCurrent(kept))) continue;
        try {
          const anew = (kept: string) => this.vault.seal(this.vault.open(kept, secretOf(id)), secretOf(id));
          // Whoever rotated meanwhile sealed by a key in use already.
          if (await webhooks.reseal(id, { secret, oldSecret }, { secret: anew(secret), oldSecret: oldSecret && anew(oldSecret) }))
            done.sealed++;
        } catch (error) {
          if (!(error instanceof CannotOpen)) throw error;
          done.unreadable.push({ webhookId: id, why: error.message });
        }
      }
      if (page.length < PAGE) return done;
      after = page.at(-1)!.id;
    }
  }
}
