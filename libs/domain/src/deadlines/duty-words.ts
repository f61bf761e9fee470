import { modelDuties } from '../lifecycle/duties.js';
import type { Words } from '../refusals/refusal.js';

/** An answer that is owed: to what, and to whom. The rest of the duty names what waits for it. */
export interface NamedAnswer {
  duty: 'answerReport' | 'answerExtension';
  /** Who waits for it. */
  to: Words;
}

/** What names a duty: its kind, and the round, conference or model it belongs to. */
export interface NamedDuty {
  kind: 'report' | 'conferenceStep' | 'modelDuty';
  duty: string;
  round: { kind: string; year: number } | null;
  conference: 'preliminary' | 'summary' | null;
  /** The words of a conference step, from its rule. */
  stepWords: Words | null;
  /** The name of the model a duty is about. */
  model: string | null;
  answer?: NamedAnswer | null;
}

const reports: Record<string, Words> = {
  modelResults: { vi: 'Báo cáo kết quả thực hiện mô hình', en: 'Report on the results of the models' },
  dispatchImplementation: { vi: 'Báo cáo kết quả thực hiện Công văn', en: 'Report on the implementation of the dispatch' },
};

const conferences: Record<'preliminary' | 'summary', Words> = {
  preliminary: { vi: 'Hội nghị sơ kết 03 năm', en: 'Three-year preliminary conference' },
  summary: { vi: 'Hội nghị tổng kết 05 năm', en: 'Five-year summary conference' },
};

const answers: Record<NamedAnswer['duty'], Words> = {
  answerReport: { vi: 'Tiếp nhận hoặc trả lại', en: 'Accept or return' },
  answerExtension: { vi: 'Trả lời đề nghị gia hạn', en: 'Answer the request for more time' },
};

/** What is owed, in the words of the regulation: "Báo cáo kết quả thực hiện mô hình năm 2026". */
export function dutyWords({ answer, ...duty }: NamedDuty): Words {
  const waiting = waitedFor(duty);
  if (!answer) return waiting;
  const { vi, en } = answers[answer.duty];
  return { vi: `${vi}: ${waiting.vi} – ${answer.to.vi}`, en: `${en}: ${waiting.en} – ${answer.to.en}` };
}

function waitedFor({ kind, duty, round, conference, stepWords, model }: Omit<NamedDuty, 'answer'>): Words {
  if (kind === 'report' && round) {
    const report = reports[round.kind] ?? { vi: `Báo cáo "${round.kind}"`, en: `Report "${round.kind}"` };
    return { vi: `${report.vi} năm ${round.year}`, en: `${report.en}, ${round.year}` };
  }
  const step = stepWords ?? modelDutyWords(kind, duty) ?? { vi: duty, en: duty };
  if (model) return { vi: `Mô hình “${model}”: ${step.vi}`, en: `Model “${model}”: ${step.en}` };
  if (!conference) return step;
  return { vi: `${conferences[conference].vi}: ${step.vi}`, en: `${conferences[conference].en}: ${step.en}` };
}

const modelDutyWords = (kind: NamedDuty['kind'], duty: string): Words | undefined =>
  kind === 'modelDuty' ? (modelDuties as Record<string, { words: Words }>)[duty]?.words : undefined;

const settled: Record<string, Words> = {
  submitted: { vi: 'đã nộp', en: 'submitted' },
  accepted: { vi: 'đã được tiếp nhận', en: 'accepted' },
  waived: { vi: 'được miễn', en: 'waived' },
  cancelled: { vi: 'không còn phải làm', en: 'no longer owed' },
  notReceived: { vi: 'không nhận được', en: 'not received' },
};

/** Said where a duty is no longer owed; null while it is. */
export const settledWords = (status: string): Words | null => settled[status] ?? null;
