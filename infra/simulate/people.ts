import { createHash } from 'node:crypto';
import { addDays, dayAt, isRefusal, type PlainDay, type Refusal, type ReportBody } from '#domain';
import type { Records } from '#records';
import {
  AnswerExtension,
  AnswerReport,
  AskExtension,
  CompleteConferenceStep,
  MoveConference,
  SubmitReport,
  type Actor,
} from '#usecases';
import type { Agenda } from './agenda.js';
import { chance } from './chance.js';
import { actorFor } from '../../libs/usecases/src/testing/acting.js';
import type { PlayedClock } from './played-time.js';

interface Owed {
  id: string;
  /** The same for the same unit, duty and year in every run: what this unit's chances hang on. */
  key: string;
  kind: string;
  roundKind: string | null;
  conferenceId: string | null;
  duty: string;
  dueOn: PlainDay;
}

/** People as they are: most are on time, some are late, a few never answer, some ask for more time. Everything through the real use cases. */
export class People {
  /** Refusals nobody should get in this play, with what was tried. */
  readonly surprises: string[] = [];
  /** One row of chances an obligation: several act at once, and yet a seed always plays the same. */
  private readonly chances = new Map<string, () => number>();

  constructor(
    private readonly records: Records,
    private readonly clock: PlayedClock,
    private readonly agenda: Agenda,
    private readonly seed: number,
  ) {}

  /** Looks for obligations nobody has made plans for yet. */
  async readTheirMail(): Promise<void> {
    const owed = await this.records.sql.rows<Owed>(
      `SELECT o.id, concat_ws('/', o.territory_id, o.function_code, o.duty, r.kind, r.year, c.kind, c.anchor_on) AS key, o.kind, r.kind AS "roundKind", o.conference_id AS "conferenceId", o.duty, d.due_on AS "dueOn"
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id LEFT JOIN rounds r ON r.id = o.round_id LEFT JOIN conferences c ON c.id = o.conference_id
       WHERE o.status = 'open' AND o.kind <> 'answer' AND NOT (o.id = ANY($1)) ORDER BY d.due_on, o.territory_id, o.function_code`,
      [[...this.chances.keys()]],
    );
    for (const one of owed) {
      this.chances.set(one.id, chance(this.seed + createHash('sha256').update(one.key).digest().readUInt32LE()));
      if (one.kind === 'report') this.planReport(one);
      else this.planStep(one);
    }
  }

  private chance(obligationId: string): number {
    return this.chances.get(obligationId)!();
  }

  private planReport({ id, dueOn, roundKind }: Owed): void {
    const draw = this.chance(id);
    const submit = () => this.submit(id, roundKind!);
    if (draw < 0.07) return;
    if (draw < 0.12)
      this.agenda.add(this.notBeforeToday(addDays(dueOn, -Math.floor(this.chance(id) * 4))), () =>
        this.askForTime(id, dueOn, roundKind!),
      );
    else if (draw < 0.27) this.agenda.add(this.notBeforeToday(addDays(dueOn, 1 + Math.floor(this.chance(id) * 45))), submit);
    else this.agenda.add(this.notBeforeToday(addDays(dueOn, -Math.floor(this.chance(id) * 25))), submit);
  }

  private planStep({ id, conferenceId, duty, dueOn }: Owed): void {
    const delay = ['held', 'conclusionNotice'].includes(duty) ? 0 : Math.floor(this.chance(id) * 30) - 15;
    this.agenda.add(this.notBeforeToday(addDays(dueOn, delay)), () => this.completeStep(conferenceId!, id, duty));
    // The first conference is moved once: it is found two months ahead that the day does not suit.
    if (duty === 'held' && dueOn < '2028-01-01')
      this.agenda.add(this.notBeforeToday(addDays(dueOn, -60)), () => this.moveConference(conferenceId!, dueOn));
  }

  private async submit(obligationId: string, roundKind: string): Promise<void> {
    const owed = await this.stateOf(obligationId);
    const actor = await this.personFor(owed.owedBy, 'officer');
    if (!actor || !['open', 'returned'].includes(owed.status)) return;
    const done = await new SubmitReport(this.records, this.clock).run({
      obligationId,
      revision: owed.revision,
      report: this.report(obligationId, roundKind),
      actor,
    });
    if (this.refused(done, 'submit')) return;
    this.agenda.add(addDays(this.clock.today(), 1 + Math.floor(this.chance(obligationId) * 5)), () =>
      this.answer(obligationId, roundKind),
    );
  }

  private async answer(obligationId: string, roundKind: string): Promise<void> {
    const owed = await this.stateOf(obligationId);
    const actor = await this.personFor(owed.receivedBy, 'officer');
    if (!actor || owed.status !== 'submitted') return;
    const outcome = this.chance(obligationId) < 0.08 && !owed.closed ? 'returned' : 'accepted';
    const message = outcome === 'returned' ? 'Mẫu: bổ sung số liệu.' : null;
    const done = await new AnswerReport(this.records, this.clock).run({
      obligationId,
      revision: owed.revision,
      outcome,
      message,
      actor,
    });
    if (this.refused(done, 'answer') || outcome === 'accepted') return;
    this.agenda.add(addDays(this.clock.today(), 3), () => this.submit(obligationId, roundKind));
  }

