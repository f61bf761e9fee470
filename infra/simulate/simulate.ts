import { dayAt, instantOf } from '#domain';
import { OutboxRepository } from '#records';
import { calendarCycleWish } from '#usecases';
import { Runtime, DefaultLogger } from '@temporalio/worker';
import { workflowBundle } from '../../apps/worker/src/workflow-bundle.js';
import { openTimeSkippingEnv } from '../test/time-skipping.js';
import { Agenda } from './agenda.js';
import { readArguments } from './arguments.js';
import { earliest } from './earliest.js';
import { figuresOf } from './figures.js';
import { openHouse } from './house.js';
import { openMailbox } from './mailbox.js';
import { nextDue } from './next-due.js';
import { People } from './people.js';
import { PlayedClock, PlayedTime } from './played-time.js';
import { untilQuiet } from './quiet.js';
import { setStage } from './stage.js';

const play = readArguments(process.argv.slice(2));
const A_MOMENT = 10 * 60_000;
const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
const say = (text: string) => process.stdout.write(`${text}\n`);

Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
const start = instantOf(play.from, '07:00');
const end = instantOf(play.to, '23:59');
const clock = new PlayedClock(start);
const stage = await setStage(clock, play.from, adminUrl());
const mailbox = await openMailbox();
const env = await openTimeSkippingEnv();
const time = await PlayedTime.from(env, start);
const house = await openHouse(stage.records, env, time, clock, mailbox.url, {
  workflowBundle: { codePath: await workflowBundle() },
});
const agenda = new Agenda();
const people = new People(stage.records, clock, agenda, play.seed);
say(`${seconds()}: ${play.from} → ${play.to}, seed ${play.seed}; the real units are planted, the worker runs`);

let exitCode = 1;
try {
  // As everything else, by the outbox: the relay tries again where a direct call would have to.
  await new OutboxRepository(stage.records.sql).wish(calendarCycleWish(), 'playBegan', clock.now());
  await playOn();
  exitCode = await report();
} finally {
  await house.close();
  await env.teardown();
  await mailbox.close();
  await stage.close();
}
process.exit(exitCode);

/** From one instant at which something happens to the next: a rung, an opening, a letter, or somebody's plan. */
async function playOn(): Promise<void> {
  let month = '';
  for (;;) {
    clock.instant = await time.now();
    await untilQuiet(stage.records, house.waker, () => time.now());
    clock.instant = await time.now();
    // Nobody acts in the last minutes before the engine does: while people act, the server's clock runs on with the machine's.
    const engine = await nextOfEngine();
    if (engine && engine.getTime() - clock.instant.getTime() < A_MOMENT) {
      await time.until(engine);
      continue;
    }
    await people.readTheirMail();
    await actToday();
    const next = await nextInstant();
    if (next > end) break;
    if (dayAt(next).slice(0, 7) !== month) progress((month = dayAt(next).slice(0, 7)));
    await time.until(next);
  }
  clock.instant = end;
}

async function actToday(): Promise<void> {
  const now = await time.now();
  for (let at = agenda.nextAt(); at && at <= now; at = agenda.nextAt()) {
    clock.instant = at;
    // Several at once, as on any working day: the same round, different units.
    const deeds = agenda.take(dayAt(at));
    for (let begin = 0; begin < deeds.length; begin += 6) await Promise.all(deeds.slice(begin, begin + 6).map((deed) => deed()));
  }
  clock.instant = now;
}

async function nextInstant(): Promise<Date> {
  return earliest(await nextOfEngine(), agenda.nextAt(), new Date(end.getTime() + 1))!;
}

/** When something is due next, or a run wakes that only looks again. */
async function nextOfEngine(): Promise<Date | null> {
  return earliest(await nextDue(stage.records, await time.now()), house.waker.nextWake());
}

function progress(month: string): void {
  say(`${seconds()}: ${month}, ${mailbox.letters.size} letters`);
}

async function report(): Promise<number> {
  const { figures, broken } = await figuresOf(stage.records, play.to, mailbox.letters.size);
  const twice = [...mailbox.letters.values()].filter((times) => times > 1).length;
  const accounted = figures.rungsFired + figures.rungsCollapsed + figures.rungsCancelled;
  console.table(figures);
  for (const { name, violations, examples } of broken) say(`BAD ${name}: ${violations} ${JSON.stringify(examples)}`);
  for (const surprise of people.surprises) say(`BAD refused: ${surprise}`);
  if (figures.rungsPlanned !== accounted) say(`BAD ${figures.rungsPlanned - accounted} rungs of the play are not accounted for`);
  if (twice > 0) say(`BAD ${twice} letters arrived twice`);
  say(`${seconds()}: played`);
  say(JSON.stringify(figures));
  return figures.violations + twice + people.surprises.length === 0 && figures.rungsPlanned === accounted ? 0 : 1;
}

function adminUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL names no PostgreSQL: run it by "npm run simulate".');
  return url;
}
