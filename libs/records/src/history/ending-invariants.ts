import type { Invariant } from './invariant.js';

/** How models end and are honoured. */
export const endingInvariants: readonly Invariant[] = [
  {
    name: 'consolidatedModelsHaveAnHeir',
    holds: 'A model that ended by consolidation has an heir, no other has one, and no way from heir to heir leads back',
    violations: `
      SELECT id FROM models WHERE (end_ground IS NOT DISTINCT FROM 'consolidated') <> (heir_id IS NOT NULL)
      UNION
      SELECT start FROM (
        WITH RECURSIVE up (start, id) AS (
          SELECT id, heir_id FROM models WHERE heir_id IS NOT NULL
          UNION
          SELECT up.start, m.heir_id FROM up JOIN models m ON m.id = up.id WHERE m.heir_id IS NOT NULL
        ) SELECT start FROM up WHERE start = id) circle`,
  },
  {
    name: 'whatWasBroughtAlongArrived',
    holds: 'What a consolidation took from models in members and money is what their heir received, and all they had',
    violations: `
      SELECT decision_id, kind FROM model_members WHERE decision_id IS NOT NULL GROUP BY decision_id, kind HAVING sum(moved) <> 0
      UNION ALL
      SELECT d.id, d.step FROM decisions d
      WHERE d.step = 'terminate' AND d.frozen -> 'fields' ->> 'ground' = 'consolidated' AND d.frozen ? 'onHand' AND (
        (d.frozen -> 'onHand' ->> 'members')::int
          <> (SELECT coalesce(sum(r.moved), 0) FROM model_members r WHERE r.decision_id = d.id AND r.moved > 0)
        OR (d.frozen -> 'onHand' ->> 'money')::numeric
          <> (SELECT coalesce(sum(r.amount), 0) FROM model_money r WHERE r.decision_id = d.id))`,
  },
  {
    name: 'onePaperOneNumber',
    holds: 'A number of an issuer in a year is one paper, and what it decides on several models bears its number, issuer and day',
    violations: `
      SELECT min(id::text) FROM decisions WHERE paper_id IS NULL GROUP BY issuer_organisation_id, year, number HAVING count(*) > 1
      UNION ALL
      SELECT d.id::text FROM decisions d JOIN decisions p ON p.id = d.paper_id
      WHERE p.paper_id IS NOT NULL OR (d.number, d.issuer_organisation_id, d.decided_on, d.effective_on)
        IS DISTINCT FROM (p.number, p.issuer_organisation_id, p.decided_on, p.effective_on)`,
  },
  {
    name: 'formsAreGrantedWithAuthority',
    holds: 'Every commendation was granted by a body that may grant its form, on paper where the form needs one',
    violations: `
      SELECT n.id FROM model_nominations n
      JOIN rule_editions e ON e.id = n.forms_edition_id JOIN organisations o ON o.id = n.granted_by
      JOIN LATERAL (
        SELECT t.level FROM organisation_versions v JOIN territories t ON t.id = v.territory_id WHERE v.organisation_id = o.id
        ORDER BY v.valid @> n.decided_on DESC, v.valid_from DESC NULLS LAST LIMIT 1) seat ON true
      WHERE n.outcome IN ('commended', 'revoked') AND (
        (e.body -> 'forms' -> n.form ->> 'decision')::boolean IS NOT DISTINCT FROM n.without_paper
        OR NOT EXISTS (
          SELECT FROM jsonb_array_elements(e.body -> 'forms' -> n.form -> 'authorities') a
          WHERE a ->> 'kind' = o.kind AND a -> 'levels' ? seat.level))
      UNION ALL
      SELECT n.id FROM model_nominations n JOIN decisions d ON d.id = n.decision_id WHERE d.issuer_organisation_id <> n.granted_by`,
  },
  {
    name: 'honourStageMatchesItsNominations',
    holds: 'A model is nominated while a nomination is open, commended while a commendation stands, and otherwise neither',
    violations: `
      SELECT m.id, m.honour FROM models m CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE n.outcome IS NULL) AS open, count(*) FILTER (WHERE n.outcome = 'commended') AS standing
        FROM model_nominations n WHERE n.model_id = m.id) n
      WHERE (m.honour IN ('nominated', 'appraised')) <> (n.open > 0)
         OR (m.honour = 'commended' AND n.standing = 0)
         OR (m.honour IN ('none', 'declined') AND n.standing > 0)`,
  },
  {
    name: 'endedModelsLeaveNothingOpen',
    holds: 'An ended model has no open review and no place that is still asked; without honour it has no open nomination either',
    violations: `
      SELECT m.id FROM models m WHERE m.life = 'terminated' AND (
        EXISTS (SELECT FROM model_reviews r WHERE r.model_id = m.id AND r.concluded_on IS NULL AND r.cancelled_on IS NULL)
        OR EXISTS (SELECT FROM replication_targets t WHERE t.model_id = m.id AND t.status = 'pending')
        OR ((m.end_ground = 'ineffective' OR m.last_verdict IN ('weak', 'ineffective'))
          AND EXISTS (SELECT FROM model_nominations n WHERE n.model_id = m.id AND n.outcome IS NULL)))`,
  },
];
