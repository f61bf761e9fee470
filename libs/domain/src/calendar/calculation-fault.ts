import type { Words } from '../refusals/refusal.js';

export type CalculationFaultCode =
  | 'notAnObject'
  | 'unknownField'
  | 'missing'
  | 'invalidDay'
  | 'invalidAmount'
  | 'unknownUnit'
  | 'unknownDirection'
  | 'unknownRoll'
  | 'unknownWeekday'
  | 'invalidFlag'
  | 'invalidList'
  | 'invalidText'
  | 'offAndWorking'
  | 'unknownCalendar'
  | 'unpublishedYear'
  | 'outOfRange';

/** Why there is no due day. `calculateDueDay` hands it back as a value. */
export class CalculationFault extends Error {
  constructor(
    readonly code: CalculationFaultCode,
    /** JSON pointer into the calculation. */
    readonly pointer: string,
    readonly words: Words,
  ) {
    super(words.en);
  }
}

export const outOfRange = () =>
  new CalculationFault('outOfRange', '', {
    vi: 'Kết quả nằm ngoài lịch từ 01/01/0001 đến 31/12/9999. Giảm thời hạn, hoặc kiểm tra lại các ngày nghỉ.',
    en: 'The result lies outside the calendar of 01/01/0001 to 31/12/9999. Shorten the budget, or check the days off.',
  });
