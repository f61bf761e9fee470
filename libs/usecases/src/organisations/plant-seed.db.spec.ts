import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal } from '#domain';
import { Clock, CreateAccount, CreateAdministrator, personId, PlantSeed } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';

const SEED = join(process.cwd(), 'infra/seeds/data');
class FixedClock extends Clock {
  now = () => new Date('2026-11-15T01:00:00Z');
}
const clock = new FixedClock();
const hasher = { hashPassword: async (password: string) => `hash of ${password.length}` };
const password = 'Mot-hai-ba-bon-9x';
const tables = [
  'territories',
  'territory_versions',
  'organisations',
  'organisation_versions',
  'function_assignments',
  'posts',
  'post_holders',
  'persons',
  'rule_editions',
  'settings',
];

describe('libs/usecases/organisations - planting the seed', () => {
  let db: TestDatabase;
  let folder: string;
  beforeEach(async () => {
    db = await openTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'lantoa-seed-'));
    await cp(SEED, folder, { recursive: true });
  });
  afterEach(async () => {
    await db?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const plant = (withSampleHolders = true, cycleSince = '2024-08-01') =>
    new PlantSeed(db.records, clock).run({ directory: folder, cycleSince, withSampleHolders });
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async (table) => [
          table,
          (await db.records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))!.n,
        ]),
      ),
    );
  const edit = async (file: string, change: (text: string) => string) => {
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    await writeFile(path, after);
  };

  it('plants all of it, and nothing the second time', async () => {
    expect(await plant()).toMatchObject({ territories: 442, territoryVersions: 443, settings: 2 });
    const planted = await counts();
    const again = await plant(true, '2026-01-01');
    expect(Object.values(again).every((count) => count === 0)).toBe(true);
    expect(await counts()).toEqual(planted);
    expect(await db.records.sql.row(`SELECT value FROM settings WHERE key = 'cycleSince'`)).toEqual({ value: '2024-08-01' });
  });

  it('two that plant at once plant once', async () => {
    const both = await Promise.all([plant(), plant()]);
    expect(both.map((result) => !isRefusal(result) && result.territories).sort()).toEqual([0, 442]);
  });

  it('a unit whose parent does not exist: named with file and line, nothing written', async () => {
    await edit('territories.csv', (text) => text.replace('Xã Mỹ Xương,xã,873@2024', 'Xã Mỹ Xương,xã,999@2024'));
    const line =
      (await readFile(join(folder, 'territories.csv'), 'utf8')).split('\n').findIndex((row) => row.includes('999@2024')) + 1;
    expect(await plant()).toMatchObject({
      kind: 'refused',
      code: 'invalid',
      errors: [
        {
          pointer: `/territories.csv/${line}/parent_key`,
          words: {
            vi: expect.stringContaining(`territories.csv:${line}: Đơn vị cấp trên "999@2024" của "Xã Mỹ Xương" không có`),
            en: expect.stringContaining(
              `territories.csv:${line}: "Xã Mỹ Xương" has the parent "999@2024", which does not exist.`,
            ),
          },
        },
      ],
    });
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
  });

  it('a rule that cannot be: named with its field', async () => {
    await edit('rules/annual-report.model-results.2024.json', (text) => text.replace(/"fireAt": "[^"]*"/, '"fireAt": "25:00"'));
    expect(await plant()).toMatchObject({
      code: 'invalid',
      errors: [{ words: { en: expect.stringMatching(/^rules\/annual-report.model-results.2024.json:1: body\/.*fireAt: /) } }],
    });
  });

  it('several faults in several files come together', async () => {
    await edit('territory-successions.csv', (text) => text.replace('30121@2024,30076@2025', '30121@2024,30076@2099'));
    await edit('organisation-patterns.csv', (text) => text.replace('2025-02-03', '2025-02-30'));
    await rm(join(folder, 'rules'), { recursive: true, force: true });
    const refused = await plant();
    expect(isRefusal(refused) && refused.errors.map(({ pointer }) => pointer!.split('/')[1])).toEqual([
      'organisation-patterns.csv',
      'territory-successions.csv',
    ]);
  });

  it('a missing file and a broken one are named', async () => {
    await rm(join(folder, 'territories.csv'));
    await writeFile(join(folder, 'seed.json'), '{');
    const refused = await plant();
    expect(isRefusal(refused) && refused.errors.map(({ pointer }) => pointer)).toEqual(['/territories.csv/1', '/seed.json/1']);
  });

  it('without sample holders nobody is planted; the administrator is made by hand, once', async () => {
    expect(await plant(false)).toMatchObject({ persons: 0, postHolders: 0 });
    const create = new CreateAdministrator(db.records, clock, hasher);
    const first = { username: 'quan-tri', password, displayName: 'Quản trị', email: 'quan-tri@example.org' };
    expect(await create.run({ ...first, password: 'matkhau123' })).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/password' }, { pointer: '/password' }],
    });
    const made = await create.run(first);
    expect(isRefusal(made)).toBe(false);
    expect(await create.run({ ...first, username: 'quan-tri-2' })).toMatchObject({ code: 'conflict' });
    const held = await db.records.sql.row(
      `SELECT o.seed_key AS body, a.is_demo AS "isDemo" FROM accounts a JOIN post_holders h ON h.person_id = a.person_id
       JOIN posts p ON p.id = h.post_id JOIN organisations o ON o.id = p.organisation_id`,
    );
    expect(held).toEqual({ body: 'propagandaMassMobilisationBoard/82@2025', isDemo: false });
    // Where somebody real works, no sample people come in.
    expect(await plant(true)).toMatchObject({ kind: 'refused', code: 'conflict' });
  });

  it('a demo account is made once, and shuts the door to a real administrator', async () => {
    await plant();
    const create = new CreateAccount(db.records, clock, hasher);
    const login = { personId: personId('administrator'), username: 'quan-tri', password: 'sen-hong-ruong-lua-7', isDemo: true };
    expect(await create.run(login)).toMatchObject({ existed: false });
    expect(await create.run(login)).toMatchObject({ existed: true });
    expect(await create.run({ ...login, personId: personId('womensUnion.officer.30076@2025') })).toMatchObject({
      code: 'conflict',
    });
    expect(await create.run({ ...login, username: 'Quản trị' })).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/username' }],
    });
    const administrator = { username: 'real', password, displayName: 'Quản trị', email: 'a@example.org' };
    expect(await new CreateAdministrator(db.records, clock, hasher).run(administrator)).toMatchObject({ code: 'conflict' });
  });
});
