import { notFound, refusal, stale, type Refusal } from '#domain';
import { Records, WebhooksRepository, WebhookCallsRepository, type WebhookRow, type WebhookScope } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { webhookAddressFaults } from './webhook-address.js';
import { onlyAdministrators } from './webhook-refusals.js';

/** Whose webhooks a post may keep: those of its organisation; an administrator all. */
export const webhookScopeOf = ({ post }: Actor): WebhookScope => (post.role === 'administrator' ? null : post.organisationId);

export interface ChangeWebhookInput {
  webhookId: string;
  revision: number;
  change: { name?: string; url?: string; events?: string[]; privateAllowed?: boolean; active?: boolean };
  actor: Actor;
}

/** Changes a webhook, switches it off, or on again after it was mended. */
@Injectable()
export class ChangeWebhook {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ webhookId, revision, change, actor }: ChangeWebhookInput): Promise<WebhookRow | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const webhooks = new WebhooksRepository(tx);
      const before = await webhooks.lock(webhookId, webhookScopeOf(actor));
      if (!before) return notFound();
      if (before.revision !== revision) return stale();
      const { active = before.status === 'active', ...fields } = change;
      const to = {
        name: before.name,
        url: before.url,
        events: before.events,
        privateAllowed: before.privateAllowed,
        ...given(fields),
      };
      // An address an administrator allowed is not swapped for another private one by somebody else.
      if (to.privateAllowed && (to.url !== before.url || !before.privateAllowed) && actor.post.role !== 'administrator')
        return onlyAdministrators();
      const faults = webhookAddressFaults(to.url, to.privateAllowed);
      if (faults.length > 0)
        return refusal('invalid', { vi: 'Địa chỉ này không dùng được.', en: 'This address cannot be used.' }, faults);
      await webhooks.change(webhookId, {
        ...to,
        status: active ? 'active' : 'disabled',
        reason: active ? null : 'Switched off by hand',
      });
      if (!active) await new WebhookCallsRepository(tx).giveUpWaiting(webhookId, 'Not tried: the webhook is switched off', at);
      await tx.journal.append({
        stream: 'webhook',
        streamId: webhookId,
        kind: 'webhookChanged',
        at,
        by: signature(actor),
        body: { ...to, active },
      });
      return (await webhooks.one(webhookId, null))!;
    });
  }
}

const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]: NonNullable<Fields[Key]>;
  };
