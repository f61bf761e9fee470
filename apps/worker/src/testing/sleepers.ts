import { addDays, isConference, isRefusal, yearOf } from '#domain';
import { SystemClock } from '#platform';
import { RulesRepository, type Records, type Wish } from '#records';
import {
  annualReportRoundWish,
  modelDutyWish,
  modelReviewRoundWish,
  OpenConference,
  OpenReviewRound,
  OpenRound,
  summaryConferenceWish,
  type LadderSubject,
} from '#usecases';
import { SetClock } from '../../../../libs/usecases/src/testing/acting.js';
import { ModelActs } from '../../../../libs/usecases/src/testing/model-acts.js';

export interface Sleeper {
  subject: LadderSubject;
  wish: Wish;
}

const clock = new SystemClock();
const DAY = 86_400_000;

/** Whatever the day: what the calendar has opened before is not caught up with. */
export async function startToday(records: Records): Promise<void> {
  await records.sql.affected(`UPDATE settings SET value = to_jsonb($1::text) WHERE key = 'cycleSince'`, [clock.today()]);
}

/** A yearly report of next year, or of one after it. */
export async function openReports(records: Records, kind: string, yearsAhead = 1): Promise<Sleeper> {
  const [now, year] = [clock.now(), yearOf(clock.today()) + yearsAhead];
  const { roundId: id } = opened(await new OpenRound(records).run({ kind, year, now, actor: null }));
  return { subject: { kind: 'round', id }, wish: annualReportRoundWish({ id, kind, year }) };
}

/** The two yearly reports and the review of next year, and a conference in a year: each has a ladder that lies ahead. */
export async function openLadders(records: Records): Promise<Sleeper[]> {
  const [now, year] = [clock.now(), yearOf(clock.today()) + 1];
  const { commune, province, place, acts } = await officials(records);
  await acts.operating(commune, province, place, { startedOn: clock.today() });
  const sleepers = [await openReports(records, 'modelResults'), await openReports(records, 'dispatchImplementation')];
  const { roundId: id } = opened(await new OpenReviewRound(records).run({ year, now, actor: null }));
  sleepers.push({ subject: { kind: 'round', id }, wish: modelReviewRoundWish({ id, kind: 'modelReview', year }) });
  const edition = (await new RulesRepository(records.sql).all()).filter(isConference)[0]!;
  const dates = { anchorOn: clock.today(), plannedOn: addDays(clock.today(), 365), opensOn: clock.today() };
  const { conferenceId } = opened(await new OpenConference(records).run({ edition, dates, now }));
  sleepers.push({ subject: { kind: 'conference', id: conferenceId }, wish: summaryConferenceWish(conferenceId) });
  return sleepers;
}

/** So many proposals handed back: each is to be completed within thirty days, its first reminder lies half of them ahead. */
export async function handBackProposals(records: Records, count: number, daysAgo = 0): Promise<Sleeper[]> {
  const { commune, province, place, acts } = await officials(records, daysAgo);
  const sleepers: Sleeper[] = [];
  for (let made = 0; made < count; made++) {
    const proposed = await acts.step(await acts.drafted(commune, place), 'propose', commune);
    const { id } = await acts.step(proposed, 'returnProposal', province, { reason: 'Mẫu: thiếu quy ước' });
    sleepers.push({ subject: { kind: 'modelDuty', id }, wish: modelDutyWish(id) });
  }
  return sleepers;
}

const then = new SetClock(new Date());
let acts: ModelActs | undefined;

async function officials(records: Records, daysAgo = 0) {
  then.instant = new Date(Date.now() - daysAgo * DAY);
  // One for all: it numbers its drafts, so that none is a likely duplicate of another.
  acts ??= new ModelActs(records, then);
  return {
    acts,
    commune: await acts.actor('fatherlandFront/30076@2025'),
    province: await acts.actor('fatherlandFront/82@2025'),
    place: await acts.territory('30076@2025'),
  };
}

function opened<T extends object>(result: T): Exclude<T, { kind: 'refused' }> {
  if (isRefusal(result)) throw new Error(result.words.en);
  return result as Exclude<T, { kind: 'refused' }>;
}
