import { refusal, spoken, type PlainDay } from '#domain';
import type { LockedObligation } from '#records';
import type { Actor } from '../actor.js';

/** Who may act on the clock of a duty: the head of the body that receives it. The post is kept with the act. */
export const grants = ({ receivedBy }: LockedObligation, { post }: Actor): boolean =>
  receivedBy === post.organisationId && post.role !== 'officer';

export const notTheGranter = () =>
  refusal('notAllowed', {
    vi: 'Chỉ người đứng đầu cơ quan tiếp nhận nhiệm vụ này mới quyết định về thời hạn của nó.',
    en: 'Only the head of the body that receives this duty decides on its clock.',
  });

export const notAboveAll = () =>
  refusal('notAllowed', {
    vi: 'Việc này thuộc người đứng đầu cơ quan đứng trên mọi đơn vị có nhiệm vụ theo hạn này.',
    en: 'This belongs to the head of the body that stands above everybody who owes under this day.',
  });

export const notAClock = () =>
  refusal('conflict', {
    vi: 'Đây là việc trả lời của cơ quan tiếp nhận: không tạm dừng, miễn hoặc gia hạn. Hãy trả lời.',
    en: 'This is the answer of the receiving body: it is not suspended, waived or extended. Answer it.',
  });

export const notOwed = () =>
  refusal('conflict', {
    vi: 'Nhiệm vụ này không còn phải thực hiện, nên thời hạn không còn chạy.',
    en: 'Nothing is owed here any more, so no clock runs.',
  });

export const notProvided = (what: 'suspension' | 'reopening' | 'extension') =>
  refusal('conflict', {
    vi: `Quy định đang áp dụng không cho phép ${{ suspension: 'tạm dừng', reopening: 'mở lại', extension: 'gia hạn theo đề nghị' }[what]}. Người quản trị ban hành quy định mới nếu cần.`,
    en: `The rule that binds this duty provides no ${what}. An administrator appends an edition if it is needed.`,
  });

export const dayOutOfBounds = (pointer: string, first: PlainDay, last: PlainDay, source: string) =>
  refusal('invalid', { vi: 'Ngày nằm ngoài giới hạn của quy định.', en: 'The day lies outside the limit of the rule.' }, [
    first <= last
      ? {
          pointer,
          words: {
            vi: `Chọn ngày từ ${spoken(first)} đến ${spoken(last)}.`,
            en: `Choose a day from ${spoken(first)} to ${spoken(last)}.`,
          },
          source,
        }
      : {
          pointer,
          words: { vi: 'Đã dùng hết số ngày được phép.', en: 'All the days that are allowed have been used.' },
          source,
        },
  ]);
