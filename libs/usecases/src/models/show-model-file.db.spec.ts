import { isRefusal, type Refusal } from '#domain';
import { ModelsReader, type ModelView } from '#records';
import { ReviseDraft, ShowModelFile, type Actor, type ModelFile } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ModelActs } from '../testing/model-acts.js';

describe('libs/usecases/models - the file of a model as it stood on any day', () => {
  let database: TestDatabase;
  let acts: ModelActs;
  let commune: Actor;
  let province: Actor;
  let id: string;
  const clock = new SetClock(morning('2026-01-05'));
  /** What the rows themselves said at the end of each day something happened. */
  const seen = new Map<string, ModelView>();

  const file = (asOf?: string) =>
    new ShowModelFile(database.records, clock).run({ modelId: id, postId: province.post.postId, asOf });
  const shown = async (asOf?: string) => {
    const result = await file(asOf);
    if (isRefusal(result)) throw new Error(result.words.en);
    return result;
  };
  const rows = async () => (await new ModelsReader(database.records.sql).find(id, province.post.postId, clock.today()))!;

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    acts = new ModelActs(database.records, clock);
    commune = await acts.actor('fatherlandFront/30076@2025');
    province = await acts.actor('fatherlandFront/82@2025');
    const place = await acts.territory('30076@2025');
    let model: { id: string; revision: number } = await acts.drafted(commune, place, { name: 'Tên đầu tiên', members: 12 });
    ({ id } = model);
    seen.set('2026-01-05', await rows());

    type Deed = () => Promise<{ id: string; revision: number }>;
    const step =
      (name: Parameters<ModelActs['step']>[1], by: Actor, fields = {}, paper = false): Deed =>
      () =>
        acts.step(model, name, by, fields, paper ? acts.paper(by) : undefined);
    const revise: Deed = async () => {
      const revised = await new ReviseDraft(database.records, clock).run({
        modelId: id,
        revision: model.revision,
        changes: { name: 'Mẫu: Tên đã sửa số 2', purpose: 'Mục đích mới' },
        actor: commune,
      });
      if (isRefusal(revised)) throw new Error(revised.words.en);
      return revised;
    };
    const assess = { selfScore: 70, selfAssessment: 'Bản đầu' };
    const judged = { appraisedScore: 82, verdict: 'exemplary' };
    const handover = [
      {
        what: 'members',
        description: 'Mẫu',
        amount: 12,
        unit: 'người',
        receiverBody: 'Ban Công tác Mặt trận ấp',
        handedOverOn: '2026-12-01',
      },
    ];
    const days: [string, Deed][] = [
      ['2026-01-06', revise],
      ['2026-01-07', step('propose', commune)],
      ['2026-01-10', step('recognise', province, { startedOn: '2026-01-08' }, true)],
      ['2026-09-01', step('openReview', commune, { reviewYear: 2026, reason: 'Rà soát trước kỳ' })],
      ['2026-09-10', step('submitSelfAssessment', commune, assess)],
      ['2026-09-12', step('returnSelfAssessment', province, { reason: 'Thiếu minh chứng' })],
      ['2026-09-20', step('submitSelfAssessment', commune, { selfScore: 80, selfAssessment: 'Bản sau' })],
      ['2026-10-01', step('appraise', province, { ...judged, differenceReason: 'Thêm minh chứng' })],
      ['2026-10-05', step('returnAppraisal', province, { reason: 'Xem lại' })],
      ['2026-10-06', step('appraise', province, { ...judged, appraisedScore: 84, differenceReason: 'Thêm minh chứng' })],
      ['2026-10-10', step('continueOperation', province, { conclusion: 'Duy trì' })],
      ['2026-10-11', step('explainNoReplication', commune, { reason: 'Chờ tổng kết' })],
      ['2026-11-01', step('suspend', commune, { reason: 'Lũ', suspendedUntil: '2027-01-15' }, true)],
      ['2026-11-20', step('resume', commune, { reason: 'Nước đã rút' }, true)],
      ['2026-12-01', step('terminate', commune, { ground: 'obsolete', changeInSociety: 'Đường đã bê tông hoá', handover }, true)],
      ['2026-12-05', step('annulTermination', province, { reason: 'Chưa đúng quy trình' }, true)],
    ];
    for (const [day, deed] of days) {
      clock.instant = morning(day);
      model = await deed();
      seen.set(day, await rows());
    }
    clock.instant = morning('2026-12-31');
  }, 120_000);
  // Closing asks the history checker.
  afterAll(() => database.close());

  it('folds at every entry to what the rows said then', async () => {
    for (const [day, then] of seen) {
      const { file: _, revision: __, ...past } = await shown(day);
      const { revision: ___, ...was } = then;
      expect({ day, ...past }).toEqual({ day, ...was });
    }
  });

  it('folds today to the rows of today', async () => {
    const { file: extra, ...today } = await shown();
    expect(today).toEqual(await rows());
    expect(extra.asOf).toBe('2026-12-31');
  });

  it('between two entries it stands as after the first of them', async () => {
    const between = await shown('2026-09-15');
    expect(between.stage.life).toBe('selfAssessing');
    expect(between.reviews).toMatchObject([{ selfScore: null, selfAssessment: null }]);
    expect((await shown('2026-09-11')).reviews).toMatchObject([{ selfScore: 70, selfAssessment: 'Bản đầu' }]);
    expect((await shown('2026-10-02')).reviews).toMatchObject([{ appraisedScore: 82, verdict: 'exemplary' }]);
  });

  it('shows what was owed that day, and by whom', async () => {
    const owed = async (day: string) =>
      ((await shown(day)) as ModelFile).file.duties.filter(({ status }) => status === 'open').map(({ duty }) => duty);
    expect(await owed('2026-01-07')).toEqual(['considerProposal']);
    expect(await owed('2026-09-15')).toEqual(['selfAssess']);
    expect(await owed('2026-09-30')).toEqual(['appraise']);
    const { duties } = (await shown('2026-09-15')).file;
    expect(duties.map(({ duty, status }) => [duty, status])).toContainEqual(['appraise', 'accepted']);
  });

  it('knows a decision only from the day it was recorded, and its annulment likewise', async () => {
    const paper = async (day: string) => (await shown(day)).decisions.find(({ step }) => step === 'terminate');
    expect(await paper('2026-11-30')).toBeUndefined();
    expect(await paper('2026-12-02')).toMatchObject({ annulledById: null });
    expect((await paper('2026-12-06'))!.annulledById).not.toBeNull();
  });

  it.each([
    ['a day before it was drafted', '2026-01-04', 'notFound'],
    ['a day to come', '2027-01-01', 'invalid'],
    ['a day that is none', '2026-02-30', 'invalid'],
  ])('refuses %s', async (_, day, code) => {
    const refused = (await file(day)) as Refusal;
    expect(refused).toMatchObject({ kind: 'refused', code });
    expect(refused.words.vi).toBeTruthy();
  });
});
