import { isRefusal, notFound, refusal, type PlainDay, type Refusal } from '#domain';
import { CoverageReader, LineageReader, ModelsReader, Records, type CoverageRow } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { coverageColumns } from './coverage-columns.js';
import { lineageColumns, lineageRows } from './lineage-columns.js';
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
    summary:
      'Shows what a model was copied from and what was copied from it, with depth, as it stood on any day; also as CSV or Excel',
    answer: LineageAnswer,
    csv: true,
    xlsx: true,
    problems: ['invalid'],
  })
  async lineage(
    @PathId() modelId: string,
    @Query() { asOf: asked, depth = 20, limit = 1000 }: LineageQuery,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<LineageAnswer | StreamableFile | Refusal> {
    const today = this.clock.today();
    const asOf = asked ?? today;
    if (asOf > today) return notYet();
    const lineage = await this.lineages.of({ modelId, postId: post.postId, asOf, depth, limit }, today);
    if (!lineage) return notFound();
    return form.whole<ReturnType<typeof lineageRows>[number], LineageAnswer>(
      { modelId, asOf, ...lineage },
      {
        name: `lineage-${asOf}`,
        sheet: { vi: 'Phả hệ nhân rộng', en: 'Lineage' },
        columns: lineageColumns,
        rows: lineageRows(lineage),
      },
    );
  }

  @Get('models/:id/coverage')
  @Operation({
    id: 'getModelCoverage',
    summary:
      'Shows in which communes a model or a copy of it operated on a day, which were asked, declined or have none; also as CSV or Excel',
    answer: CoverageAnswer,
    csv: true,
    xlsx: true,
    problems: ['invalid'],
  })
  async coverage(
    @PathId() modelId: string,
    @Query() query: CoverageQuery,
    @CurrentActor() actor: Actor,
    @InForm() form: ListForm,
  ): Promise<CoverageAnswer | StreamableFile | Refusal> {
    if (!(await this.models.sees(modelId, actor.post.postId, this.clock.today()))) return notFound();
    return inForm(await this.covered(query, actor, modelId), form);
  }

  @Get('replications/coverage')
  @Operation({
    id: 'getCoverage',
    summary: 'Shows the same for every replicated model I may see: where something spread to, unit by unit; also as CSV or Excel',
    answer: CoverageAnswer,
    csv: true,
    xlsx: true,
    problems: ['invalid', 'notFound'],
  })
  async coverageOfAll(
    @Query() query: CoverageQuery,
    @CurrentActor() actor: Actor,
    @InForm() form: ListForm,
  ): Promise<CoverageAnswer | StreamableFile | Refusal> {
    return inForm(await this.covered(query, actor), form);
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
}

const inForm = async (answer: CoverageAnswer | Refusal, form: ListForm): Promise<CoverageAnswer | StreamableFile | Refusal> =>
  isRefusal(answer)
    ? answer
    : form.whole(answer, {
        name: `coverage-${answer.asOf}`,
        sheet: { vi: 'Độ phủ', en: 'Coverage' },
        columns: coverageColumns,
        rows: answer.rows,
      });

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
