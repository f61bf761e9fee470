import type { RungReason, Words } from '#domain';
import type { PassedBy } from '#records';

export interface LedgerWords {
  title: string;
  owner: string;
  dueOn: string;
  originally: string;
  status: string;
  owed: string;
  deadline: string;
  closed: string;
  plan: string;
  rung: string;
  planned: string;
  outcome: string;
  settled: string;
  reached: string;
  acts: Record<string, string>;
  outcomes: Record<'fired' | 'collapsed' | 'cancelled' | 'ahead', string>;
  /** What the engine wrote, in words. */
  reason: (reason: string) => string;
  /** Why a rung told nobody of the duty. */
  passedBy: Record<PassedBy, string>;
  calls: string;
  webhook: string;
  attempts: string;
  notices: string;
  nobody: string;
  told: string;
  read: string;
  recipient: string;
  standsIn: string;
  letters: string;
  inboxOnly: string;
  statuses: Record<'queued' | 'sent' | 'dead', string>;
  bounced: string;
  more: (printed: number) => string;
  printed: (at: string) => string;
}

const reasons: Record<RungReason, Words> = {
  collapsedInto: { vi: 'gộp vào nấc', en: 'told by rung' },
  cutShortBy: { vi: 'dừng giữa chừng do nấc', en: 'cut short by rung' },
  plannedBeforeTheDeadlineExisted: { vi: 'đã qua khi hạn được lập', en: 'past when the deadline was made' },
  stepDone: { vi: 'việc đã hoàn thành', en: 'the step was done' },
  conferenceMoved: { vi: 'hội nghị đổi ngày', en: 'the conference moved' },
  movedForAll: { vi: 'đổi hạn chung', en: 'the shared day was moved' },
  plannedBeforeTheMove: { vi: 'đã qua khi hạn được đổi', en: 'past when the day was moved' },
  toldBefore: { vi: 'đã nhắc theo lần lập trước', en: 'told by the plan before' },
  closedEarly: { vi: 'khép sớm', en: 'closed early' },
  roundClosed: { vi: 'kỳ đã khép', en: 'the round has closed' },
  dutySettled: { vi: 'nhiệm vụ đã xong hoặc không còn', en: 'the duty was done or fell away' },
  answerOwed: { vi: 'có thêm việc phải trả lời', en: 'another answer came to be owed' },
  answersGiven: { vi: 'không còn ai phải trả lời', en: 'nobody had to answer any more' },
  dutyWaived: { vi: 'nhiệm vụ được miễn', en: 'the duty was waived' },
  dutyReopened: { vi: 'nhiệm vụ được mở lại', en: 'the duty was reopened' },
  extensionGranted: { vi: 'được gia hạn', en: 'more time was granted' },
  clockSuspended: { vi: 'thời hạn tạm dừng', en: 'the clock was stopped' },
  workCalendarPublished: { vi: 'lịch làm việc được ban hành', en: 'a work calendar was published' },
  roundRebound: { vi: 'kỳ theo quy định khác', en: 'the round was bound to another edition' },
  conferenceRebound: { vi: 'hội nghị theo quy định khác', en: 'the conference was bound to another edition' },
  clockResumed: { vi: 'thời hạn chạy lại', en: 'the clock runs again' },
};
const reasonIn = (language: 'vi' | 'en') => (reason: string) => {
  const [code = '', ...rest] = reason.split(' ');
  return [code in reasons ? reasons[code as RungReason][language] : code, ...rest].join(' ');
};

