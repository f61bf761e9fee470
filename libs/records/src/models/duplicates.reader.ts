import type { LifeStage, PlainDay } from '#domain';
import { accented } from '../organisations/vietnamese-search.js';
import type { Sql } from '../sql.js';

export interface LikelyDuplicate {
  candidate: {
    id: string;
    code: string;
    kind: 'model' | 'goodPractice';
    name: string;
    locality: string;
    territory: { id: string; name: string };
    owner: { id: string; nameVi: string; nameEn: string };
    life: LifeStage;
    startedOn: PlainDay | null;
  };
  /** How alike the names are without accents, from 0.5 to 1. */
  likeness: number;
  /** The same letters under other accents: Tân Thành, Tân Thạnh. */
  differsInAccentsOnly: boolean;
  /** The last answer of the model's own side; null while it waits. */
  answer: { answer: 'different' | 'same'; reason: string; answeredAt: Date } | null;
}

const nearest = `ORDER BY v.valid @> $3::date DESC, v.valid_from DESC NULLS LAST LIMIT 1`;

/** "Is this not the same as …?" */
export class DuplicatesReader {
  constructor(private readonly sql: Sql) {}

  /**
   * Most alike first; null when the post cannot see the model. The card of a candidate is shown also when it belongs to a body the
   * post does not see: who proposes must be able to tell it apart.
   */
  async of(modelId: string, postId: string, day: PlainDay): Promise<LikelyDuplicate[] | null> {
    const rows = await this.sql.rows<LikelyDuplicate | { candidate: null }>(
      `SELECT CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'code', c.code, 'kind', c.kind, 'name', c.name, 'locality', c.locality,
           'territory', (SELECT jsonb_build_object('id', c.territory_id, 'name', v.name)
             FROM territory_versions v WHERE v.territory_id = c.territory_id ${nearest}),
           'owner', (SELECT jsonb_build_object('id', c.owner_organisation_id, 'nameVi', v.name_vi, 'nameEn', v.name_en)
             FROM organisation_versions v WHERE v.organisation_id = c.owner_organisation_id ${nearest}),
           'life', c.life, 'startedOn', c.started_on) END AS candidate,
         round(d.likeness::numeric, 2)::float AS likeness,
         folded(c.name) = folded(m.name) AND ${accented('c.name')} <> ${accented('m.name')} AS "differsInAccentsOnly",
         (SELECT jsonb_build_object('answer', a.answer, 'reason', a.reason, 'answeredAt', a.answered_at)
          FROM model_duplicate_answers a WHERE a.model_id = m.id AND a.candidate_id = c.id ORDER BY a.ordinal DESC LIMIT 1) AS answer
       FROM models m LEFT JOIN LATERAL likely_duplicates(m.id) d ON true LEFT JOIN models c ON c.id = d.candidate_id
       WHERE m.id = $1 AND sees_organisation($2::uuid, m.owner_organisation_id)
       ORDER BY d.likeness DESC NULLS LAST, NOT c.self_managed, c.code LIMIT 100`,
      [modelId, postId, day],
    );
    if (rows.length === 0) return null;
    return rows.filter((row): row is LikelyDuplicate => row.candidate !== null);
  }
}
