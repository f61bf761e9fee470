import type { Words } from '#domain';
import type { DigestLine } from '#usecases';

const reports: Record<string, Words> = {
  modelResults: { vi: 'Báo cáo kết quả thực hiện mô hình', en: 'Report on the results of the models' },
  dispatchImplementation: { vi: 'Báo cáo kết quả thực hiện Công văn', en: 'Report on the implementation of the dispatch' },
};

const conferences: Record<'preliminary' | 'summary', Words> = {
  preliminary: { vi: 'Hội nghị sơ kết 03 năm', en: 'Three-year preliminary conference' },
  summary: { vi: 'Hội nghị tổng kết 05 năm', en: 'Five-year summary conference' },
};

/** What is owed, in the words of the regulation: "Báo cáo kết quả thực hiện mô hình năm 2026". */
export function obligationWords({ kind, duty, round, conference, stepWords }: DigestLine): Words {
  if (kind === 'report' && round) {
    const report = reports[round.kind] ?? { vi: `Báo cáo "${round.kind}"`, en: `Report "${round.kind}"` };
    return { vi: `${report.vi} năm ${round.year}`, en: `${report.en}, ${round.year}` };
  }
  const step = stepWords ?? { vi: duty, en: duty };
  if (!conference) return step;
  return { vi: `${conferences[conference].vi}: ${step.vi}`, en: `${conferences[conference].en}: ${step.en}` };
}

const settled: Record<string, Words> = {
  submitted: { vi: 'đã nộp', en: 'submitted' },
  accepted: { vi: 'đã được tiếp nhận', en: 'accepted' },
  waived: { vi: 'được miễn', en: 'waived' },
  notReceived: { vi: 'không nhận được', en: 'not received' },
};

/** Said when the report came in after the notice was made and before the letter left. */
export const settledWords = ({ status }: DigestLine): Words | null => settled[status] ?? null;
