import { registerColumn, registerColumnNames, type RegisterColumn } from '#domain';
import { readTable, writeWorkbook, XLSX } from '#papers';
import request, { type Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

type Who = 'officer' | 'head' | 'neighbour' | 'supervisor' | 'administrator';
type Row = Partial<Record<RegisterColumn, string>>;
interface Shown {
  id: string;
  revision: number;
  status: string;
  outcomes: { new: number; same: number; conflict: number; fault: number };
  made: number | null;
}

describe('apps/api/imports - an existing register is taken over', () => {
  let api: TestApi;
  const people = {} as Record<Who, TestAgent>;
  beforeAll(async () => {
    // The rules of reviews are part of the seed.
    api = await openTestApi({ seeded: true });
    for (const who of ['officer', 'head', 'neighbour', 'supervisor', 'administrator'] as const)
      people[who] = request.agent(await api.app.getUrl()).set('Authorization', await api.tokenFor(who)) as TestAgent;
  });
  // Closing asks the history checker.
  afterAll(() => api.close());

  let n = 0;
  const a = (over: Row = {}): Row => ({
    name: `Mẫu: Tổ Nhân dân tự quản số ${++n}`,
    kind: 'Mô hình',
    field: 'Quốc phòng – an ninh',
    origin: 'Từ nhu cầu thực tế',
    selfManaged: 'Có',
    commune: 'Xã Mẫu Một',
    locality: 'Ấp 1',
    decisionNumber: '12/QĐ-UBND',
    decidedOn: '15/03/2021',
    decisionIssuer: 'UBND Xã Mẫu Một',
    startedOn: '01/04/2021',
    participants: '32',
    communityContribution: '69.000.000',
    lastRating: 'Hiệu quả',
    ...over,
  });
  const csv = (rows: Row[], columns: readonly RegisterColumn[] = registerColumnNames, separator = ';') =>
    Buffer.from(
      '\uFEFF' +
        [columns.map((name) => registerColumn(name).heading.vi), ...rows.map((row) => columns.map((name) => row[name] ?? ''))]
          .map(
            (cells) =>
              cells.map((cell) => (/[";,\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator) + '\r\n',
          )
          .join(''),
    );
  const xlsx = (rows: Row[], columns: readonly RegisterColumn[] = registerColumnNames) =>
    writeWorkbook([
      {
        name: 'Sổ',
        headings: columns.map((name) => registerColumn(name).heading.vi),
        rows: rows.map((row) => columns.map((name) => row[name] ?? '')),
      },
    ]);
  const send = (who: Who, content: Buffer, name = 'so-theo-doi.csv') =>
    people[who]
      .post(`/api/model-imports?name=${encodeURIComponent(name)}`)
      .set('Content-Type', name.endsWith('csv') ? 'text/csv' : XLSX)
      .send(content);
  const checked = async (who: Who, content: Buffer, name?: string): Promise<Shown> =>
    (await send(who, content, name).expect(201)).body as Shown;
  const apply = (who: Who, { id, revision }: { id: string; revision: number }) =>
    people[who].post(`/api/model-imports/${id}/apply`).set('If-Match', `"r${revision}"`);
  const back = async (id: string, which = 'marked'): Promise<Buffer> =>
    (await people.officer.get(`/api/model-imports/${id}/file?which=${which}`).buffer().parse(bytes).expect(200)).body as Buffer;
  const bytes = (response: Response, done: (error: Error | null, body: Buffer) => void) => {
    const parts: Buffer[] = [];
    (response as unknown as NodeJS.ReadableStream)
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => done(null, Buffer.concat(parts)));
  };
  const rowsOf = async (id: string) =>
    (await people.officer.get(`/api/model-imports/${id}/rows`).expect(200)).body.items as {
      row: number;
      outcome: string;
      modelId: string | null;
      faults: { column: string; value: string; words: { vi: string; en: string } }[];
    }[];
  const models = async () => (await api.records.sql.row<{ n: number }>(`SELECT count(*)::int AS n FROM models`))!.n;

  it.each(['csv', 'xlsx'] as const)(
    'as %s: looked through, then every row becomes a model that operates, with its papers',
    async (form) => {
      const rows = [a(), a({ decisionNumber: '', decidedOn: '', selfManaged: '', kind: 'Cách làm hay' })];
      const before = await models();
      const dry = await checked('officer', form === 'csv' ? csv(rows) : await xlsx(rows), `so.${form}`);
      expect(dry).toMatchObject({
        status: 'checked',
        form,
        rows: 2,
        outcomes: { new: 2, same: 0, conflict: 0, fault: 0 },
        made: null,
      });
      expect(await models()).toBe(before);
      // An officer prepares; whoever answers for the body says that it is so.
      await apply('officer', dry).expect(403);
      await apply('neighbour', dry).expect(403);
      const done = await apply('head', dry).expect(200);
      expect(done.body).toMatchObject({ status: 'applied', made: 2, revision: 2 });
      expect(done.headers['etag']).toBe('"r2"');
      const [first, second] = await rowsOf(dry.id);
      const model = (await people.head.get(`/api/models/${first!.modelId}`).expect(200)).body;
      expect(model).toMatchObject({
        name: rows[0]!.name,
        field: 'defenceSecurity',
        selfManaged: true,
        // It operates, and the one review of what ran before is open (D1.2).
        stage: { life: 'selfAssessing', spread: 'local', honour: 'none' },
        reviews: [{ year: 2026, concludedOn: null }],
        owner: { id: api.world.fronts[0] },
        territory: { name: 'Xã Mẫu Một' },
        startedOn: '2021-04-01',
        members: 32,
        // Nobody appraised it by a set of criteria.
        lastVerdict: null,
        revision: 2,
      });
      expect((await people.head.get(`/api/models/${first!.modelId}/money`).expect(200)).body.totals).toMatchObject({
        communityContribution: 69_000_000,
      });
      expect((await people.head.get(`/api/models/${first!.modelId}/documents`).expect(200)).body.items).toMatchObject([
        { kind: 'foundingDecision', number: '12/QĐ-UBND', datedOn: '2021-03-15', issuer: 'UBND Xã Mẫu Một' },
      ]);
      expect((await people.head.get(`/api/models/${first!.modelId}/journal`).expect(200)).body.items).toMatchObject([
        { step: 'openReview', to: { life: 'selfAssessing' } },
        {
          kind: 'modelImported',
          from: null,
          to: { life: 'operating' },
          fields: { lastRating: 'effective' },
          words: { vi: 'Nhập từ sổ theo dõi đã có' },
        },
      ]);
      expect(
        await api.records.sql.row(`SELECT kind, self_managed, decision_not_found FROM models WHERE id = $1`, [second!.modelId]),
      ).toEqual({
        kind: 'goodPractice',
        self_managed: false,
        decision_not_found: true,
      });
    },
  );

  it('rows numbered ahead are no models, and what stands beside the headings comes back', async () => {
    const [headings, first] = csv([a()]).toString().split('\r\n') as [string, string];
    const sheet = [
      'sep=;',
      `STT;${headings.slice(1)}`,
      `1;${first};bên lề`,
      '2',
      `3${';'.repeat(registerColumnNames.length)}`,
      '4',
    ];
    const dry = await checked('officer', Buffer.from(sheet.join('\r\n')));
    expect(dry.outcomes).toMatchObject({ new: 1, fault: 0 });
    const [hint, ...lines] = (await back(dry.id)).toString().split('\r\n');
    expect([hint, lines[0]!.endsWith(';;Lỗi'), lines[1]!.endsWith(';bên lề;')]).toEqual(['\uFEFFsep=;', true, true]);
    const numbered = await send('officer', Buffer.from(`STT;${headings.slice(1)}\r\n1\r\n2\r\n`)).expect(422);
    expect(numbered.body.detail).toContain('Không dòng nào có nội dung');
  });

  it('repeated, it changes nothing: the same file, the same rows, the same order twice at once', async () => {
    const file = csv([a(), a()]);
    const dry = await checked('head', file);
    const twice = await Promise.all([apply('head', dry), apply('head', dry)]);
    expect(twice.map(({ status, body }) => [status, body.made])).toEqual([
      [200, 2],
      [200, 2],
    ]);
    const before = await models();
    const again = await checked('head', file);
    expect(again.outcomes).toEqual({ new: 0, same: 2, conflict: 0, fault: 0 });
    expect((await apply('head', again).expect(200)).body).toMatchObject({ status: 'applied', made: 0 });
    expect(await models()).toBe(before);
    // Two dry runs of one file, each finding its rows new: the second finds them there.
    const other = csv([a()]);
    const [one, two] = [await checked('head', other), await checked('head', other)];
    await apply('head', one).expect(200);
    expect((await apply('head', two).expect(200)).body).toMatchObject({ made: 0, outcomes: { new: 0, same: 1 } });
    expect(await models()).toBe(before + 1);
  });

  it('tells of every cell what is wrong and what to do, and writes nothing at all', async () => {
    const before = await models();
    const dry = await checked(
      'officer',
      csv([
        a(),
        a({ name: '', field: 'Thể thao', startedOn: '31/02/2024', participants: 'ba mươi', communityContribution: '690 triệu' }),
        a({ commune: 'Xã Mẫu Mot', decidedOn: '', startedOn: '24/12/2026' }),
        a({ owner: 'Hội Người cao tuổi' }),
        a({ commune: 'Xã Mẫu Hai' }),
      ]),
    );
    expect(dry.outcomes).toEqual({ new: 1, same: 0, conflict: 0, fault: 4 });
    const rows = await rowsOf(dry.id);
    expect(rows.map(({ faults }) => faults.map(({ column, value }) => [column, value]))).toEqual([
      [],
      [
        ['name', ''],
        ['field', 'Thể thao'],
        ['startedOn', '31/02/2024'],
        ['participants', 'ba mươi'],
        ['communityContribution', '690 triệu'],
      ],
      [
        ['commune', 'Xã Mẫu Mot'],
        ['startedOn', '24/12/2026'],
        ['decidedOn', ''],
      ],
      [['owner', 'Hội Người cao tuổi']],
      [['owner', '']],
    ]);
    const refused = await apply('head', dry).expect(409);
    expect(refused.body.detail).toContain('còn 4 dòng có lỗi');
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/rows/3/name', detail: expect.stringContaining('Dòng 3') });
    expect(await models()).toBe(before);
  });

  it.each(['csv', 'xlsx'] as const)(
    'the same %s comes back as typed with a column of errors, and mended it is taken over',
    async (form) => {
      const rows = [a(), a({ startedOn: '2021-13-01', note: 'giữ "nguyên"; =1+1' })];
      const columns: RegisterColumn[] = ['name', 'field', 'commune', 'startedOn', 'selfManaged', 'note'];
      const content = form === 'csv' ? csv(rows, columns) : await xlsx(rows, columns);
      const dry = await checked('officer', content, `so.${form}`);
      expect(await back(dry.id, 'original')).toEqual(content);
      const marked = await readTable(await back(dry.id));
      const typed = await readTable(content);
      expect(marked.headings).toEqual([...typed.headings, 'Lỗi']);
      expect(marked.rows.map(({ row, cells }) => [row, cells.slice(0, -1).map(({ text }) => text)])).toEqual(
        typed.rows.map(({ row, cells }) => [row, cells.map(({ text }) => text)]),
      );
      expect(marked.rows.map(({ cells }) => cells.at(-1)!.text)).toEqual([
        '',
        expect.stringContaining('Ngày hoạt động: Không phải một ngày'),
      ]);
      const again = await checked('officer', await back(dry.id), `so.${form}`);
      // The column of errors is filled anew, not added twice.
      expect((await readTable(await back(again.id))).headings).toEqual(marked.headings);
    },
  );

  describe('a person says', () => {
    it('when a row is in the register otherwise', async () => {
      const row = a();
      await apply('head', await checked('head', csv([row]))).expect(200);
      const dry = await checked('head', csv([{ ...row, participants: '45', field: 'Kinh tế' }]));
      expect(dry.outcomes).toMatchObject({ conflict: 1 });
      const [conflict] = await rowsOf(dry.id);
      expect(conflict!.faults.map(({ column, words }) => [column, words.vi])).toEqual([
        ['field', expect.stringContaining('ghi khác: Quốc phòng – an ninh')],
        ['participants', expect.stringContaining('ghi khác: 32')],
      ]);
      await apply('head', dry).expect(409);
    });
    it('when its money, a count or its decision is otherwise; the file it came from stays the same though the register went on', async () => {
      const row = a({ households: '28' });
      await apply('head', await checked('head', csv([row]))).expect(200);
      const other = {
        ...row,
        households: '30',
        communityContribution: '96.000.000',
        stateBudget: '1.000',
        decisionNumber: '13/QĐ-UBND',
      };
      const [conflict] = await rowsOf((await checked('head', csv([other]))).id);
      expect(conflict!.faults.map(({ column, words }) => [column, words.vi.match(/ghi khác: (.*?)\. Sửa/)?.[1]])).toEqual([
        ['decisionNumber', '12/QĐ-UBND'],
        ['households', '28'],
        ['communityContribution', '69000000'],
        ['stateBudget', '0'],
      ]);
      const [model] = await api.records.sql.rows<{ id: string; revision: number }>(
        `SELECT id, revision FROM models WHERE name = $1`,
        [row.name!],
      );
      await people.head
        .post(`/api/models/${model!.id}/money`)
        .set('If-Match', `"r${model!.revision}"`)
        .send({ onDay: '2026-11-01', source: 'communityContribution', amount: 1_000_000 })
        .expect(201);
      expect((await checked('head', csv([row]))).outcomes).toMatchObject({ same: 1 });
      expect((await checked('head', csv([{ ...row, communityContribution: '70.000.000' }]))).outcomes).toMatchObject({ same: 1 });
    });
    it('of its kind, origin and self-management only where the file does', async () => {
      const row = a({ kind: 'Cách làm hay', origin: 'Theo chỉ tiêu năm' });
      await apply('head', await checked('head', csv([row]))).expect(200);
      const { kind: _, origin: __, selfManaged: ___, ...silent } = row;
      expect((await checked('head', csv([silent]))).outcomes).toMatchObject({ same: 1 });
      const [conflict] = await rowsOf((await checked('head', csv([{ ...row, origin: 'Từ nhu cầu thực tế' }]))).id);
      expect(conflict!.faults.map(({ column }) => column)).toEqual(['origin']);
    });
    it('when only the accents differ: Tân Thành is not Tân Thạnh', async () => {
      await apply('head', await checked('head', csv([a({ name: 'Mẫu: Cổng rào Tân Thạnh' })]))).expect(200);
      const row = a({ name: 'Mẫu: Cổng rào Tân Thành' });
      const dry = await checked('head', csv([row]));
      const [conflict] = await rowsOf(dry.id);
      expect(conflict).toMatchObject({ outcome: 'conflict', faults: [{ column: 'name' }] });
      const code = /MH-\d+-\d+/.exec(conflict!.faults[0]!.words.vi)![0];
      const mended = await checked('head', csv([{ ...row, notSameAs: code }]));
      expect(mended.outcomes).toMatchObject({ new: 1 });
      await apply('head', mended).expect(200);
      const [made] = await rowsOf(mended.id);
      expect(
        await api.records.sql.rows(`SELECT answer FROM model_duplicate_answers WHERE model_id = $1`, [made!.modelId]),
      ).toEqual([{ answer: 'different' }]);
    });
    it('when two rows of the file are one', async () => {
      const row = a();
      const dry = await checked('head', csv([row, { ...row, name: row.name!.toUpperCase() }]));
      expect((await rowsOf(dry.id)).map(({ outcome }) => outcome)).toEqual(['new', 'conflict']);
    });
    it('but not of one name in two hamlets, nor of what it says is another', async () => {
      const name = 'Mẫu: Tuyến đường hoa';
      const hamlets = ['Ấp 1', 'Ấp 2', 'Ấp Bình Hòa', 'Ấp Mỹ Thuận'].map((locality) => a({ name, locality }));
      const file = csv([...hamlets, a({ name, locality: 'ấp 01, Xã Mẫu Một' })]);
      expect((await checked('head', file)).outcomes).toMatchObject({ new: 4, conflict: 1 });
      await apply('head', await checked('head', csv(hamlets))).expect(200);
      expect((await checked('head', csv(hamlets))).outcomes).toMatchObject({ same: 4 });
      const fifth = a({ name, locality: 'Ấp Tân Lập' });
      expect((await checked('head', csv([a({ name, locality: 'Ấp 3' })]))).outcomes).toMatchObject({ conflict: 1 });
      const codes = await api.records.sql.rows<{ code: string }>(`SELECT code FROM models WHERE name = $1`, [name]);
      const answered = { ...fifth, notSameAs: codes.map(({ code }) => code).join(' ') };
      expect((await checked('head', csv([answered]))).outcomes).toMatchObject({ new: 1 });
    });
  });

  it('a supervisor hands in for every body it sees; a name is looked up where the model is', async () => {
    const rows = [a({ owner: 'Mặt trận Xã Mẫu Hai', commune: 'Mẫu Hai' }), a({ owner: 'mặt trận  xã Mẫu Một' })];
    const withType = rows.map((row) => ({ ...row, commune: row.commune === 'Mẫu Hai' ? 'xã mẫu hai' : row.commune }));
    const dry = await checked('supervisor', csv(withType));
    expect(dry.outcomes).toEqual({ new: 2, same: 0, conflict: 0, fault: 0 });
    await apply('supervisor', dry).expect(200);
    const strange = await checked('officer', csv([a({ owner: 'Mặt trận Xã Mẫu Hai', commune: 'Xã Mẫu Hai' })]));
    expect(strange.outcomes).toMatchObject({ fault: 1 });
    await people.neighbour.get(`/api/model-imports/${strange.id}`).expect(404);
    await people.supervisor.get(`/api/model-imports/${strange.id}`).expect(200);
  });

  describe('a file that cannot be read is kept, and nothing of it is written', () => {
    const head = registerColumnNames.map((name) => registerColumn(name).heading.vi).join(';');
    it.each<[string, () => Buffer | Promise<Buffer>, string]>([
      ['CSV in another encoding', () => Buffer.from('Tên mô hình;Lĩnh vực\r\nTổ tự quản;Kinh tế\r\n', 'latin1'), 'CSV UTF-8'],
      ['CSV in UTF-16', () => Buffer.from(`\uFEFF${head}\r\n`, 'utf16le'), 'CSV UTF-8'],
      [
        'text in an old font',
        () => Buffer.from('Tªn m« h×nh;LÜnh vùc;X·, ph­êng;Ngµy ho¹t ®éng\r\nM« h×nh tù qu¶n;Kinh tÕ;X· MÉu;1/1/2021\r\n'),
        'phông cũ',
      ],
      ['quotes that do not close', () => Buffer.from(`${head}\r\n"Tổ tự quản;Kinh tế\r\n`), 'không khép'],
      ['no rows', () => Buffer.from(`${head}\r\n`), 'không có dòng nào'],
      ['no headings', () => Buffer.from(csv([a()]).toString().split('\r\n')[1]! + '\r\na;b;c\r\n'), 'Thiếu cột'],
      [
        'a heading twice',
        () => Buffer.from(`Tên mô hình;TÊN MÔ HÌNH (*);Lĩnh vực;Xã;Ngày hoạt động\r\na;b;Kinh tế;c;1/1/2021\r\n`),
        'Hai cột cùng nghĩa',
      ],
      ['50,000 rows', () => Buffer.from(`${head}\r\n${'Tổ tự quản;;Kinh tế\r\n'.repeat(50_000)}`), 'quá 20.000 dòng'],
      ['an old workbook', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3]), 'dạng cũ (.xls'],
      ['half a workbook', async () => (await xlsx([a()])).subarray(0, 900), 'bị hỏng'],
    ])('%s', async (_, content, words) => {
      const before = await models();
      const sent = await content();
      const refused = await send('officer', sent, 'so.csv').expect(422);
      expect(refused.body.detail).toContain(words);
      expect(refused.body.detail).toContain('Tệp vẫn được giữ');
      const id = /model-imports\/([0-9a-f-]{36})/.exec(refused.body.detail as string)![1]!;
      const kept = (await people.officer.get(`/api/model-imports/${id}`).expect(200)).body;
      expect(kept).toMatchObject({ status: 'refused', rows: 0 });
      expect((await back(id)).equals(sent)).toBe(true);
      await apply('head', kept as Shown).expect(409);
      expect(await models()).toBe(before);
    });
    it('nothing, JSON, a form', async () => {
      await send('officer', Buffer.alloc(0)).expect(400);
      await people.officer
        .post('/api/model-imports')
        .set('Content-Type', 'text/csv')
        .send(csv([a()]))
        .expect(400);
      await request(await api.app.getUrl())
        .post('/api/model-imports?name=a.csv')
        .set('Content-Type', 'text/csv')
        .send('a')
        .expect(401);
    });
  });

  it('the template is a register that reads: every column, one sample row', async () => {
    const answer = await people.officer
      .get('/api/model-imports/template')
      .set('Accept-Language', 'vi')
      .buffer()
      .parse(bytes)
      .expect(200);
    expect(answer.headers).toMatchObject({ 'content-type': XLSX, 'content-disposition': expect.stringContaining('.xlsx') });
    const table = await readTable(answer.body as Buffer);
    expect(table.headings).toEqual(registerColumnNames.map((name) => registerColumn(name).heading.vi));
    expect(table.rows).toHaveLength(1);
    const english = await people.officer
      .get('/api/model-imports/template')
      .set('Accept-Language', 'en')
      .buffer()
      .parse(bytes)
      .expect(200);
    expect((await readTable(english.body as Buffer)).headings[0]).toBe('Name of the model');
  });

  it('is listed newest first, page by page', async () => {
    const first = await people.head.get('/api/model-imports?limit=2').expect(200);
    const next = await people.head.get(/<([^>]+)>/.exec(first.headers['link']!)![1]!).expect(200);
    const ids = [...first.body.items, ...next.body.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
    const { items } = (await people.head.get(`/api/model-imports/${ids[0]}/rows?outcome=fault`).expect(200)).body;
    expect(items).toEqual([]);
  });
});
