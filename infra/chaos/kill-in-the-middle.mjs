// `npm run chaos`: the real parts, killed with SIGKILL in the middle of opening, firing, relaying and delivering, each started again;
// Temporal away while people work on; a workflow terminated by hand; Temporal's memory deleted. At the end: 0 lost, 0 twice, or exit code 1.
//
// Time is brought near in one way: a further rung is planned on every open deadline of the yearly round, seconds ahead, together with the wish
// `refresh` in the outbox. To the workflow that is a ladder planned anew. Nothing else in the database is touched by hand.
import { setTimeout as pause } from 'node:timers/promises';
import { buildWhenChanged } from '../local/build.mjs';
import { checkNode } from '../local/node-version.mjs';
import { installPackages } from '../local/packages.mjs';
import { createProgress, table, Unable } from '../local/progress.mjs';
import { runWorkerCommand } from '../local/stack.mjs';
import { Parts } from './parts.mjs';

const { phase, say } = createProgress();
const argument = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const seed = argument('seed', Math.floor(Math.random() * 1e9));
const moreRounds = argument('rounds', 3);
const keep = process.argv.includes('--keep');
const SECONDS_AHEAD = 4;
const UNTIL_SETTLED = 6 * 60_000;

const parts = new Parts();
let people;
let crowd;
let drills = 0;
let ended = false;
let exitCode = 1;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end().finally(() => process.exit(130)));

