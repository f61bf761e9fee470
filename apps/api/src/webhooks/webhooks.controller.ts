import { isRefusal, notFound, type Refusal } from '#domain';
import { DeliveriesReader, Records, WebhooksRepository, type WebhookRow } from '#records';
import {
  ChangeWebhook,
  RemoveWebhook,
  Resend,
  RotateWebhookSecret,
  Subscribe,
  TryWebhook,
  webhookScopeOf,
  type Actor,
} from '#usecases';
import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeliveriesQuery, DeliveryPage, DeliveryWithAttemptsAnswer } from '../deliveries/deliveries.dto.js';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import {
  ChangeWebhookBody,
  RotatedSecretAnswer,
  SubscribeBody,
  SubscribedAnswer,
  TriedAnswer,
  WebhookAnswer,
  WebhookPage,
} from './webhooks.dto.js';

@ApiTags('webhooks')
@Controller('api/webhooks')
export class WebhooksController {
  constructor(
    private readonly records: Records,
    private readonly subscribe: Subscribe,
    private readonly changeWebhook: ChangeWebhook,
    private readonly rotateSecret: RotateWebhookSecret,
    private readonly tryWebhook: TryWebhook,
    private readonly removeWebhook: RemoveWebhook,
    private readonly resend: Resend,
  ) {}

  @Get()
  @Operation({
    id: 'listWebhooks',
    summary: 'Lists the webhooks of my organisation; an administrator sees all',
    answer: WebhookPage,
    page: true,
  })
  async list(@Query() _: PageQuery, @Paging() page: Page, @CurrentActor() actor: Actor): Promise<WebhookPage> {
    const rows = await new WebhooksRepository(this.records.sql).list(webhookScopeOf(actor), page.after(), page.fetch);
    return page.of(rows, ({ id }) => ({ id }), shown);
  }

  @Get(':id')
  @Operation({ id: 'getWebhook', summary: 'Shows one webhook, never its secret', answer: WebhookAnswer, revisioned: true })
  async one(@PathId() id: string, @CurrentActor() actor: Actor): Promise<WebhookAnswer | Refusal> {
    const webhook = await this.find(id, actor);
    return webhook ? shown(webhook) : notFound();
  }

  @Post()
  @Operation({
    id: 'subscribeWebhook',
    summary: 'Has an address told of what happens, signed by Standard Webhooks; shows the secret once',
    answer: SubscribedAnswer,
    status: 201,
    location: '/api/webhooks/{id}',
    revisioned: true,
  })
  async add(@Body() body: SubscribeBody, @CurrentActor() actor: Actor): Promise<SubscribedAnswer | Refusal> {
    const { name, url, events, privateAllowed = false } = body;
    const made = await this.subscribe.run({ name, url, events, privateAllowed, actor });
    return isRefusal(made) ? made : Object.assign(shown(made), { secret: made.secret });
  }

  @Patch(':id')
  @Operation({
    id: 'changeWebhook',
    summary: 'Changes a webhook, switches it off or on again',
    answer: WebhookAnswer,
    revisioned: true,
  })
  async change(
    @PathId() id: string,
    @Body() body: ChangeWebhookBody,
    @IfMatch() revision: number,
    @CurrentActor() actor: Actor,
  ): Promise<WebhookAnswer | Refusal> {
    const changed = await this.changeWebhook.run({ webhookId: id, revision, change: body, actor });
    return isRefusal(changed) ? changed : shown(changed);
  }

  @Post(':id/secret')
  @Operation({
    id: 'rotateWebhookSecret',
    summary: 'Makes a new secret and shows it once; the old one signs along for a day',
    answer: RotatedSecretAnswer,
    revisioned: true,
  })
  rotate(
    @PathId() id: string,
    @IfMatch() revision: number,
    @CurrentActor() actor: Actor,
  ): Promise<RotatedSecretAnswer | Refusal> {
    return this.rotateSecret.run({ webhookId: id, revision, actor });
  }

  @Post(':id/test')
  @Operation({ id: 'tryWebhook', summary: 'Makes a call that only shows that calls arrive', answer: TriedAnswer, status: 202 })
  async try(@PathId() id: string, @CurrentActor() actor: Actor): Promise<TriedAnswer | Refusal> {
    return this.tryWebhook.run({ webhookId: id, actor });
  }

  @Delete(':id')
  @Operation({ id: 'removeWebhook', summary: 'Ends a webhook for good; what was sent stays on record', status: 204 })
  remove(@PathId() id: string, @CurrentActor() actor: Actor): Promise<null | Refusal> {
    return this.removeWebhook.run({ webhookId: id, actor });
  }

  @Get(':id/deliveries')
  @Operation({
    id: 'listWebhookDeliveries',
    summary: 'Lists the calls of a webhook, newest first',
    answer: DeliveryPage,
    page: true,
  })
  async deliveries(
    @PathId() id: string,
    @Query() { status }: DeliveriesQuery,
    @Paging() page: Page,
    @CurrentActor() actor: Actor,
  ): Promise<DeliveryPage | Refusal> {
    if (!(await this.find(id, actor))) return notFound();
    const rows = await new DeliveriesReader(this.records.sql).list({ webhookId: id, status }, page.after(), page.fetch);
    return page.of(rows, (row) => ({ id: row.id }));
  }

  @Get(':id/deliveries/:deliveryId')
  @Operation({
    id: 'getWebhookDelivery',
    summary: 'Shows one call and every attempt with what was answered',
    answer: DeliveryWithAttemptsAnswer,
  })
  async delivery(
    @PathId() id: string,
    @PathId('deliveryId') deliveryId: string,
    @CurrentActor() actor: Actor,
  ): Promise<DeliveryWithAttemptsAnswer | Refusal> {
    const reader = new DeliveriesReader(this.records.sql);
    const delivery = (await this.find(id, actor)) && (await reader.one(deliveryId));
    return delivery?.webhookId === id ? { ...delivery, tried: await reader.attempts(deliveryId) } : notFound();
  }

  @Post(':id/deliveries/:deliveryId/resend')
  @Operation({
    id: 'resendWebhookDelivery',
    summary: 'Makes a call again that was given up, under the same id',
    answer: DeliveryWithAttemptsAnswer,
    status: 202,
  })
  async again(
    @PathId() id: string,
    @PathId('deliveryId') deliveryId: string,
    @CurrentActor() actor: Actor,
  ): Promise<DeliveryWithAttemptsAnswer | Refusal> {
    const known = await this.delivery(id, deliveryId, actor);
    if (isRefusal(known)) return known;
    const refused = await this.resend.run({ deliveryId, actor });
    return isRefusal(refused) ? refused : this.delivery(id, deliveryId, actor);
  }

  private find(id: string, actor: Actor): Promise<WebhookRow | null> {
    return new WebhooksRepository(this.records.sql).one(id, webhookScopeOf(actor));
  }
}

const shown = ({
  id,
  name,
  url,
  events,
  organisationId,
  ownerName,
  privateAllowed,
  status,
  statusReason,
  failingSince,
  createdAt,
  revision,
}: WebhookRow): WebhookAnswer => ({
  id,
  name,
  url,
  events,
  organisationId,
  ownerName,
  privateAllowed,
  status,
  statusReason,
  failingSince,
  createdAt,
  revision,
});
