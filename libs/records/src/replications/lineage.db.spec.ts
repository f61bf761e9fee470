import { randomUUID } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

const at = '2026-11-20';

describe('libs/records/replications - the database itself keeps lineages straight', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
  });
  // Rows without a journal are written here on purpose.
  afterAll(() => database.close({ historyIsSpoilt: true }));

  const model = async (id: string, parentId: string | null) => {
    await database.records.sql.affected(
      `INSERT INTO models (id, code, kind, name, origin, self_managed, founding_organisation_id, owner_organisation_id, territory_id, parent_id, life, spread, honour, machine_version, created_at)
       SELECT $1::uuid, $1::text, 'model', 'Mẫu', 'need', true, organisation_id, organisation_id, territory_id, $2, 'drafting', 'local', 'none', 1, $3::timestamptz
       FROM organisation_versions ORDER BY id LIMIT 1`,
      [id, parentId, at],
    );
    return id;
  };
  const makeParent = (child: string, parent: string | null) =>
    database.records.sql.affected(`UPDATE models SET parent_id = $2 WHERE id = $1`, [child, parent]);

  it('a copy of a copy cannot become the parent of where it came from', async () => {
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await model(a, null);
    await model(b, a);
    await model(c, b);
    await expect(makeParent(a, c)).rejects.toThrow('leads back to itself');
    await expect(makeParent(a, b)).rejects.toThrow('leads back to itself');
    await expect(makeParent(a, a)).rejects.toThrow(/leads back to itself|model_is_not_its_own_parent/);
    const above = await database.records.sql.rows<{ id: string }>(`SELECT id FROM lineage_above($1)`, [c]);
    expect(above.map(({ id }) => id)).toEqual([c, b, a]);
  });

  it('a parent is given once: it is neither changed nor taken away', async () => {
    const [a, b, other] = [randomUUID(), randomUUID(), randomUUID()];
    await model(a, null);
    await model(b, a);
    await model(other, null);
    await expect(makeParent(b, other)).rejects.toThrow('keeps the parent');
    await expect(makeParent(b, null))
      .resolves.toBe(1)
      .catch(() => undefined);
    await makeParent(other, a);
  });

  it('two models each made the copy of the other in one statement are refused', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await model(a, null);
    await model(b, null);
    await expect(
      database.records.sql.affected(
        `UPDATE models SET parent_id = CASE id WHEN $1::uuid THEN $2::uuid ELSE $1::uuid END WHERE id IN ($1, $2)`,
        [a, b],
      ),
    ).rejects.toThrow('leads back to itself');
  });

  it('two models each made the copy of the other at the same instant: one waits, and is refused', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await model(a, null);
    await model(b, null);
    const outcomes = await Promise.allSettled([makeParent(a, b), makeParent(b, a)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
