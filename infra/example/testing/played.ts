import type { PlainDay } from '#domain';
import { foldModelJournal, type ModelJournalEntry } from '#domain';
import { checkHistory } from '#records';
import { checkFolds } from '#usecases';
import { openTestDatabase } from '../../../libs/records/src/testing/test-database.js';
import { History } from '../history.js';
import type { Body, Official } from '../official.js';
import { PlayedDay } from '../played-day.js';
import { openProvince, type Province } from '../province.js';

export interface Played<Result> {
  province: Province;
  history: History;
  result: Result;
  /** What was told while it was played, and afterwards. */
  lines: string[];
  close(): Promise<void>;
}

/** A history played to its end through the API on a database of its own. */
export async function playedFrom<Result>(day: PlainDay, play: (history: History) => Promise<Result>): Promise<Played<Result>> {
  const province = await openProvince(await openTestDatabase({ seeded: true }), new PlayedDay(day));
  const lines: string[] = [];
  const history = new History(province, (line) => lines.push(line));
  try {
    return { province, history, result: await play(history), lines, close: () => province.close() };
  } catch (error) {
    await province.close().catch(() => undefined);
    throw error;
  }
}

/** The names of the invariants a history breaks; that every row is what its journal leads to is one of them. */
export async function brokenInvariants({ records, clock }: Province): Promise<string[]> {
  const checked = [...(await checkHistory(records.sql, clock.now())), await checkFolds(records.sql)];
  return checked.filter(({ violations }) => violations > 0).map(({ name }) => name);
}

/** The stage the journal of a model leads to by the end of a day; a gap in it throws. */
export async function foldedStage(by: Official, modelId: string, day: PlainDay = '9999-12-31') {
  const entries = (await by.all(`/models/${modelId}/journal?limit=100`)).toReversed();
  return foldModelJournal(
    entries.filter(({ to, at }) => to && dayIn(String(at)) <= day).map((entry) => entry as unknown as ModelJournalEntry),
  );
}

/** The day of an instant in Viet Nam. */
const dayIn = (at: string): PlainDay => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);

export const file = (by: Official, modelId: string, day: PlainDay): Promise<Body> => by.get(`/models/${modelId}?asOf=${day}`);

/** step, number, day and issuer of every decision in a file, the first first. */
export const decisionsOf = ({ decisions }: Body): string[][] =>
  (decisions as Body[])
    .map(({ step, number, decidedOn, issuer }) => [step, decidedOn, issuer.nameVi, number] as string[])
    .toReversed();

/** Codes of the program among words for people: there must be none. */
export const bareCodes = (lines: string[]): string[] =>
  lines.flatMap((line) => line.match(/\b(?:[a-z]+[A-Z]\w*|undefined|null|NaN|\[object)\b|[{}]/g) ?? []);