export const ledgerWords: Record<'vi' | 'en', LedgerWords> = {
  vi: {
    title: 'Nhật ký nhắc việc',
    owner: 'Cơ quan thực hiện',
    dueOn: 'Hạn',
    originally: 'ban đầu',
    status: 'Tình trạng',
    owed: 'chưa hoàn thành',
    deadline: 'Hạn',
    closed: 'khép lúc',
    plan: 'lần lập',
    rung: 'Nấc nhắc',
    planned: 'Dự kiến',
    outcome: 'Kết quả',
    settled: 'Lúc',
    reached: 'Số thông báo',
    acts: {
      remind: 'nhắc trước hạn',
      due: 'đến hạn',
      overdue: 'quá hạn',
      escalate: 'báo cáo cấp trên',
      close: 'khép kỳ',
      moved: 'đổi hạn',
      closedEarly: 'khép sớm',
      extensionAsked: 'đề nghị gia hạn',
      extensionGranted: 'được gia hạn',
      extensionRefused: 'không được gia hạn',
      clockSuspended: 'tạm dừng thời hạn',
      clockResumed: 'thời hạn chạy lại',
      dutyWaived: 'được miễn',
      dutyReopened: 'mở lại',
    },
    outcomes: { fired: 'đã nhắc', collapsed: 'đã gộp', cancelled: 'đã hủy', ahead: 'chưa đến giờ' },
    reason: reasonIn('vi'),
    passedBy: {
      notYetOwed: 'khi đó chưa phải thực hiện nhiệm vụ này',
      underAnotherDay: 'nhiệm vụ này theo thời hạn khác',
      settledBefore: 'nhiệm vụ này đã nộp hoặc đã xong trước đó',
      clockStood: 'thời hạn của nhiệm vụ này đang tạm dừng',
      extensionAsked: 'nhiệm vụ này đã đề nghị gia hạn, đang chờ trả lời',
      nobodyToTell: 'không có người giữ chức danh ở cơ quan thực hiện và cấp trên',
    },
    calls: 'Gọi webhook',
    webhook: 'Webhook',
    attempts: 'Từng lần gọi và trả lời',
    notices: 'Thông báo đã gửi',
    nobody: 'Chưa có ai được thông báo.',
    told: 'Thông báo lúc',
    read: 'đã đọc',
    recipient: 'Người nhận',
    standsIn: 'nhận thay vì chưa có người giữ chức danh',
    letters: 'Kênh, từng lần gửi và trả lời của máy chủ',
    inboxOnly: 'chỉ trong hộp thư của hệ thống, theo lựa chọn của người nhận',
    statuses: { queued: 'đang chờ gửi', sent: 'đã gửi', dead: 'không gửi được' },
    bounced: 'bị trả lại',
    more: (printed) => `Chỉ in ${printed} thông báo đầu; xem đầy đủ qua API (application/json).`,
    printed: (at) => `In lúc ${at} (giờ Việt Nam), từ hệ thống LanToa.`,
  },
  en: {
    title: 'Ledger of reminders',
    owner: 'Owed by',
    dueOn: 'Due',
    originally: 'originally',
    status: 'Standing',
    owed: 'not done',
    deadline: 'Due day',
    closed: 'closed',
    plan: 'plan',
    rung: 'Rung',
    planned: 'Planned',
    outcome: 'What became of it',
    settled: 'When',
    reached: 'Notices',
    acts: {
      remind: 'reminder',
      due: 'due',
      overdue: 'overdue',
      escalate: 'escalation',
      close: 'closing',
      moved: 'day moved',
      closedEarly: 'closed early',
      extensionAsked: 'more time asked for',
      extensionGranted: 'more time granted',
      extensionRefused: 'more time refused',
      clockSuspended: 'clock stopped',
      clockResumed: 'clock runs again',
      dutyWaived: 'waived',
      dutyReopened: 'reopened',
    },
    outcomes: { fired: 'fired', collapsed: 'collapsed', cancelled: 'cancelled', ahead: 'still ahead' },
    reason: reasonIn('en'),
    passedBy: {
      notYetOwed: 'this duty was not yet owed',
      underAnotherDay: 'this duty is under another day by then',
      settledBefore: 'this duty is sent or settled before it',
      clockStood: 'the clock of this duty stood still',
      extensionAsked: 'more time was asked for this duty and not yet answered',
      nobodyToTell: 'nobody held the post, here or above',
    },
    calls: 'Calls of webhooks',
    webhook: 'Webhook',
    attempts: 'Every attempt and its answer',
    notices: 'Notices',
    nobody: 'Nobody was told yet.',
    told: 'Told',
    read: 'read',
    recipient: 'Recipient',
    standsIn: 'in place of a vacant post',
    letters: 'Channel, every attempt and the answer of the other side',
    inboxOnly: 'inbox only, as the recipient chose',
    statuses: { queued: 'waits', sent: 'sent', dead: 'given up' },
    bounced: 'came back',
    more: (printed) => `Only the first ${printed} notices are printed; the API has all (application/json).`,
    printed: (at) => `Printed ${at} (Việt Nam time), by LanToa.`,
  },
};
