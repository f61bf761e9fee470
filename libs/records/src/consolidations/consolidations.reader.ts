import type { PlainDay } from '#domain';
import { body, type Named, type NamedModel } from '../models/models.reader.js';
import type { Sql } from '../sql.js';

export interface ConsolidationItem {
  /** The paper. */
  id: string;
  heir: NamedModel;
  number: string;
  decidedOn: PlainDay;
  effectiveOn: PlainDay;
  issuer: Named;
  basis: string;
  reason: string;
  models: (NamedModel & { decisionId: string; members: number; money: number; annulledById: string | null })[];
}

/** One paper that ended several models in one. */
export class ConsolidationsReader {
  constructor(private readonly sql: Sql) {}

  /** Null: no such paper, or the post sees neither the heir nor any of the models. */
  find(id: string, postId: string): Promise<ConsolidationItem | null> {
    return this.sql.row<ConsolidationItem>(
      `SELECT d.id, jsonb_build_object('id', h.id, 'code', h.code, 'name', h.name) AS heir, d.number, d.decided_on AS "decidedOn",
         d.effective_on AS "effectiveOn", ${body('d.issuer_organisation_id', 'd.decided_on')} AS issuer, d.basis, d.frozen ->> 'reason' AS reason,
         (SELECT jsonb_agg(jsonb_build_object('id', m.id, 'code', m.code, 'name', m.name, 'decisionId', e.id,
             'members', (e.frozen -> 'onHand' ->> 'members')::int, 'money', (e.frozen -> 'onHand' ->> 'money')::numeric,
             'annulledById', (SELECT u.id FROM decisions u WHERE u.annuls_id = e.id)) ORDER BY m.code)
           FROM decisions e JOIN models m ON m.id = e.model_id WHERE e.paper_id = d.id) AS models
       FROM decisions d JOIN models h ON h.id = d.model_id
       WHERE d.id = $1 AND d.step = 'consolidate' AND (sees_organisation($2::uuid, h.owner_organisation_id)
         OR EXISTS (SELECT FROM decisions e JOIN models m ON m.id = e.model_id
           WHERE e.paper_id = d.id AND sees_organisation($2::uuid, m.owner_organisation_id)))`,
      [id, postId],
    );
  }
}
