import { Injectable } from '@nestjs/common';
import {
  checkSeed,
  expandOrganisations,
  isRefusal,
  refusal,
  samplePersons,
  type PlainDay,
  type PlantedOrganisation,
  type Refusal,
  type Seed,
  type SeedTerritory,
} from '#domain';
import { Records, type Tx } from '#records';
import { Clock } from '../ports.js';
import { calendarCycleWish } from '../wishes.js';
import { ownId } from './own-id.js';
import { detailOf, readSeedFiles, seedRefused, type RuleFile } from './read-seed-files.js';

export interface PlantSeedInput {
  /** The folder with territories.csv and its neighbours. */
  directory: string;
  /** From when rounds and conferences are opened; kept when one is already set. */
  cycleSince: PlainDay;
  /** Sample holders in the posts: only for a stack in which nobody real is to be told. */
  withSampleHolders: boolean;
}

/** How many rows were new. All zero: the seed stood already. */
export interface PlantedCounts {
  territories: number;
  territoryVersions: number;
  territorySuccessions: number;
  organisations: number;
  organisationVersions: number;
  organisationSuccessions: number;
  functionAssignments: number;
  posts: number;
  persons: number;
  postHolders: number;
  ruleEditions: number;
  settings: number;
}

/** Reads the seed files, believes nothing until all of it is checked, then writes all or nothing. A second run changes nothing. */
@Injectable()
export class PlantSeed {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ directory, cycleSince, withSampleHolders }: PlantSeedInput): Promise<PlantedCounts | Refusal> {
    const read = await readSeedFiles(directory);
    if (isRefusal(read)) return read;
    const { seed, faults } = checkSeed(read.files);
    if (!seed) return seedRefused(faults.map(detailOf));
    const organisations = expandOrganisations(seed);
    return this.records.inTransaction(async (tx) => {
      await tx.rows(`SELECT pg_advisory_xact_lock(hashtext('plant-seed'))`);
      if (withSampleHolders && (await tx.row(`SELECT FROM accounts WHERE NOT is_demo LIMIT 1`))) return realInstallation();
      return {
        ...(await plantTerritories(tx, seed)),
        ...(await plantOrganisations(tx, organisations)),
        ...(withSampleHolders ? await plantHolders(tx, organisations) : { persons: 0, postHolders: 0 }),
        ruleEditions: await plantRules(tx, read.rules, this.clock.now()),
        settings: await plantSettings(tx, { homeProvince: territoryId(seed.homeProvinceKey), cycleSince }),
      };
    });
  }
}

const realInstallation = () =>
  refusal('conflict', {
    vi: 'Cơ sở dữ liệu này có tài khoản thật: không trồng người và tài khoản thử vào đây. Bỏ "--local", hoặc chọn cơ sở dữ liệu khác.',
    en: 'This database has real accounts: no sample people or demo accounts are planted here. Leave out "--local", or choose another database.',
  });

export const territoryId = (key: string): string => ownId('territory', key);
export const organisationId = (kind: string, territoryKey: string): string => ownId('organisation', `${kind}/${territoryKey}`);
const organisationIdOf = (key: string) => ownId('organisation', key);
const postId = (key: string) => ownId('post', key);
/** The person who sits in a seat of the sample, e.g. `womensUnion.officer.30076@2025`. */
export const personId = (key: string) => ownId('person', key);

