export type { Cell } from './cell.js';
export { namesOf, type OwnerChoice, type PlaceVersion, type RegisterPlaces } from './find-place.js';
export { documentKindWords, memberKindWords, moneySourceWords } from './paper-words.js';
export { dayOfSerial, isMonthFirst, wasLeftAsText, type DayDoubts } from './read-day.js';
export { readRegisterRow, type CellFault, type RegisterContext, type RegisterRow } from './read-register-row.js';
export {
  faultColumn,
  readHeadings,
  registerColumn,
  registerColumnNames,
  registerColumns,
  type HeadingsRead,
  type RegisterColumn,
} from './register-columns.js';
export { foldedLetters, spelled } from './spelling.js';
