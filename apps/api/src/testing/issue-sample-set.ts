import { readFileSync } from 'node:fs';
import type { Official } from './officials.js';
import type { TestApi } from './open-test-api.js';
import { signerOf, territoryOf } from './seeded.js';

interface Issue {
  number: string;
  /** Where it is to be in force, by the key of the seed. */
  area: string;
  inForceFrom: string;
  /** Another criterion by this code stands in the place of "lasting". */
  insteadOfLasting?: string;
}

/** For tests: an official issues the sample set of the seed for an effective model today, alone. Returns its id. */
export async function issueSampleSet(
  api: TestApi,
  by: Official,
  { number, area, inForceFrom, insteadOfLasting = 'lasting' }: Issue,
): Promise<string> {
  const file = readFileSync('infra/seeds/data/criteria/what-is-an-effective-model.sample.json', 'utf8');
  const { areas: _, ...body } = JSON.parse(file) as { areas: string[]; criteria: { code: string }[] };
  const criteria = body.criteria.map((one) => (one.code === 'lasting' ? { ...one, code: insteadOfLasting } : one));
  const drafted = await by.post('/api/criteria-sets', { ...body, criteria, areaIds: [await territoryOf(api, area)] }).expect(201);
  const issuers = [{ organisationId: by.organisationId, signerPostId: await signerOf(api, by) }];
  const order = { number, issuedOn: api.clock.today(), inForceFrom, issuers };
  await by.post(`${drafted.headers['location']}/issue`, order, '"r1"').expect(200);
  return drafted.body.id as string;
}
