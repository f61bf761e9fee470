import { notFound, stale, type Refusal } from '#domain';
import { Records, WebhooksRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { Vault } from '../access/vault.port.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { webhookScopeOf } from './change-webhook.js';
import { newWebhookSecret, secretOf } from './webhook-secret.js';

const OVERLAP = 24 * 3_600_000;

/** A new secret, shown this once; for a day calls are signed with the old one too, so that the receiver can change over. */
@Injectable()
export class RotateWebhookSecret {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly vault: Vault,
  ) {}

  async run({
    webhookId,
    revision,
    actor,
  }: {
    webhookId: string;
    revision: number;
    actor: Actor;
  }): Promise<{ secret: string; oldValidUntil: Date; revision: number } | Refusal> {
    const at = this.clock.now();
    const oldValidUntil = new Date(at.getTime() + OVERLAP);
    return this.records.inTransaction(async (tx) => {
      const webhooks = new WebhooksRepository(tx);
      const before = await webhooks.lock(webhookId, webhookScopeOf(actor));
      if (!before) return notFound();
      if (before.revision !== revision) return stale();
      const secret = newWebhookSecret();
      await webhooks.rotate(webhookId, this.vault.seal(secret, secretOf(webhookId)), oldValidUntil);
      await tx.journal.append({
        stream: 'webhook',
        streamId: webhookId,
        kind: 'webhookSecretRotated',
        at,
        by: signature(actor),
        body: { oldValidUntil: oldValidUntil.toISOString() },
      });
      return { secret, oldValidUntil, revision: revision + 1 };
    });
  }
}
