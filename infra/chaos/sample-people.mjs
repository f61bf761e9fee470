import { hashPassword, SystemClock } from '#platform';
import { createDataSource, Records } from '#records';
import { CreateAccount } from '#usecases';

const PASSWORD = 'sen-hong-ruong-lua-dien-tap';

/**
 * Lets more of the sample people of a local stack sign in than the demo logins: a play that can be repeated needs units nobody has used yet.
 * @param {string} databaseUrl @param {{username: string, password: string}[]} [logins] the stack's own
 */
export async function openSamplePeople(databaseUrl, logins = []) {
  const source = createDataSource({ url: databaseUrl, poolSize: 2, applicationName: 'lantoa-rehearsal' });
  await source.initialize();
  const records = new Records(source);
  const createAccount = new CreateAccount(records, new SystemClock(), { hashPassword });
  return {
    sql: records.sql,
    close: () => source.destroy(),
    /**
     * Who holds that role in a body; the body that supervises all has supervisors only.
     * @param {string} organisationId @param {'officer' | 'head'} role @returns {Promise<{username: string, password: string, email: string, personId: string, postId: string}>} */
    async loginOf(organisationId, role) {
      const person = await records.sql.row(
        `SELECT p.id, p.email, t.id AS "postId", a.username FROM posts t
         JOIN post_holders h ON h.post_id = t.id AND h.valid @> $3::date
         JOIN persons p ON p.id = h.person_id AND p.is_sample
         LEFT JOIN accounts a ON a.person_id = p.id
         WHERE t.organisation_id = $1 AND t.role IN ($2, 'supervisor') AND t.valid @> $3::date ORDER BY t.role = $2 DESC, t.id LIMIT 1`,
        [organisationId, role, new SystemClock().today()],
      );
      if (!person) throw new Error(`no sample person sits as ${role} in organisation ${organisationId}`);
      const { id: personId, email, postId } = person;
      const known = logins.find(({ username }) => username === person.username);
      const username = person.username ?? `mau-${personId.slice(0, 13)}`;
      if (!person.username) await createAccount.run({ personId, username, password: PASSWORD, isDemo: true });
      return { username, password: known?.password ?? PASSWORD, email, personId, postId };
    },
  };
}
