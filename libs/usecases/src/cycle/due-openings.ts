import { conferenceKey, dayAt, openings, roundKey, type Opening } from '#domain';
import { OpenedReader, RulesRepository, type Records } from '#records';

/** What the rules still have to open, earliest first. Empty before anything was planted. */
export async function openingsAhead(records: Records, now: Date): Promise<Opening[]> {
  const opened = new OpenedReader(records.sql);
  const since = await opened.since();
  if (!since) return [];
  return openings(await new RulesRepository(records.sql).all(), await openedKeys(opened), since, dayAt(now));
}

/** The natural keys of every round and conference that was ever opened. */
export const openedKeys = async (opened: OpenedReader): Promise<Set<string>> =>
  new Set([
    ...(await opened.rounds()).map(({ kind, year }) => roundKey(kind, year)),
    ...(await opened.conferences()).map(({ kind, scope, anchorOn }) => conferenceKey(kind, scope, anchorOn)),
  ]);
