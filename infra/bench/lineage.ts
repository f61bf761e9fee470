import { randomUUID } from 'node:crypto';
import { LineageReader, type Records } from '#records';
import { interleaved, tell, timed } from './ratio.js';

const MODELS = 10_000;
const CHILDREN = 6;
const DRAFTED = '2026-03-02';
const RECOGNISED = '2026-04-01';
const ASKS = 20;

/** The lineage of a tree of 10,000 copies as it stood on a day in between, against one row by its key. */
export async function benchLineage(records: Records) {
  const { root, postId, depth } = await plantTree(records);
  const reader = new LineageReader(records.sql);
  const onADay = async (asOf: string) =>
    (await reader.of({ modelId: root, postId, asOf, depth: 50, limit: MODELS }, '2026-11-20'))!;
  for (const [asOf, life] of [
    ['2026-03-15', 'drafting'],
    ['2026-05-01', 'operating'],
  ] as const) {
    const { nodes, truncated } = await onADay(asOf);
    const right = nodes.length === MODELS && !truncated && Math.max(...nodes.map((node) => node.depth)) === depth;
    if (!right || nodes.some(({ stage }) => stage.life !== life))
      throw new Error(`the tree of ${asOf} is not the one that was planted`);
  }
  const ours = () => timed(() => onADay('2026-05-01'));
  // Many at once, told as one: a single row is too short to be measured.
  const base = async () =>
    (await timed(async () => {
      for (let n = 0; n < ASKS; n++) await records.sql.prepared(`SELECT id, code, name FROM models WHERE id = $1`, [root]);
    })) / ASKS;
  const taken = await interleaved(7, ours, base);
  return tell({
    name: `lineage of ${MODELS} models, ${depth} deep, on a day`,
    baseline: 'one row by its key',
    ...taken,
    aim: 'report',
  });
}

/** Every model has up to six copies; each was drafted in March and recognised in April, so the stage depends on the day. */
async function plantTree({ sql }: Records): Promise<{ root: string; postId: string; depth: number }> {
  const ids = Array.from({ length: MODELS }, () => randomUUID());
  const parents = ids.map((_, index) => (index === 0 ? null : ids[Math.floor((index - 1) / CHILDREN)]!));
  const [drafting, running] = ['drafting', 'operating'].map((life) => ({ life, spread: 'local', honour: 'none' }));
  await sql.affected(
    `INSERT INTO models (id, code, kind, name, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id, parent_id, life, spread, honour, machine_version, created_at)
     SELECT g.id, 'B-' || g.n, 'model', 'Mẫu ' || g.n, 'need', true, o.organisation_id, o.organisation_id, o.territory_id, g.parent, 'operating', 'local', 'none', 1, $3
     FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY g (id, parent, n)
     JOIN (SELECT organisation_id, territory_id, row_number() OVER (ORDER BY organisation_id) AS n, count(*) OVER () AS all
           FROM organisations_on('2026-03-02') WHERE kind = 'farmersUnion') o ON o.n = 1 + g.n % o.all
     ORDER BY g.n`,
    [ids, parents, `${DRAFTED}T08:00:00+07:00`],
  );
  for (const [kind, day, body] of [
    ['modelDrafted', DRAFTED, { from: null, to: drafting }],
    ['modelAdvanced', RECOGNISED, { from: drafting, to: running }],
  ] as const)
    await sql.affected(
      `INSERT INTO journal (stream, stream_id, kind, at, body) SELECT 'model', id, $2, $3, $4 FROM unnest($1::uuid[]) id`,
      [ids, kind, `${day}T08:00:00+07:00`, body],
    );
  await sql.affected(`ANALYZE`);
  const post = await sql.row<{ id: string }>(
    `SELECT id FROM posts WHERE scope = 'all' AND valid @> '2026-11-20'::date ORDER BY id LIMIT 1`,
  );
  let depth = 0;
  for (let at = MODELS - 1; at > 0; at = Math.floor((at - 1) / CHILDREN)) depth++;
  return { root: ids[0]!, postId: post!.id, depth };
}
