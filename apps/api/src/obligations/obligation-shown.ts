import { dutyWords, type Words } from '#domain';
import type { ObligationItem } from '#records';
import type { ObligationAnswer } from './obligations.dto.js';

/** What is owed, in words: "Báo cáo kết quả thực hiện mô hình năm 2026". */
export function wordsOf({ kind, duty, waiting, ...item }: ObligationItem): Words {
  if (kind !== 'answer')
    return dutyWords({
      kind,
      duty,
      round: item.roundKind === null || item.year === null ? null : { kind: item.roundKind, year: item.year },
      conference: item.conferenceKind,
      stepWords: item.stepWords,
      model: item.model?.name ?? null,
    });
  if (!waiting) return { vi: duty, en: duty };
  const { organisation, ...about } = waiting;
  const to = { vi: organisation.nameVi, en: organisation.nameEn };
  return dutyWords({ ...about, answer: { duty: duty as 'answerReport' | 'answerExtension', to } });
}

export function obligationShown(item: ObligationItem & { rank?: number }): ObligationAnswer {
  const { conferenceKind: _, stepWords: __, waiting: ___, rank: ____, ...shown } = item;
  return { ...shown, words: wordsOf(item) };
}
