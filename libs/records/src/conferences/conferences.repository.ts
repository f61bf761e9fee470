import type { Sql } from '../sql.js';

export interface ConferenceRow {
  id: string;
  kind: 'preliminary' | 'summary';
  scope: string;
  anchorOn: string;
  plannedOn: string;
  heldOn: string | null;
  closedOn: string | null;
  ruleEditionId: string;
  revision: number;
}

export interface ConferenceStepRow {
  code: string;
  obligationId: string;
  deadlineId: string;
  doneOn: string | null;
  status: string;
  obligationRevision: number;
  /** The body that owes the step today. */
  owedBy: string | null;
}

export interface StepDocument {
  number: string;
  on: string;
  title: string;
}

export class ConferencesRepository {
  constructor(private readonly sql: Sql) {}

  /** false: this conference was opened before. */
  async open(conference: {
    id: string;
    kind: string;
    scope: string;
    anchorOn: string;
    plannedOn: string;
    ruleEditionId: string;
    openedOn: string;
    openedAt: Date;
  }): Promise<boolean> {
    return (
      (await this.sql.affected(
        `INSERT INTO conferences (id, kind, scope, anchor_on, rule_edition_id, planned_on, original_planned_on, opened_on, opened_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8) ON CONFLICT (kind, scope, anchor_on) DO NOTHING`,
        [
          conference.id,
          conference.kind,
          conference.scope,
          conference.anchorOn,
          conference.ruleEditionId,
          conference.plannedOn,
          conference.openedOn,
          conference.openedAt,
        ],
      )) === 1
    );
  }

  async addStep(conferenceId: string, code: string, position: number, obligationId: string): Promise<void> {
    await this.sql.affected(
      `INSERT INTO conference_steps (conference_id, code, position, obligation_id) VALUES ($1, $2, $3, $4)`,
      [conferenceId, code, position, obligationId],
    );
  }

  /** Conferences concern everybody: whoever is signed in may see them. */
  lock(id: string): Promise<ConferenceRow | null> {
    return this.sql.row<ConferenceRow>(
      `SELECT id, kind, scope, anchor_on AS "anchorOn", planned_on AS "plannedOn", held_on AS "heldOn", closed_on AS "closedOn", rule_edition_id AS "ruleEditionId", revision
       FROM conferences WHERE id = $1 FOR UPDATE`,
      [id],
    );
  }

  steps(conferenceId: string, day: string): Promise<ConferenceStepRow[]> {
    return this.sql.rows<ConferenceStepRow>(
      `SELECT s.code, s.obligation_id AS "obligationId", o.deadline_id AS "deadlineId", s.done_on AS "doneOn", o.status, o.revision AS "obligationRevision",
              (SELECT heir_id FROM organisation_heir_on(o.organisation_id, $2)) AS "owedBy"
       FROM conference_steps s JOIN obligations o ON o.id = s.obligation_id WHERE s.conference_id = $1 ORDER BY s.position`,
      [conferenceId, day],
    );
  }

  async stepDone(
    conferenceId: string,
    code: string,
    done: { on: string; document: StepDocument; personId: string; postId: string },
  ): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE conference_steps SET done_on = $3, document_number = $4, document_on = $5, document_title = $6, done_by = $7, done_post_id = $8
         WHERE conference_id = $1 AND code = $2 AND done_on IS NULL`,
        [conferenceId, code, done.on, done.document.number, done.document.on, done.document.title, done.personId, done.postId],
      )) === 1
    );
  }

  async change(
    id: string,
    revision: number,
    to: { heldOn?: string; closedOn?: string; plannedOn?: string; ruleEditionId?: string },
  ): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE conferences SET held_on = coalesce($3, held_on), closed_on = coalesce($4, closed_on), planned_on = coalesce($5, planned_on),
                rule_edition_id = coalesce($6, rule_edition_id), revision = revision + 1
         WHERE id = $1 AND revision = $2`,
        [id, revision, to.heldOn ?? null, to.closedOn ?? null, to.plannedOn ?? null, to.ruleEditionId ?? null],
      )) === 1
    );
  }

  /** Closes a conference whose steps are all done or waived; true if it did. */
  async closeIfDone(id: string, day: string): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE conferences SET closed_on = $2, revision = revision + 1 WHERE id = $1 AND closed_on IS NULL AND NOT EXISTS (
         SELECT FROM conference_steps s JOIN obligations o ON o.id = s.obligation_id WHERE s.conference_id = $1 AND s.done_on IS NULL AND o.status <> 'waived')`,
        [id, day],
      )) === 1
    );
  }

  /** A step of a closed conference is owed again; true if it was closed. */
  async reopen(id: string): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE conferences SET closed_on = NULL, revision = revision + 1 WHERE id = $1 AND closed_on IS NOT NULL`,
        [id],
      )) === 1
    );
  }
}
