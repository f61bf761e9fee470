import type { PlainDay } from '../time/plain-day.js';
import { type HandoverKind, handoverWords } from './choices.js';
import type { ModelFacts } from './facts.js';
import { isDay, isText } from './input.js';

/** One line of the list by which an ending model is handed over. Who receives is one of our organisations, or a body named by its role. */
export interface HandoverRow {
  what: HandoverKind;
  description: string;
  /** Đồng, people, pieces: in `unit`. */
  amount: number | null;
  unit: string | null;
  receiverOrganisationId: string | null;
  receiverBody: string | null;
  handedOverOn: PlainDay;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rowOf = (value: unknown): HandoverRow | null => {
  if (!isRecord(value)) return null;
  const {
    what,
    description,
    amount = null,
    unit = null,
    receiverOrganisationId = null,
    receiverBody = null,
    handedOverOn,
  } = value;
  const oneReceiver = isText(receiverOrganisationId) !== isText(receiverBody);
  if (
    typeof what !== 'string' ||
    !Object.hasOwn(handoverWords, what) ||
    !isText(description) ||
    !isDay(handedOverOn) ||
    !oneReceiver
  )
    return null;
  return {
    what: what as HandoverKind,
    description,
    amount: typeof amount === 'number' && amount >= 0 ? amount : null,
    unit: isText(unit) ? unit : null,
    receiverOrganisationId: isText(receiverOrganisationId) ? receiverOrganisationId : null,
    receiverBody: isText(receiverBody) ? receiverBody : null,
    handedOverOn,
  };
};

const spelled = (text: string | null): string => (text ?? '').normalize('NFC').trim().toLowerCase();
const ofHouseholds = ({ unit }: HandoverRow): boolean => /^(hộ|households?)(?!\p{L})/u.test(spelled(unit));

/** Every sum that a count makes with some, all or none of the others. */
const sumsWith = (first: number, others: readonly number[]): number[] =>
  others.reduce<number[]>((sums, one) => [...sums, ...sums.map((sum) => sum + one)], [first]);

/**
 * Whether the members handed over are those on record: households by themselves, and of people those who take part (or, where they were not
 * counted, the largest count), with or without the union and association members among them listed once more.
 */
export function membersAreThoseOnRecord(rows: readonly HandoverRow[], onRecord: Readonly<Record<string, number>>): boolean {
  const { households = 0, participants, ...others } = onRecord;
  const [largest = 0, ...smaller] = Object.values(others).sort((a, b) => b - a);
  const members = rows.filter(({ what }) => what === 'members');
  const handed = (which: HandoverRow[]) => which.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const people = members.filter((row) => !ofHouseholds(row));
  const known = participants === undefined ? sumsWith(largest, smaller) : sumsWith(participants, Object.values(others));
  const listed = members.length > people.length;
  // A list of households alone says whom it hands over, and so does one of people alone.
  return (
    ((people.length === 0 && listed) || known.includes(handed(people))) &&
    (!listed || handed(members.filter(ofHouseholds)) === households)
  );
}

/** The list handed in; null when there is none, or a line of it says too little. */
export function handoverOf({ input }: ModelFacts): HandoverRow[] | null {
  const list = input?.fields['handover'];
  if (!Array.isArray(list)) return null;
  const rows = list.map(rowOf);
  return rows.every((row) => row !== null) ? rows : null;
}
