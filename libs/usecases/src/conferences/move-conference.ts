import {
  dependsOnCalendar,
  isConference,
  notFound,
  planLadder,
  planMovedRung,
  planSteps,
  refusal,
  stale,
  type Refusal,
} from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { summaryConferenceWish } from '../wishes.js';

export interface MoveConferenceInput {
  conferenceId: string;
  revision: number;
  plannedOn: string;
  reason: string;
  /** Number and date of the document that moves it. */
  document: { number: string; on: string };
  actor: Actor;
}

/** Held on another day: a recorded act that re-plans every step still open, keeps the old dates and tells whoever owes a step that moved. */
@Injectable()
export class MoveConference {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({
    conferenceId,
    revision,
    plannedOn,
    reason,
    document,
    actor,
  }: MoveConferenceInput): Promise<{ revision: number } | Refusal> {
    const now = this.clock.now();
    const today = this.clock.today();
    return withCalendar(this.records, async (tx, calendar) => {
      const conference = await tx.conferences.lock(conferenceId);
      if (!conference) return notFound();
      const steps = await tx.conferences.steps(conferenceId, today);
      if (!steps.some((step) => step.code === 'held' && step.owedBy === actor.post.organisationId)) return notYours();
      if (conference.revision !== revision) return stale();
      if (conference.heldOn) return heldBefore(conference.heldOn);
      if (plannedOn <= today || plannedOn === conference.plannedOn) return dayNotPossible();
      if (document.on > today) return documentNotYet();

      const editions = new Map((await tx.rules.all()).filter(isConference).map((edition) => [edition.id, edition]));
      const moved: { code: string; from: string; to: string }[] = [];
      for (const step of steps) {
        if (step.doneOn || step.status === 'waived') continue;
        const deadline = (await tx.deadlines.lock(step.deadlineId))!;
        // Its own edition: the one that binds the conference may not know the step.
        const edition = editions.get(deadline.ruleEditionId);
        if (!edition) throw new Error(`step ${step.code} of the conference ${conferenceId} without its rule edition`);
        const planned = planSteps(edition.body, plannedOn, calendar).find(({ step: { code } }) => code === step.code)!;
        const { dueOn, due, computation } = planned;
        // A day given by a decision, as more time was, is not taken back for an earlier one, while it lies before the conference.
        const { computation: own } = await tx.deadlines.dayOf(deadline.id);
        const isGiven = own === null && deadline.dueOn > dueOn && deadline.dueOn < plannedOn;
        moved.push({ code: step.code, from: deadline.dueOn, to: isGiven ? deadline.dueOn : dueOn });
        if (isGiven) continue;
        await tx.deadlines.replan(
          deadline,
          { ...due, computation, dependsOnCalendar: dependsOnCalendar(computation, edition.body.ladder) },
          {
            rungs: [
              ...planLadder(dueOn, edition.body.ladder, calendar),
              ...(dueOn === deadline!.dueOn ? [] : [planMovedRung(dueOn, edition.body.ladder, now, calendar)]),
            ],
            now,
            pastReason: 'plannedBeforeTheMove',
          },
          'conferenceMoved',
        );
      }
      await tx.conferences.change(conferenceId, revision, { plannedOn });
      await tx.journal.append({
        stream: 'conference',
        streamId: conferenceId,
        kind: 'conferenceMoved',
        at: now,
        by: signature(actor),
        body: { from: conference.plannedOn, to: plannedOn, reason, document, steps: moved },
      });
      await tx.outbox.wish(summaryConferenceWish(conferenceId), 'conferenceMoved', now);
      return { revision: revision + 1 };
    });
  }
}

const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ cơ quan chủ trì hội nghị mới dời ngày.',
    en: 'Only the body that holds the conference can move it.',
  });
const heldBefore = (day: string) =>
  refusal('conflict', { vi: `Hội nghị đã tổ chức ngày ${day}.`, en: `The conference was held on ${day}.` });
const documentNotYet = () =>
  refusal(
    'invalid',
    { vi: 'Văn bản dời ngày phải có trước.', en: 'The document that moves the conference must exist already.' },
    [{ pointer: '/document/on', words: { vi: 'Nhập ngày hôm nay hoặc trước đó.', en: 'Enter today or an earlier day.' } }],
  );
const dayNotPossible = () =>
  refusal(
    'invalid',
    {
      vi: 'Ngày mới phải ở tương lai và khác ngày đã định.',
      en: 'The new day must lie in the future and differ from the planned one.',
    },
    [{ pointer: '/plannedOn', words: { vi: 'Chọn ngày khác.', en: 'Choose another day.' } }],
  );
