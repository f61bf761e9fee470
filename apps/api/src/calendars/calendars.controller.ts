import { isRefusal, settledWords, type Refusal } from '#domain';
import { writeCalendar, type CalendarDay } from '#papers';
import { hashToken, Problem } from '#platform';
import { CalendarDaysReader, CalendarFeedsRepository, Records, type CalendarDayRow } from '#records';
import { Clock, OpenCalendarFeed, RevokeCalendarFeed, RotateCalendarFeed, type Actor } from '#usecases';
import { Body, Controller, Delete, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { namedDuty } from '../door/named-duty.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { ApiSettings } from '../door/settings.js';
import { FeedAddressAnswer, FeedsAnswer, OpenFeedBody } from './calendars.dto.js';

@ApiTags('calendars')
@Controller('api')
export class CalendarsController {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly settings: ApiSettings,
    private readonly openFeed: OpenCalendarFeed,
    private readonly rotateFeed: RotateCalendarFeed,
    private readonly revokeFeed: RevokeCalendarFeed,
  ) {}

  @Get('calendar-feeds')
  @Operation({
    id: 'listCalendarFeeds',
    summary: 'Lists the calendars that have a secret address, never the address',
    answer: FeedsAnswer,
  })
  async list(@CurrentActor() { personId, post }: Actor): Promise<FeedsAnswer> {
    return { items: await new CalendarFeedsRepository(this.records.sql).list({ personId, organisationId: post.organisationId }) };
  }

  @Post('calendar-feeds')
  @Operation({
    id: 'openCalendarFeed',
    summary: 'Gives a calendar of due days its secret address and shows it once',
    answer: FeedAddressAnswer,
    status: 201,
    location: '/api/calendar-feeds',
    revisioned: true,
  })
  async open(@Body() { of }: OpenFeedBody, @CurrentActor() actor: Actor): Promise<FeedAddressAnswer | Refusal> {
    return this.addressed(await this.openFeed.run({ of, actor }));
  }

  @Post('calendar-feeds/:id/secret')
  @Operation({
    id: 'rotateCalendarFeed',
    summary: 'Gives a calendar a new secret address; the old one leads nowhere',
    answer: FeedAddressAnswer,
    revisioned: true,
  })
  async rotate(
    @PathId() id: string,
    @IfMatch() revision: number,
    @CurrentActor() actor: Actor,
  ): Promise<FeedAddressAnswer | Refusal> {
    return this.addressed(await this.rotateFeed.run({ feedId: id, revision, actor }));
  }

  @Delete('calendar-feeds/:id')
  @Operation({ id: 'revokeCalendarFeed', summary: 'Ends the secret address of a calendar', status: 204 })
  revoke(@PathId() id: string, @CurrentActor() actor: Actor): Promise<null | Refusal> {
    return this.revokeFeed.run({ feedId: id, actor });
  }

  /** A wrong secret and a revoked one are answered alike. */
  @Get('calendars/:file')
  @Operation({
    id: 'readCalendar',
    summary: 'The due days as iCalendar, for calendar programs, by secret address',
    text: 'text/calendar',
    problems: ['notFound'],
  })
  async read(@Param('file') file: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const secret = /^(lantoa_[\w-]{20,100})\.ics$/.exec(file)?.[1];
    const feed = secret ? await new CalendarFeedsRepository(this.records.sql).open(hashToken(secret)) : null;
    if (!feed) throw new Problem('notFound', { detail: noSuchCalendar });
    const rows = await new CalendarDaysReader(this.records.sql).of(feed, this.clock.today());
    response
      .setHeader('Content-Type', 'text/calendar; charset=utf-8')
      .setHeader('Content-Language', feed.locale)
      .setHeader('Content-Disposition', 'inline; filename="lantoa.ics"');
    return writeCalendar({
      name: feed.name ? `LanToa · ${feed.name}` : names[feed.locale],
      locale: feed.locale,
      days: rows.map((row) => this.dayOf(row, feed.locale)),
      now: this.clock.now(),
    });
  }

  private addressed(feed: { id: string; secret: string; revision: number } | Refusal): FeedAddressAnswer | Refusal {
    if (isRefusal(feed)) return feed;
    const { secret, ...rest } = feed;
    return { ...rest, address: this.address(`calendars/${secret}.ics`) };
  }

  private dayOf(row: CalendarDayRow, locale: 'vi' | 'en'): CalendarDay {
    const url = this.address(`obligations/${row.obligationId}`);
    const settled = settledWords(row.status);
    return {
      uid: `${row.obligationId}@${this.settings.publicUrl.hostname}`,
      // An obligation that moves to another deadline changes its own revision too.
      sequence: row.revision * 1000 + row.deadlineRevision,
      dueOn: row.dueOn,
      movedFrom: row.dueOn === row.originalDueOn ? null : row.originalDueOn,
      summary: namedDuty(row)[locale],
      description: [locale === 'vi' ? row.ownerVi : row.ownerEn, settled?.[locale], url].filter(Boolean).join('\n'),
      url,
      cancelled: row.status !== 'open' && row.status !== 'returned',
      done: row.status === 'submitted' || row.status === 'accepted',
    };
  }

  private address(path: string): string {
    return new URL(`api/${path}`, this.settings.publicUrl.href.replace(/\/?$/, '/')).href;
  }
}

const noSuchCalendar = {
  vi: 'Địa chỉ lịch này không đúng hoặc đã bị thu hồi. Lấy địa chỉ mới (POST /api/calendar-feeds), rồi đăng ký lại trong phần mềm lịch.',
  en: 'This address of a calendar is wrong or was revoked. Get a new one (POST /api/calendar-feeds), then subscribe to it in the calendar program.',
};
const names = { vi: 'LanToa · Việc của tôi', en: 'LanToa · My duties' };
