import { notFound, type Refusal } from '#domain';
import { InboxRepository, Records } from '#records';
import { Clock, type Actor } from '#usecases';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathNumber } from '../door/path-id.pipe.js';
import { MarkReadBody, NoticeAnswer, NoticeCountsAnswer, NoticePage, NoticesQuery, UnreadAnswer } from './notices.dto.js';

@ApiTags('notices')
@Controller('api/notices')
export class NoticesController {
  private readonly inbox: InboxRepository;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.inbox = new InboxRepository(records.sql);
  }

  @Get()
  @Operation({ id: 'listNotices', summary: 'Lists what I was told, newest first', answer: NoticePage, page: true })
  async list(
    @Query() { unread = false, act, obligationId }: NoticesQuery,
    @Paging() page: Page,
    @CurrentActor() { personId }: Actor,
  ): Promise<NoticePage> {
    const rows = await this.inbox.list(personId, { unread, act, obligationId }, page.after(), page.fetch);
    return { ...page.of(rows, ({ id }) => ({ id })), unread: await this.inbox.unread(personId) };
  }

  @Get('counts')
  @Operation({
    id: 'countNotices',
    summary: 'Counts what I was told, by kind, and how much of it is not read',
    answer: NoticeCountsAnswer,
  })
  async counts(@CurrentActor() { personId }: Actor): Promise<NoticeCountsAnswer> {
    const kinds = await this.inbox.counts(personId);
    return { unread: kinds.reduce((sum, { unread }) => sum + unread, 0), kinds };
  }

  @Get(':id')
  @Operation({ id: 'getNotice', summary: 'Shows one notice of mine', answer: NoticeAnswer })
  async one(@PathNumber() id: number, @CurrentActor() { personId }: Actor): Promise<NoticeAnswer | Refusal> {
    return (await this.inbox.one(personId, id)) ?? notFound();
  }

  @Post('read')
  @Operation({
    id: 'markNoticesRead',
    summary: 'Marks a notice and all before it as read, of one kind or of all',
    answer: UnreadAnswer,
  })
  async readUpTo(@Body() { upTo, act }: MarkReadBody, @CurrentActor() { personId }: Actor): Promise<UnreadAnswer> {
    await this.inbox.markRead(personId, { upTo, act }, this.clock.now());
    return { unread: await this.inbox.unread(personId) };
  }

  @Post(':id/read')
  @Operation({ id: 'markNoticeRead', summary: 'Marks one notice as read', answer: NoticeAnswer })
  async read(@PathNumber() id: number, @CurrentActor() { personId }: Actor): Promise<NoticeAnswer | Refusal> {
    await this.inbox.markRead(personId, { only: id }, this.clock.now());
    return (await this.inbox.one(personId, id)) ?? notFound();
  }
}
