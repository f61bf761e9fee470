import { notFound, type Refusal } from '#domain';
import { Records, WebhooksRepository, WebhookCallsRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { webhookScopeOf } from './change-webhook.js';

/** Ends a webhook for good; what was sent stays on record. */
@Injectable()
export class RemoveWebhook {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ webhookId, actor }: { webhookId: string; actor: Actor }): Promise<null | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const webhooks = new WebhooksRepository(tx);
      const before = await webhooks.lock(webhookId, webhookScopeOf(actor));
      if (!before) return notFound();
      await webhooks.change(webhookId, { ...before, status: 'removed', reason: null });
      await new WebhookCallsRepository(tx).giveUpWaiting(webhookId, 'Not tried: the webhook was removed', at);
      await tx.journal.append({
        stream: 'webhook',
        streamId: webhookId,
        kind: 'webhookRemoved',
        at,
        by: signature(actor),
        body: {},
      });
      return null;
    });
  }
}
