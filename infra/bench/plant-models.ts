import { randomUUID } from 'node:crypto';
import type { Sql } from '#records';

const OWNERS = 1_000;

/** 1,000 communes with a body each under one of the province, and running models shared out among them. */
export async function plantModels(sql: Sql, models: number, now: Date): Promise<void> {
  const [province, above] = [randomUUID(), randomUUID()];
  await sql.affected(`INSERT INTO territories (id, level) VALUES ($1, 'province')`, [province]);
  await sql.affected(
    `INSERT INTO territory_versions (territory_id, code, name, unit_type, valid_from, source) VALUES ($1, 'P82', 'Mẫu', 'tỉnh', '2025-07-01', 'bench')`,
    [province],
  );
  await sql.affected(`INSERT INTO territories (id, level) SELECT gen_random_uuid(), 'commune' FROM generate_series(1, $1)`, [
    OWNERS,
  ]);
  await sql.affected(
    `INSERT INTO territory_versions (territory_id, code, name, unit_type, parent_id, valid_from, source)
     SELECT id, (row_number() OVER ())::text, 'Mẫu', 'xã', $1, '2025-07-01', 'bench' FROM territories WHERE level = 'commune'`,
    [province],
  );
  await sql.affected(`INSERT INTO organisations (id, kind) VALUES ($1, 'fatherlandFront')`, [above]);
  await sql.affected(
    `INSERT INTO organisations (id, kind) SELECT id, 'fatherlandFront' FROM territories WHERE level = 'commune'`,
  );
  await sql.affected(
    `INSERT INTO organisation_versions (organisation_id, name_vi, name_en, territory_id, line_parent_id, valid_from, source)
     SELECT o.id, 'Mẫu', 'Sample', CASE WHEN o.id = $1 THEN $2::uuid ELSE o.id END, CASE WHEN o.id <> $1 THEN $1::uuid END, '2025-07-01', 'bench' FROM organisations o`,
    [above, province],
  );
  await sql.affected(
    `INSERT INTO models (id, code, kind, name, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id, started_on,
       life, spread, honour, machine_version, created_at)
     SELECT gen_random_uuid(), 'MH-' || n, 'model', 'Mẫu ' || n, 'need', true, o.id, o.id, o.id, '2025-08-01', 'operating', 'local', 'none', 1, $2
     FROM generate_series(1, $1) n JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM organisations WHERE id <> $3) o ON o.place = 1 + n % ${OWNERS}`,
    [models, now, above],
  );
}
