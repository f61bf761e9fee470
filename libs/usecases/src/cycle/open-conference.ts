import { randomUUID } from 'node:crypto';
import {
  bodiesOfPath,
  climb,
  dayAt,
  dependsOnCalendar,
  planLadder,
  planSteps,
  provincialHolder,
  refusal,
  type ConferenceDates,
  type ConferenceRule,
  type Refusal,
  type RuleEdition,
} from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { withCalendar } from '../deadlines/with-calendar.js';
import { summaryConferenceWish } from '../wishes.js';

/** Opens a 3- or 5-year conference (D3.7): its steps become obligations, back-planned from the day. */
@Injectable()
export class OpenConference {
  constructor(private readonly records: Records) {}

  async run({
    edition,
    dates,
    now,
  }: {
    edition: RuleEdition<ConferenceRule>;
    dates: ConferenceDates;
    now: Date;
  }): Promise<{ conferenceId: string } | Refusal> {
    const today = dayAt(now);
    const { kind, scope, ladder } = edition.body;
    return withCalendar(this.records, async (tx, calendar) => {
      const conferenceId = randomUUID();
      const isNew = await tx.conferences.open({
        id: conferenceId,
        kind,
        scope,
        ...dates,
        ruleEditionId: edition.id,
        openedOn: today,
        openedAt: now,
      });
      if (!isNew) return openedBefore();

      const holders = await tx.rounds.holdersOn(today);
      const steps = planSteps(edition.body, dates.plannedOn, calendar);
      const path = bodiesOfPath(holders, edition.body.escalation ?? ['standingCommittee']);
      for (const { step, position, dueOn, due, computation } of steps) {
        const owner = provincialHolder(holders, step.owner);
        if (!owner) return noOwner(step.owner, today);
        const deadlineId = randomUUID();
        const obligationId = randomUUID();
        await tx.deadlines.insert(
          {
            id: deadlineId,
            roundId: null,
            conferenceId,
            duty: step.code,
            dueOn,
            explanation: due.explanation,
            ruleEditionId: edition.id,
            computation,
            dependsOnCalendar: dependsOnCalendar(computation, ladder),
          },
          { rungs: planLadder(dueOn, ladder, calendar), now, pastReason: null },
        );
        await tx.obligations.open(
          [
            {
              id: obligationId,
              kind: 'conferenceStep',
              roundId: null,
              conferenceId,
              duty: step.code,
              deadlineId,
              functionCode: step.owner,
              territoryId: owner.territoryId,
              organisationId: owner.organisationId,
              reportsTo: climb(owner.organisationId, null, path),
              dueOn,
            },
          ],
          now,
        );
        await tx.conferences.addStep(conferenceId, step.code, position, obligationId);
      }
      await tx.journal.append({
        stream: 'conference',
        streamId: conferenceId,
        kind: 'conferenceOpened',
        at: now,
        by: null,
        body: {
          kind,
          scope,
          ...dates,
          steps: steps.map(({ step, dueOn }) => ({ code: step.code, dueOn })),
          rule: edition.ruleKey,
          ruleFrom: edition.validFrom,
          source: edition.source,
        },
      });
      await tx.outbox.wish(summaryConferenceWish(conferenceId), 'conferenceOpened', now);
      return { conferenceId };
    });
  }
}

const openedBefore = () => refusal('conflict', { vi: 'Hội nghị này đã được mở.', en: 'This conference was opened before.' });

const noOwner = (functionCode: string, day: string) =>
  refusal('conflict', {
    vi: `Ngày ${day} không có cơ quan cấp tỉnh nào giữ chức năng "${functionCode}". Phân công chức năng rồi mở lại.`,
    en: `On ${day} no provincial body holds the function "${functionCode}". Assign the function, then open again.`,
  });
