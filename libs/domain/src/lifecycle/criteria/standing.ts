import { textOf } from '../input.js';
import type { Criterion } from './criterion.js';

/** Who acts, and what the model is at all. */
export const standingCriteria = {
  actorIsTheOwner: {
    holds: ({ actorOrganisationId, ownerOrganisationId }) => actorOrganisationId === ownerOrganisationId,
    words: {
      vi: 'Người thực hiện thuộc cơ quan chủ trì mô hình',
      en: 'The actor belongs to the organisation in charge of the model',
    },
    source: 'D3.1',
  },
  actorIsAboveTheOwner: {
    holds: ({ actorIsAboveOwner }) => actorIsAboveOwner,
    words: {
      vi: 'Người thực hiện thuộc cơ quan cấp trên của cơ quan chủ trì, theo ngành dọc hoặc theo địa bàn',
      en: 'The actor belongs to a body above the organisation in charge, in its line or in its territory',
    },
    source: 'D1.2',
  },
  // No rule says who signs the end of a model founded by another level; both may, and the record keeps who did.
  actorIsTheOwnerOrAbove: {
    holds: ({ actorOrganisationId, ownerOrganisationId, actorIsAboveOwner }) =>
      actorIsAboveOwner || actorOrganisationId === ownerOrganisationId,
    words: {
      vi: 'Người thực hiện thuộc cơ quan chủ trì mô hình hoặc cơ quan cấp trên',
      en: 'The actor belongs to the organisation in charge of the model or to a body above it',
    },
    source: 'D1.2',
  },
  ownerOrganisationIsInForce: {
    holds: ({ ownerOrganisationInForce }) => ownerOrganisationInForce,
    words: { vi: 'Cơ quan chủ trì mô hình đang hoạt động', en: 'The organisation in charge of the model still exists' },
    source: 'D3.1',
  },
  // The appraiser is never the assessed: whoever has nobody above could neither be recognised nor reviewed.
  someoneStandsAboveTheOwner: {
    holds: ({ someoneStandsAboveOwner }) => someoneStandsAboveOwner,
    words: {
      vi: 'Có cơ quan cấp trên của cơ quan chủ trì để công nhận, thẩm định mô hình; nếu không có thì giao một tổ chức cấp dưới chủ trì',
      en: 'A body above the organisation in charge can recognise and appraise the model; where there is none, an organisation below is put in charge',
    },
    source: 'HD 42-HD/TWTN-BKT',
  },
  modelIsRecognised: {
    notWhile: { life: ['drafting', 'proposed', 'returned', 'rejected'] },
    words: { vi: 'Mô hình đã được công nhận', en: 'The model has been recognised' },
    source: 'D3.5',
  },
  modelHasNotEnded: {
    notWhile: { life: ['terminated', 'rejected'] },
    words: {
      vi: 'Mô hình chưa kết thúc; mô hình đã kết thúc chỉ tiếp nhận quyết định huỷ bỏ quyết định kết thúc, và khen thưởng',
      en: 'The model has not ended; an ended model accepts only the annulment of the decision that ended it, and honours',
    },
    source: 'D1.4',
  },
  modelIsNotSuspended: {
    notWhile: { life: ['suspended'] },
    words: { vi: 'Mô hình không đang tạm dừng', en: 'The model is not suspended' },
    source: 'D1.5',
  },
  reasonIsGiven: {
    holds: (facts) => textOf(facts, 'reason') !== null,
    words: { vi: 'Có nêu lý do', en: 'A reason is given' },
    source: 'NĐ 30/2020/NĐ-CP',
    pointer: '/fields/reason',
  },
} satisfies Record<string, Criterion>;
