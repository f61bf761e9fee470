import type { ClockAct } from '#domain';

export interface ActWords {
  /** `what`: the duty, or how many of them; `when`: the due day as it stands after the act. */
  subject: (what: string, dueOn: string) => string;
  title: string;
  opening: (count: number, dueOn: string) => string;
  openingOfMany: (count: number) => string;
}

const nhiemVu = (count: number) => (count > 1 ? `${count} nhiệm vụ dưới đây` : 'nhiệm vụ dưới đây');
const duties = (count: number) => (count > 1 ? `the ${count} duties below` : 'the duty below');

/** What was decided about the clock of a duty, said to whoever it concerns. */
export const actWords: Record<'vi' | 'en', Record<ClockAct, ActWords>> = {
  vi: {
    extensionAsked: {
      subject: (what, dueOn) => `Đề nghị mới: ${what}, hạn trả lời ${dueOn}`,
      title: 'Đề nghị gia hạn cần trả lời',
      opening: (count, dueOn) =>
        `${count > 1 ? `${count} đề nghị gia hạn` : 'Có một đề nghị gia hạn'} dưới đây đang chờ đồng chí trả lời, chậm nhất ngày ${dueOn}. Trong thời gian chờ, việc chậm trễ chưa báo cáo lên cấp trên.`,
      openingOfMany: (count) => `${count} đề nghị gia hạn dưới đây đang chờ đồng chí trả lời.`,
    },
    extensionGranted: {
      subject: (what, dueOn) => `Đã được gia hạn: ${what}, hạn mới ${dueOn}`,
      title: 'Đã được gia hạn',
      opening: (count, dueOn) => `Đề nghị gia hạn ${nhiemVu(count)} đã được chấp thuận; hạn mới là ngày ${dueOn}.`,
      openingOfMany: (count) => `Đề nghị gia hạn ${nhiemVu(count)} đã được chấp thuận.`,
    },
    extensionRefused: {
      subject: (what, dueOn) => `Không được gia hạn: ${what}, hạn vẫn là ${dueOn}`,
      title: 'Không được gia hạn',
      opening: (count, dueOn) =>
        `Đề nghị gia hạn ${nhiemVu(count)} không được chấp thuận; hạn vẫn là ngày ${dueOn}. Nếu đã qua hạn, đề nghị đồng chí hoàn thành ngay; nộp muộn vẫn được tiếp nhận.`,
      openingOfMany: (count) => `Đề nghị gia hạn ${nhiemVu(count)} không được chấp thuận; hạn giữ nguyên.`,
    },
    clockSuspended: {
      subject: (what, dueOn) => `Tạm dừng thời hạn: ${what}, hạn mới ${dueOn}`,
      title: 'Tạm dừng thời hạn',
      opening: (count, dueOn) =>
        `Thời hạn của ${nhiemVu(count)} được tạm dừng; số ngày còn lại được giữ nguyên, hạn mới là ngày ${dueOn}.`,
      openingOfMany: (count) => `Thời hạn của ${nhiemVu(count)} được tạm dừng; số ngày còn lại được giữ nguyên.`,
    },
    clockResumed: {
      subject: (what, dueOn) => `Thời hạn chạy lại: ${what}, hạn mới ${dueOn}`,
      title: 'Thời hạn chạy lại',
      opening: (count, dueOn) => `Thời hạn của ${nhiemVu(count)} chạy lại sớm hơn dự kiến; hạn mới là ngày ${dueOn}.`,
      openingOfMany: (count) => `Thời hạn của ${nhiemVu(count)} chạy lại sớm hơn dự kiến.`,
    },
    dutyWaived: {
      subject: (what) => `Được miễn: ${what}`,
      title: 'Được miễn',
      opening: (count) => `Đồng chí không còn phải thực hiện ${nhiemVu(count)}; cơ quan tiếp nhận đã miễn.`,
      openingOfMany: (count) => `Đồng chí không còn phải thực hiện ${nhiemVu(count)}; cơ quan tiếp nhận đã miễn.`,
    },
    dutyReopened: {
      subject: (what, dueOn) => `Mở lại: ${what}, hạn ${dueOn}`,
      title: 'Mở lại',
      opening: (count, dueOn) =>
        `Cơ quan tiếp nhận đã mở lại ${nhiemVu(count)}. Kính đề nghị đồng chí hoàn thành chậm nhất ngày ${dueOn}.`,
      openingOfMany: (count) => `Cơ quan tiếp nhận đã mở lại ${nhiemVu(count)}. Kính đề nghị đồng chí hoàn thành đúng hạn mới.`,
    },
  },
  en: {
    extensionAsked: {
      subject: (what, dueOn) => `New request: ${what}, to be answered by ${dueOn}`,
      title: 'Requests for more time to be answered',
      opening: (count, dueOn) =>
        `${count > 1 ? `The ${count} requests for more time below wait` : 'The request for more time below waits'} for your answer, by ${dueOn} at the latest. Nothing is escalated meanwhile.`,
      openingOfMany: (count) => `The ${count} requests for more time below wait for your answer.`,
    },
    extensionGranted: {
      subject: (what, dueOn) => `More time granted: ${what}, now due ${dueOn}`,
      title: 'More time granted',
      opening: (count, dueOn) => `More time was granted for ${duties(count)}; the new due day is ${dueOn}.`,
      openingOfMany: (count) => `More time was granted for ${duties(count)}.`,
    },
    extensionRefused: {
      subject: (what, dueOn) => `More time refused: ${what}, still due ${dueOn}`,
      title: 'More time refused',
      opening: (count, dueOn) =>
        `More time was refused for ${duties(count)}; the due day stays ${dueOn}. If it has passed, please complete it now; a late report is still accepted.`,
      openingOfMany: (count) => `More time was refused for ${duties(count)}; the due days stay.`,
    },
    clockSuspended: {
      subject: (what, dueOn) => `Clock stopped: ${what}, now due ${dueOn}`,
      title: 'Clock stopped',
      opening: (count, dueOn) =>
        `The clock of ${duties(count)} stands for a while; the days that were left are kept, and the new due day is ${dueOn}.`,
      openingOfMany: (count) => `The clocks of ${duties(count)} stand for a while; the days that were left are kept.`,
    },
    clockResumed: {
      subject: (what, dueOn) => `Clock runs again: ${what}, now due ${dueOn}`,
      title: 'Clock runs again',
      opening: (count, dueOn) => `The clock of ${duties(count)} runs again sooner than was said; the new due day is ${dueOn}.`,
      openingOfMany: (count) => `The clocks of ${duties(count)} run again sooner than was said.`,
    },
    dutyWaived: {
      subject: (what) => `Waived: ${what}`,
      title: 'Waived',
      opening: (count) =>
        `${count > 1 ? `The ${count} duties below need` : 'The duty below needs'} not be done; the receiving body waived it.`,
      openingOfMany: (count) => `The ${count} duties below need not be done; the receiving body waived them.`,
    },
    dutyReopened: {
      subject: (what, dueOn) => `Reopened: ${what}, due ${dueOn}`,
      title: 'Reopened',
      opening: (count, dueOn) => `The receiving body reopened ${duties(count)}. Please complete it by ${dueOn}.`,
      openingOfMany: (count) => `The receiving body reopened ${duties(count)}. Please complete them by their new days.`,
    },
  },
};
