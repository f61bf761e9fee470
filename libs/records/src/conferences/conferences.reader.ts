import type { Sql } from '../sql.js';

export interface ConferenceItem {
  id: string;
  kind: 'preliminary' | 'summary';
  scope: string;
  anchorOn: string;
  plannedOn: string;
  originalPlannedOn: string;
  openedOn: string;
  heldOn: string | null;
  closedOn: string | null;
  rule: { key: string; validFrom: string; source: string };
  revision: number;
}

export interface ConferenceStepItem {
  code: string;
  position: number;
  words: { vi: string; en: string };
  /** Who owes it today; without a name when it ended without an heir. */
  owner: { id: string; nameVi: string | null; nameEn: string | null };
  obligationId: string;
  deadlineId: string;
  dueOn: string;
  originalDueOn: string;
  daysOverdue: number;
  doneOn: string | null;
  document: { number: string; on: string; title: string } | null;
}

const select = `
  SELECT c.id, c.kind, c.scope, c.anchor_on AS "anchorOn", c.planned_on AS "plannedOn", c.original_planned_on AS "originalPlannedOn", c.opened_on AS "openedOn",
         c.held_on AS "heldOn", c.closed_on AS "closedOn", c.revision,
         jsonb_build_object('key', e.rule_key, 'validFrom', e.valid_from, 'source', e.source) AS rule
  FROM conferences c JOIN rule_editions e ON e.id = c.rule_edition_id`;

export class ConferencesReader {
  constructor(private readonly sql: Sql) {}

  /** By planned day. Conferences concern everybody. */
  list(after: { plannedOn: string; id: string } | null, limit: number): Promise<ConferenceItem[]> {
    return this.sql.rows<ConferenceItem>(
      `${select} WHERE $1::date IS NULL OR (c.planned_on, c.id) > ($1::date, $2::uuid) ORDER BY c.planned_on, c.id LIMIT $3`,
      [after?.plannedOn ?? null, after?.id ?? null, limit],
    );
  }

  find(id: string): Promise<ConferenceItem | null> {
    return this.sql.row<ConferenceItem>(`${select} WHERE c.id = $1`, [id]);
  }

  steps(conferenceId: string, day: string): Promise<ConferenceStepItem[]> {
    return this.sql.rows<ConferenceStepItem>(
      `SELECT s.code, s.position, step -> 'words' AS words, s.obligation_id AS "obligationId", o.deadline_id AS "deadlineId",
              jsonb_build_object('id', coalesce(v.organisation_id, o.organisation_id), 'nameVi', v.name_vi, 'nameEn', v.name_en) AS owner,
              d.due_on AS "dueOn", d.original_due_on AS "originalDueOn",
              CASE WHEN s.done_on IS NULL THEN greatest(0, $2::date - d.due_on) ELSE 0 END AS "daysOverdue", s.done_on AS "doneOn",
              CASE WHEN s.done_on IS NOT NULL THEN jsonb_build_object('number', s.document_number, 'on', s.document_on, 'title', s.document_title) END AS document
       FROM conference_steps s
       JOIN obligations o ON o.id = s.obligation_id
       JOIN deadlines d ON d.id = o.deadline_id
       JOIN rule_editions e ON e.id = d.rule_edition_id
       CROSS JOIN LATERAL jsonb_array_elements(e.body -> 'steps') AS step
       LEFT JOIN organisation_versions v
         ON v.organisation_id = coalesce((SELECT heir_id FROM organisation_heir_on(o.organisation_id, $2::date)), o.organisation_id) AND v.valid @> $2::date
       WHERE s.conference_id = $1 AND step ->> 'code' = s.code ORDER BY s.position`,
      [conferenceId, day],
    );
  }
}
