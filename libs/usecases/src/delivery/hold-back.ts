import { mayLeaveAt, PublishedCalendar, sendingHours, type RuleEdition, type SendingRule } from '#domain';
import { RulesRepository, WorkCalendarRepository, type Records } from '#records';
import type { ReadDigest } from './digests-of.js';

/** Letters that may not leave now, by when they may. */
export async function heldUntil(
  records: Records,
  digests: ReadonlyMap<string, ReadDigest>,
  now: Date,
): Promise<Map<string, Date>> {
  const editions = await editionsOf(records, digests);
  const hours = new Map([...digests].map(([id, digest]) => [id, hoursOf(digest, editions)]));
  const calendar = [...hours.values()].flat().some(({ workingDaysOnly }) => workingDaysOnly)
    ? new PublishedCalendar(await new WorkCalendarRepository(records.sql).inForce())
    : undefined;
  return new Map(
    [...hours]
      .map(([id, rules]): [string, Date] => [id, mayLeaveAt(now, rules, calendar)])
      .filter(([, at]) => at.getTime() > now.getTime()),
  );
}

async function editionsOf(records: Records, digests: ReadonlyMap<string, ReadDigest>): Promise<Map<string, RuleEdition>> {
  const ids = new Set([...digests.values()].flatMap(({ rules }) => rules.map(({ ruleEditionId }) => ruleEditionId)));
  const rules = new RulesRepository(records.sql);
  const editions = new Map<string, RuleEdition>();
  for (const id of ids) editions.set(id, (await rules.byId(id))!);
  return editions;
}

function hoursOf({ rules }: ReadDigest, editions: ReadonlyMap<string, RuleEdition>): SendingRule[] {
  const hours = new Map<string, SendingRule>();
  for (const { ruleEditionId, ladderOf, isAnswer } of rules) {
    const sending = sendingHours(editions.get(ruleEditionId)!, ladderOf, isAnswer);
    if (sending) hours.set(`${sending.from} ${sending.to} ${sending.workingDaysOnly}`, sending);
  }
  return [...hours.values()];
}
