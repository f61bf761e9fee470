import { RepairsRepository, type Difference } from '#records';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/repairs - what the reconciler mended is shown to an administrator and counted', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi();
    const repairs = new RepairsRepository(api.records.sql);
    const found: Difference[] = ['missing', 'lostWish', 'wrongWait', 'missing'];
    for (const [index, difference] of found.entries())
      await repairs.record({ workflowId: `conference/${index}`, difference, detail: `Mẫu ${index}`, at: api.clock.now() });
  });
  afterAll(() => api.close());
  const get = async (query: string, who: 'administrator' | 'officer' = 'administrator') =>
    api.http.get(`/api/repairs${query}`).set('Authorization', await api.tokenFor(who));

  it('newest first, page by page, of one kind or all', async () => {
    const first = await get('?limit=3');
    expect(first.body.items.map(({ workflowId }: { workflowId: string }) => workflowId)).toEqual([
      'conference/3',
      'conference/2',
      'conference/1',
    ]);
    const second = await get(`?limit=3&cursor=${encodeURIComponent(first.body.next)}`);
    expect(second.body).toMatchObject({
      items: [{ workflowId: 'conference/0', difference: 'missing', detail: 'Mẫu 0' }],
      next: null,
    });
    expect((await get('?difference=lostWish')).body.items).toHaveLength(1);
    expect((await get('?difference=broken')).status).toBe(400);
  });

  it('to an administrator only', async () => expect((await get('', 'officer')).status).toBe(403));

  it('and by kind in the metrics', async () => {
    const { text } = await api.http.get('/metrics').expect(200);
    for (const line of ['missing"} 2', 'lostWish"} 1', 'wrongWait"} 1', 'shouldHaveEnded"} 0', 'orphanedDuty"} 0'])
      expect(text).toContain(`lantoa_repairs{difference="${line}`);
  });
});
