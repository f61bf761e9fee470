import type { PlainDay } from '#domain';
import type { JournalEntry } from '../journal/journal.repository.js';
import type { Sql } from '../sql.js';

export interface MoveTold {
  onDay: PlainDay;
  at: Date;
  by: JournalEntry['by'];
  /** The decision that moves them, as the journal shows it. */
  decision: { id: string; number: string; decidedOn: PlainDay; annulsId: string | null };
}

/** What came over to an heir, or went back from it; đồng. */
export interface Brought {
  members: number;
  money: number;
  /** The revision of the heir after it. */
  revision: number;
}

// What a model has of each kind of members, the last count that stands.
const lastCounts = (model: string) => `SELECT DISTINCT ON (s.kind) s.kind, s.count, s.on_day FROM standing_members s
  WHERE s.model_id = ${model} ORDER BY s.kind, s.on_day DESC, s.ordinal DESC`;
const shown = `(SELECT s.count FROM standing_members s WHERE s.model_id = m.id AND s.kind = 'participants' ORDER BY s.on_day DESC, s.ordinal DESC LIMIT 1)`;

/** Members and money of ended models come over to their heir, as dated rows of both. The caller holds all of them. */
export async function bringAlong(
  sql: Sql,
  heirId: string,
  ended: { id: string; decisionId: string }[],
  told: MoveTold,
): Promise<Brought> {
  const parameters = [heirId, JSON.stringify(ended), told.onDay, told.at, told.by?.postId ?? null];
  const ofEnded = `jsonb_to_recordset($2::jsonb) AS e (id uuid, "decisionId" uuid)`;
  const { members } = (await sql.row<{ members: number }>(
    `WITH had AS MATERIALIZED (
       SELECT e.id, e."decisionId" AS decision_id, c.kind, c.count, c.on_day FROM ${ofEnded} CROSS JOIN LATERAL (${lastCounts('e.id')}) c WHERE c.count > 0
     ), heirs AS MATERIALIZED (${lastCounts('$1::uuid')}),
     left_behind AS (
       INSERT INTO model_members (id, model_id, on_day, kind, count, moved, other_model_id, decision_id, recorded_at, recorded_by_post_id)
       SELECT gen_random_uuid(), h.id, greatest($3::date, h.on_day), h.kind, 0, -h.count, $1::uuid, h.decision_id, $4::timestamptz, $5::uuid FROM had h
     ), received AS (
       INSERT INTO model_members (id, model_id, on_day, kind, count, moved, other_model_id, decision_id, recorded_at, recorded_by_post_id)
       SELECT gen_random_uuid(), $1::uuid, greatest($3::date, o.on_day), h.kind,
         coalesce(o.count, 0) + sum(h.count) OVER (PARTITION BY h.kind ORDER BY h.id), h.count, h.id, h.decision_id, $4::timestamptz, $5::uuid
       FROM had h LEFT JOIN heirs o ON o.kind = h.kind ORDER BY h.kind, h.id RETURNING moved
     ) SELECT coalesce(sum(moved), 0)::int AS members FROM received`,
    parameters,
  ))!;
  const { money } = (await sql.row<{ money: number }>(
    `WITH received AS (
       INSERT INTO model_money (id, model_id, on_day, source, amount, note, from_model_id, decision_id, recorded_at, recorded_by_post_id)
       SELECT gen_random_uuid(), $1::uuid, $3::date, s.source, sum(s.amount), 'Nhận bàn giao từ ' || m.code || ' ' || m.name, m.id, e."decisionId",
         $4::timestamptz, $5::uuid
       FROM ${ofEnded} JOIN models m ON m.id = e.id JOIN standing_money s ON s.model_id = m.id
       GROUP BY m.id, e."decisionId", s.source HAVING sum(s.amount) > 0 RETURNING amount
     ) SELECT coalesce(sum(amount), 0)::float8 AS money FROM received`,
    parameters,
  ))!;
  return settle(
    sql,
    'modelTookOver',
    heirId,
    ended.map(({ id }) => id),
    { members, money },
    told,
  );
}

