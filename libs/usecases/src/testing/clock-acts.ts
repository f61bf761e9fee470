import { clockActs, isRefusal, type Refusal } from '#domain';
import type { Records } from '#records';
import type { Actor, Role } from '../actor.js';
import { AnswerExtension } from '../deadlines/answer-extension.js';
import { AskExtension } from '../deadlines/ask-extension.js';
import { FireRung } from '../deadlines/fire-rung.js';
import { NextRung, type LadderSubject } from '../deadlines/next-rung.js';
import { ReopenObligation } from '../deadlines/reopen-obligation.js';
import { ResumeClock } from '../deadlines/resume-clock.js';
import { SuspendClock } from '../deadlines/suspend-clock.js';
import { WaiveObligation } from '../deadlines/waive-obligation.js';
import { actorOf, morning, type SetClock } from './acting.js';

/** What an act is about: a duty, who owes it and who receives it. */
export interface ClockSubject {
  id: string;
  organisationId: string;
  receiver: string;
}

export interface ClockState {
  duty: string;
  status: string;
  dueOn: string;
  originalDueOn: string;
  revision: number;
}

/** Acts on a clock as officials do them, by the real deeds; whoever owes it asks, the head of the receiving body grants. */
export class ClockActs {
  constructor(
    private readonly records: Records,
    private readonly clock: SetClock,
  ) {}

  on(day: string): void {
    this.clock.instant = morning(day);
  }

  actor(organisationId: string, role: Role = 'officer'): Promise<Actor> {
    return actorOf(this.records, organisationId, this.clock.today(), role);
  }
  head({ receiver }: ClockSubject): Promise<Actor> {
    return this.actor(receiver, 'head');
  }

  async state(id: string): Promise<ClockState> {
    return (await this.records.sql.row<ClockState>(
      `SELECT o.duty, o.status, d.due_on AS "dueOn", o.original_due_on AS "originalDueOn", o.revision
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.id = $1`,
      [id],
    ))!;
  }

  /** Every rung told of an obligation so far, oldest first. */
  async told(id: string): Promise<string[]> {
    const rows = await this.records.sql.rows<{ rung: string }>(
      `SELECT rung FROM notices WHERE obligation_id = $1 AND act <> ALL ($2) GROUP BY rung ORDER BY min(id)`,
      [id, clockActs],
    );
    return rows.map(({ rung }) => rung);
  }

  /** What the workflow does: whatever is due by the morning of a day is fired, each at its own instant. */
  async climb(day: string, subject: LadderSubject): Promise<string[]> {
    const fired: string[] = [];
    const next = () => new NextRung(this.records).run(subject);
    for (let rung = await next(); rung && rung.at <= morning(day); rung = await next()) {
      fired.push(rung.rung);
      await new FireRung(this.records).run({ rung, now: rung.at });
    }
    this.on(day);
    return fired;
  }

  async suspend(duty: ClockSubject, until: string, by?: Actor) {
    return new SuspendClock(this.records, this.clock).run({
      ...(await this.about(duty, 'Mẫu: lũ về')),
      until,
      actor: by ?? (await this.head(duty)),
    });
  }

  async resume(duty: ClockSubject) {
    return new ResumeClock(this.records, this.clock).run({
      ...(await this.about(duty, 'Mẫu: nước đã rút')),
      actor: await this.head(duty),
    });
  }

  async waive(duty: ClockSubject, by?: Actor) {
    return new WaiveObligation(this.records, this.clock).run({
      ...(await this.about(duty, 'Mẫu: đơn vị mới thành lập')),
      actor: by ?? (await this.head(duty)),
    });
  }

  async reopen(duty: ClockSubject, until: string) {
    return new ReopenObligation(this.records, this.clock).run({
      ...(await this.about(duty, 'Mẫu: bổ sung số liệu')),
      until,
      actor: await this.head(duty),
    });
  }

  async ask(duty: ClockSubject, toDueOn: string, by?: Actor) {
    return new AskExtension(this.records, this.clock).run({
      ...(await this.about(duty, 'Mẫu: lũ về')),
      toDueOn,
      actor: by ?? (await this.actor(duty.organisationId)),
    });
  }

  async answer(duty: ClockSubject, asked: { extensionId: string } | Refusal, granted: boolean, by?: Actor) {
    if (isRefusal(asked)) throw new Error(asked.words.en);
    return new AnswerExtension(this.records, this.clock).run({
      ...(await this.about(duty, granted ? '' : 'Mẫu: còn đủ thời gian')),
      extensionId: asked.extensionId,
      granted,
      actor: by ?? (await this.head(duty)),
    });
  }

  private async about({ id }: ClockSubject, reason: string) {
    return { obligationId: id, revision: (await this.state(id)).revision, reason };
  }
}

export const code = (outcome: unknown) => (isRefusal(outcome) ? outcome.code : 'done');
