import { notFound, refusal, type Refusal } from '#domain';
import { DeliveriesRepository, Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { deliverWish } from '../wishes.js';

/**
 * Sends again what was given up, or came back, under the same id, with the waits between attempts begun anew. What arrived or still
 * waits is left alone.
 */
@Injectable()
export class Resend {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ deliveryId, actor }: { deliveryId: string; actor: Actor }): Promise<null | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const deliveries = new DeliveriesRepository(tx);
      const standing = await deliveries.lock(deliveryId);
      if (!standing) return notFound();
      const { status, bouncedAt, addressBounces, webhookStatus } = standing;
      if (status !== 'dead' && !bouncedAt) return notGivenUp(status);
      if (addressBounces) return addressIsBad();
      // It would only be given up once more.
      if (webhookStatus === 'disabled') return webhookIsOff();
      if (webhookStatus === 'removed') return webhookIsGone();
      await deliveries.requeue(deliveryId, at);
      await tx.journal.append({
        stream: 'delivery',
        streamId: deliveryId,
        kind: 'deliveryResent',
        at,
        by: signature(actor),
        body: { bouncedAt },
      });
      await tx.outbox.wish(deliverWish(), 'deliveryResent', at);
      return null;
    });
  }
}

const addressIsBad = () =>
  refusal('conflict', {
    vi: 'Địa chỉ của người nhận đang trả thư lại; xác nhận địa chỉ dùng được (xem GET /api/bouncing-addresses) hoặc để người đó sửa, rồi gửi lại.',
    en: 'The address of the reader sends letters back; trust it again (see GET /api/bouncing-addresses) or let the reader mend it, then resend.',
  });

const webhookIsOff = () =>
  refusal('conflict', {
    vi: 'Webhook đang tắt. Bật lại (PATCH /api/webhooks/{id}, active: true), rồi gửi lại.',
    en: 'The webhook is switched off. Switch it on (PATCH /api/webhooks/{id}, active: true), then resend.',
  });

const webhookIsGone = () =>
  refusal('conflict', {
    vi: 'Webhook này đã bị xóa; không còn nơi để gửi.',
    en: 'This webhook was removed; there is nowhere to send to.',
  });

const notGivenUp = (status: 'queued' | 'sent') =>
  status === 'sent'
    ? refusal('conflict', {
        vi: 'Thư này đã gửi được, không gửi lại.',
        en: 'This was sent; it is not sent a second time.',
      })
    : refusal('conflict', {
        vi: 'Thư này đang chờ gửi và sẽ tự thử lại.',
        en: 'This waits to be sent and is tried again by itself.',
      });
