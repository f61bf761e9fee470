import { clockActs, type ClockAct } from '#domain';
import type { DigestAct as Act } from '#usecases';
import { actWords, type ActWords } from './act-words.js';

export interface Phrases {
  /** `what`: the duty, or how many of them; `when`: the due day. */
  subject: Record<Act, (what: string, dueOn: string, days: number) => string>;
  many: (count: number) => string;
  product: string;
  /** Above the duties of one kind, where a letter has several. */
  title: Record<Act, string>;
  greeting: (name: string) => string;
  opening: Record<Act, (count: number, dueOn: string, days: number) => string>;
  /** For duties with different due days. */
  openingOfMany: Record<Act, (count: number) => string>;
  owner: string;
  due: string;
  reason: string;
  askedFor: string;
  movedFrom: (day: string) => string;
  daysLeft: (days: number) => string;
  open: string;
  more: (count: number) => string;
  moreAt: string;
  whyPost: (post: string, body: string) => string;
  whyBody: (body: string) => string;
  whyStandsIn: string;
  doneAlready: string;
  closing: string;
  unsubscribe: string;
  webhookSubject: (name: string) => string;
  webhookTitle: string;
  webhookOpening: string;
  webhookAddress: string;
  webhookAnswer: string;
  openWebhook: string;
}

/** One part of the words of every act upon a clock. */
const ofActs = <Part extends keyof ActWords>(language: 'vi' | 'en', part: Part) =>
  Object.fromEntries(clockActs.map((act) => [act, actWords[language][act][part]])) as Record<ClockAct, ActWords[Part]>;

