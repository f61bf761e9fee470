import {
  isModelStep,
  modelCriteria,
  modelDuties,
  modelSteps,
  targetDeeds,
  warningWords,
  type CriterionName,
  type ModelDuty,
  type TargetDeed,
  type Words,
} from '#domain';
import type { ModelJournalItem } from '#records';
import type { JournalDutyAnswer, ModelJournalEntryAnswer } from './model-journal.dto.js';
import type { ReasonAnswer } from './model-steps.dto.js';

const kindWords: Record<ModelJournalItem['kind'], Words> = {
  modelDrafted: { vi: 'Soạn thảo mô hình', en: 'Draft the model' },
  modelRevised: { vi: 'Sửa bản thảo', en: 'Revise the draft' },
  modelAdvanced: { vi: 'Thực hiện một bước', en: 'Take a step' },
  modelMembersCounted: { vi: 'Ghi số thành viên', en: 'Count the members' },
  modelMoneyReceived: { vi: 'Ghi kinh phí', en: 'Record the money received' },
  modelDocumentFiled: { vi: 'Lưu văn bản vào hồ sơ', en: 'File a document' },
  modelFileAttached: { vi: 'Đính kèm tệp vào văn bản', en: 'Attach the file of a document' },
  modelTookOver: { vi: 'Tiếp nhận thành viên, kinh phí của mô hình được hợp nhất', en: 'Take over what consolidated models had' },
  modelGaveBack: { vi: 'Trả lại do huỷ bỏ việc hợp nhất', en: 'Give back after a consolidation was annulled' },
  modelDuplicateAnswered: { vi: 'Trả lời về mô hình có thể trùng', en: 'Answer for a likely duplicate' },
  modelImported: { vi: 'Nhập từ sổ theo dõi đã có', en: 'Import from an existing register' },
  placeMoved: { vi: 'Địa phương nhân rộng thay đổi tình trạng', en: 'A place of its plan moved' },
};

/** A journal entry for reading. Entries outlive the code: a step or criterion no longer known is shown by its name. */
export function entryShown({ seq, kind, at, by, body, hash }: ModelJournalItem): ModelJournalEntryAnswer {
  const step = isModelStep(body.step) ? body.step : null;
  return {
    seq,
    kind,
    at,
    by,
    step,
    words: step ? modelSteps[step].words : (deedWords(body.deed) ?? kindWords[kind]),
    source: body.source ?? null,
    from: body.from ?? null,
    to: body.to ?? null,
    criteria: (body.criteria ?? []).map(criterionShown),
    facts: body.facts ?? null,
    fields: body.fields ?? body.draft ?? {},
    changes: body.changes ?? null,
    decision: body.decision ?? null,
    warnings: (body.warnings ?? []).map((code) => ({ code, words: warningWords(code) })),
    duties: [
      ...(body.duties?.opened ?? []).map(({ duty, dueOn }) => dutyShown('opened', duty, dueOn)),
      ...(body.duties?.discharged ?? []).map((duty) => dutyShown('discharged', duty)),
      ...(body.duties?.cancelled ?? []).map((duty) => dutyShown('cancelled', duty)),
    ],
    hash,
  };
}

const deedWords = (deed: string | undefined): Words | undefined =>
  (targetDeeds[deed as TargetDeed] as { words: Words } | undefined)?.words;

function criterionShown({ criterion, source }: { criterion: string; source: string }): ReasonAnswer {
  const known = modelCriteria[criterion as CriterionName] as { words: Words } | undefined;
  return { criterion, words: known?.words ?? { vi: criterion, en: criterion }, source };
}

function dutyShown(change: JournalDutyAnswer['change'], duty: string, dueOn: string | null = null): JournalDutyAnswer {
  const known = modelDuties[duty as ModelDuty] as { words: Words; source: string } | undefined;
  return { duty, change, dueOn, words: known?.words ?? { vi: duty, en: duty }, source: known?.source ?? '' };
}
