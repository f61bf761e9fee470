import { plainDay, spoken, type PlainDay } from '#domain';
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';

export interface CalendarDay {
  /** Stable for the life of the duty: by it a calendar knows a moved day for the same one. */
  uid: string;
  /** Rises with every change. */
  sequence: number;
  dueOn: PlainDay;
  /** Another day than at first. */
  movedFrom: PlainDay | null;
  summary: string;
  description: string;
  url: string;
  /** Done, closed or no longer owed. */
  cancelled: boolean;
  /** Over because it was done: what was waived or never came is over too, and gets no tick. */
  done: boolean;
}

export interface CalendarOfDays {
  name: string;
  locale: 'vi' | 'en';
  days: readonly CalendarDay[];
  now: Date;
}

const HOUR = 3600;
const DAY = 24 * HOUR;
// Before the day begins: at eight in the morning a week before and a day before; at eight on the day itself.
const alarms = [7 * DAY - 8 * HOUR, DAY - 8 * HOUR];

/** iCalendar (RFC 5545) of due days: all-day, so that no time zone moves them, with alarms; what is over is cancelled, not silently gone. */
export function writeCalendar({ name, locale, days, now }: CalendarOfDays): string {
  const calendar = ical({
    name,
    prodId: { company: 'LanToa', product: 'duties', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: HOUR,
  });
  for (const { uid, sequence, dueOn, movedFrom, summary, description, url, cancelled, done } of days) {
    const event = calendar.createEvent({
      id: uid,
      sequence,
      stamp: now,
      start: plainDay(dueOn),
      end: plainDay(dueOn).add({ days: 1 }),
      allDay: true,
      summary: cancelled ? `${done ? '✓' : '✗'} ${summary}` : summary,
      description: movedFrom ? `${description}\n${moved[locale](spoken(movedFrom))}` : description,
      url,
      class: ICalEventClass.PRIVATE,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      busystatus: ICalEventBusyStatus.FREE,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    if (cancelled) continue;
    for (const trigger of alarms) event.createAlarm({ type: ICalAlarmType.display, trigger, description: summary });
    // Said from the beginning of the day: after it the library counts from the end, and would ring when everything is over.
    event
      .createAlarm({ type: ICalAlarmType.display, triggerAfter: 8 * HOUR, description: summary })
      .relatesTo(ICalAlarmRelatesTo.start);
  }
  // RFC 5545: the last line ends like every other.
  return `${calendar.toString()}\r\n`;
}

const moved = {
  vi: (day: string) => `Hạn ban đầu: ${day}`,
  en: (day: string) => `Originally due: ${day}`,
};
