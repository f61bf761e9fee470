import { randomUUID } from 'node:crypto';
import {
  dayAt,
  dependsOnCalendar,
  editionInForce,
  expectedReports,
  isAnnualReport,
  monthDayOf,
  planLadder,
  refusal,
  roundKindOf,
  yearOf,
  type AnnualReportRule,
  type NamedDay,
  type PlainDay,
  type Refusal,
  type RuleEdition,
} from '#domain';
import { Records, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { annualReportRoundWish } from '../wishes.js';

export interface OpenRoundInput {
  /** `modelResults` or `dispatchImplementation`. */
  kind: string;
  year: number;
  now: Date;
  /** null: the calendar itself. */
  actor: Actor | null;
  /** The edition that binds the round; absent: the one in force today. */
  edition?: RuleEdition<AnnualReportRule>;
}

/** Opens a yearly-report round: freezes the expected list, one deadline a due day, and asks Temporal to follow the ladder. */
@Injectable()
export class OpenRound {
  constructor(private readonly records: Records) {}

  async run({ kind, year, now, actor, edition: given }: OpenRoundInput): Promise<{ roundId: string } | Refusal> {
    const today = dayAt(now);
    // A slip of the finger must not make a thousand duties of another century; a round is never taken back.
    if (actor && Math.abs(year - yearOf(today)) > 1) return yearTooFar(yearOf(today));
    return withCalendar(this.records, async (tx, calendar) => {
      const edition = given ?? (await ruleInForce(tx, kind, today));
      if (!edition) return noRule(kind);
      const expected = expectedReports(edition.body, year, await tx.rounds.holdersOn(today), calendar);
      const roundId = randomUUID();
      const isNew = await tx.rounds.open({
        id: roundId,
        kind,
        year,
        ruleEditionId: edition.id,
        openedOn: today,
        openedAt: now,
        dataClosesOn: monthDayOf(year, edition.body.dataClosesOn),
        expected: expected.length,
      });
      if (!isNew) return openedBefore(kind, year);

      // One deadline a day the rule names: two that meet on one working day may part again when the calendar changes.
      const deadlineOf = new Map<string, { id: string; dueOn: PlainDay }>();
      for (const { dueOn, duty, due, computation } of expected) {
        const key = keyOf(computation);
        if (deadlineOf.has(key)) continue;
        const id = randomUUID();
        deadlineOf.set(key, { id, dueOn });
        // A round opened late leaves its missed rungs ahead: the first one fired takes the others with it.
        await tx.deadlines.insert(
          {
            id,
            roundId,
            conferenceId: null,
            duty,
            dueOn,
            explanation: due.explanation,
            ruleEditionId: edition.id,
            computation,
            dependsOnCalendar: dependsOnCalendar(computation, edition.body.ladder),
          },
          { rungs: planLadder(dueOn, edition.body.ladder, calendar), now, pastReason: null },
        );
      }
      await tx.obligations.open(
        expected.map(({ due: _, computation, ...report }) => ({
          ...report,
          id: randomUUID(),
          kind: 'report' as const,
          roundId,
          conferenceId: null,
          deadlineId: deadlineOf.get(keyOf(computation))!.id,
        })),
        now,
      );
      await tx.journal.append({
        stream: 'round',
        streamId: roundId,
        kind: 'roundOpened',
        at: now,
        by: actor && signature(actor),
        body: {
          kind,
          year,
          expected: expected.length,
          dueDays: [...new Set([...deadlineOf.values()].map(({ dueOn }) => dueOn))],
          rule: edition.ruleKey,
          ruleFrom: edition.validFrom,
          source: edition.source,
        },
      });
      await tx.outbox.wish(annualReportRoundWish({ id: roundId, kind, year }), 'roundOpened', now);
      return { roundId };
    });
  }
}

const keyOf = ({ named, inclusive, roll }: NamedDay) => `${named}/${inclusive}/${roll}`;

async function ruleInForce(tx: Tx, kind: string, day: PlainDay): Promise<RuleEdition<AnnualReportRule> | null> {
  const editions = (await tx.rules.all()).filter(isAnnualReport).filter(({ ruleKey }) => roundKindOf(ruleKey) === kind);
  return editionInForce(editions, day) as RuleEdition<AnnualReportRule> | null;
}

const noRule = (kind: string) =>
  refusal('conflict', {
    vi: `Chưa có quy định nào đang hiệu lực cho kỳ báo cáo "${kind}". Thêm quy định trước khi mở kỳ.`,
    en: `No rule is in force for the round "${kind}". Append a rule edition before opening it.`,
  });

const yearTooFar = (thisYear: number) =>
  refusal('invalid', { vi: 'Năm của kỳ báo cáo không đúng.', en: 'The year of the round is not right.' }, [
    {
      pointer: '/year',
      words: {
        vi: `Chọn năm từ ${thisYear - 1} đến ${thisYear + 1}.`,
        en: `Choose a year from ${thisYear - 1} to ${thisYear + 1}.`,
      },
    },
  ]);

const openedBefore = (kind: string, year: number) =>
  refusal('conflict', {
    vi: `Kỳ báo cáo "${kind}" năm ${year} đã được mở. Xem danh sách kỳ báo cáo.`,
    en: `The round "${kind}" of ${year} was opened before. Look at the list of rounds.`,
  });