const vi: Phrases = {
  subject: {
    ...ofActs('vi', 'subject'),
    remind: (what, dueOn, days) => `Nhắc việc: ${what}, hạn ${dueOn} (còn ${days} ngày)`,
    due: (what, dueOn) => `Đến hạn hôm nay ${dueOn}: ${what}`,
    overdue: (what, dueOn, days) => `Quá hạn ${days} ngày: ${what}, hạn ${dueOn}`,
    escalate: (what, dueOn, days) => `Báo cáo cấp trên, quá hạn ${days} ngày: ${what}, hạn ${dueOn}`,
    moved: (what, dueOn) => `Thay đổi thời hạn: ${what}, hạn mới ${dueOn}`,
    closedEarly: (what, dueOn) => `Khép sớm: ${what}, hạn ${dueOn}`,
  },
  many: (count) => `${count} nhiệm vụ`,
  product: 'nhắc việc mô hình',
  title: {
    ...ofActs('vi', 'title'),
    escalate: 'Báo cáo cấp trên',
    overdue: 'Đã quá hạn',
    due: 'Đến hạn hôm nay',
    remind: 'Sắp đến hạn',
    moved: 'Thay đổi thời hạn',
    closedEarly: 'Khép sớm',
  },
  greeting: (name) => `Kính gửi đồng chí ${name},`,
  opening: {
    ...ofActs('vi', 'opening'),
    remind: (count, dueOn, days) =>
      `Hệ thống trân trọng nhắc đồng chí ${count > 1 ? `${count} nhiệm vụ dưới đây` : 'nhiệm vụ dưới đây'} sẽ đến hạn vào ngày ${dueOn}, còn ${days} ngày.`,
    due: (count, dueOn) =>
      `${count > 1 ? `${count} nhiệm vụ dưới đây` : 'Nhiệm vụ dưới đây'} đến hạn trong hôm nay, ngày ${dueOn}. Kính đề nghị đồng chí hoàn thành trong ngày.`,
    overdue: (count, dueOn, days) =>
      `${count > 1 ? `${count} nhiệm vụ dưới đây` : 'Nhiệm vụ dưới đây'} có hạn ngày ${dueOn}, đến nay đã quá hạn ${days} ngày. Kính đề nghị đồng chí quan tâm hoàn thành; nộp muộn vẫn được tiếp nhận và được ghi là nộp muộn.`,
    escalate: (count, dueOn, days) =>
      `Hệ thống kính báo cáo đồng chí: ${count > 1 ? `${count} nhiệm vụ dưới đây` : 'nhiệm vụ dưới đây'} có hạn ngày ${dueOn}, đến nay đã quá hạn ${days} ngày mà chưa hoàn thành. Kính đề nghị đồng chí quan tâm, chỉ đạo đôn đốc.`,
    moved: (count, dueOn) =>
      `Thời hạn của ${count > 1 ? `${count} nhiệm vụ` : 'nhiệm vụ'} dưới đây đã thay đổi, hạn mới là ngày ${dueOn}.`,
    closedEarly: (count, dueOn) =>
      `${count > 1 ? `${count} nhiệm vụ dưới đây` : 'Nhiệm vụ dưới đây'} có hạn ngày ${dueOn} đã qua, nay được khép sớm theo quyết định của cơ quan cấp trên và ghi là không nhận được. Nếu vẫn cần nộp, đề nghị cơ quan tiếp nhận mở lại.`,
  },
  openingOfMany: {
    ...ofActs('vi', 'openingOfMany'),
    remind: (count) => `Hệ thống trân trọng nhắc đồng chí ${count} nhiệm vụ dưới đây sắp đến hạn.`,
    due: (count) => `${count} nhiệm vụ dưới đây đến hạn trong hôm nay. Kính đề nghị đồng chí hoàn thành trong ngày.`,
    overdue: (count) =>
      `${count} nhiệm vụ dưới đây đã quá hạn. Kính đề nghị đồng chí quan tâm hoàn thành; nộp muộn vẫn được tiếp nhận và được ghi là nộp muộn.`,
    escalate: (count) =>
      `Hệ thống kính báo cáo đồng chí: ${count} nhiệm vụ dưới đây đã quá hạn mà chưa hoàn thành. Kính đề nghị đồng chí quan tâm, chỉ đạo đôn đốc.`,
    moved: (count) => `Thời hạn của ${count} nhiệm vụ dưới đây đã thay đổi.`,
    closedEarly: (count) =>
      `${count} nhiệm vụ dưới đây đã qua hạn, nay được khép sớm theo quyết định của cơ quan cấp trên và ghi là không nhận được. Nếu vẫn cần nộp, đề nghị cơ quan tiếp nhận mở lại.`,
  },
  owner: 'Cơ quan thực hiện',
  due: 'Hạn',
  reason: 'Lý do',
  askedFor: 'Đề nghị gia hạn đến',
  movedFrom: (day) => `hạn ban đầu ${day}`,
  daysLeft: (days) => (days > 0 ? `còn ${days} ngày` : days === 0 ? 'hạn hôm nay' : `quá hạn ${-days} ngày`),
  open: 'Xem nhiệm vụ',
  more: (count) => `… và ${count} nhiệm vụ khác.`,
  moreAt: 'Xem đầy đủ',
  whyPost: (post, body) => `Đồng chí nhận thư này với chức danh ${post}, ${body}.`,
  whyBody: (body) => `Đồng chí nhận thư này với tư cách người nhận nhắc việc của ${body}.`,
  whyStandsIn: 'Ở cấp lẽ ra được báo hiện chưa có người giữ chức danh nhận nhắc việc, nên cấp trên gần nhất được báo thay.',
  doneAlready: 'đã cập nhật sau khi lập thông báo',
  closing: 'Trân trọng. Thư được gửi tự động; đồng chí không cần trả lời thư này.',
  unsubscribe: 'Không nhận thư nhắc trước hạn (thông báo đến hạn và quá hạn vẫn được gửi)',
  webhookSubject: (name) => `Đã ngừng gọi webhook “${name}”`,
  webhookTitle: 'Webhook đã ngừng',
  webhookOpening:
    'Địa chỉ dưới đây không nhận được thông báo tự động trong nhiều ngày hoặc đã từ chối nhận, nên hệ thống ngừng gọi. Hãy sửa hệ thống nhận rồi bật lại webhook.',
  webhookAddress: 'Địa chỉ',
  webhookAnswer: 'Trả lời cuối cùng',
  openWebhook: 'Xem webhook',
};

const inDays = (count: number) => (count === 1 ? '1 day' : `${count} days`);

