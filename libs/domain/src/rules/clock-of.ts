import type { ClockRule, ExtensionLimits, LadderRule, RuleEdition, SendingRule } from './rule-shapes.js';

/** What an edition says of clocks; empty when it says nothing. */
export const clockOf = ({ body }: RuleEdition): ClockRule => ('clock' in body && body.clock) || {};

/** null: what is owed under this edition is not extended on request. */
export const extensionLimitsOf = ({ body }: RuleEdition): ExtensionLimits | null =>
  ('extension' in body && body.extension) || null;

/** The ladder a duty climbs under an edition: its own, or the one of all. */
export function ladderOf({ body }: RuleEdition, duty: string): LadderRule {
  if ('ladders' in body) return duty === 'selfAssess' ? body.ladders.owner : body.ladders.reviewer;
  const own = 'duties' in body ? (body.duties as Record<string, { ladder?: LadderRule }>)[duty]?.ladder : undefined;
  return own ?? body.ladder;
}

/** When letters about a duty, or about the answer to it, may go out; null: at any time. */
export function sendingHours(edition: RuleEdition, duty: string, isAnswer: boolean): SendingRule | null {
  const { sending } = (isAnswer && clockOf(edition).ladder) || ladderOf(edition, duty);
  return sending ?? null;
}
