import type { FunctionCode } from '../organisations/kinds.js';
import type { RefusalDetail, Words } from '../refusals/refusal.js';

/** One place of a plan as it is handed in. Without an organisation the one of that function (else of the owner's kind) takes it up. */
export interface PlannedTarget {
  territoryId: string;
  organisationId?: string;
  function?: FunctionCode;
}

/** What the records know about one place of a plan, on the day of the plan. */
export interface PlaceFacts {
  territoryId: string;
  existsToday: boolean;
  /** The model itself stands there, or what that place was merged into. */
  isOwn: boolean;
  /** The model this one was copied from stands there, or the one that was copied from, and so on. */
  isAncestors: boolean;
  /** A model of the same lineage lives there. */
  hasIt: boolean;
  /** An earlier plan of this model still waits for this place. */
  isAwaited: boolean;
  /** The organisation named for it exists today and works there; true when none was named. */
  namedReceiverWorksThere: boolean;
  /** Who takes the model up there; null: nobody to receive. */
  receiverId: string | null;
}

/** Each place that cannot be planned for, at its pointer. The first reason counts: the others follow from it. */
export const unfitPlaces = (places: readonly PlaceFacts[]): RefusalDetail[] =>
  places.flatMap((place, index) => {
    const pointer = `/fields/replicationTargets/${index}`;
    const words = unfit(place);
    if (words) return [{ pointer, words, source: 'D1.3' }];
    return place.namedReceiverWorksThere ? [] : [{ pointer, words: worksElsewhere, source: 'D1.3' }];
  });

function unfit({ existsToday, isOwn, isAncestors, hasIt, isAwaited }: PlaceFacts): Words | null {
  if (!existsToday)
    return {
      vi: 'Địa bàn này không tồn tại vào hôm nay; xem GET /api/territories',
      en: 'This territory does not exist today; see GET /api/territories',
    };
  if (isOwn)
    return {
      vi: 'Đây là địa bàn của chính mô hình này; chọn địa bàn khác',
      en: 'This is the model’s own place; choose another',
    };
  if (isAncestors)
    return {
      vi: 'Mô hình này được nhân rộng từ đây; nhân rộng trở lại sẽ thành vòng. Chọn địa bàn khác',
      en: 'This model was replicated from here; to replicate it back would make a circle. Choose another place',
    };
  if (hasIt)
    return {
      vi: 'Địa bàn này đã có mô hình cùng nguồn gốc đang hoạt động',
      en: 'A model of the same lineage already lives in this place',
    };
  if (isAwaited)
    return {
      vi: 'Địa bàn này chưa trả lời hoặc chưa thực hiện xong kế hoạch trước',
      en: 'This place has still to answer or to carry out an earlier plan',
    };
  return null;
}

const worksElsewhere: Words = {
  vi: 'Cơ quan được nêu không hoạt động ở địa bàn này vào hôm nay; bỏ trống để tự xác định, hoặc xem GET /api/organisations',
  en: 'The organisation named does not work in this place today; leave it out to have it found, or see GET /api/organisations',
};
