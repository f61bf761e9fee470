import { isRefusal, moveTarget, notFound, targetDeeds, type Refusal, type TargetDeed, type Words } from '#domain';
import { Records, ReplicationsReader, type ReplicationTarget, type TargetsMark } from '#records';
import {
  AnswerAdaptation,
  AnswerReplication,
  Clock,
  DraftCopy,
  NameReceiver,
  placesForetold,
  placeRoles,
  unmetByRole,
  WithdrawPlace,
  type Actor,
  type PlaceDeed,
} from '#usecases';
import { Body, Controller, Get, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { InForm, type ListForm } from '../door/exports.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { targetColumns } from './target-columns.js';
import {
  AnswerAdaptationBody,
  AnswerReplicationBody,
  DraftCopyBody,
  DraftedCopyAnswer,
  NameReceiverBody,
  PlannedPlaceAnswer,
  PlannedPlacePage,
  ReplicationTargetsQuery,
  WithdrawPlaceBody,
} from './replications.dto.js';

@ApiTags('replication')
@Controller('api/replication-targets')
export class ReplicationTargetsController {
  private readonly reader: ReplicationsReader;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly answerReplication: AnswerReplication,
    private readonly answerAdaptation: AnswerAdaptation,
    private readonly withdrawPlace: WithdrawPlace,
    private readonly nameReceiver: NameReceiver,
    private readonly draftCopy: DraftCopy,
  ) {
    this.reader = new ReplicationsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listReplicationTargets',
    summary:
      'Lists the places models are to be replicated to: asked of me, asked by us, or all I may see; the most urgent first; as CSV or Excel everything that is filtered',
    answer: PlannedPlacePage,
    page: true,
    csv: true,
    xlsx: true,
  })
  async list(
    @Query() { limit: _, cursor: __, ...filter }: ReplicationTargetsQuery,
    @Paging() page: Page,
    @CurrentActor() actor: Actor,
    @InForm() form: ListForm,
  ): Promise<PlannedPlacePage | StreamableFile> {
    const question = { ...filter, postId: actor.post.postId, day: this.clock.today() };
    const list = await form.of(page, {
      name: `replication-targets-${question.day}`,
      sheet: { vi: 'Nhân rộng', en: 'Replication' },
      columns: targetColumns,
      read: (after: TargetsMark | null, limit) => this.reader.list({ ...question, after, limit }),
      markOf: ({ rank, replicateBy, id }: ReplicationTarget & TargetsMark) => ({ rank, replicateBy, id }),
    });
    return list instanceof StreamableFile ? list : { ...list, items: await this.shown(list.items, actor) };
  }

  @Get(':id')
  @Operation({
    id: 'getReplicationTarget',
    summary: 'Shows one place of a plan: who takes the model up there, what was answered, its copy and how it turned out',
    answer: PlannedPlaceAnswer,
    revisioned: true,
  })
  async one(@PathId() id: string, @CurrentActor() actor: Actor): Promise<PlannedPlaceAnswer | Refusal> {
    const target = await this.reader.find(id, actor.post.postId, this.clock.today());
    return target ? (await this.shown([target], actor))[0]! : notFound();
  }

  @Post(':id/answers')
  @Operation({
    id: 'answerReplication',
    summary: 'Accepts the model, declines it with a reason, or asks to adapt it, for the organisation that is to take it up',
    answer: PlannedPlaceAnswer,
    revisioned: true,
  })
  async answer(
    @PathId() targetId: string,
    @IfMatch() revision: number,
    @Body() { answer, reason, changes }: AnswerReplicationBody,
    @CurrentActor() actor: Actor,
  ): Promise<PlannedPlaceAnswer | Refusal> {
    return this.after(await this.answerReplication.run({ targetId, revision, answer, reason, changes, actor }), actor);
  }

  @Post(':id/adaptation-answers')
  @Operation({
    id: 'answerAdaptation',
    summary: 'Agrees to the adaptation a place asked for, or refuses it with a reason, for those who planned',
    answer: PlannedPlaceAnswer,
    revisioned: true,
  })
  async answerAdaptationAsked(
    @PathId() targetId: string,
    @IfMatch() revision: number,
    @Body() { answer, reason }: AnswerAdaptationBody,
    @CurrentActor() actor: Actor,
  ): Promise<PlannedPlaceAnswer | Refusal> {
    return this.after(await this.answerAdaptation.run({ targetId, revision, answer, reason, actor }), actor);
  }

  @Post(':id/withdrawal')
  @Operation({
    id: 'withdrawReplicationTarget',
    summary: 'Takes a place out of the plan, with a reason, as long as it founds no copy',
    answer: PlannedPlaceAnswer,
    revisioned: true,
  })
  async withdraw(
    @PathId() targetId: string,
    @IfMatch() revision: number,
    @Body() { reason }: WithdrawPlaceBody,
    @CurrentActor() actor: Actor,
  ): Promise<PlannedPlaceAnswer | Refusal> {
    return this.after(await this.withdrawPlace.run({ targetId, revision, reason, actor }), actor);
  }

  @Post(':id/receiver')
  @Operation({
    id: 'nameReceiver',
    summary: 'Names the organisation that is to take the model up in that place, e.g. where nobody was found',
    answer: PlannedPlaceAnswer,
    revisioned: true,
  })
  async receiver(
    @PathId() targetId: string,
    @IfMatch() revision: number,
    @Body() { organisationId, reason }: NameReceiverBody,
    @CurrentActor() actor: Actor,
  ): Promise<PlannedPlaceAnswer | Refusal> {
    return this.after(await this.nameReceiver.run({ targetId, revision, organisationId, reason, actor }), actor);
  }

  @Post(':id/copies')
  @Operation({
    id: 'draftCopy',
    summary:
      'Drafts the copy in an accepted place: a new model with a parent, and what it kept and changed; it lives its own life from there',
    status: 201,
    location: '/api/models/{id}',
    answer: DraftedCopyAnswer,
    revisioned: true,
  })
  copy(
    @PathId() targetId: string,
    @IfMatch() revision: number,
    @Body() { adaptation, ...draft }: DraftCopyBody,
    @CurrentActor() actor: Actor,
  ): Promise<DraftedCopyAnswer | Refusal> {
    return this.draftCopy.run({ targetId, revision, draft, adaptation, actor });
  }

  private async shown(targets: ReplicationTarget[], actor: Actor): Promise<PlannedPlaceAnswer[]> {
    const foretold = await placesForetold(this.records, targets, this.clock.today());
    return targets.map((target) => shown(target, actor, foretold));
  }

  private async after(moved: { id: string } | Refusal, actor: Actor): Promise<PlannedPlaceAnswer | Refusal> {
    return isRefusal(moved) ? moved : this.one(moved.id, actor);
  }
}

