import { isRefusal, notFound, refusal, type Refusal } from '#domain';
import { OversightReader, Records, type NamedDutyRow, type StandingRow } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { namedDuty } from '../door/named-duty.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { ExhaustedDutyPage, StandingAnswer, StandingQuery, UnattendedDutyPage, type StandingRowAnswer } from './oversight.dto.js';
import { standingColumns } from './standing-columns.js';
import { exhaustedColumns, unattendedColumns } from './unsettled-columns.js';

@ApiTags('oversight')
@Controller('api/oversight')
export class OversightController {
  private readonly reader: OversightReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new OversightReader(records.sql);
  }

  @Get('standing')
  @Operation({
    id: 'getStanding',
    summary: 'Shows where a round stood on a day, unit by unit, along the territories or the lines; also as CSV or Excel',
    answer: StandingAnswer,
    csv: true,
    xlsx: true,
    problems: ['invalid', 'notFound'],
  })
  async standing(
    @Query() query: StandingQuery,
    @CurrentActor() actor: Actor,
    @InForm() form: ListForm,
  ): Promise<StandingAnswer | StreamableFile | Refusal> {
    const standing = await this.standingOn(query, actor);
    if (isRefusal(standing)) return standing;
    const { round, asOf, rows } = standing;
    return form.whole(standing, {
      name: `standing-${round ? `${round.kind}-${round.year}-` : ''}${asOf}`,
      sheet: { vi: 'Tình hình nộp báo cáo', en: 'Standing' },
      columns: standingColumns,
      rows,
    });
  }

  @Get('no-responsible-person')
  @Operation({
    id: 'listNoResponsiblePerson',
    summary:
      'Lists open duties nobody answers for: the unit ended without an heir, its post is vacant, or it would take a body above that is not there; also as CSV or Excel',
    answer: UnattendedDutyPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async noResponsiblePerson(
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<UnattendedDutyPage | StreamableFile> {
    const today = this.clock.today();
    return form.of(page, {
      name: `no-responsible-person-${today}`,
      sheet: { vi: 'Chưa có người thực hiện', en: 'Nobody responsible' },
      columns: unattendedColumns,
      read: (after: DutyMark | null, limit) => this.reader.noResponsiblePerson(post.postId, today, after, limit),
      markOf,
      show: inWords,
    });
  }

  @Get('exhausted-ladders')
  @Operation({
    id: 'listExhaustedLadders',
    summary:
      'Lists duties still owed after the last rung of their ladder: nobody is told any more, they stand here until settled; also as CSV or Excel',
    answer: ExhaustedDutyPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async exhaustedLadders(
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<ExhaustedDutyPage | StreamableFile> {
    const today = this.clock.today();
    return form.of(page, {
      name: `exhausted-ladders-${today}`,
      sheet: { vi: 'Đã hết các mốc nhắc', en: 'Exhausted ladders' },
      columns: exhaustedColumns,
      read: (after: DutyMark | null, limit) => this.reader.exhausted(post.postId, today, after, limit),
      markOf,
      show: inWords,
    });
  }

  private async standingOn(query: StandingQuery, { post }: Actor): Promise<StandingAnswer | Refusal> {
    const today = this.clock.today();
    const { by = 'territory', asOf = today, kind = 'modelResults', year, unit = null } = query;
    if (asOf > today) return notYet();
    const round = await this.reader.round({ kind, year, asOf });
    if (!round) return { round, asOf, by, unit, rows: [] };
    const rows = await this.reader.standing(
      { postId: post.postId, by, asOf, kind, year: round.year, unitId: unit ?? undefined },
      round.id,
    );
    // Nothing of that unit may be seen, or it did not exist when the round opened.
    if (unit && rows.length === 0) return notFound();
    const again = { by, asOf, kind, year: String(round.year) };
    return { round, asOf, by, unit, rows: rows.map((row) => linked(row, again, round.id)) };
  }
}

interface DutyMark {
  dueOn: string;
  obligationId: string;
}
const markOf = ({ dueOn, obligationId }: DutyMark): DutyMark => ({ dueOn, obligationId });
const inWords = <Row extends { named: NamedDutyRow }>({ named, ...row }: Row) => ({ ...row, words: namedDuty(named) });

function linked(
  { hasUnitsBelow, ...row }: StandingRow,
  again: { by: 'territory' | 'line'; asOf: string; kind: string; year: string },
  roundId: string,
): StandingRowAnswer {
  const unit = again.by === 'territory' ? 'territoryId' : 'organisationId';
  const query = (of: Record<string, string>) => new URLSearchParams(of).toString();
  return {
    ...row,
    drillDown: hasUnitsBelow ? `/api/oversight/standing?${query({ ...again, unit: row.unitId })}` : null,
    obligations: `/api/obligations?${query({ roundId, [unit]: row.unitId, ...(!row.own && { below: 'true' }) })}`,
  };
}

const notYet = () =>
  refusal('invalid', { vi: 'Chưa thể biết tình hình của ngày mai.', en: 'Nobody knows yet how it will stand.' }, [
    { pointer: '/asOf', words: { vi: 'Chọn hôm nay hoặc một ngày đã qua.', en: 'Choose today or a past day.' } },
  ]);
