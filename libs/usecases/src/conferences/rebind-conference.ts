import {
  addYears,
  isConference,
  notFound,
  planSteps,
  refusal,
  stale,
  type ConferenceRule,
  type PlainDay,
  type Refusal,
  type RuleEdition,
} from '#domain';
import { Records, type ConferenceRow } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { changes, computeAgain, keepMoves } from '../deadlines/replan.js';
import { withCalendar } from '../deadlines/with-calendar.js';
import { Clock } from '../ports.js';
import { summaryConferenceWish } from '../wishes.js';

export interface RebindConferenceInput {
  conferenceId: string;
  /** The revision of the conference the sender saw. */
  revision: number;
  ruleEditionId: string;
  reason: string;
  actor: Actor;
}

/**
 * Binds a running conference (D3.7) to another edition of its rule: its day, the days of the steps still open, their ladder, the limits of
 * extensions. A day a document moved the conference to was promised and stays, and so does a step's own day. Which steps there are and
 * who owes them stays as it was when the conference opened; a step the edition does not know keeps its day, and the edition it had.
 */
@Injectable()
export class RebindConference {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run(input: RebindConferenceInput): Promise<{ revision: number } | Refusal> {
    const { conferenceId, revision, ruleEditionId, reason, actor } = input;
    const [now, today] = [this.clock.now(), this.clock.today()];
    return withCalendar(this.records, async (tx, calendar): Promise<{ revision: number } | Refusal> => {
      const conference = await tx.conferences.lock(conferenceId);
      if (!conference) return notFound();
      if (conference.revision !== revision) return stale();
      if (conference.closedOn) return closed(conference.closedOn);
      const [bound, edition] = [await tx.rules.byId(conference.ruleEditionId), await tx.rules.byId(ruleEditionId)];
      if (!bound || !isConference(bound)) throw new Error(`conference ${conferenceId} without its rule edition`);
      if (!edition || !isConference(edition) || edition.ruleKey !== bound.ruleKey || edition.body.scope !== conference.scope)
        return anotherRule(bound.ruleKey, conference.scope);
      if (edition.id === bound.id) return boundBefore(bound.validFrom);

      const plannedOn = dayBy(conference, bound, edition);
      if (plannedOn !== conference.plannedOn && plannedOn <= today) return dayIsPast(plannedOn);
      const named = new Map(
        planSteps(edition.body, plannedOn, calendar).map(({ step, computation }) => [step.code, computation]),
      );
      const open = (await tx.conferences.steps(conferenceId, today)).filter(
        ({ code, doneOn, status }) => !doneOn && status !== 'waived' && named.has(code),
      );
      const stepOf = new Map(open.map(({ deadlineId, code }) => [deadlineId, code]));
      const moves = (await tx.openDeadlines.lockedOfConference(conferenceId)).flatMap((deadline) => {
        const code = stepOf.get(deadline.id);
        // A day given by a decision was promised to somebody.
        const computation = deadline.computation && named.get(code!)!;
        return code ? [computeAgain(deadline, { computation, edition, duty: code }, calendar, now)] : [];
      });
      await keepMoves(
        tx,
        moves.filter((move) => changes(move, now)),
        { cause: 'conferenceRebound', now, actor, about: { reason, ruleFrom: edition.validFrom } },
      );
      await tx.deadlines.bindAll(
        moves.map(({ deadline }) => deadline.id),
        edition.id,
      );
      if (!(await tx.conferences.change(conferenceId, revision, { plannedOn, ruleEditionId }))) return stale();
      await tx.journal.append({
        stream: 'conference',
        streamId: conferenceId,
        kind: 'conferenceRebound',
        at: now,
        by: signature(actor),
        body: {
          reason,
          from: bound.id,
          to: edition.id,
          ruleFrom: edition.validFrom,
          source: edition.source,
          plannedOn: { from: conference.plannedOn, to: plannedOn },
          steps: moves.map(({ deadline, plan }) => ({ code: stepOf.get(deadline.id), from: deadline.dueOn, to: plan.dueOn })),
        },
      });
      await tx.outbox.wish(summaryConferenceWish(conferenceId), 'conferenceRebound', now);
      return { revision: revision + 1 };
    });
  }
}

/** The day the edition gives a conference that stands where its rule put it; one that was moved, or is over, stays. */
function dayBy(
  { anchorOn, plannedOn, heldOn }: ConferenceRow,
  bound: RuleEdition<ConferenceRule>,
  edition: RuleEdition<ConferenceRule>,
): PlainDay {
  const moved = plannedOn !== addYears(anchorOn, bound.body.afterYears);
  return moved || heldOn ? plannedOn : addYears(anchorOn, edition.body.afterYears);
}

const closed = (day: string) =>
  refusal('conflict', {
    vi: `Hội nghị đã khép ngày ${day}; không áp dụng quy định khác được nữa.`,
    en: `The conference closed on ${day}; it can no longer be bound to another edition.`,
  });
const dayIsPast = (day: string) =>
  refusal('conflict', {
    vi: `Theo quy định này, hội nghị lẽ ra đã tổ chức ngày ${day}. Dời ngày hội nghị trước (POST /api/conferences/{id}/moves), rồi áp dụng lại.`,
    en: `By this edition the conference would have been held on ${day}. Move it first (POST /api/conferences/{id}/moves), then bind it again.`,
  });
const anotherRule = (ruleKey: string, scope: string) =>
  refusal('invalid', { vi: 'Không áp dụng được quy định này.', en: 'The conference cannot be bound to this edition.' }, [
    {
      pointer: '/ruleEditionId',
      words: {
        vi: `Chọn một bản của quy định "${ruleKey}" có phạm vi "${scope}"; xem GET /api/rules?ruleKey=${ruleKey}.`,
        en: `Choose an edition of the rule "${ruleKey}" of the scope "${scope}"; see GET /api/rules?ruleKey=${ruleKey}.`,
      },
    },
  ]);
const boundBefore = (validFrom: string) =>
  refusal('conflict', {
    vi: `Hội nghị đang theo quy định hiệu lực từ ${validFrom}; không có gì thay đổi.`,
    en: `The conference is bound to the edition in force from ${validFrom} already; nothing changes.`,
  });
