import { randomUUID } from 'node:crypto';
import {
  InvalidDay,
  plainDay,
  refusal,
  ruleFaults,
  ruleKeys,
  strangerFaults,
  type PlainDay,
  type Refusal,
  type RefusalDetail,
  type RuleEdition,
  type RuleKey,
  type RuleScope,
} from '#domain';
import { Records, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { calendarCycleWish } from '../wishes.js';

export interface AppendRuleEditionInput {
  ruleKey: string;
  validFrom: string;
  /** The document that orders it: number, date, article. */
  source: string;
  body: unknown;
  /** null: planted with the seed. */
  actor: Actor | null;
}

/** Changes a rule of the dispatch: by data, without a release, while workflows sleep. Open rounds keep the edition that bound them. */
@Injectable()
export class AppendRuleEdition {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ ruleKey, validFrom, source, body, actor }: AppendRuleEditionInput): Promise<RuleEdition | Refusal> {
    const now = this.clock.now();
    const refused = firstDayRefused(validFrom) ?? ruleRefused(ruleKey, body);
    if (refused) return refused;
    return this.records.inTransaction(async (tx) => {
      const last = (await tx.rules.all()).filter((edition) => edition.ruleKey === ruleKey).at(-1);
      if (last && validFrom <= last.validFrom) return notAfterTheLast(last.validFrom);
      const inVain = await scopeRefused(tx, body, validFrom);
      if (inVain) return inVain;
      const edition = { id: randomUUID(), ruleKey: ruleKey as RuleKey, validFrom, source, body } as RuleEdition;
      if (!(await tx.rules.append(edition, now, actor?.personId ?? null))) return notAfterTheLast(validFrom);
      await tx.journal.append({
        stream: 'rule',
        streamId: edition.id,
        kind: 'ruleEditionAppended',
        at: now,
        by: actor && { personId: actor.personId, postId: actor.post.postId },
        body: { ruleKey, validFrom, source },
      });
      await tx.outbox.wish(calendarCycleWish(), 'ruleEditionAppended', now);
      return edition;
    });
  }
}

/** Why a rule cannot begin so; null also where no day is given. */
export function firstDayRefused(validFrom: string | undefined): Refusal | null {
  try {
    if (validFrom !== undefined) plainDay(validFrom);
    return null;
  } catch (error) {
    if (error instanceof InvalidDay) return invalidDay();
    throw error;
  }
}

/** Why a rule cannot say this; null when it may be appended. */
export function ruleRefused(ruleKey: string, body: unknown): Refusal | null {
  if (!ruleKeys.includes(ruleKey as RuleKey)) return unknownRule();
  return faultsTold(ruleFaults(ruleKey as RuleKey, body));
}

/** Why a scope cannot be meant so: it names what does not exist. Asked of a body without other faults. */
export async function scopeRefused(tx: Tx, body: unknown, from: PlainDay): Promise<Refusal | null> {
  // The scope of a conference is a word.
  const { scope } = body as { scope?: RuleScope | string };
  return typeof scope === 'object' ? faultsTold(strangerFaults(await tx.rules.strangersIn(scope, from))) : null;
}

const faultsTold = (faults: readonly RefusalDetail[]): Refusal | null =>
  faults.length === 0
    ? null
    : refusal(
        'invalid',
        { vi: 'Quy định chưa đúng; sửa các mục nêu dưới đây.', en: 'The rule is not right; mend the fields below.' },
        faults.map((fault) => ({ ...fault, pointer: `/body${fault.pointer}` })),
      );

const unknownRule = () =>
  refusal('invalid', { vi: 'Không có quy định này.', en: 'There is no such rule.' }, [
    {
      pointer: '/ruleKey',
      words: { vi: `Chọn một trong: ${ruleKeys.join(', ')}.`, en: `Choose one of: ${ruleKeys.join(', ')}.` },
    },
  ]);
const invalidDay = () =>
  refusal('invalid', { vi: 'Ngày hiệu lực không đúng.', en: 'The first day in force is not a day.' }, [
    { pointer: '/validFrom', words: { vi: 'Nhập ngày dạng YYYY-MM-DD.', en: 'Enter a day as YYYY-MM-DD.' } },
  ]);
export const notAfterTheLast = (day: string) =>
  refusal('invalid', { vi: 'Quy định chỉ được nối thêm.', en: 'Editions are only appended.' }, [
    { pointer: '/validFrom', words: { vi: `Chọn ngày hiệu lực sau ${day}.`, en: `Choose a first day after ${day}.` } },
  ]);
