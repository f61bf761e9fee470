import { digestMoment } from './digest-moment.js';

const at = (time: string) => new Date(`2026-11-15T${time}Z`);

describe('libs/domain/deadlines - which letter a notice goes into', () => {
  it.each([
    ['on time: the planned instant, whichever deadline fires first', '01:00:00', '01:00:07', '01:00:00'],
    ['a busy morning is still the same slot', '01:00:00', '01:09:59', '01:00:00'],
    ['after an outage: what is caught up with together goes together', '01:00:00', '03:44:30', '03:40:00'],
    ['whatever hour it had been planned for', '02:30:00', '03:41:12', '03:40:00'],
  ])('%s', (_, planned, now, slot) => {
    expect(digestMoment(at(planned), at(now))).toEqual(at(slot));
  });
});
