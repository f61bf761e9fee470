import { compareDays, isRefusal, notFound, proposeYear, WEEKDAYS, type Refusal } from '#domain';
import { almanacOf } from '#platform';
import { Records, WorkCalendarRepository, type CalendarDraft, type CalendarPublication } from '#records';
import {
  DraftWorkCalendar,
  PreviewWorkCalendar,
  PublishWorkCalendar,
  ReviseWorkCalendar,
  SetCultureDay,
  WaitingDeadlines,
  WaitingOpenings,
  type Actor,
} from '#usecases';
import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathNumber } from '../door/path-id.pipe.js';
import {
  CalendarProposalAnswer,
  CalendarYearViewAnswer,
  CultureDayAnswer,
  CultureDayBody,
  DraftWorkCalendarBody,
  PublishedWorkCalendarAnswer,
  PublishWorkCalendarBody,
  ReviseWorkCalendarBody,
  WaitingDeadlinePage,
  WaitingDeadlinesQuery,
  WaitingOpeningsAnswer,
  WorkCalendarAnswer,
  WorkCalendarPreviewAnswer,
  WorkCalendarQuery,
  type CalendarYearAnswer,
} from './work-calendar.dto.js';

const YearInPath = () => ApiParam({ name: 'year', schema: { type: 'integer', minimum: 1900, maximum: 2199 }, example: 2027 });
const WEEKEND = WEEKDAYS.slice(5);

@ApiTags('work calendar')
@Controller('api/work-calendar')
export class WorkCalendarController {
  private readonly calendars: WorkCalendarRepository;

  constructor(
    records: Records,
    private readonly draftWorkCalendar: DraftWorkCalendar,
    private readonly reviseWorkCalendar: ReviseWorkCalendar,
    private readonly publishWorkCalendar: PublishWorkCalendar,
    private readonly previewWorkCalendar: PreviewWorkCalendar,
    private readonly setCultureDay: SetCultureDay,
    private readonly waitingOpenings: WaitingOpenings,
    private readonly waitingDeadlines: WaitingDeadlines,
  ) {
    this.calendars = new WorkCalendarRepository(records.sql);
  }

  @Get()
  @Operation({
    id: 'listWorkCalendar',
    summary: 'Shows which days are off and which Saturdays are worked, year by year, as published',
    answer: WorkCalendarAnswer,
  })
  async list(@Query() { year }: WorkCalendarQuery): Promise<WorkCalendarAnswer> {
    const inForce = new Map((await this.calendars.inForce()).map((publication) => [publication.year, publication]));
    const drafts = (await this.calendars.drafts()).filter((draft) => year === undefined || draft.year === year);
    return { items: drafts.map((draft) => shown(draft, inForce.get(draft.year))) };
  }

