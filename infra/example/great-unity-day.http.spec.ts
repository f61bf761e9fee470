import { playGreatUnityDay, readGreatUnityDay, type GreatUnityDay } from './great-unity-day.js';
import type { Official, Body } from './official.js';
import { bareCodes, brokenInvariants, decisionsOf, file, foldedStage, playedFrom, type Played } from './testing/played.js';

jest.setTimeout(180_000);

describe('infra/example - “Ngày Đại đoàn kết vì cộng đồng”, from 5/2020 to after the dispatch', () => {
  let played: Played<GreatUnityDay>;
  let province: Official;
  let mydong: string;
  beforeAll(async () => {
    played = await playedFrom('2020-05-04', playGreatUnityDay);
    province = await played.history.who('fatherlandFront', '87@2024');
    mydong = played.result.pilots[0]!;
  });
  afterAll(() => played?.close());

  it('three communes pilot it from 09/5/2020, each recognised by a decision with number, date, issuer and signer', async () => {
    const pilots = await Promise.all(played.result.pilots.map((id) => file(province, id, '2020-05-09')));
    expect(pilots.map(({ territory, startedOn, stage }) => [territory.name, startedOn, stage.life])).toEqual([
      ['Xã Mỹ Đông', '2020-05-09', 'operating'],
      ['Xã Tân Hộ Cơ', '2020-05-09', 'operating'],
      ['Xã Tân Bình', '2020-05-09', 'operating'],
    ]);
    expect(decisionsOf(pilots[0]!)).toEqual([
      ['recognise', '2020-05-09', 'Uỷ ban Mặt trận Tổ quốc Việt Nam huyện Tháp Mười', '01-QĐ/MẪU'],
    ]);
    for (const { decisions } of pilots) {
      expect(decisions).toHaveLength(1);
      expect(decisions[0].signer.titleVi).toBe('Người đứng đầu');
      expect(decisions[0].basis).toMatch(/\S/);
    }
  });

  it('D3.5: what is a model was decided by criteria issued before, by six organisations of the province together', async () => {
    const set = played.result.criteria['whatIsAModel']!;
    expect(set).toMatchObject({ status: 'issued', isSample: true, inForceFrom: '2020-05-04' });
    expect(set['issuers']).toHaveLength(6);
    const entries = await province.all(`/models/${mydong}/journal?limit=100`);
    const recognised = entries.find(({ step }) => step === 'recognise')!;
    expect(JSON.stringify([recognised['facts'], recognised['fields']])).toContain(set['id']);
  });

  it('D1.3: nothing is replicated before it is judged effective, and never into its own place', () => {
    const { errors } = played.result.refusedPlan as { errors: Body[] };
    expect(errors.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(['Kết quả rà soát gần nhất xếp loại hiệu quả hoặc tiêu biểu']),
    );
    expect(errors.find(({ pointer }) => pointer === '/fields/replicationTargets/0')?.['detail']).toMatch(/chính mô hình này/);
  });

  it('six places were asked: one declined with its reason, five took it up, one of them with a change, and all succeeded', async () => {
    const { replicationCounts, replication } = await file(province, mydong, '2022-05-31');
    expect(replicationCounts).toEqual({ planned: 6, pending: 0, accepted: 0, adopted: 5, declined: 1, succeeded: 5, failed: 0 });
    const declined = (replication as Body[]).find(({ status }) => status === 'declined')!;
    expect(declined).toMatchObject({ territory: { name: 'Xã Mỹ An' }, reason: expect.stringMatching(/sạt lở/) });
    const adapted = await file(province, played.result.copies[0]!, '2021-07-03');
    expect(adapted).toMatchObject({ parentId: mydong, adaptation: { changed: expect.stringMatching(/thứ Sáu/) } });
  });

  it('on 31/12/2020 none of that was there, and on 03/7/2021 the copies were, before their results', async () => {
    const lineage = async (day: string) => (await province.get(`/models/${mydong}/lineage?asOf=${day}`))['nodes'] as Body[];
    expect((await lineage('2020-12-31')).map(({ depth }) => depth)).toEqual([0]);
    expect((await lineage('2021-07-03')).map(({ depth }) => depth).sort()).toEqual([0, 1, 1, 1, 1, 1]);
    expect(await file(province, mydong, '2020-12-31')).toMatchObject({
      stage: { spread: 'local' },
      replicationCounts: { planned: 0 },
    });
    expect(await file(province, mydong, '2021-12-31')).toMatchObject({ replicationCounts: { adopted: 5, succeeded: 0 } });
  });

  it('sơ kết 16/11/2022: found exemplary, nominated, decided and handed over that day, with the report in the file', async () => {
    const then = await file(province, mydong, '2022-11-16');
    expect(then['stage']).toEqual({ life: 'operating', spread: 'replicated', honour: 'commended' });
    expect(then['reviews'][0]).toMatchObject({ year: 2022, verdict: 'exemplary', concludedOn: '2022-11-16' });
    expect(then['nominations']).toMatchObject([
      {
        form: 'provincialCertificate',
        outcome: 'commended',
        decidedOn: '2022-11-16',
        handedOverOn: '2022-11-16',
        daysToDecision: 0,
      },
    ]);
    expect(decisionsOf(then).map(([step, on, by]) => [step, on, by])).toEqual([
      ['recognise', '2020-05-09', 'Uỷ ban Mặt trận Tổ quốc Việt Nam huyện Tháp Mười'],
      ['planReplication', '2021-05-10', 'Uỷ ban Mặt trận Tổ quốc Việt Nam xã Mỹ Đông'],
      ['commend', '2022-11-16', 'Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp'],
    ]);
    expect(new Set((then['decisions'] as Body[]).map(({ number }) => number)).size).toBe(3);
    const { items } = await province.get(`/models/${mydong}/documents`);
    expect(items).toMatchObject([{ kind: 'report', datedOn: '2022-11-16', note: expect.stringMatching(/10\.400 tổ/) }]);
    expect(await file(province, mydong, '2022-11-15')).toMatchObject({ stage: { honour: 'none' }, nominations: [] });
  });

  it('each verdict keeps the criteria it was given by', async () => {
    const { file: then, reviews } = await file(province, mydong, '2022-11-16');
    expect(reviews).toHaveLength(2);
    const effective = played.result.criteria['whatIsAnEffectiveModel']!['id'];
    expect(then.criteria.map(({ criteriaSetId }: Body) => criteriaSetId)).toEqual([effective, effective]);
  });

  it('a verdict before the dispatch of 01/8/2024 owes nothing; after it, effective owes a plan of replication or a reason why not', async () => {
    expect((await file(province, mydong, '2022-11-16'))['file'].duties).toEqual([]);
    const [explained, ...waiting] = await Promise.all(
      played.result.pilots.map(async (id) => (await province.all(`/obligations?modelId=${id}&limit=50`)) as Body[]),
    );
    const plan = (duties: Body[]) => duties.find(({ duty }) => duty === 'planReplication');
    expect(plan(explained!)).toMatchObject({ status: 'accepted' });
    for (const duties of waiting) expect(plan(duties)).toMatchObject({ status: 'open', dueOn: '2025-01-17' });
    expect(await file(province, mydong, '2024-11-18')).toMatchObject({
      lastVerdict: 'effective',
      noReplication: { reason: expect.stringMatching(/Đã nhân rộng/), writtenOn: '2024-11-18' },
    });
  });

  it.each(['2020-05-08', '2020-12-31', '2021-06-15', '2022-11-16', '2024-11-18'])(
    'the journal of every pilot and copy leads to the file as it stood on %s',
    async (day) => {
      for (const id of [...played.result.pilots, ...(day < '2021-07-03' ? [] : played.result.copies)])
        expect(await foldedStage(province, id, day)).toEqual((await file(province, id, day))['stage']);
    },
  );

  it('is printed for an official: file, lineage and journal of the three pilots and a copy, without a single code', async () => {
    const from = played.lines.length;
    await readGreatUnityDay(played.history, played.result);
    const printed = played.lines.slice(from);
    expect(printed.filter((line) => line.includes('── Nhật ký'))).toHaveLength(4);
    expect(printed.filter((line) => line.includes('── Dòng nhân rộng'))).toHaveLength(4);
    expect(printed.join('\n')).toContain('Trạng thái: Đang hoạt động · Đã nhân rộng · Đã được khen thưởng');
    expect(bareCodes(played.lines)).toEqual([]);
  });

  it('leaves a history in which every invariant holds', async () => expect(await brokenInvariants(played.province)).toEqual([]));
});
