import {
  askedFields,
  FUNCTION_CODES,
  groundWords,
  isDay,
  nomineeKindWords,
  orderOf,
  replicationOutcomeWords,
  verdictWords,
  type AskedField,
  type AskType,
  type DecisionRecord,
  type ModelStep,
  type RefusalDetail,
  type StepInput,
  type Words,
} from '#domain';
import { handoverFaults } from './handover-input.js';
import { isId, isPrintable, LONGEST_TEXT, UUID } from './input-shapes.js';

export { LONGEST_TEXT };
/** As many criteria as a set may have. */
export const MOST_SCORES = 200;
export const MOST_PLACES = 200;

export const MOST_HANDOVERS = 100;

const isTarget = (value: unknown): boolean => {
  if (isId(value)) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { territoryId, organisationId, function: code, ...others } = value as Record<string, unknown>;
  return (
    isId(territoryId) &&
    (organisationId === undefined || isId(organisationId)) &&
    (code === undefined || (FUNCTION_CODES as readonly unknown[]).includes(code)) &&
    (organisationId === undefined || code === undefined) &&
    Object.keys(others).length === 0
  );
};
const isScore = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { criterion, score, evidence, reason, ...others } = value as Record<string, unknown>;
  return (
    typeof criterion === 'string' &&
    /^[A-Za-z]\w{0,39}$/.test(criterion) &&
    typeof score === 'number' &&
    Number.isFinite(score) &&
    [evidence, reason].every((text) => text === undefined || isPrintable(text)) &&
    Object.keys(others).length === 0
  );
};
const oneOf = (words: Record<string, Words>): Shape => ({
  fits: (value) => typeof value === 'string' && Object.hasOwn(words, value),
  words: {
    vi: `Phải là một trong: ${Object.keys(words).join(', ')}.`,
    en: `Must be one of: ${Object.keys(words).join(', ')}.`,
  },
});

interface Shape {
  fits: (value: unknown) => boolean;
  words: Words;
  /** A short form of the answer, spelled out. */
  read?: (value: unknown) => unknown;
  /** Every fault inside an answer that has parts. */
  faultsIn?: (value: unknown, pointer: string) => RefusalDetail[];
}

/** The shape of an answer. Whether it is a good answer is for the criteria. */
const shapes: Record<AskType, Shape> = {
  text: {
    fits: (value) => isPrintable(value),
    words: {
      vi: `Phải là chữ, tối đa ${LONGEST_TEXT} ký tự, không có ký tự điều khiển.`,
      en: `Must be text of at most ${LONGEST_TEXT} characters, without control characters.`,
    },
  },
  // As it is kept: two decimals, so that the record and the journal say the same.
  score: {
    fits: (value) => typeof value === 'number' && Math.abs(value) < 1000 && Math.round(value * 100) / 100 === value,
    words: { vi: 'Phải là số, tối đa hai chữ số thập phân.', en: 'Must be a number with at most two decimals.' },
  },
  scoreList: {
    fits: (value) => Array.isArray(value) && value.length <= MOST_SCORES && value.every(isScore),
    words: {
      vi: `Phải là danh sách tối đa ${MOST_SCORES} mục { criterion, score, evidence?, reason? }: mã tiêu chí, điểm, chữ.`,
      en: `Must be a list of at most ${MOST_SCORES} items { criterion, score, evidence?, reason? }: code, number, text.`,
    },
    read: (value) =>
      (value as Record<string, unknown>[]).map((score) =>
        Object.fromEntries(Object.entries(score).map(([name, part]) => [name, tidy(part)])),
      ),
  },
  criteriaSetId: {
    fits: isId,
    words: {
      vi: 'Phải là mã (UUID) của một bộ tiêu chí; xem GET /api/criteria-sets.',
      en: 'Must be the id (UUID) of a set of criteria; see GET /api/criteria-sets.',
    },
  },
  year: {
    fits: (value) => Number.isInteger(value) && (value as number) >= 1900 && (value as number) < 2200,
    words: { vi: 'Phải là một năm, ví dụ 2026.', en: 'Must be a year, e.g. 2026.' },
  },
  day: {
    fits: (value) => isDay(value) && /^(19|20|21)/.test(value),
    words: {
      vi: 'Phải là một ngày có thật, dạng YYYY-MM-DD, từ 1900 đến 2199; ví dụ 2026-11-23.',
      en: 'Must be a day of the calendar as YYYY-MM-DD, between 1900 and 2199; e.g. 2026-11-23.',
    },
  },
  verdict: oneOf(verdictWords),
  ground: oneOf(groundWords),
  nomineeKind: oneOf(nomineeKindWords),
  // Which forms there are is data of the day; the criteria look there.
  commendationForm: {
    fits: (value) => typeof value === 'string' && /^[A-Za-z]\w{0,39}$/.test(value),
    words: {
      vi: 'Phải là mã của một hình thức khen thưởng; xem GET /api/commendation-forms.',
      en: 'Must be the code of a form of commendation; see GET /api/commendation-forms.',
    },
  },
  handover: {
    fits: (value) => Array.isArray(value) && value.length <= MOST_HANDOVERS,
    words: {
      vi: `Phải là danh sách tối đa ${MOST_HANDOVERS} dòng bàn giao.`,
      en: `Must be a list of at most ${MOST_HANDOVERS} lines.`,
    },
    faultsIn: handoverFaults,
  },
  organisationId: {
    fits: isId,
    words: {
      vi: 'Phải là mã (UUID) của một cơ quan; xem GET /api/organisations.',
      en: 'Must be the id (UUID) of an organisation; see GET /api/organisations.',
    },
  },
  targetList: {
    fits: (value) => Array.isArray(value) && value.length <= MOST_PLACES && value.every(isTarget),
    words: {
      vi: `Phải là danh sách tối đa ${MOST_PLACES} địa bàn; mỗi mục là mã (UUID) địa bàn, hoặc { territoryId, organisationId? } hoặc { territoryId, function? }; function là một trong: ${FUNCTION_CODES.join(', ')}. Xem GET /api/territories, GET /api/organisations.`,
      en: `Must be a list of at most ${MOST_PLACES} places; each is a territory id (UUID), or { territoryId, organisationId? } or { territoryId, function? }; function is one of: ${FUNCTION_CODES.join(', ')}. See GET /api/territories, GET /api/organisations.`,
    },
    read: (value) => (value as (string | object)[]).map((one) => (typeof one === 'string' ? { territoryId: one } : one)),
  },
  replicationOutcome: oneOf(replicationOutcomeWords),
  modelId: {
    fits: isId,
    words: {
      vi: 'Phải là mã (UUID) của một mô hình; xem GET /api/models.',
      en: 'Must be the id (UUID) of a model; see GET /api/models.',
    },
  },
};

