import { Controller, Get, Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Log } from '#platform';
import { ApiModule } from '../api.module.js';
import { createApi } from '../create-api.js';
import { openTestApi, TestClock, testSettings, type TestApi } from '../testing/open-test-api.js';

describe('apps/api/door - policy', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openTestApi();
  });
  afterAll(() => api.close());

  it('nobody unknown gets in', async () => {
    const answer = await api.http.get('/api/territories').expect(401);
    expect(answer.body.type).toBe('/api/problems/notSignedIn');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('visible but not allowed: 403 says which post could', async () => {
    const officer = await api.tokenFor('officer');
    const answer = await api.http.post('/api/rules').set('Authorization', officer).send({}).expect(403);
    expect(answer.body.detail).toContain('người quản trị');
  });

  it('a person chooses among the posts held today, and no other', async () => {
    const { sql } = api.records;
    const { officer, administrator } = api.world.people;
    await sql.affected(`INSERT INTO post_holders (post_id, person_id, valid_to) VALUES ($1, $2, '2026-11-30')`, [
      administrator.postId,
      officer.personId,
    ]);
    const token = await api.tokenFor('officer');
    const as = (post: string) => api.http.get('/api/me').set('Authorization', token).set('X-Acting-Post', post);
    expect((await as(administrator.postId).expect(200)).body.actingPost.role).toBe('administrator');
    expect((await as(officer.postId.toUpperCase()).expect(200)).body.actingPost.role).toBe('officer');
    await as(api.world.people.head.postId).expect(403);
    await as('not-an-id').expect(403);
    const hint = await api.http
      .post('/api/rules')
      .set('Authorization', token)
      .set('X-Acting-Post', officer.postId)
      .send({})
      .expect(403);
    expect(hint.body.detail).toContain(administrator.postId);
    api.clock.set('2026-12-01');
    await as(administrator.postId).expect(403);
    api.clock.set('2026-11-23');
  });

  it('without a post today one may look at oneself, and nothing else', async () => {
    const { sql } = api.records;
    const token = await api.tokenFor('neighbour');
    await sql.affected(`UPDATE post_holders SET valid_to = '2026-11-01' WHERE person_id = $1`, [
      api.world.people.neighbour.personId,
    ]);
    expect((await api.http.get('/api/me').set('Authorization', token).expect(200)).body).toMatchObject({
      posts: [],
      actingPost: null,
    });
    const refused = await api.http.get('/api/territories').set('Authorization', token).expect(403);
    expect(refused.body.type).toBe('/api/problems/noPost');
  });

  it('scope is in the list: own organisation, or everything below', async () => {
    const names = async (who: 'head' | 'supervisor') => {
      const answer = await api.http
        .get('/api/organisations')
        .set('Authorization', await api.tokenFor(who))
        .expect(200);
      return answer.body.items.map(({ nameVi }: { nameVi: string }) => nameVi);
    };
    expect(await names('head')).toEqual(['Mặt trận Xã Mẫu Một']);
    expect(await names('supervisor')).toEqual(['Ban Dân vận Tỉnh Mẫu', 'Mặt trận Xã Mẫu Hai', 'Mặt trận Xã Mẫu Một']);
  });

  it('a route without a policy stops the start and is named', async () => {
    @Controller('api/forgotten')
    class ForgottenController {
      @Get(':id')
      one() {
        return randomUUID();
      }
    }
    @Module({ controllers: [ForgottenController] })
    class Forgotten {}
    const on = ApiModule.on.bind(ApiModule);
    const spied = jest.spyOn(ApiModule, 'on').mockImplementation((ground) => {
      const made = on(ground);
      return { ...made, imports: [...made.imports!, Forgotten] };
    });
    try {
      await expect(
        createApi({ settings: testSettings(), records: api.records, clock: new TestClock(), log: new Log('api', 'silent') }),
      ).rejects.toThrow(/without a policy.*GET \/api\/forgotten\/:id \(ForgottenController\.one\)/);
    } finally {
      spied.mockRestore();
    }
  });
});
