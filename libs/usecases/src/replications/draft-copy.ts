import { randomUUID } from 'node:crypto';
import { INITIAL_STAGE, isRefusal, refusal, type Refusal } from '#domain';
import { Records, type DraftFields } from '#records';
import { Injectable } from '@nestjs/common';
import { signature } from '../actor.js';
import { outsideItsTerritory, tidyDraft } from '../models/draft-model.js';
import { tidy } from '../models/step-input.js';
import { Clock } from '../ports.js';
import { movePlace, type PlaceInput } from './move-place.js';

export interface DraftCopyInput extends PlaceInput {
  /** What is left out is as in the parent; the territory is the place of the plan. */
  draft: Partial<Omit<DraftFields, 'origin'>>;
  /** What was kept of the parent, what was changed and why. */
  adaptation: { kept: string; changed: string; why: string };
}

/**
 * A place takes a model up: a new model is drafted, with a parent and a record of what it kept and changed. From its proposal on it lives its
 * own life, and becomes a copy in operation by its own recognition.
 */
@Injectable()
export class DraftCopy {
  constructor(
    readonly records: Records,
    readonly clock: Clock,
  ) {}

  async run({
    draft: given,
    adaptation,
    ...place
  }: DraftCopyInput): Promise<{ id: string; code: string; revision: number } | Refusal> {
    const [at, day, by] = [this.clock.now(), this.clock.today(), signature(place.actor)];
    const record = tidy(adaptation);
    const id = randomUUID();
    let made: { id: string; code: string; revision: number } | null = null;
    const moved = await movePlace(this, 'draftCopy', place, {}, async (target, tx) => {
      if (!target.placeId) return placeHasEnded();
      const draft: DraftFields = tidyDraft({
        ...target.copied,
        origin: 'need' as const,
        territoryId: target.placeId,
        locality: '',
        members: null,
        ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      });
      made = await tx.models.draft(
        { ...draft, id, postId: place.actor.post.postId, day, stage: INITIAL_STAGE, parentId: target.modelId },
        {
          kind: 'modelDrafted',
          at,
          by,
          body: {
            from: null,
            to: INITIAL_STAGE,
            draft: { ...draft, parentId: target.modelId, targetId: target.id, adaptation: record },
          },
        },
      );
      if (!made) return outsideItsTerritory();
      await tx.replications.adapt({ ...record, childModelId: id, targetId: target.id, writtenOn: day, by });
      return { childModelId: id };
    });
    return isRefusal(moved) ? moved : made!;
  }
}

const placeHasEnded = () =>
  refusal('conflict', {
    vi: 'Địa bàn này đã kết thúc và không có địa bàn kế thừa; đề nghị cơ quan lập kế hoạch rút địa phương này.',
    en: 'This place has ended and nothing came after it; ask the planning body to take it out of the plan.',
  });
