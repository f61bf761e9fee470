import { playHoiQuan, readHoiQuan, type HoiQuan } from './hoi-quan.js';
import type { Body, Official } from './official.js';
import { bareCodes, brokenInvariants, decisionsOf, file, foldedStage, playedFrom, type Played } from './testing/played.js';

jest.setTimeout(600_000);

describe('infra/example - Hội quán, from one on 03/7/2016 to 145', () => {
  let played: Played<HoiQuan>;
  let province: Official;
  let canhTan: string;
  beforeAll(async () => {
    played = await playedFrom('2016-07-01', playHoiQuan);
    province = await played.history.who('farmersUnion', '82@2025');
    canhTan = played.result.longan[0]!;
  });
  afterAll(() => played?.close());

  const depths = async (id: string, day: string) => {
    const { nodes, truncated } = await province.get(`/models/${id}/lineage?asOf=${day}`);
    expect(truncated).toBe(false);
    const counts: Record<number, number> = {};
    for (const { depth } of nodes as Body[]) counts[depth] = (counts[depth] ?? 0) + 1;
    return counts;
  };
  const coverage = async (day: string, unit?: string) =>
    (await province.get(`/replications/coverage?asOf=${day}${unit ? `&unit=${unit}` : ''}`))['rows'] as Body[];

  it('the first one is Canh Tân Hội quán, An Nhơn, founded from a need on 03/7/2016', async () => {
    const then = await file(province, canhTan, '2016-07-03');
    expect(then).toMatchObject({
      name: 'Canh Tân Hội quán',
      startedOn: '2016-07-03',
      origin: 'need',
      selfManaged: true,
      territory: { name: 'Xã An Nhơn' },
      parentId: null,
    });
    expect(decisionsOf(then)).toEqual([['recognise', '2016-07-03', 'Hội Nông dân huyện Châu Thành', '01-QĐ/MẪU']]);
  });

  it('grew to 57, 84, 135, 138 and 145, with the members the press counted, in 122 of 143 communes from 2023 on', () =>
    expect(played.result.counted).toEqual([
      { on: '2018-09-10', models: 57, members: 0, operating: 57, communes: 143 },
      // “Cùng nhau làm du lịch” has spread nowhere yet: coverage counts what was copied or is a copy.
      { on: '2019-12-16', models: 84, members: 0, operating: 83, communes: 143 },
      { on: '2023-06-18', models: 135, members: 7000, operating: 122, communes: 143 },
      { on: '2023-08-28', models: 138, members: 7296, operating: 122, communes: 143 },
      { on: '2024-06-03', models: 145, members: 7500, operating: 122, communes: 143 },
    ]));

  it('of the 7.296 members on 28/8/2023, 4.378 were members of the Farmers’ Union', async () => {
    const rows: Body[] = [];
    for (const id of [...played.result.longan, ...played.result.tourism])
      rows.push(
        ...((await province.get(`/models/${id}/members`))['items'] as Body[]).filter(({ onDay }) => onDay === '2023-08-28'),
      );
    expect(rows).toHaveLength(2 * 138);
    const sum = (kind: string) =>
      rows.filter((row) => row['kind'] === kind).reduce((all, row) => all + (row['count'] as number), 0);
    expect([sum('participants'), sum('associationMembers')]).toEqual([7296, 4378]);
  });

  it('each is a copy of one before it: a tree that grew deeper, as it stood on any day', async () => {
    expect(await depths(canhTan, '2016-12-31')).toEqual({ 0: 1 });
    expect(await depths(canhTan, '2017-07-03')).toEqual({ 0: 1, 1: 12 });
    expect(await depths(canhTan, '2018-09-10')).toEqual({ 0: 1, 1: 12, 2: 44 });
    expect(await depths(canhTan, '2019-12-16')).toEqual({ 0: 1, 1: 12, 2: 44, 3: 26 });
    expect(await depths(canhTan, '2024-06-03')).toEqual({ 0: 1, 1: 12, 2: 44, 3: 26, 4: 38 });
    expect(await depths(played.result.tourism[0]!, '2024-06-03')).toEqual({ 0: 1, 1: 6, 2: 7, 3: 3, 4: 7 });
  });

  it('143 places were asked and adopted a model of their own by a decision; each told its parent that it succeeded', async () => {
    const places = await province.all('/replication-targets?status=adopted&limit=100');
    expect(places).toHaveLength(143);
    expect(new Set(places.map(({ copy }) => copy.id)).size).toBe(143);
    expect(places.map(({ result }) => result?.outcome)).toEqual(places.map(() => 'succeeded'));
    expect(places.every(({ decision }) => /^\d+-QĐ\/MẪU$/.test(decision.number) && decision.decidedOn >= '2017-07-03')).toBe(
      true,
    );
    const parents = await Promise.all(
      [...new Set(places.map(({ model }) => model.id as string))].map((id) => province.get(`/models/${id}`)),
    );
    expect(parents.map(({ stage }) => stage.spread)).toEqual(parents.map(() => 'replicated'));
    expect(parents.reduce((sum, { replicationCounts }) => sum + replicationCounts.succeeded, 0)).toBe(143);
  });

  it('coverage goes unit by unit: twelve district units before the merger, the same 145 models in fewer communes after it', async () => {
    const old = await coverage('2024-06-03', await played.province.territory('87@2024'));
    const [whole, ...districts] = old as [Body, ...Body[]];
    expect(whole).toMatchObject({ communes: 143, operating: 122, models: 145 });
    expect(districts).toHaveLength(12);
    expect(districts.reduce((sum, { operating }) => sum + operating, 0)).toBe(122);
    expect(districts.reduce((sum, { models }) => sum + models, 0)).toBe(145);
    const [merged] = await coverage('2025-07-01');
    expect(merged).toMatchObject({ models: 145 });
    expect(merged!['communes']).toBeLessThan(143);
    expect((await province.get(`/models/${canhTan}/lineage`))['nodes'][0].territory.name).toBe('Xã Phú Hựu');
  });

  it('reviewed after the dispatch, the first one owes a plan or a reason, and gave its reason', async () => {
    const duties = await province.all(`/obligations?modelId=${canhTan}&limit=50`);
    expect(duties.find(({ duty }) => duty === 'planReplication')).toMatchObject({
      status: 'accepted',
      originalDueOn: '2025-01-17',
    });
    expect(await file(province, canhTan, '2024-11-18')).toMatchObject({ noReplication: { writtenOn: '2024-11-18' } });
  });

  it('the journals of the first, of a copy and of a copy of a copy lead to their files', async () => {
    for (const id of [canhTan, played.result.longan[1]!, played.result.longan.at(-1)!])
      for (const day of ['2019-12-16', '2023-06-18', '2025-07-01']) {
        const folded = await foldedStage(province, id, day);
        if (day >= '2023-06-18' || id !== played.result.longan.at(-1))
          expect((await file(province, id, day))['stage']).toEqual(folded);
      }
  });

  it('is printed for an official without a single code: milestones, files, trees by depth, journals, coverage', async () => {
    await readHoiQuan(played.history, played.result);
    const printed = played.lines.join('\n');
    expect(printed).toContain('135 hội quán ở 122/143 xã, phường, thị trấn, 7.000 thành viên');
    expect(printed).toContain('120 mô hình nhân từ đây');
    expect(bareCodes(played.lines)).toEqual([]);
  });

  it('leaves a history in which every invariant holds', async () => expect(await brokenInvariants(played.province)).toEqual([]));
});
