import { compareCriteriaSets, isRefusal, notFound, refusal, type Refusal } from '#domain';
import { CriteriaSetsReader, Records } from '#records';
import { Clock, DraftCriteriaSet, IssueCriteriaSet, ReviseCriteriaSet, type Actor } from '#usecases';
import { Body, Controller, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { comparedCriteria, comparisonColumns, criteriaSetColumns } from './criteria-columns.js';
import {
  ComparisonQuery,
  CriteriaComparisonAnswer,
  CriteriaSetPage,
  CriteriaSetsInForceAnswer,
  CriteriaSetsQuery,
  CriteriaSetViewAnswer,
  DraftCriteriaSetBody,
  InForceQuery,
  IssueCriteriaSetBody,
  ReviseCriteriaSetBody,
} from './criteria-sets.dto.js';

@ApiTags('criteria sets')
@Controller('api/criteria-sets')
export class CriteriaSetsController {
  private readonly reader: CriteriaSetsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly draftCriteriaSet: DraftCriteriaSet,
    private readonly reviseCriteriaSet: ReviseCriteriaSet,
    private readonly issueCriteriaSet: IssueCriteriaSet,
  ) {
    this.reader = new CriteriaSetsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listCriteriaSets',
    summary: 'Lists the sets of criteria, the latest drafted first; as CSV or Excel everything that is filtered',
    answer: CriteriaSetPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async list(
    @Query() { kind, status }: CriteriaSetsQuery,
    @Paging() page: Page,
    @InForm() form: ListForm,
  ): Promise<CriteriaSetPage | StreamableFile> {
    const day = this.clock.today();
    return form.of(page, {
      name: `criteria-sets-${day}`,
      sheet: { vi: 'Bộ tiêu chí', en: 'Sets of criteria' },
      columns: criteriaSetColumns,
      read: (before: { ordinal: string } | null, limit) => this.reader.list({ kind, status, day, before, limit }),
      markOf: ({ ordinal }) => ({ ordinal }),
      show: ({ ordinal: _, ...item }) => item,
    });
  }

  @Post()
  @Operation({
    id: 'draftCriteriaSet',
    summary: 'Drafts a set of criteria; every fault is told at its pointer',
    status: 201,
    location: '/api/criteria-sets/{id}',
    answer: CriteriaSetViewAnswer,
    revisioned: true,
  })
  async draft(@Body() content: DraftCriteriaSetBody, @CurrentActor() actor: Actor): Promise<CriteriaSetViewAnswer | Refusal> {
    const made = await this.draftCriteriaSet.run({ content, actor });
    return isRefusal(made) ? made : this.one(made.id);
  }

  @Get('in-force')
  @Operation({
    id: 'getCriteriaSetInForce',
    summary: 'Shows by which set a model that comes from a territory is judged on a day',
    answer: CriteriaSetsInForceAnswer,
  })
  async inForce(@Query() { kind, territoryId, asOf = this.clock.today() }: InForceQuery): Promise<CriteriaSetsInForceAnswer> {
    return { items: await this.reader.inForce(kind, territoryId, asOf) };
  }

  @Get(':id')
  @Operation({
    id: 'getCriteriaSet',
    summary: 'Shows a set of criteria with its bands, its issuers and where it is in force',
    answer: CriteriaSetViewAnswer,
    revisioned: true,
  })
  async one(@PathId() id: string): Promise<CriteriaSetViewAnswer | Refusal> {
    return (await this.reader.find(id, this.clock.today())) ?? notFound();
  }

  @Patch(':id')
  @Operation({
    id: 'reviseCriteriaSet',
    summary: 'Revises a draft; what is left out stays',
    answer: CriteriaSetViewAnswer,
    revisioned: true,
  })
  async revise(
    @PathId() setId: string,
    @IfMatch() revision: number,
    @Body() changes: ReviseCriteriaSetBody,
    @CurrentActor() actor: Actor,
  ): Promise<CriteriaSetViewAnswer | Refusal> {
    const revised = await this.reviseCriteriaSet.run({ setId, revision, changes, actor });
    return isRefusal(revised) ? revised : this.one(setId);
  }

  @Post(':id/issue')
  @Operation({
    id: 'issueCriteriaSet',
    summary: 'Issues a draft: from its first day it takes the place of the sets before it, and never changes again',
    answer: CriteriaSetViewAnswer,
    revisioned: true,
  })
  async issue(
    @PathId() setId: string,
    @IfMatch() revision: number,
    @Body() { number, issuedOn, inForceFrom, issuers }: IssueCriteriaSetBody,
    @CurrentActor() actor: Actor,
  ): Promise<CriteriaSetViewAnswer | Refusal> {
    const issued = await this.issueCriteriaSet.run({ setId, revision, number, issuedOn, inForceFrom, issuers, actor });
    return isRefusal(issued) ? issued : this.one(setId);
  }

  @Get(':id/comparison')
  @Operation({
    id: 'compareCriteriaSets',
    summary: 'Compares two sets of one kind criterion by criterion: added, removed, changed, unchanged; also as CSV or Excel',
    answer: CriteriaComparisonAnswer,
    csv: true,
    xlsx: true,
    problems: ['invalid'],
  })
  async comparison(
    @PathId() fromId: string,
    @Query() { with: toId }: ComparisonQuery,
    @InForm() form: ListForm,
  ): Promise<CriteriaComparisonAnswer | StreamableFile | Refusal> {
    const day = this.clock.today();
    const [from, to] = await Promise.all([this.reader.find(fromId, day), this.reader.find(toId, day)]);
    if (!from) return notFound();
    if (to?.kind !== from.kind) return nothingToCompareWith();
    const comparison = compareCriteriaSets(from, to);
    return form.whole(
      { fromId: from.id, toId: to.id, ...comparison },
      {
        name: `criteria-comparison-${day}`,
        sheet: { vi: 'So sánh', en: 'Comparison' },
        columns: comparisonColumns,
        rows: comparedCriteria(comparison),
      },
    );
  }
}

const nothingToCompareWith = () =>
  refusal('invalid', { vi: 'Không so sánh được.', en: 'There is nothing to compare.' }, [
    {
      pointer: '/with',
      words: {
        vi: 'Chọn một bộ tiêu chí khác cùng loại; xem GET /api/criteria-sets.',
        en: 'Choose another criteria set of the same kind; see GET /api/criteria-sets.',
      },
    },
  ]);
