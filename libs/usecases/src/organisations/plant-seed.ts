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
  type Span,
} from '#domain';
import { AccountsRepository, Records, SeedRepository, type Tx } from '#records';
import { Clock } from '../ports.js';
import { calendarCycleWish } from '../wishes.js';
import { ownId } from './own-id.js';
import { detailOf, readSeedFiles, seedRefused, type CalendarFile, type RuleFile } from './read-seed-files.js';

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
  workCalendarYears: number;
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
      const soil = new SeedRepository(tx);
      await soil.lock();
      if (withSampleHolders && (await new AccountsRepository(tx).exist('real'))) return realInstallation();
      return {
        ...(await plantTerritories(soil, seed)),
        ...(await plantOrganisations(soil, organisations)),
        ...(withSampleHolders ? await plantHolders(soil, organisations) : { persons: 0, postHolders: 0 }),
        workCalendarYears: await plantCalendars(tx, read.calendars, this.clock.now()),
        ruleEditions: await plantRules(tx, soil, read.rules, this.clock.now()),
        settings: await soil.addSettings({ homeProvince: territoryId(seed.homeProvinceKey), cycleSince }),
      };
    });
  }
}

const realInstallation = () =>
  refusal('conflict', {
    vi: 'Cơ sở dữ liệu này có tài khoản thật: không trồng người và tài khoản thử vào đây. Bỏ "--local", hoặc chọn cơ sở dữ liệu khác.',
    en: 'This database has real accounts: no sample people or demo accounts are planted here. Leave out "--local", or choose another database.',
  });

const territoryId = (key: string): string => ownId('territory', key);
const organisationId = (key: string): string => ownId('organisation', key);
const postId = (key: string): string => ownId('post', key);
/** The person who sits in a seat of the sample, e.g. `womensUnion.officer.30076@2025`. */
export const personId = (seat: string): string => ownId('person', seat);

const dated = ({ from, to }: Span) => ({ validFrom: from, validTo: to });

async function plantTerritories(soil: SeedRepository, { territories, successions }: Seed) {
  const units = [...new Map<string, SeedTerritory>(territories.map((unit) => [unit.key, unit])).values()];
  const fresh = await soil.addTerritories(units.map(({ key, level }) => ({ id: territoryId(key), level, key })));
  // Versions come with their territory only: what was changed later by a decision is not for a seed to touch.
  const territoryVersions = await soil.addTerritoryVersions(
    territories
      .filter(({ key }) => fresh.has(territoryId(key)))
      .map((unit) => ({
        territoryId: territoryId(unit.key),
        code: unit.code,
        name: unit.name,
        unitType: unit.unitType,
        parentId: unit.parentKey && territoryId(unit.parentKey),
        source: unit.source,
        ...dated(unit),
      })),
  );
  const territorySuccessions = await soil.addSuccessions(
    'territory',
    successions.map(({ predecessorKey, successorKey, effectiveOn, isDefault, document }) => ({
      predecessorId: territoryId(predecessorKey),
      successorId: territoryId(successorKey),
      effectiveOn,
      isDefault,
      document,
    })),
  );
  return { territories: fresh.size, territoryVersions, territorySuccessions };
}

async function plantOrganisations(soil: SeedRepository, organisations: PlantedOrganisation[]) {
  const fresh = await soil.addOrganisations(organisations.map(({ key, kind }) => ({ id: organisationId(key), kind, key })));
  const planted = organisations.filter(({ key }) => fresh.has(organisationId(key)));
  const organisationVersions = await soil.addOrganisationVersions(
    planted.flatMap(({ key, territoryKey, versions }) =>
      versions.map((version) => ({
        organisationId: organisationId(key),
        nameVi: version.nameVi,
        nameEn: version.nameEn,
        territoryId: territoryId(territoryKey),
        lineParentId: version.lineParentKey && organisationId(version.lineParentKey),
        source: version.source,
        ...dated(version),
      })),
    ),
  );
  const functionAssignments = await soil.addFunctionAssignments(
    planted.flatMap(({ key, territoryKey, functions }) =>
      functions.map((held) => ({
        functionCode: held.code,
        territoryId: territoryId(territoryKey),
        organisationId: organisationId(key),
        source: held.source,
        ...dated(held),
      })),
    ),
  );
  const organisationSuccessions = await soil.addSuccessions(
    'organisation',
    organisations.flatMap(({ key, successions }) =>
      successions.map(({ successorKey, ...succession }) => ({
        predecessorId: organisationId(key),
        successorId: organisationId(successorKey),
        ...succession,
      })),
    ),
  );
  const posts = await soil.addPosts(
    organisations.flatMap((organisation) =>
      organisation.posts.map((post) => ({
        id: postId(post.key),
        organisationId: organisationId(organisation.key),
        titleVi: post.titleVi,
        titleEn: post.titleEn,
        role: post.role,
        scope: post.scope,
        receivesReminders: post.receivesReminders,
        ...dated(post),
      })),
    ),
  );
  return { organisations: fresh.size, organisationVersions, organisationSuccessions, functionAssignments, posts };
}

async function plantHolders(soil: SeedRepository, organisations: PlantedOrganisation[]) {
  const persons = await soil.addSamplePersons(
    samplePersons(organisations).map(({ key, displayName, email }) => ({ id: personId(key), displayName, email })),
  );
  const postHolders = await soil.addPostHolders(
    organisations.flatMap(({ posts }) =>
      posts.map((post) => ({ postId: postId(post.key), personId: personId(post.holderKey), ...dated(post) })),
    ),
  );
  return { persons, postHolders };
}

async function plantRules(tx: Tx, soil: SeedRepository, rules: RuleFile[], now: Date): Promise<number> {
  const planted = await soil.addRuleEditions(
    rules.map(({ ruleKey, validFrom, source, body }) => ({
      id: ownId('rule', `${ruleKey}/${validFrom}`),
      ruleKey,
      validFrom,
      source,
      body,
    })),
    now,
  );
  for (const { id, ...body } of planted)
    await tx.journal.append({ stream: 'rule', streamId: id, kind: 'ruleEditionAppended', at: now, by: null, body });
  if (planted.length > 0) await tx.outbox.wish(calendarCycleWish(), 'ruleEditionAppended', now);
  return planted.length;
}

/** Announced years are published as they were announced; the others are drafts. A year that is there already is not touched. */
async function plantCalendars(tx: Tx, calendars: CalendarFile[], at: Date): Promise<number> {
  let planted = 0;
  for (const { year, weekend, days, publishedBy } of calendars) {
    const id = ownId('workCalendar', String(year));
    if (!(await tx.workCalendar.add({ id, year, weekend, days, isProposal: publishedBy === null }, at))) continue;
    planted++;
    const entry = { stream: 'workCalendar', streamId: id, at, by: null } as const;
    await tx.journal.append({ ...entry, kind: 'workCalendarDrafted', body: { year, weekend, days } });
    if (publishedBy === null) continue;
    const publicationId = ownId('workCalendarPublication', `${year}/1`);
    const number = await tx.workCalendar.publish(
      { year, weekend, days },
      { id: publicationId, document: publishedBy, at, by: null },
    );
    await tx.journal.append({ ...entry, kind: 'workCalendarPublished', body: { year, number, document: publishedBy } });
  }
  return planted;
}
