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

/** The list handed in; null when there is none, or a line of it says too little. */
export function handoverOf({ input }: ModelFacts): HandoverRow[] | null {
  const list = input?.fields['handover'];
  if (!Array.isArray(list)) return null;
  const rows = list.map(rowOf);
  return rows.every((row) => row !== null) ? rows : null;
}
