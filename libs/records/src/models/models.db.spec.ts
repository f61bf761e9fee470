import { randomUUID } from 'node:crypto';
import { INITIAL_STAGE } from '#domain';
import { ModelsReader, type DraftFields, type ModelsMark, type ModelsQuestion } from '#records';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

describe('libs/records/models - whose model it is, and who may see it', () => {
  let database: TestDatabase;
  const day = '2026-11-20';
  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
  });
  afterAll(() => database.close());

  const territory = async (key: string) =>
    (await database.records.sql.row<{ id: string }>(`SELECT id FROM territories WHERE seed_key = $1`, [key]))!.id;
  const organisation = async (key: string) =>
    (await database.records.sql.row<{ id: string }>(`SELECT id FROM organisations WHERE seed_key = $1`, [key]))!.id;
  const post = async (key: string, role = 'head') =>
    (await database.records.sql.row<{ id: string }>(
      `SELECT p.id FROM posts p JOIN organisations o ON o.id = p.organisation_id WHERE o.seed_key = $1 AND p.role IN ($2, 'supervisor') ORDER BY p.id LIMIT 1`,
      [key, role],
    ))!.id;

  it('sees one organisation exactly when it is among those it sees', async () => {
    // Posts of every scope, before and after the merger.
    const posts = await database.records.sql.rows<{ id: string }>(
      `SELECT DISTINCT ON (p.scope, o.kind, t.level, p.valid_to IS NULL) p.id FROM posts p
       JOIN organisation_versions v ON v.organisation_id = p.organisation_id JOIN organisations o ON o.id = p.organisation_id
       JOIN territories t ON t.id = v.territory_id ORDER BY p.scope, o.kind, t.level, p.valid_to IS NULL, md5(p.id::text)`,
    );
    expect(posts.length).toBeGreaterThan(40);
    const differing = await database.records.sql.rows(
      `WITH sample AS (SELECT id FROM organisations ORDER BY md5(id::text) LIMIT 150)
       SELECT p.id, sample.id AS organisation FROM unnest($1::uuid[]) p (id)
       CROSS JOIN LATERAL (SELECT array_agg(v) AS ids FROM visible_organisations(p.id) v) visible CROSS JOIN sample
       WHERE sees_organisation(p.id, sample.id) IS DISTINCT FROM sample.id = ANY (visible.ids)`,
      [posts.map(({ id }) => id)],
    );
    expect(differing).toEqual([]);
  });

  it.each([
    ['the province’s front, of a commune’s', 'fatherlandFront/82@2025', 'fatherlandFront/30076@2025', day, true],
    ['the commune’s Party committee, of its front', 'partyCommittee/30076@2025', 'fatherlandFront/30076@2025', day, true],
    [
      'the mass-mobilisation lead, of any front',
      'propagandaMassMobilisationBoard/82@2025',
      'fatherlandFront/30076@2025',
      day,
      true,
    ],
    ['the province’s Party committee, of a commune’s', 'partyCommittee/82@2025', 'partyCommittee/30076@2025', day, true],
    [
      'the Standing Committee, of the province’s Party committee',
      'standingCommittee/82@2025',
      'partyCommittee/82@2025',
      day,
      true,
    ],
    ['a front, of itself', 'fatherlandFront/30076@2025', 'fatherlandFront/30076@2025', day, false],
    ['a commune’s front, of the province’s', 'fatherlandFront/30076@2025', 'fatherlandFront/82@2025', day, false],
    ['a neighbouring Party committee', 'partyCommittee/29869@2025', 'fatherlandFront/30076@2025', day, false],
    ['another line of the province', 'farmersUnion/82@2025', 'fatherlandFront/30076@2025', day, false],
    ['a commune’s government, of its front', 'government/30076@2025', 'fatherlandFront/30076@2025', day, false],
    ['a Party building board, of its Party committee', 'partyBuildingBoard/30076@2025', 'partyCommittee/30076@2025', day, false],
    ['a district, while there was one', 'fatherlandFront/873@2024', 'fatherlandFront/30076@2024', '2025-06-30', true],
    ['a district that has ended', 'fatherlandFront/873@2024', 'fatherlandFront/30076@2024', '2025-07-01', false],
    [
      'the Party committee that came after, of a union that ended',
      'partyCommittee/29869@2025',
      'tradeUnion/29869@2024',
      day,
      true,
    ],
    ['the union of the province, of one that ended', 'tradeUnion/82@2025', 'tradeUnion/29869@2024', day, true],
  ])('above: %s', async (_, above, below, on, stands) => {
    const row = await database.records.sql.row(`SELECT stands_above($1, $2, $3::date) AS stands`, [
      await post(above),
      await organisation(below),
      on,
    ]);
    expect(row).toEqual({ stands });
  });

  it.each([
    ['12 km đường hoa', '12 KM đường  hoa.', true],
    ['Đường hoa', 'duong hoa', true],
    ['Đường hoa ấp 1', 'Đường hoa ấp 2', false],
  ])('achievement “%s” and “%s”', async (one, other, same) =>
    expect(await database.records.sql.row(`SELECT same_achievement($1, $2) AS same`, [one, other])).toEqual({ same }),
  );

  describe('a list', () => {
    const reader = () => new ModelsReader(database.records.sql);
    const names = async (question: Partial<ModelsQuestion> & { postId: string }) =>
      (await reader().list({ day, limit: 100, ...question })).map(({ name }) => name);

    beforeAll(async () => {
      const add = async (by: string, name: string, over: Partial<DraftFields> = {}) =>
        database.records.inTransaction(async (tx) => {
          const draft = {
            kind: 'model' as const,
            name,
            purpose: '',
            field: 'economy' as const,
            origin: 'need' as const,
            selfManaged: false,
            territoryId: await territory(by.split('/')[1]!),
            locality: 'Ấp 1',
            members: null,
            ...over,
          };
          const at = new Date('2026-11-20T01:00:00Z');
          const body = { from: null, to: INITIAL_STAGE, draft };
          const made = await tx.models.draft(
            {
              ...draft,
              id: randomUUID(),
              postId: await post(by),
              day: by.endsWith('2024') ? '2024-10-15' : day,
              stage: INITIAL_STAGE,
            },
            { kind: 'modelDrafted', at, by: null, body },
          );
          expect(made).not.toBeNull();
        });
      await add('fatherlandFront/30076@2025', 'Mẫu Đường hoa');
      await add('fatherlandFront/30076@2025', 'Mẫu Tổ tự quản', { selfManaged: true });
      await add('fatherlandFront/30076@2025', 'Mẫu Ánh sáng', { kind: 'goodPractice' });
      await add('fatherlandFront/29869@2025', 'Mẫu Camera', { field: 'defenceSecurity' });
      await add('farmersUnion/29869@2025', 'Mẫu Dường hỏa');
      await add('farmersUnion/29869@2024', 'Mẫu cũ');
    });

    it('puts the self-managed first, then goes by the Vietnamese alphabet', async () =>
      expect(await names({ postId: await post('standingCommittee/82@2025') })).toEqual([
        'Mẫu Tổ tự quản',
        'Mẫu Ánh sáng',
        'Mẫu Camera',
        'Mẫu cũ',
        'Mẫu Dường hỏa',
        'Mẫu Đường hoa',
      ]));
    it('finds without accents, and puts the exact ones first', async () => {
      const postId = await post('standingCommittee/82@2025');
      expect(await names({ postId, search: 'duong hoa' })).toEqual(['Mẫu Dường hỏa', 'Mẫu Đường hoa']);
      expect(await names({ postId, search: 'đường hoa' })).toEqual(['Mẫu Đường hoa', 'Mẫu Dường hỏa']);
      expect(await names({ postId, search: '%' })).toEqual([]);
    });
    it.each<[string, string, string[]]>([
      [
        'its own and nothing else, in a commune',
        'fatherlandFront/30076@2025',
        ['Mẫu Tổ tự quản', 'Mẫu Ánh sáng', 'Mẫu Đường hoa'],
      ],
      ['its line, in the province', 'farmersUnion/82@2025', ['Mẫu cũ', 'Mẫu Dường hỏa']],
      ['its territory, also what was there before', 'partyCommittee/29869@2025', ['Mẫu Camera', 'Mẫu cũ', 'Mẫu Dường hỏa']],
    ])('shows %s', async (_, key, expected) => expect(await names({ postId: await post(key) })).toEqual(expected));
    it('filters by whose and where, with what came before', async () => {
      const postId = await post('standingCommittee/82@2025');
      expect(await names({ postId, ownerOrganisationId: await organisation('farmersUnion/29869@2025') })).toEqual([
        'Mẫu cũ',
        'Mẫu Dường hỏa',
      ]);
      expect(await names({ postId, territoryId: await territory('29869@2025') })).toEqual([
        'Mẫu Camera',
        'Mẫu cũ',
        'Mẫu Dường hỏa',
      ]);
      expect(await names({ postId, territoryId: await territory('82@2025') })).toHaveLength(6);
      expect(await names({ postId, kind: 'goodPractice' })).toEqual(['Mẫu Ánh sáng']);
      expect(await names({ postId, selfManaged: true })).toEqual(['Mẫu Tổ tự quản']);
      expect(await names({ postId, field: 'defenceSecurity', life: 'drafting', spread: 'local', honour: 'none' })).toEqual([
        'Mẫu Camera',
      ]);
      expect(await names({ postId, life: 'operating' })).toEqual([]);
    });
    it.each([undefined, 'duong'])('pages without loss or repetition (searching %s)', async (search) => {
      const postId = await post('standingCommittee/82@2025');
      const read: string[] = [];
      let after: ModelsMark | null = null;
      for (;;) {
        const [row]: (ModelsMark & { name: string })[] = await reader().list({ postId, day, search, after, limit: 1 });
        if (!row) break;
        read.push(row.name);
        after = { rank: row.rank, selfManaged: row.selfManaged, name: row.name, id: row.id };
      }
      expect(read).toEqual(await names({ postId, search }));
    });
    it('says whose it is by the names of the day', async () => {
      const [found] = await reader().list({ postId: await post('farmersUnion/82@2025'), day, search: 'Mẫu cũ', limit: 1 });
      expect(found).toMatchObject({
        code: expect.stringMatching(/^MH-2024-/),
        owner: { nameVi: expect.stringContaining('Hội Nông dân') },
        territory: { id: await territory('29869@2024') },
        stage: INITIAL_STAGE,
      });
    });
  });
});
