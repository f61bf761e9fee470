import { dutyWords, type Words } from '#domain';
import type { ObligationItem } from '#records';
import type { ObligationAnswer } from './obligations.dto.js';

/** What is owed, in words: "Báo cáo kết quả thực hiện mô hình năm 2026". */
export function wordsOf({ kind, duty, stepWords, waiting, ...item }: ObligationItem): Words {
  const about = {
    round: item.roundKind === null || item.year === null ? null : { kind: item.roundKind, year: item.year },
    conference: item.conferenceKind,
    model: item.model?.name ?? null,
  };
  if (kind !== 'answer') return dutyWords({ ...about, kind, duty, stepWords });
  if (!waiting) return { vi: duty, en: duty };
  const { nameVi, nameEn } = waiting.organisation;
  return dutyWords({
    ...about,
    kind: waiting.kind,
    duty: waiting.duty,
    stepWords: waiting.stepWords,
    answer: { duty: duty as 'answerReport' | 'answerExtension', to: { vi: nameVi, en: nameEn } },
  });
}

export function obligationShown(item: ObligationItem & { rank?: number }): ObligationAnswer {
  const { conferenceKind: _, stepWords: __, waiting: ___, rank: ____, ...shown } = item;
  return { ...shown, words: wordsOf(item) };
}