  private async askForTime(obligationId: string, dueOn: PlainDay, roundKind: string): Promise<void> {
    const owed = await this.stateOf(obligationId);
    const actor = await this.personFor(owed.owedBy, 'officer');
    this.agenda.add(addDays(dueOn, 7), () => this.submit(obligationId, roundKind));
    if (!actor || owed.status !== 'open' || this.clock.today() > dueOn) return;
    const toDueOn = addDays(dueOn, 8);
    const asked = await new AskExtension(this.records, this.clock).run({
      obligationId,
      revision: owed.revision,
      toDueOn,
      reason: 'Mẫu: mưa lũ',
      actor,
    });
    if (this.refused(asked, 'ask for an extension')) return;
    this.agenda.add(addDays(this.clock.today(), 1 + Math.floor(this.chance(obligationId) * 3)), () =>
      this.answerRequest(obligationId, (asked as { extensionId: string }).extensionId),
    );
  }

  private async answerRequest(obligationId: string, extensionId: string): Promise<void> {
    const owed = await this.stateOf(obligationId);
    const actor = await this.personFor(owed.receivedBy, 'head');
    if (!actor) return;
    const granted = this.chance(obligationId) < 0.85;
    const reason = granted ? null : 'Mẫu: cần số liệu kịp tổng hợp';
    const run = { obligationId, extensionId, revision: owed.revision, granted, reason, actor };
    this.refused(await new AnswerExtension(this.records, this.clock).run(run), 'answer a request');
  }

  private async completeStep(conferenceId: string, obligationId: string, code: string): Promise<void> {
    const owed = await this.stateOf(obligationId);
    const today = this.clock.today();
    // Moved meanwhile: it is done on its new day.
    if (owed.dueOn > today && ['held', 'conclusionNotice'].includes(code))
      return this.agenda.add(owed.dueOn, () => this.completeStep(conferenceId, obligationId, code));
    const actor = await this.personFor(owed.owedBy, 'officer');
    if (!actor) return;
    const document = { number: `${this.clock.instant.getUTCDate()}-KH/TU`, on: today, title: 'Mẫu: văn bản của bước' };
    const revision = await this.conferenceRevision(conferenceId);
    this.refused(
      await new CompleteConferenceStep(this.records, this.clock).run({
        conferenceId,
        code,
        revision,
        doneOn: today,
        document,
        actor,
      }),
      `complete ${code}`,
    );
  }

  private async moveConference(conferenceId: string, plannedOn: PlainDay): Promise<void> {
    const held = await this.records.sql.row<{ id: string }>(
      `SELECT obligation_id AS id FROM conference_steps WHERE conference_id = $1 AND code = 'held'`,
      [conferenceId],
    );
    const actor = await this.personFor((await this.stateOf(held!.id)).owedBy, 'head');
    if (!actor) return;
    const run = {
      conferenceId,
      revision: await this.conferenceRevision(conferenceId),
      plannedOn: addDays(plannedOn, 20),
      reason: 'Mẫu: trùng kỳ họp',
      document: { number: '15-TB/TU', on: this.clock.today() },
      actor,
    };
    this.refused(await new MoveConference(this.records, this.clock).run(run), 'move the conference');
  }

  private async conferenceRevision(id: string): Promise<number> {
    return (await this.records.sql.row<{ revision: number }>(`SELECT revision FROM conferences WHERE id = $1`, [id]))!.revision;
  }

  private async stateOf(id: string) {
    return (await this.records.sql.row<{
      status: string;
      revision: number;
      dueOn: PlainDay;
      closed: boolean;
      owedBy: string | null;
      receivedBy: string | null;
    }>(
      `SELECT o.status, o.revision, d.due_on AS "dueOn", d.closed_at IS NOT NULL AS closed,
              (SELECT heir_id FROM organisation_heir_on(o.organisation_id, $2::date)) AS "owedBy",
              (SELECT heir_id FROM organisation_heir_on(o.reports_to[1], $2::date)) AS "receivedBy"
       FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.id = $1`,
      [id, this.clock.today()],
    ))!;
  }

  private personFor(organisationId: string | null, role: 'officer' | 'head'): Promise<Actor | null> {
    return organisationId ? actorFor(this.records, organisationId, this.clock.today(), role) : Promise.resolve(null);
  }

  private report(obligationId: string, roundKind: string): ReportBody {
    const some = (n: number) => Math.floor(this.chance(obligationId) * n);
    const words = { summary: 'Mẫu: số liệu của lần chạy thử.' };
    if (roundKind === 'dispatchImplementation')
      return { figures: { guidances: some(20), inspections: some(9), findings: some(5), findingsClosed: some(3) }, words };
    const [openingCount, founded, ended] = [5 + some(20), some(4), some(3)];
    const closingCount = openingCount + founded - ended;
    return {
      figures: {
        openingCount,
        founded,
        ended,
        closingCount,
        effective: some(closingCount + 1),
        replicated: some(3),
        commended: some(2),
      },
      words,
    };
  }

  private refused(outcome: unknown, tried: string): outcome is Refusal {
    if (!isRefusal(outcome)) return false;
    // A closed round or a granted request that came too late is part of life; a fault in what was sent is not.
    if (outcome.code !== 'conflict')
      this.surprises.push(`${dayAt(this.clock.instant)} ${tried}: ${outcome.code} ${outcome.words.en}`);
    return true;
  }

  private notBeforeToday = (day: PlainDay): PlainDay => (day > this.clock.today() ? day : addDays(this.clock.today(), 1));
}
