import type { NamedAnswer, Words } from '#domain';

/** What names a duty `o`; an answer is named by what waits for it. */
export interface NamedDutyRow {
  kind: 'report' | 'conferenceStep' | 'modelDuty';
  duty: string;
  answer: NamedAnswer | null;
  roundKind: string | null;
  roundYear: number | null;
  conferenceKind: 'preliminary' | 'summary' | null;
  stepWords: Words | null;
  model: string | null;
  ownerVi: string;
  ownerEn: string;
}

/** Of an obligation `o` with its deadline `d`. */
export const namedDutyColumns = `
  about.kind, about.duty,
  CASE WHEN o.kind = 'answer' THEN jsonb_build_object('duty', o.duty, 'to', jsonb_build_object('vi', waits.name_vi, 'en', waits.name_en)) END AS answer,
  r.kind AS "roundKind", r.year AS "roundYear", c.kind AS "conferenceKind",
  (SELECT step -> 'words' FROM jsonb_array_elements(e.body -> 'steps') step WHERE step ->> 'code' = about.duty LIMIT 1) AS "stepWords",
  m.name AS model, owner.name_vi AS "ownerVi", owner.name_en AS "ownerEn"`;

/** Bodies are named as on the day; one that has ended by its last name. */
export const namedDutyJoins = (day: string) => `
  JOIN obligations about ON about.id = coalesce(o.answers_id, o.id)
  LEFT JOIN rounds r ON r.id = about.round_id
  LEFT JOIN conferences c ON c.id = about.conference_id
  LEFT JOIN models m ON m.id = about.model_id
  LEFT JOIN rule_editions e ON e.id = d.rule_edition_id AND about.kind = 'conferenceStep'
  ${nameOn('o.organisation_id', day, 'owner')}
  ${nameOn("(CASE WHEN o.kind = 'answer' THEN about.organisation_id END)", day, 'waits')}`;

function nameOn(organisation: string, day: string, alias: string): string {
  return `LEFT JOIN LATERAL (
    SELECT v.name_vi, v.name_en FROM organisation_versions v WHERE v.organisation_id = ${organisation}
    ORDER BY (v.valid @> ${day}) DESC, v.valid_from DESC NULLS LAST LIMIT 1
  ) ${alias} ON true`;
}
