import { notFound, refusal, type Refusal } from '#domain';
import { Records, WebhooksRepository } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { deliverWish } from '../wishes.js';
import { webhookScopeOf } from './change-webhook.js';

/** Queues a call that tells nothing but that calls arrive; what came of it is read with the delivery. */
@Injectable()
export class TryWebhook {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ webhookId, actor }: { webhookId: string; actor: Actor }): Promise<{ deliveryId: string } | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const webhooks = new WebhooksRepository(tx);
      const webhook = await webhooks.lock(webhookId, webhookScopeOf(actor));
      if (!webhook) return notFound();
      if (webhook.status !== 'active') return switchedOff();
      const deliveryId = await webhooks.queueTest(webhookId, at);
      await tx.outbox.wish(deliverWish(), 'webhookTried', at);
      return { deliveryId };
    });
  }
}

const switchedOff = () =>
  refusal('conflict', {
    vi: 'Webhook đang tắt. Bật lại (active: true) rồi thử.',
    en: 'The webhook is switched off. Switch it on (active: true), then try.',
  });
