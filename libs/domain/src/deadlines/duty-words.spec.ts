import { dutyWords, settledWords } from './duty-words.js';

const bare = { round: null, conference: null, stepWords: null, model: null } as const;

describe('libs/domain/deadlines - what is owed, in words', () => {
  it.each<[string, Parameters<typeof dutyWords>[0], string, string]>([
    [
      'a yearly report',
      { ...bare, kind: 'report', duty: 'commune', round: { kind: 'modelResults', year: 2026 } },
      'Báo cáo kết quả thực hiện mô hình năm 2026',
      'Report on the results of the models, 2026',
    ],
    [
      'the other yearly report',
      { ...bare, kind: 'report', duty: 'lead', round: { kind: 'dispatchImplementation', year: 2026 } },
      'Báo cáo kết quả thực hiện Công văn năm 2026',
      'Report on the implementation of the dispatch, 2026',
    ],
    [
      'a report of a kind of its own',
      { ...bare, kind: 'report', duty: 'x', round: { kind: 'halfYear', year: 2026 } },
      'Báo cáo "halfYear" năm 2026',
      'Report "halfYear", 2026',
    ],
    [
      'a step of a conference',
      { ...bare, kind: 'conferenceStep', duty: 'plan', conference: 'preliminary', stepWords: { vi: 'Kế hoạch', en: 'Plan' } },
      'Hội nghị sơ kết 03 năm: Kế hoạch',
      'Three-year preliminary conference: Plan',
    ],
    [
      'a step nobody gave words to',
      { ...bare, kind: 'conferenceStep', duty: 'plan', conference: 'summary' },
      'Hội nghị tổng kết 05 năm: plan',
      'Five-year summary conference: plan',
    ],
    [
      'a step nobody gave words to, called like a duty of models',
      { ...bare, kind: 'conferenceStep', duty: 'planReplication', conference: 'summary' },
      'Hội nghị tổng kết 05 năm: planReplication',
      'Five-year summary conference: planReplication',
    ],
    [
      'a duty of a model',
      { ...bare, kind: 'modelDuty', duty: 'planReplication', model: 'Tuyến đường hoa' },
      'Mô hình “Tuyến đường hoa”: Lập kế hoạch nhân rộng mô hình hiệu quả, hoặc nêu rõ lý do chưa nhân rộng',
      'Model “Tuyến đường hoa”: Plan the replication of an effective model, or write why not',
    ],
    // The round of a review is no report.
    [
      'a duty of a model in a round',
      { ...bare, kind: 'modelDuty', duty: 'unheardOf', round: { kind: 'modelReview', year: 2026 } },
      'unheardOf',
      'unheardOf',
    ],
    [
      'the answer to a report',
      {
        ...bare,
        kind: 'report',
        duty: 'commune',
        round: { kind: 'modelResults', year: 2026 },
        answer: { duty: 'answerReport', to: { vi: 'Hội Nông dân xã A', en: 'Farmers’ Union of A' } },
      },
      'Tiếp nhận hoặc trả lại: Báo cáo kết quả thực hiện mô hình năm 2026 – Hội Nông dân xã A',
      'Accept or return: Report on the results of the models, 2026 – Farmers’ Union of A',
    ],
    [
      'the answer to a request for more time',
      { ...bare, kind: 'conferenceStep', duty: 'plan', answer: { duty: 'answerExtension', to: { vi: 'A', en: 'A' } } },
      'Trả lời đề nghị gia hạn: plan – A',
      'Answer the request for more time: plan – A',
    ],
  ])('%s', (_, duty, vi, en) => expect(dutyWords(duty)).toEqual({ vi, en }));

  it('what is settled says how; what is owed says nothing', () => {
    const statuses = ['submitted', 'accepted', 'waived', 'cancelled', 'notReceived', 'open', 'returned'];
    expect(statuses.map((status) => settledWords(status)?.en ?? null)).toEqual([
      'submitted',
      'accepted',
      'waived',
      'no longer owed',
      'not received',
      null,
      null,
    ]);
    expect(statuses.map((status) => settledWords(status)?.vi.length ?? 0).filter((length) => length > 5)).toHaveLength(5);
  });
});
