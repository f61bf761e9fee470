import type { Verdict } from '../lifecycle/choices.js';
import type { Words } from '../refusals/refusal.js';
import type { PlainDay } from '../time/plain-day.js';
import type { Cell } from './cell.js';
import { findOwner, findPlace, type RegisterPlaces } from './find-place.js';
import { readAmount } from './read-amount.js';
import { readDay, type DayDoubts } from './read-day.js';
import { registerColumn, registerColumns, type RegisterColumn } from './register-columns.js';
import { foldedLetters } from './spelling.js';

/** What one row of a register says, understood. */
export interface RegisterRow {
  name: string;
  kind: 'model' | 'goodPractice';
  field: 'economy' | 'cultureSociety' | 'defenceSecurity' | 'politicalSystem';
  origin: 'need' | 'annualTarget';
  selfManaged: boolean;
  territoryId: string;
  locality: string;
  ownerId: string;
  decisionNumber: string | null;
  decidedOn: PlainDay | null;
  decisionIssuer: string | null;
  startedOn: PlainDay;
  participants: number | null;
  unionMembers: number | null;
  associationMembers: number | null;
  households: number | null;
  communityContribution: number | null;
  stateBudget: number | null;
  fund: number | null;
  /** As the register says; nobody appraised it by a set of criteria, so it is no verdict. */
  lastRating: Verdict | null;
  note: string;
  /** Codes of models it is known to differ from. */
  notSameAs: string[];
  /** What it did not say, and has its usual meaning. */
  leftOpen?: LeftOpen[];
}
const mayBeLeftOpen = ['kind', 'origin', 'selfManaged'] as const;
type LeftOpen = (typeof mayBeLeftOpen)[number];

export interface CellFault {
  column: RegisterColumn;
  /** As typed. */
  value: string;
  words: Words;
}

export interface RegisterContext extends RegisterPlaces {
  today: PlainDay;
  /** What makes the days of a column doubtful. */
  doubts: Readonly<Partial<Record<RegisterColumn, DayDoubts>>>;
}

const MOST_DONG = 1_000_000_000_000_000;
const MOST_PEOPLE = 10_000_000;
const longest: Partial<Record<RegisterColumn, number>> = {
  name: 300,
  locality: 500,
  decisionNumber: 100,
  decisionIssuer: 300,
  note: 2000,
};
// Control characters but tab and line ends, and halves of a character: PostgreSQL keeps neither.
// eslint-disable-next-line no-control-regex
const PRINTABLE = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}]*$/u;

