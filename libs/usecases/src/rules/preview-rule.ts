import {
  addYears,
  conferencesBetween,
  editionInForce,
  expectedReports,
  isAnnualReport,
  isConference,
  isModelReview,
  monthDayOf,
  planLadder,
  planReviewRound,
  planSteps,
  refusal,
  type ConferenceRule,
  type FunctionHolder,
  type PlainDay,
  type PlannedRung,
  type Refusal,
  type RuleEdition,
  type RuleKey,
  type WorkCalendar,
  type Words,
} from '#domain';
import { Records, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { ruleRefused, scopeRefused } from './append-edition.js';

export interface PlannedDeadline {
  duty: string;
  dueOn: PlainDay;
  /** How the day was counted, step by step. */
  explanation: Words[];
  /** How many reports would be expected by the structure of today; null where that is not known beforehand. */
  expected: number | null;
  rungs: Pick<PlannedRung, 'rung' | 'act' | 'stepsUp' | 'plannedAt'>[];
}

export interface RulePreview {
  ruleKey: string;
  year: number;
  deadlines: PlannedDeadline[];
  /** By the edition in force when the round or conference opens; null: none is. */
  inForce: { ruleEditionId: string; validFrom: PlainDay; deadlines: PlannedDeadline[] } | null;
  /** Where the two plan something else; a null day is a duty only one of them knows. */
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

  async run({ ruleKey, body, year }: { ruleKey: string; body: unknown; year: number }): Promise<RulePreview | Refusal> {
    const refused = ruleRefused(ruleKey, body);
    if (refused) return refused;
    const today = this.clock.today();
    const asked = { id: '', ruleKey: ruleKey as RuleKey, validFrom: today, source: '', body } as RuleEdition;
    return withCalendar(this.records, async (tx, calendar): Promise<RulePreview | Refusal> => {
      const inVain = await scopeRefused(tx, body, today);
      if (inVain) return inVain;
      const holders = await tx.rounds.holdersOn(today);
      const deadlines = planned(asked, year, holders, calendar);
      if (!deadlines) return notYearly(ruleKey);
      const before = await inForceAt(tx, asked, year);
      const planBefore = before ? (planned(before, year, holders, calendar) ?? []) : [];
      return {
        ruleKey,
        year,
        deadlines,
        inForce: before && { ruleEditionId: before.id, validFrom: before.validFrom, deadlines: planBefore },
        differences: differencesOf(planBefore, deadlines),
      };
    });
  }
}

function planned(
  edition: RuleEdition,
  year: number,
  holders: readonly FunctionHolder[],
  calendar: WorkCalendar,
): PlannedDeadline[] | null {
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
  return null;
}

const rungsOf = (rungs: readonly PlannedRung[]) =>
  rungs.map(({ rung, act, stepsUp, plannedAt }) => ({ rung, act, stepsUp, plannedAt }));

/** The first conference held in that year or after it. */
const conferenceOf = ({ body }: RuleEdition<ConferenceRule>, year: number) =>
  conferencesBetween(body, body.anchorOn, addYears(`${year}-12-31`, body.cycleYears)).find(
    ({ plannedOn }) => plannedOn >= `${year}-01-01`,
  )!;

/** The edition that would bind the same opening, were the asked one not appended. */
async function inForceAt(tx: Tx, asked: RuleEdition, year: number): Promise<RuleEdition | null> {
  const rivals = (await tx.rules.all()).filter(({ ruleKey }) => ruleKey === asked.ruleKey);
  const opensOn = isConference(asked)
    ? conferenceOf(asked, year).opensOn
    : isAnnualReport(asked) || isModelReview(asked)
      ? monthDayOf(year, asked.body.opensOn)
      : null;
  return opensOn === null ? null : editionInForce(rivals, opensOn);
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
      JSON.stringify(from.rungs) === JSON.stringify(to.rungs);
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
  refusal('invalid', { vi: 'Quy định này không lập kế hoạch theo năm.', en: 'This rule plans no year.' }, [
    {
      pointer: '/ruleKey',
      words: {
        vi: `"${ruleKey}" tính thời hạn từ từng việc; xem trước bằng POST /api/deadlines/calculations.`,
        en: `"${ruleKey}" counts its terms from single acts; try them with POST /api/deadlines/calculations.`,
      },
    },
  ]);
