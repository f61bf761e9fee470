import { officialOf, type Official } from '../testing/officials.js';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

const address = '/api/deadlines/calculations';
const example = {
  anchor: '2026-02-10',
  budget: { amount: 5, unit: 'workingDay' },
  direction: 'after',
  roll: 'next',
  inclusive: true,
  weekend: ['saturday', 'sunday'],
  holidays: ['2026-02-16'],
  compensatoryOff: [],
  workingSaturdays: [],
};

describe('apps/api/calculations - due days over the door', () => {
  let api: TestApi;
  let officer: Official;
  beforeAll(async () => {
    api = await openTestApi();
    officer = await officialOf(api, api.world.fronts[0]!, 'officer');
  });
  afterAll(() => api.close());

  it('each calculation is answered in its place: a due day with its steps, or an error', async () => {
    const items = [
      example,
      { ...example, anchor: '2026-02-30' },
      { ...example, holidays: [{ day: '2026-02-16', reason: 'Tết Nguyên đán', document: 'Thông báo 1' }] },
      7,
      { ...example, budget: { amount: 1_000_000_000, unit: 'day' } },
      { ...example, workingSaturdays: ['2026-02-16'] },
    ];
    const { body } = await officer.post(address, { items }).expect(200);
    expect(body.items.map(({ dueOn, error }: any) => dueOn ?? error.code)).toEqual([
      '2026-02-18',
      'invalidDay',
      '2026-02-18',
      'notAnObject',
      'invalidAmount',
      'offAndWorking',
    ]);
    expect(body.items[2].explanation.at(-1).vi).toBe('16/02/2026 (Thứ Hai) là ngày nghỉ lễ, tết: Tết Nguyên đán [Thông báo 1]');
    expect(body.items[1]).toEqual({
      error: { code: 'invalidDay', pointer: '/anchor', detail: expect.stringMatching(/^Must be an existing day/) },
    });
    const vietnamese = await officer.post(address, { items: [7] }).set('Accept-Language', 'vi');
    expect(vietnamese.body.items[0].error.detail).toBe('Phải là một đối tượng JSON.');
  });

  it('by the published calendar: a year nobody has published is an error, never a guess', async () => {
    const {
      weekend: _,
      holidays: __,
      compensatoryOff: ___,
      workingSaturdays: ____,
      ...asked
    } = example as Record<string, unknown>;
    const items = [
      { ...asked, calendar: 'published' },
      { ...asked, budget: { amount: 5, unit: 'day' }, roll: 'none', calendar: 'published' },
      { ...asked, calendar: 'lunar' },
      { ...example, calendar: 'published' },
    ];
    const { body } = await officer.post(address, { items }).expect(200);
    expect(body.items.map(({ dueOn, error }: any) => dueOn ?? error.code)).toEqual([
      'unpublishedYear',
      '2026-02-15',
      'unknownCalendar',
      'unknownField',
    ]);
  });

  it('a hundred a call, also long ones, and no more', async () => {
    const long = { ...example, budget: { amount: 1_000_000, unit: 'workingDay' } };
    const { body } = await officer.post(address, { items: Array.from({ length: 100 }, () => long) }).expect(200);
    expect(new Set(body.items.map(({ dueOn }: any) => dueOn)).size).toBe(1);
    expect((await officer.post(address, { items: [] }).expect(200)).body).toEqual({ items: [] });
    await officer.post(address, { items: Array.from({ length: 101 }, () => example) }).expect(422);
  });

  it.each<[string, object, string]>([
    ['no list', {}, '/items'],
    ['one calculation for a list', { items: example }, '/items'],
    ['a calculation without its envelope', example, '/anchor'],
    ['a field nobody knows', { items: [], calendar: 'VN' }, '/calendar'],
  ])('an envelope that is %s is refused whole', async (_, body, pointer) => {
    const refused = await officer.post(address, body).expect(422);
    expect(refused.body.type).toBe('/api/problems/invalid');
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('whoever is signed in may, with a token that reads; nobody else', async () => {
    const post = (token: string) =>
      api.http
        .post(address)
        .set('Authorization', token)
        .send({ items: [example] });
    await post(await api.tokenFor('officer', ['read'])).expect(200);
    await post(await api.tokenFor('officer', ['write'])).expect(403);
    await api.http
      .post(address)
      .send({ items: [example] })
      .expect(401);
  });
});