/** One row, or every cell that stands in its way. Pure: places and organisations are handed in. */
export function readRegisterRow(
  cells: Partial<Record<RegisterColumn, Cell>>,
  context: RegisterContext,
): { row: RegisterRow } | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const typed = (column: RegisterColumn): Cell => cells[column] ?? { text: '' };
  const blame = (column: RegisterColumn, words: Words): null => {
    faults.push({ column, value: typed(column).text, words });
    return null;
  };
  const usable = (column: RegisterColumn): Cell | null => {
    const cell = typed(column);
    if (cell.fault) return blame(column, cell.fault);
    if (cell.text.trim() !== '') return cell;
    return registerColumn(column).required ? blame(column, missing(column)) : null;
  };
  const text = (column: RegisterColumn): string | null => {
    const said = usable(column)?.text.normalize('NFC').trim();
    if (!said) return null;
    const most = longest[column] ?? 300;
    if (said.length > most || !PRINTABLE.test(said)) return blame(column, notText(most));
    return said;
  };
  const day = (column: RegisterColumn): PlainDay | null => {
    const cell = usable(column);
    if (!cell) return null;
    const read = readDay(cell, context.doubts[column]);
    if ('fault' in read) return blame(column, read.fault);
    return read.day > context.today ? blame(column, notYet) : read.day;
  };
  const amount = (column: RegisterColumn, most: number): number | null => {
    const cell = usable(column);
    if (!cell) return null;
    const read = readAmount(cell, most);
    return 'fault' in read ? blame(column, read.fault) : read.amount;
  };
  const choice = <C extends string>(column: RegisterColumn): C | null => {
    const cell = usable(column);
    if (!cell) return null;
    const choices = registerColumn(column).choices!;
    const said = foldedLetters(cell.text);
    const found = Object.entries(choices).find(([value, { vi, en }]) =>
      [value, vi, en].some((words) => foldedLetters(words) === said),
    );
    return found ? (found[0] as C) : blame(column, oneOf(Object.values(choices)));
  };
  const flag = (): boolean => {
    const said = foldedLetters(typed('selfManaged').text);
    if (said === '' || said === 'x') return said === 'x';
    return choice('selfManaged') === 'true';
  };

  const name = text('name');
  const kind = choice<RegisterRow['kind']>('kind') ?? 'model';
  const field = choice<RegisterRow['field']>('field');
  const origin = choice<RegisterRow['origin']>('origin') ?? 'need';
  const selfManaged = flag();
  const place = findPlace(
    {
      code: text('communeCode'),
      name: text('commune'),
      district: text('district'),
      province: text('province'),
    },
    context,
  );
  if ('fault' in place) blame(place.column, place.fault);
  const territoryId = 'id' in place ? place.id : null;
  const owner = findOwner(text('owner'), territoryId, context);
  if ('fault' in owner) blame('owner', owner.fault);
  const startedOn = day('startedOn');
  const decidedOn = day('decidedOn');
  const decisionNumber = text('decisionNumber');
  if (decidedOn && !decisionNumber && !typed('decisionNumber').fault) blame('decisionNumber', decisionHalf);
  if (decisionNumber && !decidedOn && typed('decidedOn').text.trim() === '') blame('decidedOn', decisionHalf);
  const read = {
    kind,
    origin,
    selfManaged,
    locality: text('locality') ?? '',
    decisionNumber,
    decidedOn,
    decisionIssuer: text('decisionIssuer'),
    participants: amount('participants', MOST_PEOPLE),
    unionMembers: amount('unionMembers', MOST_PEOPLE),
    associationMembers: amount('associationMembers', MOST_PEOPLE),
    households: amount('households', MOST_PEOPLE),
    communityContribution: amount('communityContribution', MOST_DONG),
    stateBudget: amount('stateBudget', MOST_DONG),
    fund: amount('fund', MOST_DONG),
    lastRating: choice<Verdict>('lastRating'),
    note: text('note') ?? '',
    notSameAs: (text('notSameAs') ?? '')
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  };
  if (faults.length > 0 || !name || !field || !territoryId || !startedOn || !('id' in owner)) return { faults };
  const leftOpen = mayBeLeftOpen.filter((column) => typed(column).text.trim() === '');
  return {
    row: { ...read, name, field, territoryId, startedOn, ownerId: owner.id, ...(leftOpen.length > 0 && { leftOpen }) },
  };
}

const missing = (column: RegisterColumn): Words => {
  const { vi, en } = registerColumns[column].heading;
  return { vi: `Chưa ghi “${vi}”; cột này bắt buộc.`, en: `“${en}” is not filled in; it is needed.` };
};
const notText = (most: number): Words => ({
  vi: `Phải là chữ, tối đa ${most} ký tự, không có ký tự điều khiển.`,
  en: `Must be text of at most ${most} characters, without control characters.`,
});
const notYet: Words = { vi: 'Ngày không được sau hôm nay.', en: 'The day may not lie after today.' };
const decisionHalf: Words = {
  vi: 'Ghi cả số và ngày quyết định, hoặc để trống cả hai nếu không tìm thấy quyết định.',
  en: 'Give both number and date of the decision, or neither when it is not found.',
};
const oneOf = (choices: Words[]): Words => ({
  vi: `Phải là một trong: ${choices.map(({ vi }) => vi).join('; ')}.`,
  en: `Must be one of: ${choices.map(({ en }) => en).join('; ')}.`,
});
