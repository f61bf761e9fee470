import { ORGANISATION_KINDS } from '../organisations/kinds.js';
import { fault, isRecord, strangers, type Faults } from './faults.js';
import type { PlainDay } from '../time/plain-day.js';
import type { RuleScope } from './rule-shapes.js';

const isKind = (value: unknown): boolean => (ORGANISATION_KINDS as readonly unknown[]).includes(value);
// In small letters, as ids are compared: another spelling would be nobody's.
const isUuid = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);

/** Each list that is given narrows further; an empty one would leave nobody. */
export function scopeFaults(value: unknown): Faults {
  if (value === undefined) return [];
  const faults = strangers(value, ['kinds', 'territories', 'organisations'], '/scope');
  if (!isRecord(value)) return [fault('/scope', 'Nhập một đối tượng.', 'Give an object.')];
  const listFaults = (name: keyof RuleScope, isOne: (one: unknown) => boolean, vi: string, en: string) => {
    const list = value[name];
    if (list === undefined) return;
    if (
      !Array.isArray(list) ||
      list.length === 0 ||
      list.length > 1000 ||
      !list.every(isOne) ||
      new Set(list).size !== list.length
    )
      faults.push(fault(`/scope/${name}`, vi, en));
  };
  listFaults(
    'kinds',
    isKind,
    `Nhập loại tổ chức, không trùng, trong: ${ORGANISATION_KINDS.join(', ')}.`,
    `Give kinds of organisations, each once, of: ${ORGANISATION_KINDS.join(', ')}.`,
  );
  listFaults(
    'territories',
    isUuid,
    'Nhập mã định danh các đơn vị hành chính như API hiển thị, không trùng; không giới hạn thì bỏ mục này.',
    'Give the ids of territories as the API shows them, each once; leave it out for all.',
  );
  listFaults(
    'organisations',
    isUuid,
    'Nhập mã định danh các tổ chức như API hiển thị, không trùng; không giới hạn thì bỏ mục này.',
    'Give the ids of organisations as the API shows them, each once; leave it out for all.',
  );
  return faults;
}

/** An id in a scope behind which nobody stands from the first day of the rule on. */
export interface StrangerInScope {
  list: 'territories' | 'organisations';
  index: number;
  /** The last day it existed; null: there never was one. */
  endedOn: PlainDay | null;
}

/** What a scope names in vain: it would quietly leave out whom somebody meant. */
export const strangerFaults = (found: readonly StrangerInScope[]): Faults =>
  found.map(({ list, index, endedOn }) => {
    const [vi, en] = list === 'territories' ? ['đơn vị hành chính', 'territory'] : ['tổ chức', 'organisation'];
    return endedOn === null
      ? fault(
          `/scope/${list}/${index}`,
          `Không có ${vi} nào mang mã này; xem GET /api/${list}.`,
          `There is no ${en} with this id; see GET /api/${list}.`,
        )
      : fault(
          `/scope/${list}/${index}`,
          `${vi[0]!.toUpperCase()}${vi.slice(1)} này đã thôi hoạt động từ sau ngày ${endedOn}; chọn nơi kế thừa.`,
          `This ${en} ended on ${endedOn}, before the rule is in force; choose its successor.`,
        );
  });
