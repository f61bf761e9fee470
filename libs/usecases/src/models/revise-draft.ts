import { notFound, refusal, stale, type LifeStage, type Refusal } from '#domain';
import { OVERTAKEN, Records, type DraftFields } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { outsideItsTerritory, tidyDraft } from './draft-model.js';
import { draftRoles, postMayNot } from './step-policy.js';

export interface ReviseDraftInput {
  modelId: string;
  /** The revision the sender saw. */
  revision: number;
  changes: Partial<DraftFields>;
  actor: Actor;
}

const inItsHands: readonly LifeStage[] = ['drafting', 'returned'];

/** The owner mends a draft, or a proposal that came back; what has been proposed is no longer its own to change. */
@Injectable()
export class ReviseDraft {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ modelId, revision, changes, actor }: ReviseDraftInput): Promise<{ id: string; revision: number } | Refusal> {
    if (!draftRoles.includes(actor.post.role))
      return postMayNot({ vi: 'Sửa bản thảo mô hình', en: 'Revise the draft of a model' }, draftRoles);
    const at = this.clock.now();
    const day = this.clock.today();
    return this.records.inTransaction(async (tx) => {
      const model = await tx.models.lockWithFacts({ modelId, postId: actor.post.postId, day, input: null });
      if (!model) return notFound();
      if (model === OVERTAKEN || model.revision !== revision) return stale();
      if (model.facts.ownerOrganisationId !== actor.post.organisationId) return notYours();
      if (!inItsHands.includes(model.stage.life)) return outOfItsHands();

      const written = (await tx.models.draftOf(modelId))!;
      const changed = Object.entries(tidyDraft(changes)).filter(
        ([name, value]) => value !== undefined && value !== written[name as keyof DraftFields],
      );
      if (changed.length === 0) return { id: modelId, revision };
      const revised = await tx.models.revise({ id: modelId, revision, day }, Object.fromEntries(changed), {
        kind: 'modelRevised',
        at,
        by: signature(actor),
        body: {
          changes: Object.fromEntries(
            changed.map(([name, value]) => [name, { from: written[name as keyof DraftFields], to: value }]),
          ),
        },
      });
      return revised ? { id: modelId, revision: revised.revision } : outsideItsTerritory();
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ cơ quan chủ trì mới sửa bản thảo mô hình của mình.',
    en: 'Only the organisation in charge can revise the draft of its model.',
  });

const outOfItsHands = () =>
  refusal('conflict', {
    vi: 'Chỉ sửa được khi mô hình đang soạn thảo hoặc bị trả lại. Muốn sửa, hãy rút đề xuất trước.',
    en: 'A model can be revised only while it is drafted or returned. Withdraw the proposal first.',
  });