const told = ({ words, source }: { words: Words; source?: string }) => ({ words, source: source ?? 'D1.3' });
const something = { reason: 'x', changes: 'x' };

function shown(
  { actorReceives, actorPlans, mayCountWorkingDays: _, rank: __, ...target }: ReplicationTarget & Partial<TargetsMark>,
  { post }: Actor,
  foretold: Awaited<ReturnType<typeof placesForetold>>,
): PlannedPlaceAnswer {
  const facts = { status: target.status, actorReceives, actorPlans, hasCopy: target.copy !== null, ...something };
  const steps = (Object.keys(placeRoles) as (PlaceDeed & TargetDeed)[]).map((deed) => {
    const byPost = unmetByRole(placeRoles[deed], post.role, 'D1.3');
    const move = moveTarget(deed, facts);
    const calendar = move.kind === 'refused' ? null : foretold(target.id, deed);
    const reasons = [
      ...(byPost ? [byPost] : []),
      ...(move.kind === 'refused' ? move.reasons : []),
      ...(calendar ? calendar.reasons : []),
    ];
    return {
      deed,
      words: targetDeeds[deed].words,
      allowed: reasons.length === 0,
      reasons: reasons.map(told),
      warnings: (calendar?.warnings ?? []).map(told),
    };
  });
  return { ...target, next: steps.filter(({ allowed }) => allowed).map(({ deed }) => deed), steps };
}
