import { isRefusal, notFound, refusal, type PlainDay, type Refusal } from '#domain';
import { CoverageReader, LineageReader, ModelsReader, Records, type CoverageRow } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { formAsked } from '../door/form-asked.js';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { languageFor, type DoorRequest } from '../door/request.js';
import { coverageCsv } from './coverage-csv.js';
import { CoverageAnswer, CoverageQuery, LineageAnswer, LineageQuery, type CoverageRowAnswer } from './replications.dto.js';

@ApiTags('replication')
@Controller('api')
export class LineageController {
  private readonly lineages: LineageReader;
  private readonly coverages: CoverageReader;
  private readonly models: ModelsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.lineages = new LineageReader(records.sql);
    this.coverages = new CoverageReader(records.sql);
    this.models = new ModelsReader(records.sql);
  }

  @Get('models/:id/lineage')
  @Operation({
    id: 'getLineage',
    summary: 'Shows what a model was copied from and what was copied from it, with depth, as it stood on any day',
    answer: LineageAnswer,
    problems: ['invalid'],
  })
  async lineage(
    @PathId() modelId: string,
    @Query() { asOf: asked, depth = 20, limit = 1000 }: LineageQuery,
    @CurrentActor() { post }: Actor,
  ): Promise<LineageAnswer | Refusal> {
    const today = this.clock.today();
    const asOf = asked ?? today;
    if (asOf > today) return notYet();
    const lineage = await this.lineages.of({ modelId, postId: post.postId, asOf, depth, limit }, today);
    return lineage ? { modelId, asOf, ...lineage } : notFound();
  }

  @Get('models/:id/coverage')
  @Operation({
    id: 'getModelCoverage',
    summary:
      'Shows in which communes a model or a copy of it operated on a day, which were asked, declined or have none; also as CSV',
    answer: CoverageAnswer,
    csv: true,
    problems: ['invalid'],
  })
  async coverage(
    @PathId() modelId: string,
    @Query() query: CoverageQuery,
    @CurrentActor() actor: Actor,
    @Req() request: DoorRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CoverageAnswer | string | Refusal> {
    if (!(await this.models.sees(modelId, actor.post.postId, this.clock.today()))) return notFound();
    return this.inForm(await this.covered(query, actor, modelId), request, response);
  }

  @Get('replications/coverage')
  @Operation({
    id: 'getCoverage',
    summary: 'Shows the same for every replicated model I may see: where something spread to, unit by unit; also as CSV',
    answer: CoverageAnswer,
    csv: true,
    problems: ['invalid', 'notFound'],
  })
  async coverageOfAll(
    @Query() query: CoverageQuery,
    @CurrentActor() actor: Actor,
    @Req() request: DoorRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CoverageAnswer | string | Refusal> {
    return this.inForm(await this.covered(query, actor), request, response);
  }

  private async covered(
    { asOf: asked, unit }: CoverageQuery,
    { post }: Actor,
    modelId?: string,
  ): Promise<CoverageAnswer | Refusal> {
    const today = this.clock.today();
    const asOf = asked ?? today;
    if (asOf > today) return notYet();
    const rows = await this.coverages.rows({
      postId: post.postId,
      asOf,
      ...(modelId && { modelId }),
      ...(unit && { unitId: unit }),
    });
    // No such unit that day, or no commune in it.
    if (unit && rows.length === 0) return notFound();
    const path = modelId ? `/api/models/${modelId}/coverage` : '/api/replications/coverage';
    return { modelId: modelId ?? null, asOf, unit: unit ?? null, rows: rows.map((row) => linked(row, path, asOf)) };
  }

  private inForm(answer: CoverageAnswer | Refusal, request: DoorRequest, response: Response): CoverageAnswer | string | Refusal {
    const form = formAsked(request, response, 'application/json', 'text/csv');
    if (isRefusal(answer) || form === 'application/json') return answer;
    const language = languageFor(request);
    response
      .vary('Accept-Language')
      .setHeader('Content-Language', language)
      .setHeader('Content-Disposition', `attachment; filename="coverage-${answer.asOf}.csv"`)
      .setHeader('Content-Type', 'text/csv; charset=utf-8');
    return coverageCsv(answer.rows, language);
  }
}

function linked({ hasUnitsBelow, ...row }: CoverageRow, path: string, asOf: PlainDay): CoverageRowAnswer {
  const standing = (['operating', 'asked', 'declined', 'none'] as const).find((one) => row[one] > 0) ?? null;
  return {
    ...row,
    standing: row.level === 'commune' ? standing : null,
    drillDown: hasUnitsBelow ? `${path}?${new URLSearchParams({ asOf, unit: row.unitId }).toString()}` : null,
  };
}

const notYet = () =>
  refusal('invalid', { vi: 'Chưa thể biết tình hình của ngày mai.', en: 'Nobody knows yet how it will stand.' }, [
    { pointer: '/asOf', words: { vi: 'Chọn hôm nay hoặc một ngày đã qua.', en: 'Choose today or a past day.' } },
  ]);