async function plantTerritories(tx: Tx, { territories, successions }: Seed) {
  const first = [...new Map<string, SeedTerritory>(territories.map((unit) => [unit.key, unit])).values()];
  const fresh = await freshIds(
    tx,
    `INSERT INTO territories (id, level, seed_key) SELECT id, level, key FROM jsonb_to_recordset($1) AS r (id uuid, level text, key text)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    first.map(({ key, level }) => ({ id: territoryId(key), level, key })),
  );
  // Versions come with their territory only: what was changed later by a decision is not for a seed to touch.
  const territoryVersions = await tx.affected(
    `INSERT INTO territory_versions (territory_id, code, name, unit_type, parent_id, valid_from, valid_to, source)
     SELECT * FROM jsonb_to_recordset($1) AS r (territory_id uuid, code text, name text, unit_type text, parent_id uuid, valid_from date, valid_to date, source text)`,
    [
      asJson(
        territories
          .map((unit) => ({
            territory_id: territoryId(unit.key),
            code: unit.code,
            name: unit.name,
            unit_type: unit.unitType,
            parent_id: unit.parentKey && territoryId(unit.parentKey),
            valid_from: unit.from,
            valid_to: unit.to,
            source: unit.source,
          }))
          .filter((row) => fresh.has(row.territory_id)),
      ),
    ],
  );
  const territorySuccessions = await tx.affected(insertSuccessions('territory_successions'), [
    asJson(
      successions.map((s) => ({
        predecessor_id: territoryId(s.predecessorKey),
        successor_id: territoryId(s.successorKey),
        effective_on: s.effectiveOn,
        is_default: s.isDefault,
        document: s.document,
      })),
    ),
  ]);
  return { territories: fresh.size, territoryVersions, territorySuccessions };
}

async function plantOrganisations(tx: Tx, organisations: PlantedOrganisation[]) {
  const fresh = await freshIds(
    tx,
    `INSERT INTO organisations (id, kind, seed_key) SELECT id, kind, key FROM jsonb_to_recordset($1) AS r (id uuid, kind text, key text)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    organisations.map(({ key, kind }) => ({ id: organisationIdOf(key), kind, key })),
  );
  const isFresh = organisations.filter(({ key }) => fresh.has(organisationIdOf(key)));
  const organisationVersions = await tx.affected(
    `INSERT INTO organisation_versions (organisation_id, name_vi, name_en, territory_id, line_parent_id, valid_from, valid_to, source)
     SELECT * FROM jsonb_to_recordset($1)
       AS r (organisation_id uuid, name_vi text, name_en text, territory_id uuid, line_parent_id uuid, valid_from date, valid_to date, source text)`,
    [
      asJson(
        isFresh.flatMap(({ key, territoryKey, versions }) =>
          versions.map((version) => ({
            organisation_id: organisationIdOf(key),
            name_vi: version.nameVi,
            name_en: version.nameEn,
            territory_id: territoryId(territoryKey),
            line_parent_id: version.lineParentKey && organisationIdOf(version.lineParentKey),
            valid_from: version.from,
            valid_to: version.to,
            source: version.source,
          })),
        ),
      ),
    ],
  );
  const functionAssignments = await tx.affected(
    `INSERT INTO function_assignments (function_code, territory_id, organisation_id, valid_from, valid_to, source)
     SELECT * FROM jsonb_to_recordset($1)
       AS r (function_code text, territory_id uuid, organisation_id uuid, valid_from date, valid_to date, source text)`,
    [
      asJson(
        isFresh.flatMap(({ key, territoryKey, functions }) =>
          functions.map((held) => ({
            function_code: held.code,
            territory_id: territoryId(territoryKey),
            organisation_id: organisationIdOf(key),
            valid_from: held.from,
            valid_to: held.to,
            source: held.source,
          })),
        ),
      ),
    ],
  );
  const organisationSuccessions = await tx.affected(insertSuccessions('organisation_successions'), [
    asJson(
      organisations.flatMap(({ key, successions }) =>
        successions.map((s) => ({
          predecessor_id: organisationIdOf(key),
          successor_id: organisationIdOf(s.successorKey),
          effective_on: s.effectiveOn,
          is_default: s.isDefault,
          document: s.document,
        })),
      ),
    ),
  ]);
  const posts = await tx.affected(
    `INSERT INTO posts (id, organisation_id, title_vi, title_en, role, scope, receives_reminders, valid_from, valid_to)
     SELECT * FROM jsonb_to_recordset($1) AS r (id uuid, organisation_id uuid, title_vi text, title_en text, role text, scope text,
       receives_reminders boolean, valid_from date, valid_to date)
     ON CONFLICT (id) DO NOTHING`,
    [
      asJson(
        organisations.flatMap((organisation) =>
          organisation.posts.map((post) => ({
            id: postId(post.key),
            organisation_id: organisationIdOf(organisation.key),
            title_vi: post.titleVi,
            title_en: post.titleEn,
            role: post.role,
            scope: post.scope,
            receives_reminders: post.receivesReminders,
            valid_from: post.from,
            valid_to: post.to,
          })),
        ),
      ),
    ],
  );
  return { organisations: fresh.size, organisationVersions, organisationSuccessions, functionAssignments, posts };
}