try {
  await phase('Node', (note) => note(checkNode()));
  await phase('Gói phần mềm / Packages', installPackages);
  await phase('Dịch mã / Build', buildWhenChanged);
  const { SystemClock } = await import('#platform');
  const { addDays } = await import('#domain');
  const { openSamplePeople } = await import('./sample-people.mjs');
  const { Crowd } = await import('./crowd.mjs');
  const { reckon, repairs, underway } = await import('./reckoning.mjs');
  const today = new SystemClock().today();
  const year = today.slice(0, 4);

  await phase('PostgreSQL, Temporal, hộp thư / mail catcher', (note) => parts.begin(note));
  await phase('Bảng dữ liệu / Migrations', (note) => runWorkerCommand(['migrate'], parts.env, note));
  const { logins } = JSON.parse(
    await phase('Dữ liệu mẫu / Seed', (note) =>
      runWorkerCommand(['seed', '--local', '--since', `${year}-01-01`], parts.env, note),
    ),
  );
  people = await openSamplePeople(parts.databaseUrl, logins);
  people = { ...people, sql: patient(people.sql) };
  crowd = new Crowd(parts.api, people);
  say(`\nHạt ngẫu nhiên / seed ${seed}; nhật ký / logs ${parts.logs}\n`);
  const chance = chanceFrom(seed);
  const between = (from, to) => from + Math.floor(chance() * (to - from));

  await parts.start('API');
  await round('mở kỳ / opening', ['worker'], async () => {
    void parts.start('worker').catch(() => {}); // killed before it is ready
    await waitFor(async () => (await people.sql.row(`SELECT count(*)::int AS count FROM rounds`)).count > 0, 20_000);
    await pause(between(0, 400));
  });
  await roundIsThere();
  await round('đang nhắc / firing', ['worker'], firing);
  await round('đang chuyển / relaying', ['worker', 'Temporal'], relaying);
  await round('đang gửi thư / delivering', ['worker'], delivering);
  await round('đang nhắc, người đang nộp / firing, people submitting', ['API', 'Temporal'], async () => {
    const planned = await drill();
    await pause(planned - Date.now() - 500);
    await crowd.sendReports(12);
    await pause(between(50, 700));
  });
  await temporalAway();
  await round('đang gửi thư / delivering', ['PostgreSQL'], delivering);
  await round('đang nhắc / firing', ['PostgreSQL', 'worker', 'API', 'Temporal'], firing);
  const moments = [firing, relaying, delivering];
  for (let more = 0; more < moreRounds; more++) {
    const moment = moments[between(0, moments.length)];
    const victims = ['worker', 'API', 'Temporal', 'PostgreSQL'].filter(() => chance() < 0.5);
    await crowd.sendReports(between(2, 8));
    await round(`ngẫu nhiên / random: ${moment.name}`, victims.length > 0 ? victims : ['worker'], moment);
  }
  await phase('Yên ắng / settling', settled);
  await terminatedByHand();
  await memoryDeleted();
  await phase('Yên ắng / settling', settled);
  const mended = await repairs(people.sql);
  const left = await lastReconciliation(mended.length);

  const { rows, wrong } = await reckon(people.sql, parts.mails, crowd);
  say(
    `\n${table([...rows.map(([what, figure, bad]) => [bad ? '✗' : '✓', what, String(figure)]), [left === 0 ? '✓' : '✗', 'còn phải sửa khi đã yên / still to mend when all is quiet', String(left)]])}`,
  );
  say(
    `\nĐã giết / killed: ${Object.entries(parts.kills)
      .map(([name, times]) => `${name} ${times}×`)
      .join(', ')}`,
  );
  say(`Bộ đối soát đã sửa / the reconciler mended: ${mended.length}`);
  for (const { difference, workflowId, detail } of mended) say(`  ${difference}  ${workflowId}: ${detail}`);
  exitCode = wrong + left === 0 ? 0 : 1;
  say(
    exitCode === 0
      ? '\n✓ 0 mất, 0 lặp / 0 lost, 0 twice'
      : `\n✗ ${wrong + left} điều sai / things wrong; --keep giữ dữ liệu / keeps the data`,
  );

  /** Plans a further rung on every open deadline, so many seconds ahead. @returns {Promise<number>} when */
  async function drill(secondsAhead = SECONDS_AHEAD) {
    const now = new Date();
    const at = new Date(now.getTime() + secondsAhead * 1000);
    await people.sql.affected(
      `WITH planned AS (
         INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, planned_on, planned_at)
         SELECT d.id, d.revision, $1, 0, CASE WHEN d.due_on < $4::date THEN 'overdue' ELSE 'remind' END, $4, $2
         FROM deadlines d JOIN rounds r ON r.id = d.round_id WHERE d.closed_at IS NULL AND r.kind = 'modelResults'
         ON CONFLICT DO NOTHING)
       INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at)
       SELECT 'annualReportRound', format('annual-report-round/%s/%s', year, kind), id::text, 'drill', $3, $3
       FROM rounds WHERE kind = 'modelResults' AND closed_on IS NULL`,
      [`drill-${++drills}`, at, now, today],
    );
    return at.getTime();
  }

  async function relaying() {
    await drill();
    await pause(between(0, 600));
  }
  async function firing() {
    const planned = await drill();
    await pause(planned - Date.now() + between(0, 400));
  }
  async function delivering() {
    const share = between(5, 80) / 100;
    await drill();
    const rung = `drill-${drills}`;
    await waitFor(async () => {
      const { all, sent } = await people.sql.row(
        `SELECT count(*)::int AS all, count(*) FILTER (WHERE status = 'sent')::int AS sent
         FROM deliveries WHERE (person_id, moment) IN (SELECT recipient_id, moment FROM notices WHERE rung = $1)`,
        [rung],
      );
      return all > 0 && sent >= share * all;
    }, 90_000);
  }

  /** Waits for the moment, kills, waits a little, starts again. */
  async function round(what, victims, moment) {
    await phase(`${what} ⚡ ${victims.join(', ')}`, async (note) => {
      await moment();
      await parts.kill(...victims);
      await pause(between(100, 2000));
      await parts.start(...victims);
      parts.mustAllLive();
      note(await standing());
    });
  }

  async function standing() {
    const { rungs, letters, wishes } = await underway(people.sql);
    return `còn / left: ${rungs} nấc/rungs, ${letters} thư/letters, ${wishes} outbox; ${parts.mails.length} thư đến/mails`;
  }

  /** Before October the calendar has opened nothing this year: then an administrator does. */
  async function roundIsThere() {
    const opened = () => people.sql.row(`SELECT id FROM rounds WHERE kind = 'modelResults'`);
    if (await waitFor(opened, 60_000)) return;
    const { Official } = await import('./door.mjs');
    const administrator = await Official.signIn(
      parts.api,
      logins.find(({ role }) => role === 'administrator'),
    );
    const { status } = await administrator.post('/rounds', { kind: 'modelResults', year: Number(year) });
    if (status !== 201) throw new Error(`the round could not be opened: ${status}`);
  }

  /** People work on, the API even starts anew, and two rungs pass: the later one tells for both. */
  async function temporalAway() {
    await phase('Temporal vắng, người vẫn làm / Temporal away, people work on ⚡ Temporal, API', async (note) => {
      await drill(6);
      const second = await drill(8);
      await parts.kill('Temporal', 'API');
      await parts.start('API');
      await crowd.sendReports(10);
      let asked = 0;
      while (asked < 3 && (await crowd.askForTime(today, addDays(today, 8 + asked)))) asked++;
      await crowd.finished();
      const taken = crowd.promised.size;
      await pause(Math.max(0, second - Date.now() + 2000));
      const { rungs, wishes } = await underway(people.sql);
      await parts.start('Temporal');
      note(
        `lúc vắng / meanwhile: ${taken} báo cáo/reports, ${asked} gia hạn/extensions, ${rungs} nấc chờ/rungs due, ${wishes} outbox`,
      );
    });
  }

  async function terminatedByHand() {
    await phase('Kết thúc luồng bằng tay / workflows terminated by hand', async (note) => {
      for (const id of [`annual-report-round/${year}/modelResults`, 'calendar-cycle'])
        await parts.temporal('workflow', 'terminate', '--workflow-id', id, '--reason', 'drill');
      const before = (await repairs(people.sql)).length;
      await parts.temporal('schedule', 'trigger', '--schedule-id', 'reconcile');
      if (!(await waitFor(async () => (await repairs(people.sql)).length >= before + 2, 60_000)))
        throw new Error('the reconciler did not mend what was terminated');
      await drill();
      await settled(note);
      await lastDrillFired();
    });
  }

  /** Nothing else was ahead, so it was not collapsed: the mended workflow has fired it on every open deadline. */
  async function lastDrillFired() {
    const outcomes = await people.sql.rows(
      `SELECT DISTINCT coalesce(outcome, 'none') AS outcome FROM deadline_rungs WHERE rung = $1`,
      [`drill-${drills}`],
    );
    if (outcomes.length !== 1 || outcomes[0].outcome !== 'fired')
      throw new Error(`a mended workflow did not fire: ${JSON.stringify(outcomes)}`);
  }

  async function memoryDeleted() {
    await phase('Xóa trí nhớ của Temporal / Temporal’s memory deleted ⚡ Temporal, worker', async (note) => {
      await parts.kill('Temporal', 'worker');
      parts.forgetTemporal();
      const before = (await repairs(people.sql)).length;
      await parts.start('Temporal', 'worker');
      // Both rounds, the calendar and the conference, where one is open.
      if (!(await waitFor(async () => (await repairs(people.sql)).length >= before + 2, 60_000)))
        throw new Error('the reconciler did not mend what Temporal had forgotten');
      await drill();
      await settled(note);
      await lastDrillFired();
    });
  }

  /** How many differences one more reconciliation finds once everything is quiet. */
  async function lastReconciliation(before) {
    return phase('Đối soát lần cuối / a last reconciliation', async () => {
      const finished = async () =>
        JSON.parse(
          await parts.temporal(
            'workflow',
            'count',
            '--query',
            'WorkflowType = "reconcile" AND ExecutionStatus = "Completed"',
            '-o',
            'json',
          ),
        ).count;
      const done = Number(await finished());
      await parts.temporal('schedule', 'trigger', '--schedule-id', 'reconcile');
      if (!(await waitFor(async () => Number(await finished()) > done, 60_000))) throw new Error('the reconciler did not run');
      return (await repairs(people.sql)).length - before;
    });
  }

  async function settled(note) {
    await crowd.finished();
    let quiet = 0;
    const all = await waitFor(async () => {
      const { rungs, letters, wishes } = await underway(people.sql);
      note(await standing());
      quiet = rungs + letters + wishes === 0 ? quiet + 1 : 0;
      return quiet >= 5;
    }, UNTIL_SETTLED);
    if (!all) say(`! chưa yên sau / not quiet after ${UNTIL_SETTLED / 1000} s: ${await standing()}`);
  }
} catch (error) {
  if (!ended) say(`\n${error instanceof Unable ? error.message : error.stack}`);
} finally {
  if (!ended) await end();
}
process.exit(exitCode);

async function end() {
  ended = true;
  await people?.close().catch(() => {});
  await parts.end(keep);
}

/** Asks again while PostgreSQL is away: the one who asks is no part of the drill. */
function patient(sql) {
  const again =
    (ask) =>
    async (...args) => {
      for (const until = Date.now() + 60_000; ;) {
        try {
          return await ask(...args);
        } catch (error) {
          if (Date.now() > until || /^(22|23|42)/.test(error.code ?? '')) throw error;
          await pause(200);
        }
      }
    };
  return { rows: again(sql.rows), row: again(sql.row), affected: again(sql.affected), prepared: sql.prepared };
}

async function waitFor(holds, withinMs) {
  for (const until = Date.now() + withinMs; Date.now() < until;) {
    if (await holds()) return true;
    await pause(25);
  }
  return false;
}

/** The same seed kills at the same moments (mulberry32). */
function chanceFrom(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
