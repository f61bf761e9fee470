import { isRefusal, notFound, type Refusal } from '#domain';
import { ObligationsReader, Records } from '#records';
import { AnswerExtension, AskExtension, Clock, type Actor } from '#usecases';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import {
  AnswerExtensionBody,
  AskExtensionBody,
  ExtensionAnswer,
  ExtensionChangedAnswer,
  ExtensionPage,
} from './extensions.dto.js';

const ExtensionInPath = () => ApiParam({ name: 'extensionId', schema: { type: 'string', format: 'uuid' } });

@ApiTags('obligations')
@Controller('api/obligations/:id/extensions')
export class ExtensionsController {
  private readonly reader: ObligationsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly askExtension: AskExtension,
    private readonly answerExtension: AnswerExtension,
  ) {
    this.reader = new ObligationsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listExtensions',
    summary: 'Lists the extensions asked for a duty and their answers, oldest first',
    answer: ExtensionPage,
    page: true,
  })
  async list(
    @PathId() id: string,
    @Query() _: PageQuery,
    @Paging() page: Page,
    @CurrentActor() actor: Actor,
  ): Promise<ExtensionPage | Refusal> {
    if (!(await this.visible(id, actor))) return notFound();
    const rows = await this.reader.extensions(id, page.after(), page.fetch);
    return page.of(rows, ({ askedAt, id: extensionId }) => ({ askedAt, id: extensionId }));
  }

  @Get(':extensionId')
  @ExtensionInPath()
  @Operation({ id: 'getExtension', summary: 'Shows one request for more time and its answer', answer: ExtensionAnswer })
  async one(
    @PathId() id: string,
    @PathId('extensionId') extensionId: string,
    @CurrentActor() actor: Actor,
  ): Promise<ExtensionAnswer | Refusal> {
    return ((await this.visible(id, actor)) && (await this.reader.extension(id, extensionId))) || notFound();
  }

  @Post()
  @Operation({
    id: 'askExtension',
    summary: 'Asks for more time, with a reason, before the due day',
    status: 201,
    location: '/api/obligations/{obligationId}/extensions/{id}',
    answer: ExtensionChangedAnswer,
    revisioned: true,
  })
  async ask(
    @PathId() obligationId: string,
    @IfMatch() revision: number,
    @Body() { toDueOn, reason }: AskExtensionBody,
    @CurrentActor() actor: Actor,
  ): Promise<ExtensionChangedAnswer | Refusal> {
    const asked = await this.askExtension.run({ obligationId, revision, toDueOn, reason, actor });
    return isRefusal(asked) ? asked : this.changed(obligationId, asked.extensionId, asked.revision);
  }

  @Post(':extensionId/answer')
  @ExtensionInPath()
  @Operation({
    id: 'answerExtension',
    summary: 'Grants or refuses more time; granted, the duty moves to the day asked for',
    answer: ExtensionChangedAnswer,
    revisioned: true,
  })
  async answer(
    @PathId() obligationId: string,
    @PathId('extensionId') extensionId: string,
    @IfMatch() revision: number,
    @Body() { granted, reason = null }: AnswerExtensionBody,
    @CurrentActor() actor: Actor,
  ): Promise<ExtensionChangedAnswer | Refusal> {
    const answered = await this.answerExtension.run({ obligationId, extensionId, revision, granted, reason, actor });
    return isRefusal(answered) ? answered : this.changed(obligationId, extensionId, answered.revision);
  }

  private async changed(obligationId: string, extensionId: string, revision: number): Promise<ExtensionChangedAnswer> {
    return { ...(await this.reader.extension(obligationId, extensionId))!, obligationId, revision };
  }

  private visible(id: string, { post }: Actor) {
    return this.reader.find(id, post.postId, this.clock.today());
  }
}
