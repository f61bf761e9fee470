import { notFound, refusal, sameContent, stale, type CriteriaSetContent, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { alreadyIssued, draftRefused, hasInHands } from './criteria-set-input.js';

export interface ReviseCriteriaSetInput {
  setId: string;
  /** The revision the sender saw. */
  revision: number;
  /** What is left out stays; criteria and bands are replaced as a whole. */
  changes: Partial<CriteriaSetContent>;
  actor: Actor;
}

/** Only a draft can be revised: an issued set is quoted by assessments. */
@Injectable()
export class ReviseCriteriaSet {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ setId, revision, changes, actor }: ReviseCriteriaSetInput): Promise<{ id: string } | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const set = await tx.criteriaSets.lock(setId);
      if (!set) return notFound();
      if (set.revision !== revision) return stale();
      if (set.issued) return alreadyIssued();
      if (!hasInHands(actor, set.draftingOrganisationId)) return notYours();

      const changed = Object.entries(changes).filter(
        ([name, value]) => value !== undefined && !sameContent(value, set.content[name as keyof CriteriaSetContent]),
      );
      if (changed.length === 0) return { id: setId };
      const content = { ...set.content, ...Object.fromEntries(changed) } as CriteriaSetContent;
      const refused = await draftRefused(tx, content);
      if (refused) return refused;
      if (!(await tx.criteriaSets.revise(setId, revision, content))) return stale();
      await tx.journal.append({
        stream: 'criteriaSet',
        streamId: setId,
        kind: 'criteriaSetRevised',
        at,
        by: signature(actor),
        body: {
          changes: Object.fromEntries(
            changed.map(([name, to]) => [name, { from: set.content[name as keyof CriteriaSetContent], to }]),
          ),
        },
      });
      return { id: setId };
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ tổ chức soạn thảo hoặc người quản trị mới sửa được bản thảo bộ tiêu chí.',
    en: 'Only the organisation that drafted the criteria set, or an administrator, can revise the draft.',
  });
