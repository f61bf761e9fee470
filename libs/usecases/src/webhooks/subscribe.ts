import { randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '#domain';
import { Records, WebhooksRepository, type WebhookRow } from '#records';
import { Injectable } from '@nestjs/common';
import { Vault } from '../access/vault.port.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { webhookAddressFaults } from './webhook-address.js';
import { newWebhookSecret, secretOf } from './webhook-secret.js';
import { onlyAdministrators } from './webhook-refusals.js';

export interface SubscribeInput {
  name: string;
  url: string;
  events: string[];
  privateAllowed: boolean;
  actor: Actor;
}

/** A head or an administrator has an address outside told of what their post may see. The secret is shown this once. */
@Injectable()
export class Subscribe {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly vault: Vault,
  ) {}

  async run({ name, url, events, privateAllowed, actor }: SubscribeInput): Promise<(WebhookRow & { secret: string }) | Refusal> {
    if (privateAllowed && actor.post.role !== 'administrator') return onlyAdministrators();
    const faults = webhookAddressFaults(url, privateAllowed);
    if (faults.length > 0)
      return refusal('invalid', { vi: 'Địa chỉ này không dùng được.', en: 'This address cannot be used.' }, faults);
    const id = randomUUID();
    const secret = newWebhookSecret();
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const webhooks = new WebhooksRepository(tx);
      await webhooks.add({
        id,
        name,
        url,
        events,
        privateAllowed,
        secret: this.vault.seal(secret, secretOf(id)),
        organisationId: actor.post.organisationId,
        at,
        ...signature(actor),
      });
      await tx.journal.append({
        stream: 'webhook',
        streamId: id,
        kind: 'webhookSubscribed',
        at,
        by: signature(actor),
        body: { name, url, events, privateAllowed },
      });
      return { ...(await webhooks.one(id, null))!, secret };
    });
  }
}