/** What is handed in, tidied, or every fault of its shape. What is merely missing is for the criteria. */
export function readStepInput(
  step: ModelStep,
  fields: Record<string, unknown>,
  decision: DecisionRecord | undefined,
): { input: StepInput } | { faults: RefusalDetail[] } {
  const order = orderOf(step);
  const asked = order.asks.map(({ field }) => field);
  // An empty box of a form is an answer not given.
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  const faults = given.flatMap(([name, value]): RefusalDetail[] => {
    const pointer = `/fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const field = asked.find((one) => one === name);
    if (!field) return [{ pointer, words: notAsked(asked) }];
    const { fits, words, faultsIn } = shapes[askedFields[field].type];
    return fits(value) ? (faultsIn?.(value, pointer) ?? []) : [{ pointer, words }];
  });
  if (decision && !order.decision) faults.push({ pointer: '/decision', words: noDecision });
  if (faults.length > 0) return { faults };
  return {
    input: {
      fields: Object.fromEntries(given.map(([name, value]) => [name, tidy(spelledOut(name, value))])),
      ...(decision && { decision: { ...decision, number: tidy(decision.number), basis: tidy(decision.basis) } }),
    },
  };
}

const spelledOut = (name: string, value: unknown): unknown => shapes[askedFields[name as AskedField].type].read?.(value) ?? value;

/** As it is kept: composed letters, no spaces around, ids in small letters. */
export function tidy<T>(value: T): T {
  if (typeof value === 'string') return (UUID.test(value) ? value.toLowerCase() : value.normalize('NFC').trim()) as T;
  if (Array.isArray(value)) return value.map(tidy) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, tidy(part as unknown)])) as T;
  return value;
}

const notAsked = (asked: string[]): Words =>
  asked.length > 0
    ? {
        vi: `Bước này không hỏi mục đó; chỉ có: ${asked.join(', ')}.`,
        en: `This step does not ask for it; there is: ${asked.join(', ')}.`,
      }
    : { vi: 'Bước này không hỏi mục nào; bỏ mục đó đi.', en: 'This step asks for no fields; leave it out.' };

const noDecision: Words = {
  vi: 'Bước này không cần quyết định; bỏ mục đó đi.',
  en: 'This step is not a decision on paper; leave it out.',
};
