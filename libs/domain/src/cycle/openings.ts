import { conferencesBetween, type ConferenceDates } from '../conferences/plan-conference.js';
import { monthDayOf } from '../deadlines/due-day.js';
import { editionInForce } from '../rules/edition-in-force.js';
import {
  isAnnualReport,
  isConference,
  isModelReview,
  roundKindOf,
  type AnnualReportRule,
  type ConferenceRule,
  type ModelReviewRule,
  type RuleEdition,
} from '../rules/rule-shapes.js';
import { addYears, yearOf, type PlainDay } from '../time/plain-day.js';

export type Opening =
  | { what: 'round'; key: string; opensOn: PlainDay; kind: string; year: number; edition: RuleEdition<AnnualReportRule> }
  | { what: 'review'; key: string; opensOn: PlainDay; year: number; edition: RuleEdition<ModelReviewRule> }
  | { what: 'conference'; key: string; opensOn: PlainDay; dates: ConferenceDates; edition: RuleEdition<ConferenceRule> };

/** The natural key of a round or conference; what was opened once is never opened again. */
export const roundKey = (kind: string, year: number): string => `round/${kind}/${year}`;
export const conferenceKey = (kind: string, scope: string, anchorOn: PlainDay): string =>
  `conference/${kind}/${scope}/${anchorOn}`;

/**
 * Everything the rules open from `since` up to one year after `today`, earliest first, less what was opened already.
 * The edition in force on the opening day itself binds it, so an edition appended while the calendar sleeps counts from its first day.
 */
export function openings(
  editions: readonly RuleEdition[],
  opened: ReadonlySet<string>,
  since: PlainDay,
  today: PlainDay,
): Opening[] {
  const until = addYears(today, 1);
  const found = new Map<string, Opening>();
  const keep = (opening: Opening) => {
    if (!opened.has(opening.key) && !found.has(opening.key)) found.set(opening.key, opening);
  };
  for (const edition of editions) {
    const rivals = editions.filter((other) => other.ruleKey === edition.ruleKey);
    const binds = (day: PlainDay) => editionInForce(rivals, day)?.id === edition.id;
    if (isAnnualReport(edition) || isModelReview(edition)) {
      const kind = roundKindOf(edition.ruleKey);
      for (let year = yearOf(since); year <= yearOf(until); year++) {
        const opensOn = monthDayOf(year, edition.body.opensOn);
        if (opensOn < since || opensOn > until || !binds(opensOn)) continue;
        // A review nobody opened in its year is not made up for once the next has come: that one asks the same models.
        if (isModelReview(edition) && monthDayOf(year + 1, edition.body.opensOn) <= today) continue;
        const when = { key: roundKey(kind, year), opensOn, year };
        keep(isModelReview(edition) ? { what: 'review', ...when, edition } : { what: 'round', ...when, kind, edition });
      }
    } else if (isConference(edition)) {
      for (const dates of conferencesBetween(edition.body, since, until))
        if (binds(dates.opensOn))
          keep({
            what: 'conference',
            key: conferenceKey(edition.body.kind, edition.body.scope, dates.anchorOn),
            opensOn: dates.opensOn,
            dates,
            edition,
          });
    }
  }
  return [...found.values()].sort((a, b) => (a.opensOn < b.opensOn ? -1 : a.opensOn > b.opensOn ? 1 : a.key < b.key ? -1 : 1));
}
