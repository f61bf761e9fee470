import { byFirstDay, common, inForce, overlap, type Span } from './span.js';

const span = (from: string | null, to: string | null): Span => ({ from, to });
const MAY = span('2025-05-01', '2025-05-31');

describe('libs/domain/organisations - spans of days, both ends included', () => {
  it.each([
    ['before the first day', MAY, '2025-04-30', false],
    ['on the first', MAY, '2025-05-01', true],
    ['on the last', MAY, '2025-05-31', true],
    ['after it', MAY, '2025-06-01', false],
    ['long before, where the beginning is not known', span(null, '2025-05-31'), '0001-01-01', true],
    ['long after, where no end is in sight', span('2025-05-01', null), '9999-12-31', true],
  ])('in force %s', (_, of, day, expected) => expect(inForce(of, day)).toBe(expected));

  it.each<[string, Span, Span | null]>([
    ['ending on the first day shares that day', span(null, '2025-05-01'), span('2025-05-01', '2025-05-01')],
    ['ending the day before shares none', span(null, '2025-04-30'), null],
    ['beginning on the last day shares that day', span('2025-05-31', null), span('2025-05-31', '2025-05-31')],
    ['beginning the day after shares none', span('2025-06-01', null), null],
    ['lying within is the whole of itself', span('2025-05-10', '2025-05-20'), span('2025-05-10', '2025-05-20')],
    ['lying around leaves the whole', span(null, null), MAY],
    ['beginning the same day', span('2025-05-01', '2025-05-20'), span('2025-05-01', '2025-05-20')],
    ['ending the same day', span('2025-05-10', '2025-05-31'), span('2025-05-10', '2025-05-31')],
  ])('two spans, one %s', (_, other, shared) => {
    expect([common(MAY, other), common(other, MAY)]).toEqual([shared, shared]);
    expect([overlap(MAY, other), overlap(other, MAY)]).toEqual([shared !== null, shared !== null]);
  });

  it('two open spans share all days', () => expect(common(span(null, null), span(null, null))).toEqual(span(null, null)));

  it('the earlier beginning comes first, an unknown one before all; the same day leaves the order', () => {
    const [unknown, april, may] = [span(null, '2025-12-31'), span('2025-04-01', null), MAY];
    expect([may, april, unknown].sort(byFirstDay)).toEqual([unknown, april, may]);
    expect([unknown, april, may].sort(byFirstDay)).toEqual([unknown, april, may]);
    const alike = [span('2025-05-01', null), MAY, span('2025-05-01', '2025-05-02')];
    expect([...alike].sort(byFirstDay)).toEqual(alike);
    expect(byFirstDay(MAY, MAY)).toBe(0);
  });
});
