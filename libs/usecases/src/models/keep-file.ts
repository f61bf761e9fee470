import { notFound, refusal, stale, type Refusal, type RefusalDetail, type Words } from '#domain';
import { OVERTAKEN, type ModelStanding, type Tx } from '#records';
import type { Actor } from '../actor.js';

export interface FileOfModel {
  modelId: string;
  /** The revision the sender saw. */
  revision: number;
  actor: Actor;
}

/** The row written, and the revision the model has after it. */
export interface Recorded {
  id: string;
  modelId: string;
  revision: number;
}

/** The model, held, when the actor's organisation keeps its file: the organisation in charge, or one above it. */
export async function fileHeld(tx: Tx, { modelId, revision, actor }: FileOfModel, day: string): Promise<ModelStanding | Refusal> {
  const model = await tx.models.lockWithFacts({ modelId, postId: actor.post.postId, day, input: null });
  if (!model) return notFound();
  if (model === OVERTAKEN || model.revision !== revision) return stale();
  const { ownerOrganisationId, actorIsAboveOwner } = model.facts;
  return ownerOrganisationId === actor.post.organisationId || actorIsAboveOwner ? model : notKeeper();
}

/** A correction names a row of the same kind in the same file that stands; null: nothing against it. */
export async function faultOfCorrection(
  tx: Tx,
  history: Parameters<Tx['papers']['rowOf']>[0],
  modelId: string,
  { correctsId, kind }: { correctsId: string | null; kind: string | null },
): Promise<Refusal | null> {
  if (!correctsId) return null;
  const row = await tx.papers.rowOf(history, modelId, correctsId);
  if (!row) return misnamed({ vi: 'Hồ sơ mô hình không có dòng này.', en: 'The file of the model has no such row.' });
  if (kind !== null && row.kind !== kind)
    return misnamed({
      vi: 'Dòng được đính chính thuộc loại khác; đính chính từng loại riêng.',
      en: 'The row to correct is of another kind; correct each kind by itself.',
    });
  if (!row.corrected) return null;
  const words = {
    vi: 'Dòng này đã được đính chính; hãy đính chính dòng mới nhất.',
    en: 'The row is corrected already; correct the latest one.',
  };
  return refusal('conflict', words, [{ pointer: '/correctsId', words }]);
}

export const unfit = (errors: RefusalDetail[]): Refusal =>
  refusal(
    'invalid',
    { vi: 'Nội dung chưa đúng; sửa các mục nêu dưới đây rồi gửi lại.', en: 'Mend the fields below and send it again.' },
    errors,
  );

const misnamed = (words: Words) => unfit([{ pointer: '/correctsId', words }]);

export const notYet = (pointer: string): RefusalDetail => ({
  pointer,
  words: { vi: 'Ngày không được sau hôm nay.', en: 'The day may not lie after today.' },
});

export const needed = (pointer: string, words: Words): RefusalDetail => ({ pointer, words });

const notKeeper = () =>
  refusal('notAllowed', {
    vi: 'Chỉ cơ quan chủ trì hoặc cơ quan cấp trên mới ghi vào hồ sơ mô hình.',
    en: 'Only the organisation in charge, or one above it, writes in the file of a model.',
  });
