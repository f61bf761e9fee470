import type { Body, Official } from './official.js';
import { playSelfManagedGroup, readSelfManagedGroup, sevenModels, type SelfManagedGroup } from './self-managed-group.js';
import { bareCodes, brokenInvariants, decisionsOf, file, foldedStage, playedFrom, type Played } from './testing/played.js';

jest.setTimeout(180_000);

describe('infra/example - seven models consolidated into “Tổ Nhân dân tự quản”', () => {
  let played: Played<SelfManagedGroup>;
  let board: Official;
  beforeAll(async () => {
    played = await playedFrom('2016-03-01', playSelfManagedGroup);
    board = await played.history.who('propagandaMassMobilisationBoard', '82@2025');
  });
  afterAll(() => played?.close());

  it('seven models run in one commune, each recognised by a decision of the body above its own', async () => {
    for (const [at, id] of played.result.seven.entries()) {
      const then = await file(board, id, '2016-12-31');
      expect(then).toMatchObject({
        name: sevenModels[at]!.name,
        stage: { life: 'operating' },
        territory: { name: 'Thị trấn Mỹ An' },
      });
      expect(decisionsOf(then)).toMatchObject([
        ['recognise', '2016-03-01', expect.stringMatching(/Tháp Mười$/), `0${at + 1}-QĐ/MẪU`],
      ]);
    }
  });

  it('one paper ends all seven in their heir: one number, one date, a decision in each file, on the ground “hợp nhất”', async () => {
    const heir = await file(board, played.result.heir, '2019-12-02');
    const paper = (heir['decisions'] as Body[]).find(({ step }) => step === 'consolidate')!;
    expect(paper).toMatchObject({
      number: '09-QĐ/MẪU',
      decidedOn: '2019-12-02',
      issuer: { nameVi: 'Ban Dân vận Huyện uỷ Tháp Mười' },
    });
    for (const id of played.result.seven) {
      const ended = await file(board, id, '2019-12-02');
      expect(ended).toMatchObject({
        stage: { life: 'terminated' },
        endedOn: '2019-12-02',
        endGround: 'consolidated',
        heir: { id: played.result.heir, name: 'Tổ Nhân dân tự quản' },
        handover: expect.arrayContaining([expect.objectContaining({ what: 'documents', handedOverOn: '2019-12-02' })]),
      });
      expect((ended['decisions'] as Body[])[0]).toMatchObject({ step: 'terminate', number: '09-QĐ/MẪU', paperId: paper['id'] });
      expect((await file(board, id, '2019-12-01'))['stage'].life).toBe('operating');
    }
    expect((heir['tookOver'] as Body[]).map(({ name }) => name).sort()).toEqual(sevenModels.map(({ name }) => name).sort());
  });

  it('that another than the founder ended them is warned of, and the warning is kept with each decision', async () => {
    for (const { warnings } of played.result.consolidation['models'] as Body[])
      expect((warnings as Body[]).map(({ code }) => code)).toEqual(['endedByAnotherThanTheFounder']);
    const { decisions } = await file(board, played.result.seven[5]!, '2019-12-31');
    expect((decisions as Body[])[0]).toMatchObject({ step: 'terminate', warnings: ['endedByAnotherThanTheFounder'] });
  });

  it('each is found by its old name, and what is found is the heir', () => {
    for (const { name, items } of played.result.found) {
      const heir = items.find(({ id }) => id === played.result.heir)!;
      expect(heir['name']).toBe('Tổ Nhân dân tự quản');
      expect(heir['foundBy'].name).toBe(name);
    }
  });

  it('members and money followed: 297 and 123 million came over, and nothing was left behind', async () => {
    const members = sevenModels.reduce((sum, one) => sum + one.members, 0);
    const money = sevenModels.reduce((sum, one) => sum + one.money, 0);
    expect(played.result.consolidation).toMatchObject({ members, money });
    const { file: heirs } = await file(board, played.result.heir, '2019-12-02');
    expect(heirs.members).toEqual([{ kind: 'participants', count: members }]);
    expect(heirs.money).toEqual([{ source: 'communityContribution', amount: money }]);
    for (const [at, id] of played.result.seven.entries()) {
      expect((await file(board, id, '2019-12-02'))['file'].members).toEqual([{ kind: 'participants', count: 0 }]);
      expect((await file(board, id, '2019-12-01'))['file'].members).toEqual([
        { kind: 'participants', count: sevenModels[at]!.members },
      ]);
    }
  });

  it('5/2020: it runs in all 13 communes of Tháp Mười, with about 123.000 members', async () => {
    const unit = await played.province.territory('872@2024');
    const { rows } = await board.get(`/replications/coverage?asOf=2020-05-18&unit=${unit}`);
    expect(rows[0]).toMatchObject({ name: 'Huyện Tháp Mười', communes: 13, operating: 13, models: 13 });
    let members = 0;
    for (const id of [played.result.heir, ...played.result.copies]) {
      const [counted] = (await file(board, id, '2020-05-18'))['file'].members as Body[];
      members += counted!['count'];
    }
    expect(members).toBe(123_000);
    expect(await file(board, played.result.heir, '2020-12-31')).toMatchObject({
      replicationCounts: { adopted: 12, succeeded: 12 },
    });
  });

  it('R8: after the merger old sets bind by origin, until a joint one binds both', () => {
    const { number } = played.result.joint['whatIsAnEffectiveModel']!;
    expect(played.result.bound).toEqual([
      { on: '2025-12-01', dongThap: '02-HDLT/MẪU-2016', tienGiang: null },
      { on: '2026-01-05', dongThap: number, tienGiang: number },
    ]);
  });

  it('judged by the joint set in 2026, the heir owes what the verdict asks, under the name of who answers now', async () => {
    const then = await file(board, played.result.heir, '2026-11-16');
    expect(then['reviews'][0]).toMatchObject({
      year: 2026,
      verdict: 'effective',
      criteriaSetId: played.result.joint['whatIsAnEffectiveModel']!['id'],
    });
    expect(then['reviews'][1]).toMatchObject({ year: 2020, verdict: 'effective' });
    expect(then['reviews'][1].criteriaSetId).not.toBe(then['reviews'][0].criteriaSetId);
    const duties = then['file'].duties as Body[];
    expect(duties.find(({ duty }) => duty === 'planReplication')).toMatchObject({
      status: 'open',
      originalDueOn: '2027-01-15',
      organisation: { nameVi: 'Uỷ ban Mặt trận Tổ quốc Việt Nam xã Tháp Mười' },
    });
  });

  it('the journal of each of the eight leads to its file, before and after', async () => {
    for (const id of [...played.result.seven, played.result.heir])
      for (const day of ['2019-11-30', '2019-12-02', '2026-11-16'])
        expect(await foldedStage(board, id, day)).toEqual((await file(board, id, day))['stage']);
  });

  it('is printed for an official: file, lineage and journal of each of the seven, the heir and a copy, without a single code', async () => {
    const from = played.lines.length;
    await readSelfManagedGroup(played.history, played.result);
    const printed = played.lines.slice(from);
    expect(printed.filter((line) => line.includes('── Nhật ký'))).toHaveLength(9);
    expect(printed.filter((line) => line.includes('── Dòng nhân rộng'))).toHaveLength(9);
    expect(bareCodes(played.lines)).toEqual([]);
  });

  it('leaves a history in which every invariant holds', async () => expect(await brokenInvariants(played.province)).toEqual([]));
});