async function plantHolders(tx: Tx, organisations: PlantedOrganisation[]) {
  const persons = await tx.affected(
    `INSERT INTO persons (id, display_name, email, is_sample)
     SELECT id, display_name, email, true FROM jsonb_to_recordset($1) AS r (id uuid, display_name text, email text)
     ON CONFLICT (id) DO NOTHING`,
    [
      asJson(
        samplePersons(organisations).map((person) => ({
          id: personId(person.key),
          display_name: person.displayName,
          email: person.email,
        })),
      ),
    ],
  );
  const postHolders = await tx.affected(
    `INSERT INTO post_holders (post_id, person_id, valid_from, valid_to)
     SELECT r.* FROM jsonb_to_recordset($1) AS r (post_id uuid, person_id uuid, valid_from date, valid_to date)
     WHERE NOT EXISTS (SELECT FROM post_holders h WHERE h.post_id = r.post_id AND h.person_id = r.person_id)`,
    [
      asJson(
        organisations.flatMap(({ posts }) =>
          posts.map((post) => ({
            post_id: postId(post.key),
            person_id: personId(post.holderKey),
            valid_from: post.from,
            valid_to: post.to,
          })),
        ),
      ),
    ],
  );
  return { persons, postHolders };
}

/** An edition is planted when its rule has none as late: what an administrator has appended since stands. */
async function plantRules(tx: Tx, rules: RuleFile[], now: Date): Promise<number> {
  const planted = await tx.rows<{ id: string; ruleKey: string; validFrom: PlainDay; source: string }>(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at)
     SELECT r.*, $2 FROM jsonb_to_recordset($1) AS r (id uuid, rule_key text, valid_from date, source text, body jsonb)
     WHERE NOT EXISTS (SELECT FROM rule_editions e WHERE e.rule_key = r.rule_key AND e.valid_from >= r.valid_from)
     RETURNING id, rule_key AS "ruleKey", valid_from AS "validFrom", source`,
    [
      asJson(
        rules.map((rule) => ({
          id: ownId('rule', `${rule.ruleKey}/${rule.validFrom}`),
          rule_key: rule.ruleKey,
          valid_from: rule.validFrom,
          source: rule.source,
          body: rule.body,
        })),
      ),
      now,
    ],
  );
  for (const { id, ...body } of planted)
    await tx.journal.append({ stream: 'rule', streamId: id, kind: 'ruleEditionAppended', at: now, by: null, body });
  if (planted.length > 0) await tx.outbox.wish(calendarCycleWish(), 'ruleEditionAppended', now);
  return planted.length;
}

const plantSettings = (tx: Tx, settings: Record<string, unknown>): Promise<number> =>
  tx.affected(`INSERT INTO settings (key, value) SELECT key, value FROM jsonb_each($1) ON CONFLICT (key) DO NOTHING`, [
    asJson(settings),
  ]);

const insertSuccessions = (table: 'territory_successions' | 'organisation_successions') =>
  `INSERT INTO ${table} (predecessor_id, successor_id, effective_on, is_default, document)
   SELECT * FROM jsonb_to_recordset($1) AS r (predecessor_id uuid, successor_id uuid, effective_on date, is_default boolean, document text)
   ON CONFLICT DO NOTHING`;

async function freshIds(tx: Tx, statement: string, rows: { id: string }[]): Promise<Set<string>> {
  return new Set((await tx.rows<{ id: string }>(statement, [asJson(rows)])).map(({ id }) => id));
}

// The driver turns a list into a PostgreSQL array, so JSON goes in as text.
const asJson = (value: unknown): string => JSON.stringify(value);
