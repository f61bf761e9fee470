import { OpenRound } from '#usecases';
import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';

const report = {
  figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
  words: { summary: 'Mẫu: các mô hình duy trì nền nếp.' },
};

describe('apps/api/obligations - what is not as it should be is refused, says why, and leaves nothing behind', () => {
  let api: TestApi;
  let officer: Official;
  let fronts: string[];
  let id: string;
  let submissions: string;
  let extensions: string;
  const clock = new TestClock();
  clock.set('2024-10-01');

  const owedBy = async (official: Official) =>
    (await official.get('/api/obligations?mine=owe').expect(200)).body.items[0].id as string;
  const written = () =>
    api.records.sql.row(
      `SELECT (SELECT count(*)::int FROM submissions) AS submissions, (SELECT count(*)::int FROM extensions) AS extensions,
              (SELECT count(*)::int FROM journal) AS journal, (SELECT sum(revision)::int FROM obligations) AS revisions,
              (SELECT count(*)::int FROM outbox) AS wishes`,
    );

  beforeAll(async () => {
    api = await openTestApi({ seeded: true, clock });
    await new OpenRound(api.records).run({ kind: 'modelResults', year: 2024, now: clock.now(), actor: null });
    const rows = await api.records.sql.rows<{ id: string }>(
      `SELECT o.organisation_id AS id FROM organisations_on('2024-10-01') o JOIN territories t ON t.id = o.territory_id
       WHERE o.kind = 'fatherlandFront' AND t.level = 'commune' AND o.line_parent_id IS NOT NULL AND o.line_parent_id <> $1 ORDER BY o.name_vi LIMIT 5`,
      [api.world.board],
    );
    fronts = rows.map(({ id: front }) => front);
    clock.set('2024-11-20');
    officer = await officialOf(api, fronts[0]!);
    id = await owedBy(officer);
    submissions = `/api/obligations/${id}/submissions`;
    extensions = `/api/obligations/${id}/extensions`;
  });
  afterAll(() => api.close());

  describe('a report', () => {
    const words = report.words;
    it.each<[string, object, number, string]>([
      ['an unknown field', { ...report, note: 'x' }, 400, '/note'],
      ['no words', { figures: report.figures }, 400, '/words'],
      ['figures that are a list', { ...report, figures: [] }, 400, '/figures'],
      ['a figure that is text', { words, figures: { ...report.figures, founded: '1' } }, 422, '/figures/founded'],
      ['a figure of another form', { words, figures: { ...report.figures, inspections: 1 } }, 422, '/figures/inspections'],
      ['a stock that does not add up', { words, figures: { ...report.figures, closingCount: 9 } }, 422, '/figures/closingCount'],
      ['an assessment that is a number', { ...report, words: { summary: 5 } }, 422, '/words/summary'],
      ['a NUL in the words', { ...report, words: { summary: 'a\u0000' } }, 422, '/words/summary'],
      ['half a character', { ...report, words: { summary: '\ud800' } }, 422, '/words/summary'],
      ['a section too long', { ...report, words: { summary: 'x'.repeat(20_001) } }, 422, '/words/summary'],
      ['an unknown section', { ...report, words: { ...words, 'a/b~': 'x' } }, 422, '/words/a~1b~0'],
    ])('with %s', async (_, body, status, pointer) => {
      const before = await written();
      const answer = await officer
        .post(submissions, body, '"r1"')
        .expect(status)
        .expect('Content-Type', 'application/problem+json');
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer })]);
      expect(await written()).toEqual(before);
    });

    it('of a megabyte is too large', async () => {
      const answer = await officer
        .post(submissions, { ...report, words: { summary: 'x'.repeat(1_000_000) } }, '"r1"')
        .expect(413);
      expect(answer.body.detail).toContain('256 kB');
    });

    it('without If-Match, with an old one, with one that is no ETag: told in both languages', async () => {
      const before = await written();
      const bare = await officer.post(submissions, report).expect(428);
      expect(bare.body).toMatchObject({ type: '/api/problems/preconditionRequired', title: 'If-Match is missing' });
      const vietnamese = await officer.post(submissions, report).set('Accept-Language', 'vi').expect(428);
      expect(vietnamese.body.title).toBe('Thiếu If-Match');
      for (const etag of ['"r2"', 'W/"r1"', '"1"', 'r1', '"r0"', '"r99999999999"'])
        await officer.post(submissions, report, etag).expect(412);
      await officer.post(submissions, report, '*').expect(428);
      expect(await written()).toEqual(before);
    });

    it('of a neighbour, of another province, or of nobody: not found, not even visible', async () => {
      const neighbour = await owedBy(await officialOf(api, fronts[1]!));
      for (const url of [
        `/api/obligations/${neighbour}`,
        '/api/obligations/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b',
        '/api/obligations/87',
      ]) {
        await officer.get(url).expect(404);
        await officer.get(`${url}/submissions`).expect(404);
        await officer.get(`${url}/submissions/1`).expect(404);
        await officer.get(`${url}/extensions`).expect(404);
        await officer.post(`${url}/submissions`, report, '"r1"').expect(404);
        await officer.post(`${url}/extensions`, { toDueOn: '2024-12-01', reason: 'x' }, '"r1"').expect(404);
      }
      const stranger = await api.tokenFor('supervisor');
      const told = await api.http.get(`/api/obligations/${id}`).set('Authorization', stranger).expect(404);
      expect(told.body.detail).toContain('ngoài phạm vi');
    });

    it('of another body, though one sees it: only the one that owes it may send it', async () => {
      const { body } = await officer.get(`/api/obligations/${id}`);
      const district = await officialOf(api, body.receiver.id);
      expect((await district.post(submissions, report, '"r1"').expect(403)).body.detail).toContain('owes this report');
    });

    it('sent twice at the same instant from two places is taken once', async () => {
      const third = await officialOf(api, fronts[2]!);
      const url = `/api/obligations/${await owedBy(third)}/submissions`;
      const answers = await Promise.all(Array.from({ length: 8 }, () => third.post(url, report, '"r1"')));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 412)]);
      expect((await third.get(url).expect(200)).body.items).toHaveLength(1);
      expect((await third.post(url, report, '"r2"').expect(409)).body.detail).toContain('submitted already');
    });

    it('with an Idempotency-Key used before: the same gets the first answer, another is refused', async () => {
      const fourth = await officialOf(api, fronts[3]!);
      const url = `/api/obligations/${await owedBy(fourth)}/submissions`;
      const send = (body: object, key = 'report-2024') => fourth.post(url, body, '"r1"').set('Idempotency-Key', key);
      const first = await send(report).expect(201);
      const again = await send(report).expect(201);
      expect([again.text, again.headers['etag'], again.headers['location'], again.headers['idempotency-replayed']]).toEqual([
        first.text,
        '"r2"',
        first.headers['location'],
        'true',
      ]);
      const other = await send({ ...report, words: { summary: 'Khác' } }).expect(422);
      expect(other.body.type).toBe('/api/problems/keyReused');
      expect((await fourth.get(url).expect(200)).body.items).toHaveLength(1);
      await send(report, 'another-key').expect(412);
    });

    it.each([
      ['an unknown outcome', { outcome: 'lost' }, '/outcome'],
      ['a message of another type', { outcome: 'returned', message: 7 }, '/message'],
      ['a message too long', { outcome: 'returned', message: 'x'.repeat(5001) }, '/message'],
    ])('answered with %s', async (_, body, pointer) => {
      expect((await officer.post(`${submissions}/1/answer`, body, '"r1"').expect(400)).body.errors[0].pointer).toBe(pointer);
    });

    it('answered before it came, or under a number that is none', async () => {
      const { body } = await officer.get(`/api/obligations/${id}`);
      const district = await officialOf(api, body.receiver.id);
      for (const number of ['1', '0', '-1', 'x', '99999999999999999999'])
        await district.post(`${submissions}/${number}/answer`, { outcome: 'accepted' }, '"r1"').expect(404);
    });
  });

  describe('a request for more time', () => {
    it.each<[string, object, number, string]>([
      ['to a day that does not exist', { toDueOn: '2024-11-31', reason: 'x' }, 400, '/toDueOn'],
      ['to 29 February of a common year', { toDueOn: '2025-02-29', reason: 'x' }, 400, '/toDueOn'],
      ['to the due day itself', { toDueOn: '2024-11-22', reason: 'x' }, 422, '/toDueOn'],
      ['past its limit', { toDueOn: '2024-12-08', reason: 'x' }, 422, '/toDueOn'],
      ['without a reason', { toDueOn: '2024-12-01' }, 400, '/reason'],
      ['with an empty reason', { toDueOn: '2024-12-01', reason: '' }, 400, '/reason'],
      ['with a reason too long', { toDueOn: '2024-12-01', reason: 'x'.repeat(2001) }, 400, '/reason'],
      ['with an unknown field', { toDueOn: '2024-12-01', reason: 'x', days: 3 }, 400, '/days'],
    ])('%s', async (_, body, status, pointer) => {
      const before = await written();
      const answer = await officer.post(extensions, body, '"r1"').expect(status);
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer, detail: expect.any(String) })]);
      expect(await written()).toEqual(before);
    });

    it('after the due day is too late', async () => {
      clock.set('2024-11-23');
      const late = await officer
        .post(extensions, { toDueOn: '2024-12-01', reason: 'x' }, '"r1"')
        .set('Accept-Language', 'vi')
        .expect(409);
      expect(late.body.detail).toContain('đã qua');
      clock.set('2024-11-20');
    });

    it('of another duty cannot be answered here', async () => {
      const fifth = await officialOf(api, fronts[4]!);
      const other = await owedBy(fifth);
      const asked = await fifth
        .post(`/api/obligations/${other}/extensions`, { toDueOn: '2024-12-01', reason: 'x' }, '"r1"')
        .expect(201);
      await officer.get(`${extensions}/${asked.body.id}`).expect(404);
      const { body } = await officer.get(`/api/obligations/${id}`);
      const head = await officialOf(api, body.receiver.id, 'head');
      await head.post(`${extensions}/${asked.body.id}/answer`, { granted: true }, '"r1"').expect(404);
      await head.post(`${extensions}/${asked.body.id}/answer`, { granted: true }).expect(428);
    });
  });

  it.each([
    ['roundId=1', '/roundId'],
    ['status=lost', '/status'],
    ['standing=late', '/standing'],
    ['mine=both', '/mine'],
    ['below=maybe', '/below'],
    ['colour=red', '/colour'],
    ['limit=1000', '/limit'],
  ])('a list asked with %s', async (query, pointer) => {
    expect((await officer.get(`/api/obligations?${query}`).expect(400)).body.errors[0].pointer).toBe(pointer);
  });

  it('a cursor of another filter or post', async () => {
    const district = await officialOf(api, (await officer.get(`/api/obligations/${id}`)).body.receiver.id);
    const { body } = await district.get('/api/obligations?limit=1').expect(200);
    await district.get(`/api/obligations?limit=1&cursor=${body.next}`).expect(200);
    await district.get(`/api/obligations?limit=1&mine=receive&cursor=${body.next}`).expect(400);
    await officer.get(`/api/obligations?limit=1&cursor=${body.next}`).expect(400);
  });
});
