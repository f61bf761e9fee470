import type { FunctionCode, OrganisationKind } from '#domain';
import { OrganisationsReader, TerritoriesReader } from '#records';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

describe('libs/records/organisations - units over time', () => {
  let db: TestDatabase;
  let territories: TerritoriesReader;
  let organisations: OrganisationsReader;
  beforeAll(async () => {
    db = await openTestDatabase({ seeded: true });
    territories = new TerritoriesReader(db.records.sql);
    organisations = new OrganisationsReader(db.records.sql);
  });
  afterAll(() => db?.close());

  const idOf = async (key: string) =>
    (await db.records.sql.row<{ id: string }>(`SELECT id FROM territories WHERE seed_key = $1`, [key]))!.id;
  const bodyOf = async (key: string) =>
    (await db.records.sql.row<{ id: string }>(`SELECT id FROM organisations WHERE seed_key = $1`, [key]))!.id;
  const postOf = async (body: string, role: string) =>
    (await db.records.sql.row<{ id: string }>(
      `SELECT p.id FROM posts p JOIN organisations o ON o.id = p.organisation_id WHERE o.seed_key = $1 AND p.role = $2`,
      [body, role],
    ))!.id;
  const visibleTo = async (post: string) =>
    (
      await db.records.sql.rows<{ key: string }>(
        `SELECT o.seed_key AS key FROM organisations o WHERE o.id IN (SELECT visible_organisations($1)) ORDER BY 1`,
        [post],
      )
    ).map(({ key }) => key);

  describe('a function is held by whoever holds it that day', () => {
    it.each([
      ['2024-08-01', 'Ban Dân vận Tỉnh uỷ Đồng Tháp', 'massMobilisationBoard/87@2024'],
      ['2025-02-02', 'Ban Dân vận Tỉnh uỷ Đồng Tháp', 'massMobilisationBoard/87@2024'],
      ['2025-02-03', 'Ban Tuyên giáo và Dân vận Tỉnh uỷ Đồng Tháp', 'propagandaMassMobilisationBoard/87@2024'],
      ['2025-06-30', 'Ban Tuyên giáo và Dân vận Tỉnh uỷ Đồng Tháp', 'propagandaMassMobilisationBoard/87@2024'],
      ['2025-07-01', 'Ban Tuyên giáo và Dân vận Tỉnh uỷ Đồng Tháp', 'propagandaMassMobilisationBoard/82@2025'],
    ])('mass-mobilisation lead of the province on %s', async (day, name, key) => {
      const id = await organisations.resolveFunction('massMobilisationLead', null, day);
      expect(id).toBe(await bodyOf(key));
      expect(await organisations.organisationOn(id!, day)).toMatchObject({ nameVi: name, inForce: true });
    });
    it.each<[FunctionCode, string, string, string | null]>([
      ['propagandaLead', '87@2024', '2025-02-02', 'propagandaBoard/87@2024'],
      ['propagandaLead', '87@2024', '2025-02-03', 'propagandaMassMobilisationBoard/87@2024'],
      ['standingCommittee', '87@2024', '2025-07-01', 'standingCommittee/82@2025'],
      ['massMobilisationLead', '873@2024', '2025-06-30', 'massMobilisationBoard/873@2024'],
      ['massMobilisationLead', '873@2024', '2025-07-01', null], // the district level ended; nobody took over
      ['massMobilisationLead', '30076@2025', '2025-07-01', 'partyBuildingBoard/30076@2025'],
      ['farmersUnion', '29869@2024', '2025-01-01', 'farmersUnion/29866@2024'], // phường 2 went into Phường 1
      ['farmersUnion', '29869@2024', '2025-07-01', 'farmersUnion/29869@2025'], // and that into phường Cao Lãnh
      ['tradeUnion', '29869@2024', '2025-07-01', null], // no trade union at the commune since
      ['womensUnion', '82@2024', '2025-06-30', null], // Tiền Giang had its own, which are not ours
      ['womensUnion', '28249@2025', '2025-07-01', 'womensUnion/28249@2025'],
    ])('%s of %s on %s', async (code, territory, day, key) =>
      expect(await organisations.resolveFunction(code, await idOf(territory), day)).toBe(key && (await bodyOf(key))),
    );
  });

  it.each([
    ['2024-08-01', 12, 143],
    ['2024-12-31', 12, 143],
    ['2025-01-01', 12, 141],
    ['2025-06-30', 12, 141],
    ['2025-07-01', 0, 102],
  ])('on %s the home province has %d districts and %d communes', async (day, districts, communes) => {
    const counts = await db.records.sql.row(
      `WITH province AS (SELECT territory_heir_on((SELECT (value #>> '{}')::uuid FROM settings WHERE key = 'homeProvince'), $1) AS id),
        below AS (SELECT t.* FROM territories_on($1) t, province p WHERE t.parent_id = p.id
          UNION SELECT t.* FROM territories_on($1) t JOIN territories_on($1) d ON d.territory_id = t.parent_id JOIN province p ON p.id = d.parent_id)
       SELECT count(*) FILTER (WHERE level = 'district')::int AS districts, count(*) FILTER (WHERE level = 'commune')::int AS communes FROM below`,
      [day],
    );
    expect(counts).toEqual({ districts, communes });
  });

  it('the 143 communes of 2024 were 115 xã, 19 phường and 9 thị trấn', async () => {
    const types = await db.records.sql.rows(
      `SELECT c.unit_type AS type, count(*)::int FROM territories_on('2024-08-01') c JOIN territories_on('2024-08-01') d ON d.territory_id = c.parent_id
       WHERE d.parent_id = $1 GROUP BY 1 ORDER BY 2 DESC`,
      [await idOf('87@2024')],
    );
    expect(types).toEqual([
      { type: 'xã', count: 115 },
      { type: 'phường', count: 19 },
      { type: 'thị trấn', count: 9 },
    ]);
  });

  it.each([
    ['30250@2024', 'Xã An Nhơn', 'Xã Phú Hựu'],
    ['30121@2024', 'Xã Mỹ Xương', 'Xã Mỹ Thọ'],
    ['29962@2024', 'Xã Thường Thới Hậu A', 'Phường Thường Lạc'],
    ['30058@2024', 'Xã Mỹ Đông', 'Xã Mỹ Quí'],
    ['29917@2024', 'Phường Tân Quy Đông', 'Phường Sa Đéc'],
  ])('the heir of %s, %s, is %s', async (key, name, heir) => {
    const before = await territories.territoryOn(await idOf(key), '2025-06-30');
    expect(before).toMatchObject({ name, inForce: true });
    const { id } = (await db.records.sql.row<{ id: string }>(`SELECT territory_heir_on($1, '2025-07-01') AS id`, [before!.id]))!;
    expect(await territories.territoryOn(id, '2025-07-01')).toMatchObject({ name: heir });
  });

  it('one code, three units, four names: 29869', async () => {
    const names = await db.records.sql.rows(
      `SELECT t.seed_key AS key, v.name, v.valid_from AS "from" FROM territory_versions v JOIN territories t ON t.id = v.territory_id
       WHERE v.code = '29869' ORDER BY v.valid_from NULLS FIRST`,
    );
    expect(names).toEqual([
      { key: '29869@2024', name: 'Phường 2', from: null },
      { key: '29866@2024', name: 'Phường 1', from: '2025-01-01' },
      { key: '29869@2025', name: 'Phường Cao Lãnh', from: '2025-07-01' },
    ]);
  });

  it('a unit tells where it came from and where it went, with the document', async () => {
    const view = await territories.territoryOn(await idOf('29866@2024'), '2025-03-01');
    expect(view).toMatchObject({
      name: 'Phường 1',
      code: '29869',
      parentName: 'Thành phố Cao Lãnh',
      predecessors: [{ name: 'Phường 2', effectiveOn: '2025-01-01', document: 'Nghị quyết 1284/NQ-UBTVQH15' }],
      successors: [{ name: 'Phường Cao Lãnh', code: '29869', isDefault: true, document: 'Nghị quyết 1663/NQ-UBTVQH15' }],
    });
    expect(await territories.territoryOn(view!.id, '2026-01-01')).toMatchObject({
      inForce: false,
      name: 'Phường 1',
      validTo: '2025-06-30',
    });
  });
  it('a split names the default first', async () => {
    const { successors } = (await territories.territoryOn(await idOf('29995@2024'), '2025-06-30'))!;
    expect(successors.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Xã Long Phú Thuận', true],
      ['Xã Tân Long', false],
    ]);
  });

  describe('a search', () => {
    const names = async (search: string, asOf = '2025-07-01') =>
      (await territories.list({ asOf, search, level: 'commune', limit: 100 })).items.map(({ name }) => name);
    it('without accents finds both Mỹ Tho and Mỹ Thọ', async () =>
      expect(await names('my tho')).toEqual(['Phường Mỹ Tho', 'Xã Mỹ Thọ']));
    it('with accents puts the exact one first', async () => {
      expect((await names('mỹ thọ'))[0]).toBe('Xã Mỹ Thọ');
      expect((await names('Mỹ Tho'))[0]).toBe('Phường Mỹ Tho');
      expect((await names('Tân Thạnh'))[0]).toBe('Xã Tân Thạnh');
    });
    it('reads đ as d and y as i', async () => {
      expect(await names('dong son')).toEqual(['Xã Đồng Sơn']);
      expect(await names('my quy')).toContain('Xã Mỹ Quí');
      expect(await names('mỹ quý', '2025-06-30')).toContain('Xã Mỹ Quý');
    });
    it('takes a tone on either vowel', async () => expect((await names('hòa thuận', '2025-06-30'))[0]).toBe('Phường Hoà Thuận'));
    it('pages without loss or repetition', async () => {
      const seen: string[] = [];
      let after = null;
      do {
        const page = await territories.list({ asOf: '2025-07-01', level: 'commune', search: 'tan', after, limit: 7 });
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after);
      const all = await territories.list({ asOf: '2025-07-01', level: 'commune', search: 'tan', limit: 100 });
      expect(seen).toEqual(all.items.map(({ id }) => id));
      expect(new Set(seen).size).toBe(seen.length);
    });
  });

  describe('a post sees', () => {
    it('in a commune: its own body and what it took over', async () =>
      expect(await visibleTo(await postOf('womensUnion/30076@2025', 'officer'))).toEqual(
        expect.arrayContaining(['womensUnion/30076@2025', 'womensUnion/30121@2024']),
      ));
    it('in a commune: nothing else', async () => {
      const seen = await visibleTo(await postOf('womensUnion/30076@2025', 'officer'));
      expect(seen.every((key) => key.startsWith('womensUnion/'))).toBe(true);
      expect(seen.filter((key) => key.endsWith('@2025'))).toEqual(['womensUnion/30076@2025']);
    });
    it('in the women’s union of the province: its line, past and present, and not the farmers’', async () => {
      const seen = await visibleTo(await postOf('womensUnion/82@2025', 'officer'));
      expect(seen.filter((key) => key.endsWith('@2025'))).toHaveLength(103);
      expect(seen).toEqual(expect.arrayContaining(['womensUnion/87@2024', 'womensUnion/873@2024', 'womensUnion/30121@2024']));
      expect(seen.filter((key) => !key.startsWith('womensUnion/'))).toEqual([]);
    });
    it('in a commune’s party committee: every body of the commune, also before the merger', async () => {
      const seen = await visibleTo(await postOf('partyCommittee/30076@2025', 'officer'));
      expect(seen).toEqual(expect.arrayContaining(['farmersUnion/30076@2025', 'government/30076@2025', 'tradeUnion/30121@2024']));
      expect(seen).not.toContain('farmersUnion/29905@2025');
    });
    it('as a supervisor: everything', async () => {
      const { count } = (await db.records.sql.row<{ count: number }>(`SELECT count(*)::int FROM organisations`))!;
      expect(await visibleTo(await postOf('standingCommittee/82@2025', 'supervisor'))).toHaveLength(count);
    });
    it('in a list: no more than that', async () => {
      const scopePostId = await postOf('womensUnion/82@2025', 'officer');
      const kinds = async (kind: OrganisationKind) =>
        (await organisations.list({ asOf: '2025-07-01', kind, scopePostId, limit: 100 })).items.length;
      expect([await kinds('womensUnion'), await kinds('farmersUnion')]).toEqual([100, 0]);
      expect(await organisations.organisationOn(await bodyOf('farmersUnion/82@2025'), '2025-07-01', scopePostId)).toBeNull();
    });
  });

  it('a body tells its line, its functions and its heir', async () => {
    const lineParent = (await organisations.organisationOn(await bodyOf('massMobilisationBoard/873@2024'), '2025-02-03'))!;
    expect(lineParent.lineParentNameVi).toBe('Ban Tuyên giáo và Dân vận Tỉnh uỷ Đồng Tháp');
    const board = await organisations.organisationOn(await bodyOf('propagandaBoard/87@2024'), '2025-07-01');
    expect(board).toMatchObject({
      inForce: false,
      heirId: await bodyOf('propagandaMassMobilisationBoard/82@2025'),
      functions: [],
    });
    const district = await organisations.organisationOn(await bodyOf('womensUnion/873@2024'), '2025-07-01');
    expect(district).toMatchObject({ nameVi: 'Hội Liên hiệp Phụ nữ huyện Cao Lãnh', heirId: null, successors: [] });
  });

  it.each([
    ['tradeUnion/29869@2024', '2025-01-01', 'tradeUnion/29866@2024'],
    ['massMobilisationBloc/29869@2024', '2025-01-01', 'massMobilisationBloc/29866@2024'],
    ['massMobilisationBloc/29869@2024', '2025-07-01', 'partyBuildingBoard/29869@2025'],
    ['tradeUnion/29869@2024', '2025-07-01', null],
    ['massMobilisationBoard/87@2024', '2025-07-01', 'propagandaMassMobilisationBoard/82@2025'],
    ['womensUnion/29995@2024', '2025-07-01', 'womensUnion/29992@2025'],
    ['womensUnion/873@2024', '2025-07-01', null],
  ])('what %s left stands on %s with %s', async (key, day, heir) => {
    const found = await db.records.sql.row<{ key: string }>(
      `SELECT o.seed_key AS key FROM organisation_heir_on($1, $2) h JOIN organisations o ON o.id = h.heir_id`,
      [await bodyOf(key), day],
    );
    expect(found?.key ?? null).toBe(heir);
  });

  it('one person keeps a seat through a rename, and none bears a person’s name', async () => {
    const holders = await db.records.sql.rows(
      `SELECT o.seed_key AS body, n.email, n.display_name AS name FROM post_holders h JOIN persons n ON n.id = h.person_id
       JOIN posts p ON p.id = h.post_id JOIN organisations o ON o.id = p.organisation_id WHERE n.email LIKE 'massMobilisationLead.officer.87-%' ORDER BY 1`,
    );
    expect(holders).toEqual(
      ['massMobilisationBoard/87@2024', 'propagandaMassMobilisationBoard/87@2024'].map((body) => ({
        body,
        email: 'massMobilisationLead.officer.87-2024@lantoa.example',
        name: 'Cán bộ báo cáo – Ban Tuyên giáo và Dân vận Tỉnh uỷ Đồng Tháp',
      })),
    );
    const strangers = await db.records.sql.rows(
      `SELECT FROM persons WHERE NOT is_sample OR email NOT LIKE '%.example' OR display_name NOT LIKE '% – %'`,
    );
    expect(strangers).toEqual([]);
  });
  it('on every day exactly one administrator holds the post', async () => {
    const days = ['2024-08-01', '2025-02-02', '2025-02-03', '2025-06-30', '2025-07-01', '2026-11-15'];
    const held = await db.records.sql.rows(
      `SELECT d.day, count(h.person_id)::int AS count, min(n.email) AS email FROM unnest($1::date[]) AS d (day)
       LEFT JOIN posts p ON p.role = 'administrator' AND p.valid @> d.day LEFT JOIN post_holders h ON h.post_id = p.id AND h.valid @> d.day
       LEFT JOIN persons n ON n.id = h.person_id GROUP BY 1 ORDER BY 1`,
      [days],
    );
    expect(held).toEqual(days.map((day) => ({ day, count: 1, email: 'administrator@lantoa.example' })));
  });
});
