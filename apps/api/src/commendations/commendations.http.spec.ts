import { readFileSync } from 'node:fs';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestApi, TestClock, type TestApi } from '../testing/open-test-api.js';
import { plantRule } from '../testing/plant-rule.js';

type Who = keyof TestApi['world']['people'];
interface Told {
  pointer?: string;
  detail: string;
}

describe('apps/api/commendations - honours in time (D3.4)', () => {
  let api: TestApi;
  const clock = new TestClock();
  const people = {} as Record<Who, TestAgent>;
  beforeAll(async () => {
    api = await openTestApi({ clock });
    await plantRule(api.records, 'commendation-forms.2004.json', clock.now());
    for (const who of ['officer', 'head', 'neighbour', 'supervisor', 'administrator'] as const)
      people[who] = await api.signInAs(who);
  });
  // Closing asks the history checker.
  afterAll(() => api.close());

  let number = 0;
  const paper = (over: object = {}) => ({
    number: `${++number}-QĐ/BDV`,
    decidedOn: clock.today(),
    effectiveOn: clock.today(),
    signerPostId: api.world.people.supervisor.postId,
    basis: 'Tờ trình của cơ quan chủ trì',
    ...over,
  });
  const give = (who: Who, { id, revision }: { id: string; revision: number }, order: object) =>
    people[who].post(`/api/models/${id}/steps`).set('If-Match', `"r${revision}"`).send(order);
  const done = async (...given: Parameters<typeof give>) => {
    const answer = await give(...given);
    expect([answer.status, answer.status === 200 ? null : answer.body]).toEqual([200, null]);
    return answer.body;
  };
  const show = async ({ id }: { id: string }) => (await people.supervisor.get(`/api/models/${id}`).expect(200)).body;

  async function exemplary(name: string) {
    const draft = {
      kind: 'model',
      name,
      field: 'cultureSociety',
      origin: 'need',
      selfManaged: true,
      territoryId: api.world.communes[0],
      locality: 'Ấp 1',
    };
    const drafted = (await people.officer.post('/api/models').send(draft).expect(201)).body;
    let model = await done('officer', drafted, { step: 'propose' });
    model = await done('supervisor', model, { step: 'recognise', fields: { startedOn: '2026-01-01' }, decision: paper() });
    model = await done('officer', model, { step: 'openReview', fields: { reviewYear: 2026, reason: 'Rà soát trước kỳ' } });
    model = await done('head', model, { step: 'submitSelfAssessment', fields: { selfScore: 95, selfAssessment: 'Đạt' } });
    model = await done('supervisor', model, { step: 'appraise', fields: { appraisedScore: 95, verdict: 'exemplary' } });
    return done('supervisor', model, { step: 'continueOperation', fields: { conclusion: 'Duy trì' } });
  }
  const allForms = expect.arrayContaining(['publicPraise', 'certificateOfMerit', 'provincialCertificate', 'danVanKheoAward']);
  const achievement = (over: object = {}) => ({
    achievement: '12 km đường hoa',
    achievedFrom: '2026-01-01',
    achievedTo: '2026-10-31',
    commendationForm: 'certificateOfMerit',
    ...over,
  });

  it('the forms in force are data: who may grant which, and whether a paper is needed', async () => {
    const { body } = await people.supervisor.get('/api/commendation-forms').expect(200);
    expect(body).toMatchObject({ validFrom: '2004-07-01', source: expect.stringContaining('TĐKT') });
    const forms = Object.fromEntries(body.items.map((form: { code: string }) => [form.code, form]));
    expect(Object.keys(forms)).toEqual(allForms);
    expect(forms.publicPraise).toMatchObject({ needsDecision: false, mayGrant: true });
    expect(forms.certificateOfMerit).toMatchObject({ needsDecision: true, mayGrant: true, words: { vi: 'Giấy khen' } });
    expect(forms.danVanKheoAward).toMatchObject({
      mayGrant: false,
      authorities: [{ kind: 'standingCommittee', levels: ['province'] }],
    });
    expect((await people.supervisor.get('/api/commendation-forms?on=2000-01-01').expect(200)).body).toMatchObject({
      ruleEditionId: null,
      items: [],
    });
  });

  it('a nomination is appraised, decided, handed over; the days it waited are told', async () => {
    clock.set('2026-11-05');
    const model = await exemplary('Mẫu: Tuyến đường hoa');
    const { steps } = (await people.officer.get(`/api/models/${model.id}/steps`).expect(200)).body;
    const { asks } = steps.find(({ step }: { step: string }) => step === 'nominate');
    expect(
      asks
        .find(({ field }: { field: string }) => field === 'commendationForm')
        .choices.map(({ value }: { value: string }) => value),
    ).toEqual(allForms);

    const nominated = await done('officer', model, {
      step: 'nominate',
      fields: achievement({
        nomineeKind: 'individual',
        nomineeOrganisationId: api.world.fronts[0],
        nomineeRole: 'Tổ trưởng Tổ tự quản số 3',
      }),
    });
    clock.set('2026-11-14');
    const waiting = (await people.supervisor.get('/api/commendations?standing=waiting').expect(200)).body.items;
    expect(waiting).toMatchObject([
      {
        model: { id: model.id, name: 'Mẫu: Tuyến đường hoa' },
        nominee: { kind: 'individual', organisation: { nameVi: 'Mặt trận Xã Mẫu Một' }, role: 'Tổ trưởng Tổ tự quản số 3' },
        daysWaiting: 9,
        daysToDecision: null,
        decidedOn: null,
      },
    ]);
    const appraised = await done('supervisor', nominated, { step: 'appraiseNomination', fields: { opinion: 'Đủ tiêu chuẩn' } });
    clock.set('2026-11-23');
    const tooEarly = await give('supervisor', appraised, {
      step: 'commend',
      decision: paper({ decidedOn: '2026-11-13', effectiveOn: '2026-11-13' }),
    }).expect(409);
    expect((tooEarly.body.errors as Told[]).map(({ pointer }) => pointer)).toEqual(['/decision/decidedOn']);
    const commended = await done('supervisor', appraised, { step: 'commend', decision: paper() });
    expect(commended.stage.honour).toBe('commended');
    expect((await people.supervisor.get('/api/commendations?standing=toHandOver').expect(200)).body.items).toHaveLength(1);
    const handed = await done('officer', commended, {
      step: 'handOverCommendation',
      fields: { handedOverOn: '2026-11-23', handedOverAt: 'Ngày hội Đại đoàn kết' },
    });
    expect(handed.stage.honour).toBe('commended');
    const again = await give('officer', handed, {
      step: 'handOverCommendation',
      fields: { handedOverOn: '2026-11-23', handedOverAt: 'Ngày hội' },
    }).expect(409);
    expect((again.body.errors as Told[])[0]!.detail).toContain('Có khen thưởng chưa trao');
    expect((await show(model)).nominations).toMatchObject([
      {
        outcome: 'commended',
        decidedOn: '2026-11-23',
        daysToDecision: 18,
        grantedBy: { nameVi: 'Ban Dân vận Tỉnh Mẫu' },
        decisionId: commended.decisionId,
        handedOverOn: '2026-11-23',
        handedOverAt: 'Ngày hội Đại đoàn kết',
      },
    ]);
    const decided = (await people.supervisor.get('/api/commendations?standing=decided').expect(200)).body.items;
    expect(decided).toMatchObject([{ daysWaiting: null, daysToDecision: 18, outcome: 'commended' }]);
    expect((await people.supervisor.get('/api/commendations?standing=toHandOver').expect(200)).body.items).toEqual([]);
    // The unit next door sees nothing of it.
    expect((await people.neighbour.get('/api/commendations').expect(200)).body.items).toEqual([]);
  });

  it('a form beyond the authority of the body is refused; a praise needs no paper', async () => {
    const model = await exemplary('Mẫu: Camera an ninh');
    let at = await done('officer', model, { step: 'nominate', fields: achievement({ commendationForm: 'danVanKheoAward' }) });
    at = await done('supervisor', at, { step: 'appraiseNomination', fields: { opinion: 'Đủ tiêu chuẩn' } });
    const refused = await give('supervisor', at, { step: 'commend', decision: paper() }).set('Accept-Language', 'en').expect(409);
    expect((refused.body.errors as Told[]).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('has the authority to grant the form nominated'),
    ]);
    at = await done('supervisor', at, { step: 'declineCommendation', fields: { reason: 'Chuyển hình thức khác' } });
    expect((await show(model)).nominations[0]).toMatchObject({
      outcome: 'declined',
      settledReason: 'Chuyển hình thức khác',
      daysToDecision: 0,
    });
    at = await done('officer', at, { step: 'nominateAgain', fields: achievement({ commendationForm: 'publicPraise' }) });
    at = await done('supervisor', at, { step: 'appraiseNomination', fields: { opinion: 'Đủ tiêu chuẩn' } });
    const onPaper = await give('supervisor', at, { step: 'commend', decision: paper() }).expect(409);
    expect((onPaper.body.errors as Told[])[0]!.detail).toContain('Biểu dương');
    at = await done('supervisor', at, { step: 'praise' });
    expect(at).toMatchObject({ stage: { honour: 'commended' }, decisionId: null });
    at = await done('supervisor', at, { step: 'withdrawPraise', fields: { reason: 'Nhầm mô hình' } });
    expect(at.stage.honour).toBe('none');
    expect((await show(model)).nominations[0]).toMatchObject({ outcome: 'revoked', settledReason: 'Nhầm mô hình' });
  });

  it('the body of whoever is honoured does not appraise its own', async () => {
    const own = achievement({
      nomineeKind: 'individual',
      nomineeOrganisationId: api.world.board,
      nomineeRole: 'Chuyên viên theo dõi mô hình',
    });
    const at = await done('officer', await exemplary('Mẫu: Điểm đọc sách'), { step: 'nominate', fields: own });
    const refused = await give('supervisor', at, { step: 'appraiseNomination', fields: { opinion: 'Đủ tiêu chuẩn' } }).expect(
      409,
    );
    expect((refused.body.errors as Told[]).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('cũng không phải cơ quan của tập thể, cá nhân được đề nghị'),
    ]);
    await done('officer', at, { step: 'withdrawNomination', fields: { reason: 'Đề nghị ở cấp trên' } });
  });

  it('what was given stands when a new nomination comes to nothing', async () => {
    const model = await exemplary('Mẫu: Cổng rào an ninh');
    let at = await done('officer', model, { step: 'nominate', fields: achievement({ achievedTo: '2026-06-30' }) });
    at = await done('supervisor', at, { step: 'appraiseNomination', fields: { opinion: 'Đủ' } });
    at = await done('supervisor', at, { step: 'commend', decision: paper() });
    const sameTime = await give('officer', at, {
      step: 'nominateAgain',
      fields: achievement({ achievement: '3 km đèn đường', achievedFrom: '2026-06-30' }),
    }).expect(409);
    expect((sameTime.body.errors as Told[]).map(({ pointer }) => pointer)).toEqual(['/fields/achievedFrom']);
    const fresh = achievement({ achievement: '3 km đèn đường', achievedFrom: '2026-07-01' });
    at = await done('officer', at, { step: 'nominateAgain', fields: fresh });
    const annul = await give('supervisor', at, { step: 'annulRecognition', fields: { reason: 'x' }, decision: paper() }).expect(
      409,
    );
    expect((annul.body.errors as Told[])[0]!.detail).toContain('không có khen thưởng trước đó còn hiệu lực');
    at = await done('officer', at, { step: 'withdrawNomination', fields: { reason: 'Chờ đủ hồ sơ' } });
    expect(at.stage.honour).toBe('commended');
    at = await done('officer', at, { step: 'nominateAgain', fields: fresh });
    at = await done('supervisor', at, { step: 'appraiseNomination', fields: { opinion: 'Chưa đủ' } });
    at = await done('supervisor', at, { step: 'declineCommendation', fields: { reason: 'Chưa đủ tiêu chuẩn' } });
    expect(at.stage.honour).toBe('commended');
    at = await done('supervisor', at, { step: 'revokeCommendation', fields: { reason: 'Khai không đúng' }, decision: paper() });
    expect(at.stage.honour).toBe('none');
    const listed = (await people.supervisor.get('/api/commendations?standing=decided').expect(200)).body.items;
    expect(listed).toContainEqual(
      expect.objectContaining({
        model: expect.objectContaining({ id: model.id }),
        outcome: 'revoked',
        settledReason: 'Khai không đúng',
      }),
    );
    expect((await show(model)).nominations.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'declined',
      'withdrawn',
      'revoked',
    ]);
  });

  let refusedSoFar = 0;
  it.each<[string, object, string]>([
    [
      'a private name',
      { nomineeKind: 'individual', nomineeRole: 'Ông Nguyễn Văn A', nomineeOrganisationId: 'front' },
      '/fields/nomineeRole',
    ],
    [
      'an individual without an organisation',
      { nomineeKind: 'individual', nomineeRole: 'Tổ trưởng' },
      '/fields/nomineeOrganisationId',
    ],
    ['a collective nobody can find', { nomineeKind: 'collective' }, '/fields/nomineeRole'],
    [
      'an organisation that does not exist',
      { nomineeKind: 'collective', nomineeOrganisationId: 'nobody' },
      '/fields/nomineeOrganisationId',
    ],
    ['a form that is not in force', { commendationForm: 'medalOfHonour' }, '/fields/commendationForm'],
  ])('refuses %s', async (_, over, pointer) => {
    const fields = achievement(over) as Record<string, unknown>;
    if (fields['nomineeOrganisationId'] === 'front') fields['nomineeOrganisationId'] = api.world.fronts[0];
    if (fields['nomineeOrganisationId'] === 'nobody') fields['nomineeOrganisationId'] = api.world.province;
    const names = ['Thu gom rác', 'Đèn đường sáng', 'Hội quán xoài', 'Vớt lục bình', 'Tiếng kẻng'];
    const model = await exemplary(`${names[refusedSoFar++]}`);
    const refused = await give('officer', model, { step: 'nominate', fields }).expect(409);
    expect((refused.body.errors as Told[]).map((told) => told.pointer)).toEqual([pointer]);
  });

  it('pages keep their place, and filters are checked', async () => {
    const all = (await people.supervisor.get('/api/commendations?limit=100').expect(200)).body.items as { id: string }[];
    const seen: string[] = [];
    for (let next: string | undefined = '/api/commendations?limit=2'; next;) {
      const page: { body: { items: { id: string }[] }; headers: Record<string, string> } = await people.supervisor
        .get(next)
        .expect(200);
      seen.push(...page.body.items.map(({ id }) => id));
      next = page.headers['link'] && /<([^>]+)>/.exec(page.headers['link'])![1];
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    const filtered = await people.supervisor.get(
      `/api/commendations?form=publicPraise&outcome=revoked&territoryId=${api.world.province}&ownerOrganisationId=${api.world.fronts[0]}&from=2026-01-01&to=2026-12-31&nomineeKind=model`,
    );
    expect(filtered.body.items).toHaveLength(1);
    for (const query of ['standing=late', 'from=2026-02-30', 'colour=red'])
      await people.supervisor.get(`/api/commendations?${query}`).expect(400);
  });

  it('each commendation is handed over by a duty of its own; what is taken back is not', async () => {
    const model = await exemplary('Mẫu: Bến đò an toàn');
    const handing = async () =>
      (await show(model)).file.duties
        .filter(({ duty }: { duty: string }) => duty === 'handOverCommendation')
        .map(({ status }: { status: string }) => status)
        .sort();
    let at: { id: string; revision: number } = model;
    const granted = async (step: 'commend' | 'praise', over: object) => {
      const fields = achievement(over);
      at = await done('officer', at, { step: at === model ? 'nominate' : 'nominateAgain', fields });
      at = await done('supervisor', at, { step: 'appraiseNomination', fields: { opinion: 'Đủ' } });
      at = await done('supervisor', at, { step, ...(step === 'commend' && { decision: paper() }) });
    };
    await granted('commend', { achievedTo: '2026-03-31' });
    await granted('commend', { achievement: '3 km đèn đường', achievedFrom: '2026-04-01', achievedTo: '2026-06-30' });
    await granted('praise', { achievement: '5 chuyến đò đêm', commendationForm: 'publicPraise' });
    expect(await handing()).toEqual(['open']);
    const handOver = { step: 'handOverCommendation', fields: { handedOverOn: clock.today(), handedOverAt: 'Hội nghị' } };
    at = await done('officer', at, handOver);
    expect(await handing()).toEqual(['accepted', 'open']);
    // The praise was handed over, the two commendations were not; the later one is taken back.
    at = await done('supervisor', at, { step: 'revokeCommendation', fields: { reason: 'Khai không đúng' }, decision: paper() });
    expect(await handing()).toEqual(['accepted', 'open']);
    at = await done('supervisor', at, { step: 'withdrawPraise', fields: { reason: 'Nhầm mô hình' } });
    expect(await handing()).toEqual(['accepted', 'open']);
    at = await done('supervisor', at, { step: 'revokeCommendation', fields: { reason: 'Khai không đúng' }, decision: paper() });
    expect(await handing()).toEqual(['accepted', 'cancelled']);
  });

  it('an edition of the forms is appended like any rule, and its faults are told', async () => {
    const edition = JSON.parse(readFileSync('infra/seeds/data/rules/commendation-forms.2004.json', 'utf8'));
    const append = (body: object, validFrom = '2026-12-01') =>
      people.administrator.post('/api/rules').send({ ruleKey: 'commendationForms', validFrom, source: 'Mẫu: Hướng dẫn', body });
    const broken = structuredClone(edition.body);
    broken.forms.certificateOfMerit.authorities = [{ kind: 'chessClub', levels: [] }];
    broken.forms.publicPraise.decision = 'no';
    broken.forms.danVanKheoAward.words.en = '';
    const refused = await append(broken).expect(422);
    expect((refused.body.errors as Told[]).map(({ pointer }) => pointer)).toEqual([
      '/body/forms/publicPraise/decision',
      '/body/forms/certificateOfMerit/authorities/0/kind',
      '/body/forms/certificateOfMerit/authorities/0/levels',
      '/body/forms/danVanKheoAward/words',
    ]);
    const next = structuredClone(edition.body);
    next.forms.thankYouLetter = {
      words: { vi: 'Thư khen', en: 'Letter of thanks' },
      decision: false,
      authorities: [{ kind: 'fatherlandFront', levels: ['commune'] }],
    };
    await append(next).expect(201);
    const on = async (day: string) =>
      (await people.officer.get(`/api/commendation-forms?on=${day}`).expect(200)).body.items.map(
        ({ code }: { code: string }) => code,
      );
    expect(await on('2026-11-30')).not.toContain('thankYouLetter');
    expect(await on('2026-12-01')).toContain('thankYouLetter');
  });
});
