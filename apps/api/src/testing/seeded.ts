import type { Official } from './officials.js';
import type { TestApi } from './open-test-api.js';

const one = async ({ records }: TestApi, text: string, ...values: string[]): Promise<string> =>
  (await records.sql.row<{ id: string }>(text, values))!.id;

/** The organisation the seed knows by a key, e.g. `fatherlandFront/82@2025`. */
export const organisationOf = (api: TestApi, key: string) => one(api, `SELECT id FROM organisations WHERE seed_key = $1`, key);

/** The territory the seed knows by a key, e.g. `82@2025`. */
export const territoryOf = (api: TestApi, key: string) => one(api, `SELECT id FROM territories WHERE seed_key = $1`, key);

/** A post of the organisation of an official that may sign a paper today. */
export const signerOf = (api: TestApi, { organisationId }: Pick<Official, 'organisationId'>) =>
  one(
    api,
    `SELECT id FROM posts WHERE organisation_id = $1 AND role IN ('head', 'supervisor') AND valid @> $2::date ORDER BY id LIMIT 1`,
    organisationId,
    api.clock.today(),
  );
