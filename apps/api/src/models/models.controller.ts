import { isRefusal, notFound, type Refusal } from '#domain';
import { ModelJournalReader, ModelsReader, Records, type FoundModel, type ModelsMark } from '#records';
import { AdvanceModel, Clock, DraftModel, ReviseDraft, ShowModelFile, stepsForetold, unmetByPost, type Actor } from '#usecases';
import { Body, Controller, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { InForm, type ListForm } from '../door/exports.js';
import { PathId } from '../door/path-id.pipe.js';
import { frozenShown } from './frozen-shown.js';
import { journalColumns } from './journal-columns.js';
import { entryShown } from './journal-shown.js';
import { modelColumns } from './model-columns.js';
import { AdvanceModelBody, ModelAdvancedAnswer, ModelStepsAnswer } from './model-steps.dto.js';
import { DraftModelBody, ModelPage, ModelsQuery, ReviseModelBody } from './models.dto.js';
import { ModelDecisionFileAnswer } from './model-decision.dto.js';
import { ModelJournalPage } from './model-journal.dto.js';
import { ModelFileQuery, ModelViewAnswer } from './model-view.dto.js';

const markOf = ({ rank, selfManaged, name, id }: ModelsMark): ModelsMark => ({ rank, selfManaged, name, id });

@ApiTags('models')
@Controller('api/models')
export class ModelsController {
  private readonly reader: ModelsReader;
  private readonly journals: ModelJournalReader;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly draftModel: DraftModel,
    private readonly reviseDraft: ReviseDraft,
    private readonly advanceModel: AdvanceModel,
    private readonly showModelFile: ShowModelFile,
  ) {
    this.reader = new ModelsReader(records.sql);
    this.journals = new ModelJournalReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listModels',
    summary:
      'Lists the models I may see: best match first, the self-managed before the others, then by name; as CSV or Excel everything that is filtered',
    answer: ModelPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async list(
    @Query() { limit: _, cursor: __, ...filter }: ModelsQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<ModelPage | StreamableFile> {
    const question = { ...filter, postId: post.postId, day: this.clock.today() };
    return form.of(page, {
      name: `models-${question.day}`,
      sheet: { vi: 'Mô hình', en: 'Models' },
      columns: modelColumns,
      read: (after: ModelsMark | null, limit) => this.reader.list({ ...question, after, limit }),
      markOf: (row: FoundModel & ModelsMark) => markOf(row),
      show: ({ rank: ___, ...item }) => item,
    });
  }

  @Post()
  @Operation({
    id: 'draftModel',
    summary: 'Drafts a model of my organisation',
    status: 201,
    location: '/api/models/{id}',
    answer: ModelViewAnswer,
    revisioned: true,
  })
  async draft(
    @Body() { purpose = '', field = null, locality = '', members = null, ...rest }: DraftModelBody,
    @CurrentActor() actor: Actor,
  ): Promise<ModelViewAnswer | Refusal> {
    const draft = { ...rest, purpose, field, locality, members };
    const made = await this.draftModel.run({ draft, actor });
    return isRefusal(made) ? made : this.one(made.id, {}, actor);
  }

  @Get(':id')
  @Operation({
    id: 'getModel',
    summary:
      'Shows the file of a model, as it stands or as it stood on a day: stages, reviews, decisions, duties, nominations, places',
    answer: ModelViewAnswer,
    revisioned: true,
    problems: ['invalid'],
  })
  one(
    @PathId() modelId: string,
    @Query() { asOf }: ModelFileQuery,
    @CurrentActor() { post }: Actor,
  ): Promise<ModelViewAnswer | Refusal> {
    return this.showModelFile.run({ modelId, postId: post.postId, asOf });
  }

  @Patch(':id')
  @Operation({
    id: 'reviseModel',
    summary: 'Revises a draft, or a proposal that was returned; what is left out stays',
    answer: ModelViewAnswer,
    revisioned: true,
  })
  async revise(
    @PathId() modelId: string,
    @IfMatch() revision: number,
    @Body() changes: ReviseModelBody,
    @CurrentActor() actor: Actor,
  ): Promise<ModelViewAnswer | Refusal> {
    const revised = await this.reviseDraft.run({ modelId, revision, changes, actor });
    return isRefusal(revised) ? revised : this.one(modelId, {}, actor);
  }

  @Get(':id/steps')
  @Operation({
    id: 'listModelSteps',
    summary: 'Lists every step there is, as allowed for my post now, or with every reason why not',
    answer: ModelStepsAnswer,
    revisioned: true,
  })
  async steps(@PathId() id: string, @CurrentActor() { post }: Actor): Promise<ModelStepsAnswer | Refusal> {
    const model = await this.reader.standing(id, post.postId, this.clock.today());
    if (!model) return notFound();
    const steps = (await stepsForetold(this.records, model)).map((choice) => {
      const byPost = unmetByPost(choice.step, post.role);
      return byPost ? { ...choice, allowed: false, reasons: [byPost, ...choice.reasons] } : choice;
    });
    return { id, stage: model.stage, steps, revision: model.revision };
  }

  @Post(':id/steps')
  @Operation({
    id: 'advanceModel',
    summary: 'Performs a step, with its decision where it needs one; refused with every unmet criterion and its source',
    answer: ModelAdvancedAnswer,
    revisioned: true,
  })
  advance(
    @PathId() modelId: string,
    @IfMatch() revision: number,
    @Body() { step, fields = {}, decision }: AdvanceModelBody,
    @CurrentActor() actor: Actor,
  ): Promise<ModelAdvancedAnswer | Refusal> {
    return this.advanceModel.run({ modelId, revision, step, fields, decision, actor });
  }

  @Get(':id/journal')
  @Operation({
    id: 'listModelJournal',
    summary:
      'Tells what happened to a model, newest first: who, from which post, the step, the facts looked at, the decision; as CSV or Excel in short',
    answer: ModelJournalPage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async journal(
    @PathId() id: string,
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
    @InForm() form: ListForm,
  ): Promise<ModelJournalPage | StreamableFile | Refusal> {
    if (!(await this.journals.of(id, post.postId, { before: null, limit: 1 }))) return notFound();
    return form.of(page, {
      name: `journal-${id}`,
      sheet: { vi: 'Nhật ký', en: 'Journal' },
      columns: journalColumns,
      read: async (after: { seq: number } | null, limit) =>
        (await this.journals.of(id, post.postId, { before: after?.seq ?? null, limit })) ?? [],
      markOf: ({ seq }) => ({ seq }),
      show: entryShown,
    });
  }

  @Get(':id/decisions/:decisionId')
  @Operation({
    id: 'getModelDecision',
    summary: 'Shows a decision of a model with everything it was made on, and its entry in the journal',
    answer: ModelDecisionFileAnswer,
  })
  async decision(
    @PathId() id: string,
    @PathId('decisionId') decisionId: string,
    @CurrentActor() { post }: Actor,
  ): Promise<ModelDecisionFileAnswer | Refusal> {
    const file = await this.reader.decision(id, decisionId, post.postId, this.clock.today());
    if (!file) return notFound();
    const entry = await this.journals.ofDecision(id, decisionId);
    return { ...file, frozen: frozenShown(file.frozen), entry: entry && entryShown(entry) };
  }
}