  @Post()
  @Operation({
    id: 'draftWorkCalendar',
    summary: 'Begins the draft of a year, from what is given or from the law',
    status: 201,
    location: '/api/work-calendar/{year}',
    answer: CalendarYearViewAnswer,
    revisioned: true,
  })
  async draft(
    @Body() { year, weekend = WEEKEND, days }: DraftWorkCalendarBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalendarYearViewAnswer | Refusal> {
    const proposed = days ?? proposeYear(year, almanacOf(year), weekend, await this.calendars.cultureDay()).days;
    const isProposal = days === undefined;
    const made = await this.draftWorkCalendar.run({ year, weekend, days: proposed, isProposal, actor });
    return isRefusal(made) ? made : this.one(year);
  }

  @Get('culture-day')
  @Operation({
    id: 'getCultureDay',
    summary: 'Shows from which year 24/11 is a day off, and by which document',
    answer: CultureDayAnswer,
    revisioned: true,
  })
  cultureDay(): Promise<CultureDayAnswer> {
    return this.calendars.cultureDay();
  }

  @Patch('culture-day')
  @Operation({
    id: 'setCultureDay',
    summary: 'Sets from which year 24/11 is a day off; it changes what is proposed, only a publication changes a calendar',
    answer: CultureDayAnswer,
    revisioned: true,
  })
  async changeCultureDay(
    @IfMatch() revision: number,
    @Body() { offFromYear, source }: CultureDayBody,
    @CurrentActor() actor: Actor,
  ): Promise<CultureDayAnswer | Refusal> {
    const set = await this.setCultureDay.run({ offFromYear, source, revision, actor });
    return isRefusal(set) ? set : this.cultureDay();
  }

  @Get('waiting-openings')
  @Operation({
    id: 'listWaitingOpenings',
    summary: 'Lists the rounds and conferences that cannot open before a year of the work calendar is published',
    answer: WaitingOpeningsAnswer,
  })
  async waiting(): Promise<WaitingOpeningsAnswer> {
    return { items: await this.waitingOpenings.run() };
  }

  @Get('waiting-deadlines')
  @Operation({
    id: 'listWaitingDeadlines',
    summary:
      'Lists the deadlines that tell people on working days of a year that is not published, where every day counts as one',
    answer: WaitingDeadlinePage,
    page: true,
  })
  async waitingToSend(
    @Query() { year }: WaitingDeadlinesQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
  ): Promise<WaitingDeadlinePage> {
    // Whoever publishes the calendar sees all that waits for it.
    const scope = post.role === 'administrator' ? null : post.postId;
    const rows = await this.waitingDeadlines.list(scope, year ?? null, page.after<{ dueOn: string; id: string }>(), page.fetch);
    return page.of(
      rows,
      ({ dueOn, deadlineId: id }) => ({ dueOn, id }),
      ({ rungs, ...row }) => ({ ...row, rungs: rungs.map((rung) => ({ ...rung, plannedAt: new Date(rung.plannedAt) })) }),
    );
  }

  @Get(':year')
  @YearInPath()
  @Operation({
    id: 'getWorkCalendarYear',
    summary: 'Shows the draft of a year and every publication of it',
    answer: CalendarYearViewAnswer,
    revisioned: true,
  })
  one(@PathNumber('year') year: number): Promise<CalendarYearViewAnswer | Refusal> {
    return this.view(year);
  }

  private async view(year: number): Promise<Plain<CalendarYearViewAnswer> | Refusal> {
    const draft = await this.calendars.draft(year);
    if (!draft) return notFound();
    const publications = await this.calendars.publications(year);
    const { weekend, days } = draft;
    return { ...shown(draft, publications[0]), weekend, days, publications: publications.map(withoutYear) };
  }

  @Patch(':year')
  @YearInPath()
  @Operation({
    id: 'reviseWorkCalendar',
    summary: 'Revises the draft of a year; what is published stays in force until the draft is published',
    answer: CalendarYearViewAnswer,
    revisioned: true,
  })
  async revise(
    @PathNumber('year') year: number,
    @IfMatch() revision: number,
    @Body() changes: ReviseWorkCalendarBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalendarYearViewAnswer | Refusal> {
    const revised = await this.reviseWorkCalendar.run({ year, revision, changes, actor });
    return isRefusal(revised) ? revised : this.one(year);
  }

  @Get(':year/proposal')
  @YearInPath()
  @Operation({
    id: 'getWorkCalendarProposal',
    summary: 'Compares the draft of a year with what the law and the lunar calendar give',
    answer: CalendarProposalAnswer,
  })
  async proposal(@PathNumber('year') year: number): Promise<CalendarProposalAnswer | Refusal> {
    // The almanac ends where the lunar tables do.
    if (year < 1900 || year > 2199) return notFound();
    const draft = await this.calendars.draft(year);
    const proposed = proposeYear(year, almanacOf(year), draft?.weekend ?? WEEKEND, await this.calendars.cultureDay());
    return { year, ...proposed, differences: compareDays(draft?.days ?? [], proposed.days) };
  }

  @Get(':year/preview')
  @YearInPath()
  @Operation({
    id: 'previewWorkCalendar',
    summary: 'Shows which open deadlines would move if the draft were published; nothing is written',
    answer: WorkCalendarPreviewAnswer,
  })
  preview(@PathNumber('year') year: number): Promise<WorkCalendarPreviewAnswer | Refusal> {
    return this.previewWorkCalendar.run({ year });
  }

  @Post(':year/publications')
  @YearInPath()
  @Operation({
    id: 'publishWorkCalendar',
    summary: 'Publishes the draft of a year in the place of what was in force; open deadlines are planned anew',
    status: 201,
    location: '/api/work-calendar/{year}',
    answer: PublishedWorkCalendarAnswer,
    revisioned: true,
  })
  async publish(
    @PathNumber('year') year: number,
    @IfMatch() revision: number,
    @Body() { document }: PublishWorkCalendarBody,
    @CurrentActor() actor: Actor,
  ): Promise<PublishedWorkCalendarAnswer | Refusal> {
    const published = await this.publishWorkCalendar.run({ year, revision, document, actor });
    if (isRefusal(published)) return published;
    const view = await this.view(year);
    return isRefusal(view) ? view : { ...view, replanned: published.replanned };
  }
}

/** The fields of an answer, whatever made them. */
type Plain<Answer> = Pick<Answer, keyof Answer>;

const withoutYear = ({ year: _, ...publication }: CalendarPublication) => publication;

const contentOf = ({ weekend, days }: Pick<CalendarDraft, 'weekend' | 'days'>) =>
  JSON.stringify([weekend.toSorted(), days.map(({ day, kind, reason, document }) => [day, kind, reason, document])]);

const shown = (draft: CalendarDraft, inForce: CalendarPublication | undefined): Plain<CalendarYearAnswer> => ({
  year: draft.year,
  inForce: inForce ? withoutYear(inForce) : null,
  isDraftAhead: !inForce || contentOf(draft) !== contentOf(inForce),
  isProposal: draft.isProposal,
  revision: draft.revision,
});
