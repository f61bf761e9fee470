import { join } from 'node:path';
import { InvalidDay, plainDay, yearOf } from '#domain';
import { hashPassword, SystemClock } from '#platform';
import type { Records } from '#records';
import { CreateAccount, DutiesWithoutTerm, PlantSampleCriteria, PlantSeed, type Clock } from '#usecases';
import { CannotDo, databaseUrl, done, projectRoot, say, withRecords, wrongCall } from './command.js';
import { DEMO_LOGINS, personOf } from './demo-logins.js';

export interface SeedOptions {
  local: boolean;
  since: string | undefined;
  directory: string | undefined;
}

/** Plants the units; in a local stack also sample holders and demo logins, which it prints as its last line. */
export function seed({ local, since, directory }: SeedOptions): Promise<void> {
  const clock = new SystemClock();
  const cycleSince = since ?? `${yearOf(clock.today())}-01-01`;
  checkDay(cycleSince);
  return withRecords(databaseUrl(), async (records) => {
    await mustBeMigrated(records);
    say('Đọc và kiểm tra tệp hạt giống / reading and checking the seed files');
    const counts = done(
      await new PlantSeed(records, clock).run({
        directory: directory ?? join(projectRoot, 'infra/seeds/data'),
        cycleSince,
        withSampleHolders: local,
      }),
    );
    const grown = Object.entries(counts).filter(([, count]) => count > 0);
    say(grown.length > 0 ? grown.map(([what, count]) => `${what} +${count}`).join(', ') : 'không đổi / unchanged');
    await tellDutiesWithoutTerm(records, clock);
    // So many new rows at once: the planner is told before anybody asks.
    if (grown.length > 0) await records.source.query('ANALYZE');
    if (since) await tellKeptSince(records, since);
    if (!local) return;
    const sets = done(
      await new PlantSampleCriteria(records, clock).run({ directory: directory ?? join(projectRoot, 'infra/seeds/data') }),
    );
    if (sets > 0) say(`Bộ tiêu chí mẫu / sample sets of criteria: +${sets}`);
    say(`Tài khoản thử / demo logins: ${DEMO_LOGINS.length}`);
    const createAccount = new CreateAccount(records, clock, { hashPassword });
    for (const login of DEMO_LOGINS)
      done(
        await createAccount.run({ personId: personOf(login), username: login.username, password: login.password, isDemo: true }),
      );
    say(JSON.stringify({ logins: DEMO_LOGINS.map(({ role, username, password }) => ({ role, username, password })) }));
  });
}

function checkDay(since: string): void {
  try {
    plainDay(since);
  } catch (error) {
    if (!(error instanceof InvalidDay)) throw error;
    throw wrongCall(
      `--since: "${since}" không phải một ngày có thật; viết NNNN-TT-NN. / is no day of the calendar; write YYYY-MM-DD.`,
    );
  }
}

async function mustBeMigrated({ source }: Records): Promise<void> {
  if (await source.showMigrations())
    throw new CannotDo('Bảng dữ liệu chưa đủ. Chạy lệnh "migrate" trước. / The tables are not up to date. Run "migrate" first.');
}

/** The seed appends no edition over one that stands: what this version added since is for an administrator to give a term. */
async function tellDutiesWithoutTerm(records: Records, clock: Clock): Promise<void> {
  const { duties } = await new DutiesWithoutTerm(records, clock).run();
  if (duties.length === 0) return;
  const names = duties.map(({ duty }) => duty).join(', ');
  say(
    `Quy định "modelDuties" đang hiệu lực chưa đặt thời hạn cho: ${names}; chưa ai phải làm. Thêm một bản quy định (POST /api/rules). / The rule "modelDuties" in force gives no term for these, so nobody owes them: append an edition.`,
  );
}

async function tellKeptSince({ sql }: Records, since: string): Promise<void> {
  const kept = await sql.row<{ since: string }>(`SELECT value #>> '{}' AS since FROM settings WHERE key = 'cycleSince'`);
  if (kept?.since !== since)
    say(`Giữ mốc đã đặt / kept the day set before: cycleSince ${kept?.since}. --since ${since} không dùng / was not used.`);
}
