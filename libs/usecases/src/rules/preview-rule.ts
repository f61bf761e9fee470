import {
  addMonths,
  addYears,
  conferenceKey,
  conferencesBetween,
  dutyDueDay,
  dutyLadder,
  editionInForce,
  expectedReports,
  isAnnualReport,
  isConference,
  isModelDuties,
  isModelReview,
  monthDayOf,
  planLadder,
  planReviewRound,
  planSteps,
  provincialHolder,
  refusal,
  roundKey,
  roundKindOf,
  yearOf,
  type ConferenceRule,
  type FunctionHolder,
  type ModelDuty,
  type PlainDay,
  type PlannedRung,
  type Refusal,
  type RuleEdition,
  type RuleKey,
  type WorkCalendar,
  type Words,
} from '#domain';
import { OpenedReader, Records } from '#records';
import { Injectable } from '@nestjs/common';
import { openedKeys } from '../cycle/due-openings.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { firstDayRefused, notAfterTheLast, ruleRefused, scopeRefused } from './append-edition.js';

export interface PlannedDeadline {
  duty: string;
  dueOn: PlainDay;
  /** How the day was counted, step by step. */
  explanation: Words[];
  /** How many reports would be expected by the structure of today; null where that is not known beforehand. */
  expected: number | null;
  rungs: Pick<PlannedRung, 'rung' | 'act' | 'stepsUp' | 'plannedAt'>[];
  /** The path an escalation climbs, the lowest first, by the structure of today; null: the edition names none. */
  escalation: { functionCode: string; organisationId: string | null }[] | null;
}

export interface PreviewRuleInput {
  ruleKey: string;
  body: unknown;
  year: number;
  /** Its first day in force; absent: soon enough. */
  validFrom?: string | undefined;
}

export interface RulePreview {
  ruleKey: string;
  year: number;
  /** The day that decides which edition binds: the opening of the round or conference; of duties of models, the day they would arise. */
  opensOn: PlainDay;
  /** Whether the edition would bind then: it is in force, and nothing was opened before. A round that runs is bound anew by an act. */
  binds: boolean;
  deadlines: PlannedDeadline[];
  /** By the edition in force when the round or conference opens; null: none is. */
  inForce: { ruleEditionId: string; validFrom: PlainDay; deadlines: PlannedDeadline[] } | null;
  /** Where the two plan something else; a null day is a duty only one of them knows. None where the asked edition would not bind. */
  differences: {
    duty: string;
    from: PlainDay | null;
    to: PlainDay | null;
    expectedFrom: number | null;
    expectedTo: number | null;
  }[];
}

/** "These deadlines would be planned so": what an edition would make of a year, beside the one in force. Nothing is written. */
@Injectable()
export class PreviewRule {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ ruleKey, body, year, validFrom }: PreviewRuleInput): Promise<RulePreview | Refusal> {
    const refused = ruleRefused(ruleKey, body) ?? firstDayRefused(validFrom);
    if (refused) return refused;
    const today = this.clock.today();
    const edition = { id: '', ruleKey: ruleKey as RuleKey, validFrom: validFrom ?? today, source: '', body } as RuleEdition;
    return withCalendar(this.records, async (tx, calendar): Promise<RulePreview | Refusal> => {
      const rivals = (await tx.rules.all()).filter((rival) => rival.ruleKey === ruleKey);
      const last = rivals.at(-1);
      if (validFrom !== undefined && last && validFrom <= last.validFrom) return notAfterTheLast(last.validFrom);
      const inVain = await scopeRefused(tx, body, edition.validFrom);
      if (inVain) return inVain;
      const when = openingOf(edition, year, validFrom);
      if (!when) return notYearly(ruleKey);
      const holders = await tx.rounds.holdersOn(today);
      const deadlines = planned(edition, when, holders, calendar);
      const opened = when.key !== null && (await openedKeys(new OpenedReader(tx))).has(when.key);
      const binds = !opened && (validFrom === undefined || validFrom <= when.opensOn);
      const before = editionInForce(rivals, when.opensOn);
      const planBefore = before ? planned(before, openingOf(before, year, validFrom)!, holders, calendar) : [];
      return {
        ruleKey,
        year,
        opensOn: when.opensOn,
        binds,
        deadlines,
        inForce: before && { ruleEditionId: before.id, validFrom: before.validFrom, deadlines: planBefore },
        differences: binds || validFrom === undefined ? differencesOf(planBefore, deadlines) : [],
      };
    });
  }
}

interface PlannedOpening {
  opensOn: PlainDay;
  year: number;
  /** By which what was opened before is known; null: nothing opens. */
  key: string | null;
}

