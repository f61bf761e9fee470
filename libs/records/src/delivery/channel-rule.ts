import { tellings, usualChannels } from '#domain';

const named = tellings.filter((telling) => telling !== 'acts').map((telling) => `'${telling}'`);

/** In SQL: what the act of a notice is called in the rule of channels. The same as `tellingOf`. */
export const tellingSql = (act: string): string => `CASE WHEN ${act} IN (${named.join(', ')}) THEN ${act} ELSE 'acts' END`;

/** In SQL: what the rule in force on a day says of the channels of an act, `{"mustReach", "channels"}`. */
export const channelRuleSql = (act: string, day: string): string => `(coalesce(
  (SELECT e.body FROM rule_editions e WHERE e.rule_key = 'noticeChannels' AND e.valid_from <= ${day} ORDER BY e.valid_from DESC LIMIT 1),
  '${JSON.stringify(usualChannels)}') -> 'acts' -> ${tellingSql(act)})`;
