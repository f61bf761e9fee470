import type { Words } from '../refusals/refusal.js';

/** Where one place of a plan stands. */
export const targetStatusWords = {
  pending: { vi: 'Chờ địa phương trả lời', en: 'Awaiting the answer of the locality' },
  adaptationAsked: {
    vi: 'Địa phương đề nghị điều chỉnh, chờ cơ quan lập kế hoạch',
    en: 'Adaptation asked, awaiting the planning body',
  },
  accepted: { vi: 'Địa phương nhận, đang lập mô hình', en: 'Accepted, the copy is to be founded' },
  adopted: { vi: 'Đã tiếp nhận', en: 'Adopted' },
  declined: { vi: 'Địa phương từ chối', en: 'Declined' },
  withdrawn: { vi: 'Cơ quan lập kế hoạch rút lại', en: 'Withdrawn by the planning body' },
} satisfies Record<string, Words>;
export type TargetStatus = keyof typeof targetStatusWords;

export const replicationOutcomeWords = {
  succeeded: { vi: 'Thành công', en: 'Succeeded' },
  failed: { vi: 'Không thành công', en: 'Failed' },
} satisfies Record<string, Words>;
export type ReplicationOutcome = keyof typeof replicationOutcomeWords;

/** What can be done to one place of a plan. The life of its copy (recognised, rejected, …) reports itself by the last six. */
export const targetDeeds = {
  accept: { from: ['pending'], to: 'accepted', by: 'receiver', words: { vi: 'Nhận tiếp nhận mô hình', en: 'Accept the model' } },
  // Also after accepting, as long as no copy is being founded: better a late no than a yes nobody keeps.
  decline: {
    from: ['pending', 'accepted'],
    to: 'declined',
    by: 'receiver',
    words: { vi: 'Từ chối tiếp nhận mô hình', en: 'Decline the model' },
  },
  askToAdapt: {
    from: ['pending'],
    to: 'adaptationAsked',
    by: 'receiver',
    words: { vi: 'Đề nghị điều chỉnh mô hình', en: 'Ask to adapt the model' },
  },
  agreeToAdapt: {
    from: ['adaptationAsked'],
    to: 'accepted',
    by: 'planner',
    words: { vi: 'Đồng ý điều chỉnh', en: 'Agree to the adaptation' },
  },
  refuseToAdapt: {
    from: ['adaptationAsked'],
    to: 'pending',
    by: 'planner',
    words: { vi: 'Không đồng ý điều chỉnh', en: 'Refuse the adaptation' },
  },
  withdraw: {
    from: ['pending', 'adaptationAsked', 'accepted'],
    to: 'withdrawn',
    by: 'planner',
    words: { vi: 'Rút địa phương khỏi kế hoạch', en: 'Take the locality out of the plan' },
  },
  nameReceiver: {
    from: ['pending'],
    to: 'pending',
    by: 'planner',
    words: { vi: 'Giao cơ quan tiếp nhận', en: 'Name who takes the model up' },
  },
  draftCopy: { from: ['accepted'], to: 'accepted', by: 'receiver', words: { vi: 'Lập mô hình nhân rộng', en: 'Draft the copy' } },
  takeCopy: {
    from: ['accepted'],
    to: 'accepted',
    by: 'copy',
    words: { vi: 'Mô hình nhân rộng được đề xuất', en: 'The copy is proposed' },
  },
  releaseCopy: {
    from: ['accepted'],
    to: 'accepted',
    by: 'copy',
    words: { vi: 'Mô hình nhân rộng bị rút hoặc không được chấp thuận', en: 'The copy was withdrawn or rejected' },
  },
  adopt: {
    from: ['accepted'],
    to: 'adopted',
    by: 'copy',
    words: { vi: 'Mô hình nhân rộng được công nhận', en: 'The copy is recognised' },
  },
  reopen: {
    from: ['adopted'],
    to: 'accepted',
    by: 'copy',
    words: { vi: 'Quyết định công nhận mô hình nhân rộng bị huỷ', en: 'The recognition of the copy was annulled' },
  },
  reportResult: {
    from: ['adopted'],
    to: 'adopted',
    by: 'copy',
    words: { vi: 'Báo cáo kết quả tại nơi tiếp nhận', en: 'The result at the copy is reported' },
  },
  takeBackResult: {
    from: ['adopted'],
    to: 'adopted',
    by: 'copy',
    words: {
      vi: 'Quyết định kết thúc mô hình nhân rộng bị huỷ, kết quả do kết thúc không còn',
      en: 'The end of the copy was annulled, and with it the result it told',
    },
  },
} satisfies Record<string, { from: TargetStatus[]; to: TargetStatus; by: 'receiver' | 'planner' | 'copy'; words: Words }>;

export type TargetDeed = keyof typeof targetDeeds;

/** Still waiting for something: an answer, or the recognition of its copy. */
export const openTargetStatuses = ['pending', 'adaptationAsked', 'accepted'] as const satisfies TargetStatus[];
