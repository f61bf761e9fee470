import { clockActs, modelDuties, modelDutyNames } from '#domain';
import type { Digest, DigestLine } from '#usecases';
import { digest, line } from '../testing/sample-letter.js';
import { DigestWriter } from './digest-writer.js';

const writer = new DigestWriter({ publicUrl: new URL('https://lantoa.example/tinh') });
const write = (change: Partial<Digest> = {}) => writer.write({ ...digest, ...change });
const on = (daysLeft: number, act: DigestLine['act'], change: Partial<Digest> = {}) =>
  write({ lines: [{ ...line, act, daysLeft }], ...change });

describe('libs/notices/letters - the words of a reminder', () => {
  it.each([
    ['remind', 7, 'Nhắc việc: Báo cáo kết quả thực hiện mô hình năm 2026, hạn 22/11/2026 (còn 7 ngày)'],
    ['due', 0, 'Đến hạn hôm nay 22/11/2026: Báo cáo kết quả thực hiện mô hình năm 2026'],
    ['overdue', -3, 'Quá hạn 3 ngày: Báo cáo kết quả thực hiện mô hình năm 2026, hạn 22/11/2026'],
    ['escalate', -7, 'Báo cáo cấp trên, quá hạn 7 ngày: Báo cáo kết quả thực hiện mô hình năm 2026, hạn 22/11/2026'],
  ] as const)('%s, %i days', (act, days, subject) => expect(on(days, act).subject).toBe(subject));

  it('a letter that leaves late speaks of the day it leaves', () => {
    expect(on(-1, 'remind').subject).toMatch(/^Quá hạn 1 ngày/);
    expect(on(0, 'remind').subject).toMatch(/^Đến hạn hôm nay/);
    expect(on(-1, 'due', { locale: 'en' }).subject).toBe(
      '1 day overdue: Report on the results of the models, 2026, due 22/11/2026',
    );
  });

  it('says what, whose, by when, how long, where, and why the reader gets it', () => {
    expect(write().text).toBe(`Kính gửi đồng chí Cán bộ Hội Nông dân,

Hệ thống trân trọng nhắc đồng chí nhiệm vụ dưới đây sẽ đến hạn vào ngày 22/11/2026, còn 7 ngày.

1. Báo cáo kết quả thực hiện mô hình năm 2026
   Cơ quan thực hiện: Hội Nông dân xã Mỹ Xương
   Hạn: 22/11/2026 (còn 7 ngày)
   https://lantoa.example/tinh/api/obligations/11111111-1111-4111-8111-111111111111

Đồng chí nhận thư này với chức danh Chủ tịch, Hội Nông dân xã Mỹ Xương.

Trân trọng. Thư được gửi tự động; đồng chí không cần trả lời thư này.

Không nhận thư nhắc trước hạn (thông báo đến hạn và quá hạn vẫn được gửi): https://lantoa.example/tinh/api/unsubscribe/33333333-3333-4333-8333-333333333333
`);
  });

  it('a moved day is shown with the original one', () => {
    expect(write({ lines: [{ ...line, dueOn: '2026-11-30', daysLeft: 15 }] }).text).toContain(
      'Hạn: 30/11/2026 (còn 15 ngày, hạn ban đầu 22/11/2026)',
    );
  });

  it('what was closed early says so before anything else, and what can still be done', () => {
    const closed = { ...line, act: 'closedEarly' as const, status: 'notReceived', daysLeft: -19 };
    const letter = write({ locale: 'en', lines: [{ ...line, daysLeft: -19, act: 'escalate' }, closed], total: 2 });
    expect(letter.subject).toMatch(/^Closed early: /);
    expect(letter.text).toContain('ask the receiving body to reopen it');
    expect(write({ lines: [closed] }).text).toContain('nay được khép sớm');
    expect(write({ lines: [closed] }).unsubscribe).toBeNull();
  });

  it.each(clockActs)('"%s" says what was decided, whatever the day it leaves, why, and is not stopped', (act) => {
    for (const locale of ['vi', 'en'] as const)
      for (const daysLeft of [7, 0, -20]) {
        const letter = write({ locale, lines: [{ ...line, act, daysLeft, reason: 'Mẫu: lũ về' }] });
        expect(letter.subject).not.toMatch(/^(Nhắc việc|Đến hạn hôm nay|Quá hạn|Reminder|Due today|\d+ days? overdue)/);
        expect(letter.text).toContain(locale === 'vi' ? 'Lý do: Mẫu: lũ về' : 'Reason: Mẫu: lũ về');
        expect(letter.unsubscribe).toBeNull();
      }
    const many = write({
      lines: [
        { ...line, act },
        { ...line, act, dueOn: '2026-12-01' },
      ],
      total: 2,
    });
    expect(many.text).toContain(act === 'extensionAsked' ? '2 đề nghị gia hạn' : '2 nhiệm vụ dưới đây');
  });

  it('a request for more time names who asks, until when, and by when it is to be answered', () => {
    const asked: DigestLine = {
      ...line,
      act: 'extensionAsked',
      answer: { duty: 'answerExtension', to: { vi: 'Hội Nông dân xã Mỹ Xương', en: 'Farmers’ Union of Mỹ Xương' } },
      dueOn: '2026-11-25',
      originalDueOn: '2026-11-25',
      askedFor: '2026-12-02',
      reason: 'lũ về',
    };
    const letter = write({ lines: [asked] });
    expect(letter.subject).toBe(
      'Đề nghị mới: Trả lời đề nghị gia hạn: Báo cáo kết quả thực hiện mô hình năm 2026 – Hội Nông dân xã Mỹ Xương, hạn trả lời 25/11/2026',
    );
    expect(letter.text).toContain('Đề nghị gia hạn đến: 02/12/2026');
  });

  it('a waived duty is not said to have changed meanwhile', () => {
    expect(write({ lines: [{ ...line, act: 'dutyWaived', status: 'waived' }] }).text).not.toContain('sau khi lập thông báo');
  });

  it('who stands in for an empty post is told so', () => {
    expect(write({ lines: [{ ...line, standsIn: true }] }).text).toContain('chưa có người giữ chức danh nhận nhắc việc');
    expect(write({ locale: 'en', lines: [{ ...line, standsIn: true }] }).text).toContain('Nobody holds the post below');
  });

  it('a long list is cut, the number is not', () => {
    const letter = write({ total: 312 });
    expect(letter.subject).toContain('(312 nhiệm vụ)');
    expect(letter.text).toContain('… và 311 nhiệm vụ khác. Xem đầy đủ: https://lantoa.example/tinh/api/obligations');
  });

  it('the longest letter stays below what mail clients show whole', () => {
    const lines = Array.from({ length: 200 }, (_, index) => ({
      ...line,
      act: 'escalate' as const,
      daysLeft: -7,
      owner: { vi: `Ủy ban Mặt trận Tổ quốc Việt Nam xã Mẫu số ${index}`, en: '' },
    }));
    expect(Buffer.byteLength(write({ lines, total: 3000 }).html)).toBeLessThan(102_000);
  });

  it('a step of a conference speaks with the words of its rule', () => {
    const step = {
      ...line,
      kind: 'conferenceStep' as const,
      round: null,
      conference: 'preliminary' as const,
      duty: 'plan',
      stepWords: { vi: 'ban hành kế hoạch', en: 'issue the plan' },
    };
    expect(write({ lines: [step] }).subject).toContain('Hội nghị sơ kết 03 năm: ban hành kế hoạch');
  });

  it('what came in meanwhile is not nagged about', () => {
    expect(write({ lines: [{ ...line, status: 'submitted', firstSubmittedOn: '2026-11-14' }] }).text).toContain(
      'đã nộp 14/11/2026',
    );
  });

  it('names are text, not markup', () => {
    const letter = write({
      to: { name: '<b>"A" & B</b>', address: 'a@b.example', phone: null },
      lines: [{ ...line, owner: { vi: '<script>x</script>', en: '' } }],
    });
    expect(letter.html).not.toMatch(/<script|<b>/);
    expect(letter.html).toContain('&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;');
  });

  it('the same delivery is the same Message-ID', () => {
    expect(write().messageId).toBe('<22222222-2222-4222-8222-222222222222@lantoa.example>');
    expect(on(-3, 'overdue').messageId).toBe(write().messageId);
  });

  it('what fired at one moment for several duties is one letter, the gravest first, each kind under its own words', () => {
    const late = { ...line, act: 'overdue' as const, dueOn: '2026-11-12', daysLeft: -3 };
    const letter = write({ lines: [line, late, { ...line, dueOn: '2026-11-30', daysLeft: 15 }], total: 3 });
    expect(letter.subject).toBe('Quá hạn 3 ngày: Báo cáo kết quả thực hiện mô hình năm 2026 (3 nhiệm vụ), hạn 12/11/2026');
    const order = [
      'ĐÃ QUÁ HẠN',
      'đến nay đã quá hạn 3 ngày',
      '1. ',
      'SẮP ĐẾN HẠN',
      '2 nhiệm vụ dưới đây sắp đến hạn',
      '2. ',
      '3. ',
    ];
    const found = order.map((words) => letter.text.indexOf(words));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it.each([
    ['a mere reminder', 'remind', 7, true],
    ['what is due', 'due', 0, false],
    ['what is late', 'overdue', -3, false],
    ['what goes up the line', 'escalate', -7, false],
    ['a reminder that leaves on the due day', 'remind', 0, false],
  ] as const)('%s: may it be stopped? (%s, %i days) %s', (_, act, days, may) => {
    expect(on(days, act).unsubscribe).toBe(
      may ? 'https://lantoa.example/tinh/api/unsubscribe/33333333-3333-4333-8333-333333333333' : null,
    );
  });

  it('a phone gets one message of the plain alphabet, whatever the length of a name', () => {
    const text = (change: Partial<DigestLine> = {}) => writer.text({ ...digest, lines: [{ ...line, ...change }] }, 'sms');
    expect(text()).toEqual({
      id: digest.deliveryId,
      channel: 'sms',
      to: '+84901234567',
      text: 'LanToa: Nhac viec: Bao cao ket qua thuc hien mo hinh nam 2026, han 22/11/2026 (con 7 ngay) https://lantoa.example/tinh/api/notices',
    });
    const long = text({
      kind: 'modelDuty',
      round: null,
      model: 'Đường hoa “sáng, xanh, sạch, đẹp” '.repeat(20),
      stepWords: null,
    });
    expect(long.text).toMatch(/^LanToa: Nhac viec: Mo hinh "Duong hoa "sang, xanh[\x20-\x7e]*\.\.\. https:\S+\/api\/notices$/);
    expect(long.text.length).toBeLessThanOrEqual(160);
  });

  it.each(modelDutyNames)('the duty "%s" of a model is called by its words, with the model', (duty) => {
    const change = { kind: 'modelDuty' as const, round: null, duty, model: 'Tuyến đường hoa', stepWords: null };
    for (const locale of ['vi', 'en'] as const) {
      const { subject } = writer.write({ ...digest, locale, lines: [{ ...line, ...change }] });
      expect(subject).toContain(modelDuties[duty].words[locale]);
      expect(subject).toContain('Tuyến đường hoa');
    }
  });
});
