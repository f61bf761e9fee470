import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Records } from '#records';
import { MoveDeadline, type Actor, Clock } from '#usecases';
import { gatherHerd, HERD } from './herd.js';
import { interleaved, tell, timed } from './ratio.js';

class Morning extends Clock {
  now(): Date {
    return new Date('2026-11-12T01:00:00Z');
  }
}

/** One act that puts off the day of 100,000 obligations, with its checks, plan, journal and wish, against one bare UPDATE of as many dates. */
export async function benchMoveOfAHerd(records: Records): Promise<void> {
  const { deadlineId } = await gatherHerd(records);
  const actor = await whoStandsAboveAll(records, deadlineId);
  await records.sql.affected(`CREATE TABLE bare_dates (id uuid PRIMARY KEY, due_on date NOT NULL)`);
  await records.sql.affected(`INSERT INTO bare_dates SELECT id, original_due_on FROM obligations`);
  await records.sql.affected(`VACUUM ANALYZE`);
  const move = new MoveDeadline(records, new Morning());
  let revision = 1;
  const ours = async () => {
    const dueOn = `2026-11-${22 + revision}`;
    const took = await timed(async () => {
      const moved = await move.run({ deadlineId, revision, dueOn, reason: 'đo', actor });
      if ('kind' in moved) throw new Error(moved.words.en);
    });
    revision += 1;
    const there = await records.sql.row<{ n: number }>(
      `SELECT count(*)::int AS n FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE d.due_on = $1`,
      [dueOn],
    );
    if (there!.n !== HERD) throw new Error(`${there!.n} of ${HERD} moved`);
    return took;
  };
  const base = () => timed(() => records.sql.affected(`UPDATE bare_dates SET due_on = due_on + 1`));
  const taken = await interleaved(5, ours, base);
  tell({ name: `${HERD} due dates moved in one act`, baseline: 'one bare UPDATE of as many dates', ...taken, aim: '≤ 2' });
}

/** A body above everybody, with a head, and a rule that lets the day be put off. */
async function whoStandsAboveAll({ sql }: Records, deadlineId: string): Promise<Actor> {
  const [organisationId, postId, personId, rule] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const { body } = JSON.parse(readFileSync('infra/seeds/data/rules/annual-report.model-results.2024.json', 'utf8')) as {
    body: object;
  };
  await sql.affected(`INSERT INTO organisations (id, kind) VALUES ($1, 'massMobilisationBoard')`, [organisationId]);
  await sql.affected(
    `INSERT INTO organisation_versions (organisation_id, name_vi, name_en, territory_id, valid_from, source)
     SELECT $1, 'Mẫu', 'Sample', id, '2025-07-01', 'bench' FROM territories LIMIT 1`,
    [organisationId],
  );
  await sql.affected(
    `INSERT INTO posts (id, organisation_id, title_vi, title_en, role, scope, receives_reminders, valid_from) VALUES ($1, $2, 'Trưởng ban', 'Head', 'head', 'all', true, '2025-07-01')`,
    [postId, organisationId],
  );
  await sql.affected(`INSERT INTO persons (id, display_name, email, is_sample) VALUES ($1, 'Mẫu', 'head@lantoa.example', true)`, [
    personId,
  ]);
  await sql.affected(`INSERT INTO post_holders (post_id, person_id, valid_from) VALUES ($1, $2, '2025-07-01')`, [
    postId,
    personId,
  ]);
  await sql.affected(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES ($1, 'annualReport.modelResults', '2024-08-02', 'bench', $2, $3)`,
    [rule, body, new Date()],
  );
  await sql.affected(`UPDATE deadlines SET rule_edition_id = $2 WHERE id = $1`, [deadlineId, rule]);
  await sql.affected(`UPDATE obligations SET reports_to = ARRAY[$1::uuid]`, [organisationId]);
  const post = {
    postId,
    organisationId,
    organisationNameVi: '',
    organisationNameEn: '',
    titleVi: '',
    titleEn: '',
    role: 'head' as const,
    scope: 'all' as const,
  };
  return { accountId: '', personId, displayName: '', locale: 'vi', on: '2026-11-12', post, posts: [post], tokenScopes: null };
}
