import { ruleFaults, type RuleEdition, type RuleKey } from '#domain';
import { readdirSync, readFileSync } from 'node:fs';

const folder = 'infra/seeds/data/rules';

/** The rules a new installation begins with, one edition a key. */
export const plantedRules = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as RuleEdition<Record<string, unknown>>,
);

// oxlint-disable-next-line typescript/no-explicit-any -- a test spoils a body wherever it likes
type Body = any;

export const planted = (key: RuleKey): RuleEdition<Body> => structuredClone(plantedRules.find(({ ruleKey }) => ruleKey === key)!);

/** A planted body changed in one place, and every pointer the change is told at: none where it is allowed. */
export type Change = [what: string, change: (body: Body) => unknown, ...pointers: string[]];

/** All that a changed planted body is told, by pointer. */
export function faultsAfter(key: RuleKey, change: Change[1]): string[] {
  const { body } = planted(key);
  change(body);
  return ruleFaults(key, body)
    .map(({ pointer }) => pointer ?? 'nowhere')
    .toSorted();
}
