import { addDays, isRefusal, registerColumn } from '#domain';
import { ModelImportsReader, OversightReader } from '#records';
import { ApplyModelImport, CheckModelImport, type Actor } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

/** The appraiser is never the assessed (HD 42-HD/TWTN-BKT), so a model of whoever has nobody above cannot be reviewed. */
describe('libs/usecases/models - an owner above whom nobody stands', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let committee: Actor;
  const clock = new SetClock(morning('2026-03-02'));
  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    committee = await acts.actor('standingCommittee/82@2025');
  });
  // Closing asks the history checker.
  afterAll(() => database.close());

  it('takes over no register: the row says why, and nothing of the file is written', async () => {
    const given = { name: 'Mẫu: Tổ tiết kiệm', field: 'Kinh tế', communeCode: '30076', startedOn: '01/04/2021' } as const;
    const columns = Object.keys(given) as (keyof typeof given)[];
    const made = await new CheckModelImport(database.records, clock).run({
      fileName: 'so.xlsx',
      form: 'xlsx',
      content: Buffer.from('sổ'),
      read: {
        table: {
          headings: columns.map((name) => registerColumn(name).heading.vi),
          rows: [{ row: 2, cells: columns.map((name) => ({ text: given[name] })) }],
        },
      },
      actor: committee,
    });
    if (isRefusal(made)) throw new Error(made.words.en);
    const reader = new ModelImportsReader(database.records.sql);
    const [row] = await reader.rows(made.id, null, null, 10);
    expect(row).toMatchObject({ outcome: 'conflict', faults: [{ column: 'owner' }] });
    expect(row!.faults[0]!.words.vi).toContain('không có cơ quan cấp trên');
    const { revision } = (await reader.find(made.id, committee.post.postId))!;
    const applied = await new ApplyModelImport(database.records, clock).run({ importId: made.id, revision, actor: committee });
    expect(applied).toMatchObject({ code: 'conflict', errors: [{ pointer: '/rows/2/owner' }] });
    expect((await database.records.sql.row<{ models: number }>(`SELECT count(*)::int AS models FROM models`))!.models).toBe(0);
  });

  it('left alone by a reorganisation, it does not do what is owed above it: the duty stands on the list of those nobody answers for', async () => {
    const commune = await acts.actor('fatherlandFront/30076@2025');
    const province = await acts.actor('fatherlandFront/82@2025');
    const place = await acts.territory('30076@2025');
    let at = await acts.operating(commune, province, place);
    at = await acts.step(at, 'openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' });
    const nobody = async () =>
      (await new OversightReader(database.records.sql).noResponsiblePerson(committee.post.postId, clock.today(), null, 100))
        .filter(({ why }) => why === 'nobodyAbove')
        .map(({ duty }) => duty);
    expect(await nobody()).toEqual([]);

    // The Front of the commune ends, and the Standing Committee comes after it.
    const ends = '2026-04-01';
    await database.records.sql.affected(
      `UPDATE organisation_versions SET valid_to = $2 WHERE organisation_id = $1 AND valid @> $2::date`,
      [commune.post.organisationId, addDays(ends, -1)],
    );
    await database.records.sql.affected(
      `INSERT INTO organisation_successions (predecessor_id, successor_id, effective_on, is_default, document) VALUES ($1, $2, $3, true, 'Mẫu: quyết định sắp xếp')`,
      [commune.post.organisationId, committee.post.organisationId, ends],
    );
    clock.instant = morning(ends);
    const assessed = await acts.step(at, 'submitSelfAssessment', committee, { selfScore: 80, selfAssessment: 'Đạt' });
    expect(await nobody()).toEqual(['appraise']);
    const own = await acts.try(assessed, 'appraise', committee, { appraisedScore: 80, verdict: 'effective' });
    expect((own as { errors: { words: { en: string } }[] }).errors.map(({ words }) => words.en)).toEqual(
      expect.arrayContaining(['The appraiser is not the one assessed']),
    );
    // What the owner may do itself ends it honestly: nothing of it is left on the list.
    const handover = [
      {
        what: 'members',
        description: 'Thành viên',
        amount: 32,
        unit: 'người',
        receiverBody: 'Ban Công tác Mặt trận ấp 1',
        handedOverOn: ends,
      },
    ];
    const fields = { ground: 'obsolete', changeInSociety: 'Địa bàn đã sắp xếp lại', handover };
    await acts.step(assessed, 'terminate', committee, fields, acts.paper(committee));
    expect(await nobody()).toEqual([]);
  });
});