/** The consolidation of one model is annulled: what came over goes back, as far as the heir still has it. */
export async function giveBack(sql: Sql, heirId: string, modelId: string, told: MoveTold & { undone: string }): Promise<Brought> {
  const parameters = [heirId, modelId, told.onDay, told.at, told.by?.postId ?? null, told.undone, told.decision.id];
  const { members } = (await sql.row<{ members: number }>(
    `WITH moved AS MATERIALIZED (
       SELECT r.kind, sum(r.moved) AS count FROM model_members r WHERE r.model_id = $1::uuid AND r.decision_id = $6::uuid GROUP BY r.kind
     ), returned AS (
       INSERT INTO model_members (id, model_id, on_day, kind, count, moved, other_model_id, decision_id, recorded_at, recorded_by_post_id)
       SELECT gen_random_uuid(), x.model_id, greatest($3::date, x.on_day), x.kind, greatest(0, x.had + x.moved), x.moved, x.other_id, $7::uuid, $4::timestamptz, $5::uuid
       FROM (
         SELECT $1::uuid AS model_id, $2::uuid AS other_id, m.kind, -m.count AS moved, o.on_day, coalesce(o.count, 0) AS had
         FROM moved m LEFT JOIN (${lastCounts('$1::uuid')}) o ON o.kind = m.kind
         UNION ALL
         SELECT $2::uuid, $1::uuid, m.kind, m.count, o.on_day, coalesce(o.count, 0) FROM moved m LEFT JOIN (${lastCounts('$2::uuid')}) o ON o.kind = m.kind
       ) x RETURNING moved
     ) SELECT coalesce(sum(moved) FILTER (WHERE moved > 0), 0)::int AS members FROM returned`,
    parameters,
  ))!;
  const { money } = (await sql.row<{ money: number }>(
    `WITH taken_back AS (
       INSERT INTO model_money (id, model_id, on_day, source, amount, note, corrects_id, recorded_at, recorded_by_post_id)
       SELECT gen_random_uuid(), s.model_id, s.on_day, s.source, NULL, 'Trả lại do huỷ bỏ quyết định kết thúc', s.id, $2::timestamptz, $3::uuid
       FROM standing_money s WHERE s.model_id = $1::uuid AND s.decision_id = $4::uuid RETURNING corrects_id
     ) SELECT coalesce(sum(r.amount), 0)::float8 AS money FROM taken_back t JOIN model_money r ON r.id = t.corrects_id`,
    [heirId, told.at, told.by?.postId ?? null, told.undone],
  ))!;
  return settle(sql, 'modelGaveBack', heirId, [modelId], { members, money }, told);
}

/** The members every model shows, the revision of the heir, and what its journal says. */
async function settle(
  sql: Sql,
  kind: 'modelTookOver' | 'modelGaveBack',
  heirId: string,
  others: string[],
  { members, money }: { members: number; money: number },
  { at, by, decision }: MoveTold,
): Promise<Brought> {
  const { revision } = (await sql.row<{ revision: number }>(
    `WITH shown AS (
       UPDATE models m SET members = ${shown}, revision = m.revision + CASE WHEN m.id = $1::uuid THEN 1 ELSE 0 END
       WHERE m.id = $1::uuid OR m.id = ANY ($2::uuid[]) RETURNING m.id, m.revision
     ), journaled AS (
       INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT 'model', $1::uuid, $3, $4::timestamptz, $5::uuid, $6::uuid, jsonb_build_object('decision', $7::jsonb, 'fields',
         jsonb_build_object('members', $8::int, 'money', $9::numeric, 'models', (SELECT jsonb_agg(jsonb_build_object('id', x.id, 'code', x.code, 'name', x.name)
           ORDER BY x.code) FROM models x WHERE x.id = ANY ($2::uuid[]))))
     ) SELECT revision FROM shown WHERE id = $1::uuid`,
    [heirId, others, kind, at, by?.personId ?? null, by?.postId ?? null, decision, members, money],
  ))!;
  return { members, money, revision };
}
