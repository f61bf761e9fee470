import { randomUUID } from 'node:crypto';
import { notFound, refusal, stale, type LifeStage, type Refusal } from '#domain';
import { OVERTAKEN, Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature } from '../actor.js';
import { Clock } from '../ports.js';
import { needed, unfit, type FileOfModel } from './keep-file.js';
import { tidy } from './step-input.js';

export interface AnswerDuplicateInput extends FileOfModel {
  candidateId: string;
  /** different: it may be proposed beside it · same: it will not be proposed. */
  answer: 'different' | 'same';
  reason: string;
}

const notYetProposed: readonly LifeStage[] = ['drafting', 'returned'];

/** The organisation in charge says of one likely duplicate why it is another model, or that it is the same and withdraws. */
@Injectable()
export class AnswerDuplicate {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run(input: AnswerDuplicateInput): Promise<{ id: string; revision: number; unanswered: number } | Refusal> {
    const { modelId, revision, candidateId, answer, actor } = input;
    const at = this.clock.now();
    const day = this.clock.today();
    const reason = tidy(input.reason);
    if (reason === '') return unfit([needed('/reason', { vi: 'Nêu lý do.', en: 'Give the reason.' })]);
    return this.records.inTransaction(async (tx) => {
      const model = await tx.models.lockWithFacts({ modelId, postId: actor.post.postId, day, input: null });
      if (!model) return notFound();
      if (model === OVERTAKEN || model.revision !== revision) return stale();
      if (model.facts.ownerOrganisationId !== actor.post.organisationId) return notYours();
      if (!notYetProposed.includes(model.stage.life)) return tooLate();
      const candidate = await tx.papers.duplicate(modelId, candidateId);
      if (!candidate)
        return unfit([
          needed('/candidateId', {
            vi: 'Không phải mô hình có thể trùng; xem GET /api/models/{id}/likely-duplicates.',
            en: 'It is no likely duplicate; see GET /api/models/{id}/likely-duplicates.',
          }),
        ]);
      const id = randomUUID();
      const saved = await tx.papers.answerDuplicate(
        model,
        { id, candidateId, answer, reason },
        {
          kind: 'modelDuplicateAnswered',
          at,
          by: signature(actor),
          body: { fields: { candidateId, candidateCode: candidate.code, candidateName: candidate.name, answer, reason } },
        },
      );
      if (!saved) return stale();
      const after = await tx.models.lockWithFacts({ modelId, postId: actor.post.postId, day, input: null });
      const unanswered = after && after !== OVERTAKEN ? after.facts.unansweredDuplicates : 0;
      return { id: modelId, revision: saved.revision, unanswered };
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ cơ quan chủ trì trả lời mô hình của mình có trùng hay không.',
    en: 'Only the organisation in charge says whether its model is a duplicate.',
  });

const tooLate = () =>
  refusal('conflict', {
    vi: 'Mô hình đã được đề xuất; chỉ trả lời khi đang soạn thảo hoặc bị trả lại.',
    en: 'The model is proposed already; answer while it is drafted or returned.',
  });
