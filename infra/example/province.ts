import { randomBytes, randomUUID } from 'node:crypto';
import { Log, newToken } from '#platform';
import { TokensRepository, type Records } from '#records';
import { createApi } from '../../apps/api/src/create-api.js';
import { KeyedRecords } from '../../apps/api/src/door/keyed-records.js';
import { Official } from './official.js';
import type { PlayedDay } from './played-day.js';
import type { Language } from './words.js';

export type Role = 'officer' | 'head' | 'supervisor' | 'administrator';

/** The real API over the real units, with an official in every post, on a day that is played. */
export interface Province {
  records: Records;
  clock: PlayedDay;
  /** The id of a unit of the seed, e.g. `30058@2024`. */
  territory(seedKey: string): Promise<string>;
  /** The unit a unit lay in that day. */
  above(seedKey: string): Promise<string>;
  /** The id of a body in a unit, e.g. `fatherlandFront` in `30058@2024`. */
  body(kind: string, seedKey: string): Promise<string>;
  /** The communes in a unit today, in the order of their codes. */
  communesIn(seedKey: string): Promise<string[]>;
  /** Who sits in a body today; a supervisor stands for a head or an officer. */
  official(organisationId: string, role: Role): Promise<Official>;
  close(): Promise<void>;
}

/** A database in which the real units are planted; it is closed with the province. */
export interface Ground {
  records: Records;
  url: string;
  close(): Promise<void>;
}

/** @throws Error when the port cannot be had. */
export async function openProvince(ground: Ground, clock: PlayedDay, language: Language = 'vi'): Promise<Province> {
  const records = new KeyedRecords(ground.records.source);
  const { app, close } = await createApi({
    settings: {
      databaseUrl: ground.url,
      databasePoolSize: 5,
      temporalAddress: '127.0.0.1:1',
      host: '127.0.0.1',
      port: 0,
      publicUrl: new URL('http://lantoa.example'),
      sessionSecret: randomUUID(),
      sealingKeys: [randomBytes(32)],
      textGatewayUrl: null,
      trustProxy: false,
      local: false,
      logLevel: 'error',
    },
    records,
    clock,
    log: new Log('example', 'error'),
  });
  await app.listen(0, '127.0.0.1');
  const address = await app.getUrl();

  const tokens = tokensOf(records, clock);
  const one = async (statement: string, parameters: unknown[], what: string): Promise<string> => {
    const row = await records.sql.row<{ id: string }>(statement, parameters);
    if (!row) throw new Error(`${what} is not there on ${clock.today()}`);
    return row.id;
  };
  return {
    records,
    clock,
    territory: (seedKey) => one(`SELECT id FROM territories WHERE seed_key = $1`, [seedKey], seedKey),
    above: (seedKey) =>
      one(
        `SELECT p.seed_key AS id FROM territories t JOIN territory_versions v ON v.territory_id = t.id AND v.valid @> $2::date
         JOIN territories p ON p.id = v.parent_id WHERE t.seed_key = $1`,
        [seedKey, clock.today()],
        `what ${seedKey} lies in`,
      ),
    body: (kind, seedKey) =>
      one(
        `SELECT o.id FROM organisations o JOIN organisation_versions v ON v.organisation_id = o.id AND v.valid @> $3::date
         JOIN territories t ON t.id = v.territory_id WHERE o.kind = $1 AND t.seed_key = $2`,
        [kind, seedKey, clock.today()],
        `${kind} of ${seedKey}`,
      ),
    communesIn: async (seedKey) => {
      const rows = await records.sql.rows<{ key: string }>(
        `WITH RECURSIVE inside AS (
           SELECT id, level, seed_key FROM territories WHERE seed_key = $1
           UNION ALL
           SELECT t.id, t.level, t.seed_key FROM inside i
           JOIN territory_versions v ON v.parent_id = i.id AND v.valid @> $2::date JOIN territories t ON t.id = v.territory_id
         ) SELECT seed_key AS key FROM inside WHERE level = 'commune' ORDER BY seed_key`,
        [seedKey, clock.today()],
      );
      return rows.map(({ key }) => key);
    },
    official: async (organisationId, role) => {
      const post = await records.sql.row<{ postId: string; personId: string; vi: string; en: string }>(
        `SELECT p.id AS "postId", h.person_id AS "personId", concat_ws(', ', p.title_vi, v.name_vi) AS vi,
           concat_ws(', ', p.title_en, v.name_en) AS en
         FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> $3::date
         JOIN organisation_versions v ON v.organisation_id = p.organisation_id AND v.valid @> $3::date
         WHERE p.organisation_id = $1 AND p.valid @> $3::date AND (p.role = $2 OR (p.role = 'supervisor' AND $2 IN ('officer', 'head')))
         ORDER BY p.role = $2 DESC, p.receives_reminders = ($2 = 'officer') DESC LIMIT 1`,
        [organisationId, role, clock.today()],
      );
      if (!post) throw new Error(`nobody is ${role} of ${organisationId} on ${clock.today()}`);
      const { postId, personId, ...title } = post;
      return new Official(address, () => tokens.of(personId), postId, organisationId, title, language);
    },
    close: async () => {
      await close();
      await ground.close();
    },
  };
}

/** Tokens for a day's work each. */
function tokensOf({ sql }: Records, clock: PlayedDay) {
  const made = new Map<string, Promise<string>>();
  const make = async (personId: string) => {
    const account = await sql.row<{ id: string }>(
      `INSERT INTO accounts (id, person_id, username, created_at) VALUES ($1::uuid, $2, $1::uuid::text, $3)
       ON CONFLICT (person_id) DO UPDATE SET disabled_at = NULL RETURNING id`,
      [randomUUID(), personId, clock.now()],
    );
    const { token, hash } = newToken();
    await new TokensRepository(sql).add({
      id: randomUUID(),
      accountId: account!.id,
      name: 'example',
      hash,
      scopes: ['read', 'write', 'admin'],
      createdAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 2 * 86_400_000),
    });
    return token;
  };
  return {
    of: (personId: string): Promise<string> => {
      const key = `${personId} ${clock.today()}`;
      if (!made.has(key)) made.set(key, make(personId));
      return made.get(key)!;
    },
  };
}
