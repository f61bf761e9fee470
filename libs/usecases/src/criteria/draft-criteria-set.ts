import { randomUUID } from 'node:crypto';
import type { CriteriaSetContent, Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { draftRefused } from './criteria-set-input.js';

export interface DraftCriteriaSetInput {
  content: CriteriaSetContent;
  actor: Actor;
}

/** An organisation writes down criteria for all of them to issue together (D3.5). */
@Injectable()
export class DraftCriteriaSet {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ content, actor }: DraftCriteriaSetInput): Promise<{ id: string } | Refusal> {
    const at = this.clock.now();
    const id = randomUUID();
    return this.records.inTransaction(async (tx) => {
      const refused = await draftRefused(tx, content);
      if (refused) return refused;
      await tx.criteriaSets.draft(id, content, actor.post.organisationId, at);
      await tx.journal.append({
        stream: 'criteriaSet',
        streamId: id,
        kind: 'criteriaSetDrafted',
        at,
        by: signature(actor),
        body: { content },
      });
      return { id };
    });
  }
}