/** What an edition would open in a year; null: it plans nothing. */
function openingOf(edition: RuleEdition, year: number, validFrom: PlainDay | undefined): PlannedOpening | null {
  if (isAnnualReport(edition) || isModelReview(edition))
    return { opensOn: monthDayOf(year, edition.body.opensOn), year, key: roundKey(roundKindOf(edition.ruleKey), year) };
  if (isConference(edition)) {
    const { kind, scope } = edition.body;
    const { opensOn, anchorOn } = conferenceOf(edition, year);
    return { opensOn, year, key: conferenceKey(kind, scope, anchorOn) };
  }
  if (!isModelDuties(edition)) return null;
  const firstDay = monthDayOf(year, { month: 1, day: 1 });
  return { opensOn: validFrom !== undefined && yearOf(validFrom) === year ? validFrom : firstDay, year, key: null };
}

function planned(
  edition: RuleEdition,
  when: PlannedOpening,
  holders: readonly FunctionHolder[],
  calendar: WorkCalendar,
): PlannedDeadline[] {
  const path = 'escalation' in edition.body ? edition.body.escalation : undefined;
  const escalation =
    path?.map((functionCode) => ({
      functionCode,
      organisationId: provincialHolder(holders, functionCode)?.organisationId ?? null,
    })) ?? null;
  return plannedDays(edition, when, holders, calendar).map((deadline) => ({ ...deadline, escalation }));
}

function plannedDays(
  edition: RuleEdition,
  { year, opensOn }: PlannedOpening,
  holders: readonly FunctionHolder[],
  calendar: WorkCalendar,
): Omit<PlannedDeadline, 'escalation'>[] {
  if (isAnnualReport(edition)) {
    const expected = expectedReports(edition.body, year, holders, calendar);
    return edition.body.levels.flatMap(({ code }) => {
      const of = expected.filter(({ duty }) => duty === code);
      // A level that has no organisations today yields nobody.
      if (of.length === 0) return [];
      const { due } = of[0]!;
      return [{ duty: code, ...due, expected: of.length, rungs: rungsOf(planLadder(due.dueOn, edition.body.ladder, calendar)) }];
    });
  }
  if (isConference(edition)) {
    const next = conferenceOf(edition, year);
    return planSteps(edition.body, next.plannedOn, calendar).map(({ step, due }) => ({
      duty: step.code,
      ...due,
      expected: null,
      rungs: rungsOf(planLadder(due.dueOn, edition.body.ladder, calendar)),
    }));
  }
  if (isModelReview(edition))
    return planReviewRound(edition.body, year, calendar).map(({ duty, due, rungs }) => ({
      duty,
      ...due,
      expected: null,
      rungs: rungsOf(rungs),
    }));
  if (!isModelDuties(edition)) return [];
  const rule = edition.body;
  return (Object.keys(rule.duties) as ModelDuty[]).map((duty) => {
    const { dueOn, explanation } = dutyDueDay(rule, duty, { today: opensOn, setFor: null, calendar });
    return { duty, dueOn, explanation, expected: null, rungs: rungsOf(planLadder(dueOn, dutyLadder(rule, duty), calendar)) };
  });
}

const rungsOf = (rungs: readonly PlannedRung[]) =>
  rungs.map(({ rung, act, stepsUp, plannedAt }) => ({ rung, act, stepsUp, plannedAt }));

/** The first conference held in that year or after it; where the first cycle begins later, its own. */
function conferenceOf({ body }: RuleEdition<ConferenceRule>, year: number) {
  const { anchorOn, afterYears, cycleYears, opensMonthsBefore } = body;
  const newYear = `${year}-01-01`;
  const last = addYears(newYear > anchorOn ? newYear : anchorOn, afterYears + cycleYears);
  return conferencesBetween(body, addMonths(anchorOn, -opensMonthsBefore), last).find(({ plannedOn }) => plannedOn >= newYear)!;
}

function differencesOf(before: readonly PlannedDeadline[], after: readonly PlannedDeadline[]): RulePreview['differences'] {
  const duties = [...new Set([...before, ...after].map(({ duty }) => duty))];
  return duties.flatMap((duty) => {
    const [from, to] = [before, after].map((plan) => plan.find((deadline) => deadline.duty === duty));
    const same =
      from &&
      to &&
      from.dueOn === to.dueOn &&
      from.expected === to.expected &&
      JSON.stringify([from.rungs, from.escalation]) === JSON.stringify([to.rungs, to.escalation]);
    if (same) return [];
    return [
      {
        duty,
        from: from?.dueOn ?? null,
        to: to?.dueOn ?? null,
        expectedFrom: from?.expected ?? null,
        expectedTo: to?.expected ?? null,
      },
    ];
  });
}

const notYearly = (ruleKey: string) =>
  refusal('invalid', { vi: 'Quy định này không lập kế hoạch thời hạn nào.', en: 'This rule plans no deadlines.' }, [
    {
      pointer: '/ruleKey',
      words: {
        vi: `"${ruleKey}" không đặt thời hạn, nên không có gì để xem trước.`,
        en: `"${ruleKey}" sets no terms, so there is nothing to preview.`,
      },
    },
  ]);
