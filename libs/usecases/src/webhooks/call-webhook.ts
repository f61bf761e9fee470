import { Records, WebhookCallsRepository, type QueuedCall } from '#records';
import { Injectable } from '@nestjs/common';
import { CannotOpen, Vault } from '../access/vault.port.js';
import type { SendOutcome } from '../ports.js';
import { deliverWish } from '../wishes.js';
import { WebhookCaller } from './webhook-caller.port.js';
import { secretOf } from './webhook-secret.js';

/** Makes one call and draws the consequences for the webhook. */
@Injectable()
export class CallWebhook {
  constructor(
    private readonly records: Records,
    private readonly caller: WebhookCaller,
    private readonly vault: Vault,
  ) {}

  async run(call: QueuedCall, now: Date): Promise<SendOutcome> {
    if (call.status !== 'active') return { kind: 'rejected', answer: `Not tried: the webhook is ${call.status}` };
    const calls = new WebhookCallsRepository(this.records.sql);
    const secrets = this.opened(call);
    // Not the fault of the other side: it is tried again, and the key may be back by then.
    if (secrets instanceof CannotOpen) return { kind: 'retry', answer: `Not tried: ${secrets.message}` };
    const outcome = await this.caller.call({ ...call, secrets, id: call.deliveryId }, now);
    await (outcome.kind === 'accepted' ? calls.answered(call.webhookId) : calls.failed(call.webhookId, now));
    return outcome;
  }

  /** The secret in force must be among them: signed only with an older one, a call would be refused over there. */
  private opened({ webhookId, secrets }: QueuedCall): string[] | CannotOpen {
    const opened = secrets.map((kept) => {
      try {
        return this.vault.open(kept, secretOf(webhookId));
      } catch (error) {
        if (error instanceof CannotOpen) return error;
        throw error;
      }
    });
    return opened[0] instanceof CannotOpen ? opened[0] : opened.filter((secret) => typeof secret === 'string');
  }

  /** Tried for days in vain, or told not to call: no further calls, and its owner hears of it. Once, whoever finds out first. */
  async disable({ webhookId }: QueuedCall, reason: string, now: Date): Promise<void> {
    await this.records.inTransaction(async (tx) => {
      const calls = new WebhookCallsRepository(tx);
      const owner = await calls.disable(webhookId, reason.slice(0, 500));
      if (!owner) return;
      await calls.giveUpWaiting(webhookId, 'Not tried: the webhook is disabled', now);
      await calls.tellOwner(webhookId, owner, now);
      await tx.journal.append({
        stream: 'webhook',
        streamId: webhookId,
        kind: 'webhookDisabled',
        at: now,
        by: null,
        body: { reason },
      });
      await tx.outbox.wish(deliverWish(), 'webhookDisabled', now);
    });
  }
}
