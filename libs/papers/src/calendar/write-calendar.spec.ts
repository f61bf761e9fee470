import ICAL from 'ical.js';
import { writeCalendar, type CalendarDay } from './write-calendar.js';

const day: CalendarDay = {
  uid: '11111111-1111-4111-8111-111111111111@lantoa.example',
  sequence: 1001,
  dueOn: '2026-12-15',
  movedFrom: null,
  summary: 'Báo cáo kết quả thực hiện mô hình năm 2026; "gấp", hạn\\cuối',
  description: 'Hội Nông dân xã Mỹ Xương',
  url: 'https://lantoa.example/api/obligations/11111111-1111-4111-8111-111111111111',
  cancelled: false,
  done: false,
};
const write = (...days: Partial<CalendarDay>[]) =>
  writeCalendar({
    name: 'Hạn báo cáo',
    locale: 'vi',
    days: days.map((one) => ({ ...day, ...one })),
    now: new Date('2026-11-15T01:00:00Z'),
  });
/** Read back by another library than the one that wrote. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return { calendar, events: calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event)) };
};

describe('libs/papers/calendar - due days in a calendar, read back by a second library', () => {
  it.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])('an all-day day is that day on a server in %s', (zone) => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      const text = write({});
      expect(text).toContain('DTSTART;VALUE=DATE:20261215');
      const [event] = read(text).events;
      expect(event!.startDate.isDate).toBe(true);
      expect(event!.startDate.toString()).toBe('2026-12-15');
      expect(event!.endDate.toString()).toBe('2026-12-16');
    } finally {
      process.env['TZ'] = before;
    }
  });

  it('says what and whose, under a stable UID, without saying that the reader is busy', () => {
    const { calendar, events } = read(write({}));
    expect(events[0]).toMatchObject({ uid: day.uid, sequence: 1001, summary: day.summary, description: day.description });
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Hạn báo cáo');
    const event = calendar.getFirstSubcomponent('vevent')!;
    expect(['status', 'transp', 'class', 'url'].map((name) => String(event.getFirstPropertyValue(name)))).toEqual([
      'CONFIRMED',
      'TRANSPARENT',
      'PRIVATE',
      day.url,
    ]);
    expect(String(event.getFirstPropertyValue('dtstamp'))).toBe('2026-11-15T01:00:00Z');
  });

  it('reminds a week and a day before, and on the day, each at eight in the morning', () => {
    const event = read(write({})).calendar.getFirstSubcomponent('vevent')!;
    const rings = event.getAllSubcomponents('valarm').map((alarm) => {
      const trigger = alarm.getFirstProperty('trigger')!;
      const from = event.getFirstPropertyValue(trigger.getFirstParameter('related') === 'END' ? 'dtend' : 'dtstart') as ICAL.Time;
      const at = ICAL.Time.fromDateTimeString(`${from.toString()}T00:00:00`);
      at.addDuration(trigger.getFirstValue() as ICAL.Duration);
      return at.toString();
    });
    expect(rings).toEqual(['2026-12-08T08:00:00', '2026-12-14T08:00:00', '2026-12-15T08:00:00']);
  });

  it('a moved day is the same event, later in its sequence, and names its first day; what is over is cancelled and rings no more', () => {
    const [moved, over, waived] = read(
      write(
        { dueOn: '2026-12-20', movedFrom: '2026-12-15', sequence: 1002 },
        { cancelled: true, done: true, uid: 'b' },
        { cancelled: true, uid: 'c' },
      ),
    ).events;
    expect(moved).toMatchObject({
      uid: day.uid,
      sequence: 1002,
      description: 'Hội Nông dân xã Mỹ Xương\nHạn ban đầu: 15/12/2026',
    });
    expect(String(over!.component.getFirstPropertyValue('status'))).toBe('CANCELLED');
    expect(over!.component.getAllSubcomponents('valarm')).toEqual([]);
    expect([over!.summary, waived!.summary]).toEqual([`✓ ${day.summary}`, `✗ ${day.summary}`]);
  });

  it('lines are folded at 75 bytes and end as the standard says; nobody writes a line of their own', () => {
    const text = write({
      summary: `Mô hình “${'sáng, xanh, sạch, đẹp '.repeat(20)}”`,
      description: 'x\r\nBEGIN:VEVENT\r\nSUMMARY:evil',
    });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(text).toMatch(/\r\nEND:VCALENDAR\r\n$/);
    expect(read(text).events).toHaveLength(1);
  });

  it('nothing due is an empty calendar', () => expect(read(write()).events).toEqual([]));
});
