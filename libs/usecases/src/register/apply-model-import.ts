import { isRefusal, notFound, refusal, stale, type Refusal, type RefusalDetail } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor, type Role } from '../actor.js';
import { postMayNot } from '../models/step-policy.js';
import { Clock } from '../ports.js';
import { openBacklogReviews } from '../reviews/open-backlog-reviews.js';
import { checkRows } from './check-rows.js';

export interface ApplyModelImportInput {
  importId: string;
  /** The revision the sender saw. */
  revision: number;
  actor: Actor;
}

/** An imported model stands at once at "operating": somebody who answers for the body says that it is so. */
const applyRoles: readonly Role[] = ['head', 'supervisor'];
const MOST_TOLD = 20;

/** A register that was looked through is taken over: every row of it, or none. Repeated, it changes nothing. */
@Injectable()
export class ApplyModelImport {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ importId, revision, actor }: ApplyModelImportInput): Promise<{ id: string } | Refusal> {
    if (!applyRoles.includes(actor.post.role))
      return postMayNot({ vi: 'Ghi sổ theo dõi đã nhập', en: 'Take over an imported register' }, applyRoles);
    const at = this.clock.now();
    const day = this.clock.today();
    return this.records.inTransaction(async (tx) => {
      await tx.imports.alone();
      const held = await tx.imports.lock(importId, actor.post.postId);
      if (!held) return notFound();
      // Done before: the same answer again, whatever was seen last.
      if (held.status === 'applied') return { id: importId };
      if (held.revision !== revision) return stale();
      if (held.status === 'refused') return unreadable();
      // The register may have changed since the dry run, so every row is looked up again.
      const rows = await checkRows(tx, await tx.imports.rowsOf(importId), day);
      const bad = rows.filter(({ outcome }) => outcome === 'fault' || outcome === 'conflict');
      if (bad.length > 0)
        return allOrNothing(
          importId,
          bad.length,
          bad.slice(0, MOST_TOLD).flatMap(({ row, faults }) =>
            faults.slice(0, 3).map(({ column, words }) => ({
              pointer: `/rows/${row}${column ? `/${column}` : ''}`,
              words: { vi: `Dòng ${row}: ${words.vi}`, en: `Row ${row}: ${words.en}` },
            })),
          ),
        );
      const by = signature(actor);
      const fresh = rows.filter(({ outcome }) => outcome === 'new').map(({ row }) => row);
      const modelIds = fresh.length > 0 ? await tx.imports.makeModels(held, fresh, { at, day, by }) : [];
      // D1.2: what ran before it was registered here is reviewed once.
      const reviews = modelIds.length > 0 ? await openBacklogReviews(tx, { modelIds, now: at, actor }) : null;
      if (isRefusal(reviews)) return reviews;
      await tx.imports.foundSame(
        importId,
        rows.flatMap(({ row, outcome, modelId }) => (outcome === 'same' ? [{ row, modelId: modelId! }] : [])),
      );
      const saved = await tx.imports.applied(held, { at, postId: actor.post.postId, made: modelIds.length });
      return saved ? { id: importId } : stale();
    });
  }
}

const allOrNothing = (importId: string, bad: number, errors: RefusalDetail[]): Refusal =>
  refusal(
    'conflict',
    {
      vi: `Tệp được ghi tất cả hoặc không ghi gì: còn ${bad} dòng có lỗi hoặc trùng. Tải tệp có cột “Lỗi” ở GET /api/model-imports/${importId}/file, sửa rồi gửi lại.`,
      en: `A file is taken over as a whole or not at all: ${bad} rows have faults or conflicts. Download the file with its column of errors from GET /api/model-imports/${importId}/file, mend it and send it again.`,
    },
    errors,
  );

const unreadable = () =>
  refusal('conflict', {
    vi: 'Tệp này không đọc được nên không ghi được. Sửa tệp rồi gửi lại thành lần nhập mới.',
    en: 'This file could not be read and cannot be taken over. Mend it and send it as a new import.',
  });
