export { calculateByPublished } from './calculate-by-published.js';
export { calculateDueDay, type DueDay, type NoDueDay } from './calculate-due-day.js';
export { CalculationFault, type CalculationFaultCode } from './calculation-fault.js';
export { WEEKDAYS, type Weekday } from './epoch-day.js';
export {
  BUDGET_UNITS,
  DIRECTIONS,
  LARGEST_AMOUNT,
  ROLLS,
  type BudgetUnit,
  type Calculation,
  type Direction,
  type ListedDay,
} from './read-calculation.js';
export {
  DAY_KINDS,
  PublishedCalendar,
  UnpublishedCalendar,
  type CalendarDay,
  type CalendarYear,
  type WorkCalendar,
} from './work-calendar.js';
export { calendarYearFaults } from './check-calendar-year.js';
export {
  compareDays,
  proposeYear,
  type AlmanacDay,
  type CalendarDifference,
  type CalendarProposal,
  type CultureDay,
} from './propose-year.js';
