import { randomUUID } from 'node:crypto';
import { instantOf } from '#domain';
import { hashPassword, Log, newToken } from '#platform';
import { TokensRepository, type Records } from '#records';
import { Clock } from '#usecases';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { openTestDatabase } from '../../../../libs/records/src/testing/test-database.js';
import { createApi } from '../create-api.js';
import { KeyedRecords } from '../door/keyed-records.js';
import type { ApiSettings } from '../door/settings.js';
import { smallWorld, type SmallWorld } from './small-world.js';

/** A clock that stands until it is moved. */
export class TestClock extends Clock {
  constructor(private instant = instantOf('2026-11-23', '09:00')) {
    super();
  }
  now(): Date {
    return this.instant;
  }
  set(day: string, timeOfDay = '09:00'): void {
    this.instant = instantOf(day, timeOfDay);
  }
  pass(milliseconds: number): void {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}

export interface TestApi {
  app: NestExpressApplication;
  /** supertest on the running door, without a cookie. */
  http: ReturnType<typeof request>;
  records: Records;
  clock: TestClock;
  /** The small world of the fixture; in a seeded database it is added beside the seed. */
  world: SmallWorld;
  lines: string[];
  /** A browser that signed in as the demo holder of a role of the small world. */
  signInAs(who: keyof SmallWorld['people']): Promise<TestAgent>;
  /** `Authorization` of a program acting for such a holder. */
  tokenFor(who: keyof SmallWorld['people'], scopes?: string[], expiresAt?: Date): Promise<string>;
  /** An account for the holder of any post, e.g. one of the seed; its Bearer token. */
  tokenForPost(postId: string): Promise<string>;
  close(): Promise<void>;
}

export const PASSWORD = 'ba-con-vit-o-dong-thap';

export const testSettings = (over: Partial<ApiSettings> = {}): ApiSettings => ({
  databaseUrl: '',
  databasePoolSize: 5,
  temporalAddress: '127.0.0.1:1',
  host: '127.0.0.1',
  port: 0,
  publicUrl: new URL('http://lantoa.example'),
  sessionSecret: 'only-for-tests-only-for-tests-only-for-tests',
  sealingKeys: [Buffer.alloc(32, 'only for tests')],
  textGatewayUrl: 'http://127.0.0.1:1/texts',
  trustProxy: false,
  local: false,
  logLevel: 'info',
  ...over,
});

/** The real door over a real database of its own. */
export async function openTestApi({
  seeded = false,
  clock = new TestClock(),
  settings = {},
}: { seeded?: boolean; clock?: TestClock; settings?: Partial<ApiSettings> } = {}): Promise<TestApi> {
  const database = await openTestDatabase({ seeded });
  const records = new KeyedRecords(database.source);
  const lines: string[] = [];
  const world = await smallWorld(records, await passwordHash(), clock);
  const { app, close } = await createApi({
    settings: testSettings(settings),
    records,
    clock,
    log: new Log('api', 'info', (line) => lines.push(line)),
  });
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();

  const tokenOf = async (accountId: string, scopes: string[], expiresAt: Date) => {
    const { token, hash } = newToken();
    await new TokensRepository(records.sql).add({
      id: randomUUID(),
      accountId,
      name: 'test',
      hash,
      scopes,
      createdAt: clock.now(),
      expiresAt,
    });
    return `Bearer ${token}`;
  };
  const inAYear = () => new Date(clock.now().getTime() + 360 * 86_400_000);
  return {
    app,
    http: request(address),
    records,
    clock,
    world,
    lines,
    signInAs: async (who) => {
      const agent = request.agent(address);
      await agent.post('/api/session').send({ username: world.people[who].username, password: PASSWORD }).expect(201);
      return agent;
    },
    tokenFor: (who, scopes = ['read', 'write', 'admin'], expiresAt = inAYear()) =>
      tokenOf(world.people[who].accountId, scopes, expiresAt),
    tokenForPost: async (postId) => {
      const holder = await records.sql.row<{ personId: string }>(
        `SELECT person_id AS "personId" FROM post_holders WHERE post_id = $1 AND valid @> $2::date LIMIT 1`,
        [postId, clock.today()],
      );
      if (!holder) throw new Error(`nobody holds post ${postId} on ${clock.today()}`);
      const account = await records.sql.row<{ id: string }>(
        `INSERT INTO accounts (id, person_id, username, created_at) VALUES ($1::uuid, $2, $1::uuid::text, $3)
         ON CONFLICT (person_id) DO UPDATE SET disabled_at = NULL RETURNING id`,
        [randomUUID(), holder.personId, clock.now()],
      );
      return tokenOf(account!.id, ['read', 'write', 'admin'], inAYear());
    },
    close: async () => {
      await close();
      await database.close();
    },
  };
}

let hashed: Promise<string> | undefined;
const passwordHash = () => (hashed ??= hashPassword(PASSWORD));
