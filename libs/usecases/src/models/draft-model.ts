import { randomUUID } from 'node:crypto';
import { INITIAL_STAGE, refusal, type Refusal } from '#domain';
import { Records, type DraftFields } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { tidy } from './step-input.js';
import { draftRoles, postMayNot } from './step-policy.js';

export interface DraftModelInput {
  draft: DraftFields;
  actor: Actor;
}

/** A unit writes down a model of its own (D3.5). */
@Injectable()
export class DraftModel {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ draft: given, actor }: DraftModelInput): Promise<{ id: string; code: string; revision: number } | Refusal> {
    if (!draftRoles.includes(actor.post.role)) return postMayNot({ vi: 'Soạn thảo mô hình', en: 'Draft a model' }, draftRoles);
    const at = this.clock.now();
    const day = this.clock.today();
    const draft = tidyDraft(given);
    return this.records.inTransaction(
      async (tx) =>
        (await tx.models.draft(
          { ...draft, id: randomUUID(), postId: actor.post.postId, day, stage: INITIAL_STAGE },
          { kind: 'modelDrafted', at, by: signature(actor), body: { from: null, to: INITIAL_STAGE, draft } },
        )) ?? outsideItsTerritory(),
    );
  }
}

export const tidyDraft = <D extends Partial<DraftFields>>(draft: D): D =>
  Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, tidy(value)])) as D;

export const outsideItsTerritory = (): Refusal =>
  refusal(
    'invalid',
    {
      vi: 'Địa bàn của mô hình phải nằm trong địa bàn của cơ quan chủ trì.',
      en: 'The territory of a model must lie in the territory of the organisation in charge.',
    },
    [
      {
        pointer: '/territoryId',
        words: {
          vi: 'Chọn địa bàn của cơ quan, hoặc một địa bàn bên trong đang tồn tại hôm nay.',
          en: 'Choose the organisation’s own territory, or one inside it that exists today.',
        },
        source: 'D3.5',
      },
    ],
  );
