import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal, registerColumn, type RegisterColumn } from '#domain';
import { readTable } from '#papers';
import { SystemClock } from '#platform';
import type { Records } from '#records';
import { ApplyModelImport, CheckModelImport, type Actor } from '#usecases';
import { interleaved, tell, timed } from './ratio.js';

const ROWS = 10_000;
const columns: RegisterColumn[] = [
  'name',
  'kind',
  'field',
  'origin',
  'selfManaged',
  'communeCode',
  'locality',
  'decisionNumber',
  'decidedOn',
  'startedOn',
  'participants',
  'communityContribution',
];

/** A register of 10,000 rows: read, looked through, taken over with members, money, decisions, journals and reviews; against COPY of the same file. */
export async function benchImport(records: Records) {
  const { sql } = records;
  const actor = await someoneOfTheProvince(records);
  const codes = (
    await sql.rows<{ code: string }>(
      `SELECT v.code FROM territory_versions v JOIN territories t ON t.id = v.territory_id AND t.level = 'commune'
       WHERE v.valid @> current_date AND v.code IS NOT NULL ORDER BY v.code`,
    )
  ).map(({ code }) => code);
  const clock = new SystemClock();
  const [check, apply] = [new CheckModelImport(records, clock), new ApplyModelImport(records, clock)];
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-import-'));
  // The server reads the file itself.
  chmodSync(folder, 0o755);
  await sql.affected(`CREATE TABLE bare (${columns.map((name) => `"${name}" text`).join(', ')})`);
  try {
    const ours = async (round: number) => {
      const content = registerOf(codes, round);
      let id = '';
      const took = await timed(async () => {
        const table = await readTable(content);
        const checked = await check.run({ fileName: 'bench.csv', form: 'csv', content, read: { table }, actor });
        if (isRefusal(checked)) throw new Error(checked.words.en);
        id = checked.id;
        const applied = await apply.run({ importId: id, revision: 1, actor });
        if (isRefusal(applied)) throw new Error(`${applied.words.en} ${JSON.stringify(applied.errors[0] ?? '')}`);
      });
      await verify(records, id);
      return took;
    };
    const base = async (round: number) => {
      const path = join(folder, 'register.csv');
      writeFileSync(path, registerOf(codes, round), { mode: 0o644 });
      await sql.affected('TRUNCATE bare');
      const took = await timed(() => sql.affected(`COPY bare FROM '${path}' (FORMAT csv, HEADER)`));
      const kept = await sql.row<{ n: number }>('SELECT count(*)::int AS n FROM bare');
      if (kept!.n !== ROWS) throw new Error(`COPY kept ${kept!.n} rows`);
      return took;
    };
    return tell({
      name: `taking over a register of ${ROWS} rows, dry run included`,
      baseline: 'bare COPY of the file',
      ...(await interleaved(3, ours, base)),
      aim: 'report',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const registerOf = (codes: readonly string[], round: number): Buffer =>
  Buffer.from(
    [
      columns.map((name) => registerColumn(name).heading.vi),
      ...Array.from({ length: ROWS }, (_, n) => [
        `Mẫu đo ${round}: Tổ Nhân dân tự quản số ${n}`,
        'Mô hình',
        'Kinh tế',
        'Từ nhu cầu thực tế',
        'Có',
        codes[n % codes.length]!,
        `Ấp ${n % 9}`,
        `${n}/QĐ`,
        '15/03/2021',
        '01/04/2021',
        String(n % 500),
        String(n * 1_000),
      ]),
    ]
      .map((cells) => cells.map((cell) => `"${cell}"`).join(','))
      .join('\n'),
  );

/** Every row a model that operates, with its one count, its money, its decision, its review and an unbroken journal. */
async function verify({ sql }: Records, importId: string): Promise<void> {
  const found = await sql.row<Record<string, number>>(
    `SELECT count(*)::int AS models,
       count(*) FILTER (WHERE EXISTS (SELECT FROM standing_members s WHERE s.model_id = m.id AND s.count = m.members))::int AS members,
       count(*) FILTER (WHERE EXISTS (SELECT FROM standing_money s WHERE s.model_id = m.id))::int AS money,
       count(*) FILTER (WHERE EXISTS (SELECT FROM standing_documents s WHERE s.model_id = m.id AND s.kind = 'foundingDecision'))::int AS documents,
       count(*) FILTER (WHERE EXISTS (SELECT FROM model_reviews r WHERE r.model_id = m.id))::int AS reviews,
       count(*) FILTER (WHERE (SELECT count(*) FROM journal j WHERE j.stream = 'model' AND j.stream_id = m.id) = 2)::int AS journals
     FROM models m WHERE m.import_id = $1`,
    [importId],
  );
  const wrong = Object.entries(found!).filter(([, count]) => count !== ROWS);
  if (wrong.length > 0) throw new Error(`the register was not taken over whole: ${JSON.stringify(found)}`);
}

async function someoneOfTheProvince({ sql }: Records): Promise<Actor> {
  const post = await sql.row<{ postId: string; organisationId: string; scope: Actor['post']['scope']; personId: string }>(
    `SELECT p.id AS "postId", p.organisation_id AS "organisationId", p.scope, h.person_id AS "personId" FROM posts p
     JOIN post_holders h ON h.post_id = p.id AND h.valid @> current_date JOIN organisations o ON o.id = p.organisation_id
     JOIN organisation_versions v ON v.organisation_id = o.id AND v.valid @> current_date JOIN territories t ON t.id = v.territory_id
     WHERE p.role IN ('head', 'supervisor') AND p.valid @> current_date AND o.kind = 'fatherlandFront' AND t.level = 'province' ORDER BY p.id LIMIT 1`,
  );
  const names = { organisationNameVi: '', organisationNameEn: '', titleVi: '', titleEn: '' };
  const acting = {
    postId: post!.postId,
    organisationId: post!.organisationId,
    scope: post!.scope,
    role: 'head' as const,
    ...names,
  };
  const today = new SystemClock().today();
  return {
    accountId: '',
    personId: post!.personId,
    displayName: '',
    locale: 'vi',
    on: today,
    post: acting,
    posts: [acting],
    tokenScopes: null,
  };
}
