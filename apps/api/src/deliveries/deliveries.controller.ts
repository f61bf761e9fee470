import { isRefusal, notFound, type Refusal } from '#domain';
import { DeliveriesReader, Records } from '#records';
import { Resend, type Actor } from '#usecases';
import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { DeliveriesQuery, DeliveryPage, DeliveryWithAttemptsAnswer } from './deliveries.dto.js';

@ApiTags('deliveries')
@Controller('api/deliveries')
export class DeliveriesController {
  private readonly reader: DeliveriesReader;

  constructor(
    records: Records,
    private readonly resend: Resend,
  ) {
    this.reader = new DeliveriesReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listDeliveries',
    summary: 'Lists what left, waits to leave or was given up, newest first',
    answer: DeliveryPage,
    page: true,
  })
  async list(@Query() { status, channel, personId, bounced }: DeliveriesQuery, @Paging() page: Page): Promise<DeliveryPage> {
    const rows = await this.reader.list({ status, channel, personId, bounced }, page.after(), page.fetch);
    return page.of(rows, ({ id }) => ({ id }));
  }

  @Get(':id')
  @Operation({
    id: 'getDelivery',
    summary: 'Shows one delivery and every attempt with what the other side said',
    answer: DeliveryWithAttemptsAnswer,
  })
  async one(@PathId() id: string): Promise<DeliveryWithAttemptsAnswer | Refusal> {
    const delivery = await this.reader.one(id);
    return delivery ? { ...delivery, tried: await this.reader.attempts(id) } : notFound();
  }

  @Post(':id/resend')
  @Operation({
    id: 'resendDelivery',
    summary: 'Sends again what was given up or came back, under the same id',
    answer: DeliveryWithAttemptsAnswer,
    status: 202,
  })
  async again(@PathId() id: string, @CurrentActor() actor: Actor): Promise<DeliveryWithAttemptsAnswer | Refusal> {
    const refused = await this.resend.run({ deliveryId: id, actor });
    return isRefusal(refused) ? refused : this.one(id);
  }
}
