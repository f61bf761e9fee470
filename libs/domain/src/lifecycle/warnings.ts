import type { Words } from '../refusals/refusal.js';
import type { Source } from './criteria/criterion.js';
import { reorganisationNamed } from './criteria/termination.js';
import type { ModelFacts } from './facts.js';
import { handoverOf, membersAreThoseOnRecord } from './handover.js';
import { groundOf } from './input.js';
import { scoredBy } from './scoring.js';
import type { ModelStep } from './steps.js';

/** Something that does not forbid a step, but must be seen by who takes it and by who reads of it later. */
export interface StepWarning {
  code: WarningCode;
  words: Words;
  source: Source;
}

interface Warning {
  on: readonly ModelStep[];
  holds(facts: ModelFacts): boolean;
  words: Words;
  source: Source;
}

/** No rule says who signs the end of a model founded by another level (U6): both may, and it is told and kept. */
const warnings = {
  endedByAnotherThanTheFounder: {
    on: ['terminate'],
    holds: ({ founderOrganisationId, actorOrganisationId }) => founderOrganisationId !== actorOrganisationId,
    words: {
      vi: 'Cơ quan kết thúc mô hình không phải là cơ quan đã thành lập (hoặc cơ quan kế thừa); ghi nhận để kiểm tra thẩm quyền',
      en: 'The body that ends the model is not the one that founded it, nor its heir; kept so that the authority can be checked',
    },
    source: 'D1.4',
  },
  // A hamlet may close that nothing here tells of; but a body that is still there did not.
  unitIsNotKnownToHaveClosed: {
    on: ['terminate'],
    holds: (facts) => groundOf(facts, 'ground') === 'unitClosed' && facts.ownerOrganisationInForce && !reorganisationNamed(facts),
    words: {
      vi: 'Cơ quan chủ trì vẫn đang hoạt động và hệ thống chưa ghi nhận lần sắp xếp này; ghi nhận để đối chiếu văn bản',
      en: 'The organisation in charge is still there, and no such reorganisation is on record; kept so that the document can be checked',
    },
    source: 'D3.3',
  },
  // A count is of its day and nobody's account, so it is not refused as money is; but whoever reads the list sees that it differs.
  membersHandedOverAreNotThoseOnRecord: {
    on: ['terminate'],
    holds: (facts) => {
      const rows = handoverOf(facts);
      // Consolidated, they go over to the heir by themselves.
      return (
        rows !== null && groundOf(facts, 'ground') !== 'consolidated' && !membersAreThoseOnRecord(rows, facts.membersOnRecord)
      );
    },
    words: {
      vi: 'Số thành viên bàn giao khác số đã ghi nhận của mô hình; ghi nhận để đối chiếu',
      en: 'The members handed over are not as many as are on record for the model; kept so that it can be checked',
    },
    source: 'D1.4',
  },
  documentsOnRecordAreNotHandedOver: {
    on: ['terminate'],
    holds: (facts) => facts.documentsOnRecord > 0 && handoverOf(facts)?.some(({ what }) => what === 'documents') === false,
    words: {
      vi: 'Hồ sơ mô hình có văn bản, tài liệu nhưng danh mục bàn giao không nêu bên nhận hồ sơ; ghi nhận để theo dõi nơi lưu giữ',
      en: 'The file of the model holds documents, but the list does not say who takes them over; kept so that they can be found',
    },
    source: 'D1.4',
  },
  // The total alone would not explain the verdict to whoever reads it.
  verdictIsHeldDown: {
    on: ['appraise'],
    holds: (facts) => (scoredBy('appraise', facts)?.knockedOut.length ?? 0) > 0,
    words: {
      vi: 'Có tiêu chí điểm liệt bị chấm điểm thấp nhất: xếp loại không vượt quá mức bộ tiêu chí quy định, dù tổng điểm cao hơn',
      en: 'A knock-out criterion got its lowest score: the verdict is no better than the set of criteria allows then, whatever the total',
    },
    source: 'D3.5',
  },
} satisfies Record<string, Warning>;

export type WarningCode = keyof typeof warnings;

export const warningsOf = (step: ModelStep, facts: ModelFacts): StepWarning[] =>
  (Object.entries(warnings) as [WarningCode, Warning][]).flatMap(([code, { on, holds, words, source }]) =>
    on.includes(step) && holds(facts) ? [{ code, words, source }] : [],
  );

/** The words of a warning that was kept; a code no longer known is shown as it is. */
export const warningWords = (code: string): Words =>
  Object.hasOwn(warnings, code) ? warnings[code as WarningCode].words : { vi: code, en: code };