const en: Phrases = {
  subject: {
    ...ofActs('en', 'subject'),
    remind: (what, dueOn, days) => `Reminder: ${what}, due ${dueOn} (${inDays(days)} left)`,
    due: (what, dueOn) => `Due today, ${dueOn}: ${what}`,
    overdue: (what, dueOn, days) => `${inDays(days)} overdue: ${what}, due ${dueOn}`,
    escalate: (what, dueOn, days) => `For your attention, ${inDays(days)} overdue: ${what}, due ${dueOn}`,
    moved: (what, dueOn) => `Moved: ${what}, now due ${dueOn}`,
    closedEarly: (what, dueOn) => `Closed early: ${what}, due ${dueOn}`,
  },
  many: (count) => `${count} duties`,
  product: 'reminders of models',
  title: {
    ...ofActs('en', 'title'),
    escalate: 'For your attention',
    overdue: 'Overdue',
    due: 'Due today',
    remind: 'Due soon',
    moved: 'Moved',
    closedEarly: 'Closed early',
  },
  greeting: (name) => `Dear ${name},`,
  opening: {
    ...ofActs('en', 'opening'),
    remind: (count, dueOn, days) =>
      `${count > 1 ? `The ${count} duties below fall` : 'The duty below falls'} due on ${dueOn}, in ${inDays(days)}.`,
    due: (count, dueOn) => `${count > 1 ? `The ${count} duties below fall` : 'The duty below falls'} due today, ${dueOn}.`,
    overdue: (count, dueOn, days) =>
      `${count > 1 ? `The ${count} duties below were` : 'The duty below was'} due on ${dueOn}, ${inDays(days)} ago. A late report is still accepted, and recorded as late.`,
    escalate: (count, dueOn, days) =>
      `${count > 1 ? `The ${count} duties below were` : 'The duty below was'} due on ${dueOn}, ${inDays(days)} ago, and ${count > 1 ? 'are' : 'is'} not done. Please look into it.`,
    moved: (count, dueOn) =>
      `The due day of ${count > 1 ? `the ${count} duties` : 'the duty'} below was moved; it is now ${dueOn}.`,
    closedEarly: (count, dueOn) =>
      `${count > 1 ? `The ${count} duties below were` : 'The duty below was'} due on ${dueOn}; ${count > 1 ? 'they are' : 'it is'} closed early now, by a decision from above, and recorded as not received. If it must still be sent, ask the receiving body to reopen it.`,
  },
  openingOfMany: {
    ...ofActs('en', 'openingOfMany'),
    remind: (count) => `The ${count} duties below fall due soon.`,
    due: (count) => `The ${count} duties below fall due today.`,
    overdue: (count) => `The ${count} duties below are overdue. A late report is still accepted, and recorded as late.`,
    escalate: (count) => `The ${count} duties below are overdue and not done. Please look into it.`,
    moved: (count) => `The due days of the ${count} duties below were moved.`,
    closedEarly: (count) =>
      `The ${count} duties below are past their day and closed early now, by a decision from above, and recorded as not received. What must still be sent is reopened by the receiving body.`,
  },
  owner: 'Owed by',
  due: 'Due',
  reason: 'Reason',
  askedFor: 'Asks for time until',
  movedFrom: (day) => `originally ${day}`,
  daysLeft: (days) => (days > 0 ? `${inDays(days)} left` : days === 0 ? 'due today' : `${inDays(-days)} late`),
  open: 'Open the duty',
  more: (count) => `… and ${count} more.`,
  moreAt: 'See all',
  whyPost: (post, body) => `You receive this as ${post}, ${body}.`,
  whyBody: (body) => `You receive this for ${body}.`,
  whyStandsIn: 'Nobody holds the post below that is to be told, so the nearest level above is told instead.',
  doneAlready: 'changed after this notice was made',
  closing: 'Sent automatically; there is no need to answer.',
  unsubscribe: 'Stop reminders by e-mail (what is due or overdue is still sent)',
  webhookSubject: (name) => `Webhook “${name}” is called no more`,
  webhookTitle: 'Webhook switched off',
  webhookOpening:
    'The address below took no call for days, or asked to be called no more, so it is called no more. Mend the receiving system, then switch the webhook on again.',
  webhookAddress: 'Address',
  webhookAnswer: 'Last answer',
  openWebhook: 'Open the webhook',
};

export const phrases: Record<'vi' | 'en', Phrases> = { vi, en };
