import { criteriaSetFaults, refusal, type CriteriaSetContent, type Refusal, type RefusalDetail } from '#domain';
import type { Tx } from '#records';
import type { Actor } from '../actor.js';

/** Every fault of what a draft is to say; null when it may be kept. */
export async function draftRefused(tx: Tx, content: CriteriaSetContent): Promise<Refusal | null> {
  const provinces = await tx.criteriaSets.provincesAmong(content.areaIds);
  const faults: RefusalDetail[] = [
    ...criteriaSetFaults(content),
    ...content.areaIds.flatMap((id, index) => (provinces.includes(id) ? [] : [noProvince(index)])),
  ];
  return faults.length > 0
    ? refusal(
        'invalid',
        { vi: 'Bộ tiêu chí chưa đúng; sửa các mục nêu dưới đây.', en: 'The criteria set is not right; mend the fields below.' },
        faults,
      )
    : null;
}

/** A draft is in the hands of the organisation that wrote it; the administrator helps. */
export const hasInHands = ({ post }: Actor, draftingOrganisationId: string): boolean =>
  post.role === 'administrator' || post.organisationId === draftingOrganisationId;

export const alreadyIssued = (): Refusal =>
  refusal('conflict', {
    vi: 'Bộ tiêu chí đã ban hành, không sửa được nữa. Soạn một bộ mới để thay thế.',
    en: 'The criteria set is issued and stands as it is. Draft a new one to take its place.',
  });

// The criteria are uniform in a province (D3.5): no commune has a set of its own.
const noProvince = (index: number): RefusalDetail => ({
  pointer: `/areaIds/${index}`,
  words: {
    vi: 'Không phải một tỉnh. Tiêu chí thống nhất trong toàn tỉnh; xem GET /api/territories?level=province.',
    en: 'Not a province. The criteria are uniform in a whole province; see GET /api/territories?level=province.',
  },
  source: 'D3.5',
});
