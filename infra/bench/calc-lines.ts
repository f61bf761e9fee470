import { spawn } from 'node:child_process';
import type { Calculation } from '#domain';
import { interleaved, tell, timed } from './ratio.js';

const LINES = 100_000;
const units = ['workingDay', 'day', 'month', 'workingDay', 'week'] as const;
const rolls = ['next', 'none', 'previous'] as const;

/** Every line another calculation: all units, both directions, all rolls, a year of days off on each. */
const asked: Calculation[] = Array.from({ length: LINES }, (_, n) => ({
  anchor: `2026-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
  budget: { amount: n % 31, unit: units[n % units.length]! },
  direction: n % 7 ? 'after' : 'before',
  roll: rolls[n % rolls.length]!,
  inclusive: n % 11 > 0,
  weekend: ['saturday', 'sunday'],
  holidays: ['2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-30', '2026-05-01'],
  compensatoryOff: ['2026-01-02', '2026-08-31'],
  workingSaturdays: ['2026-01-10', '2026-08-22'],
}));
const input = asked.map((one) => `${JSON.stringify(one)}\n`).join('');

/** Copies lines through JSON and counts nothing: what a program that reads and writes JSON lines cannot go below. */
const copy = `
  const lines = require('node:readline').createInterface({ input: process.stdin });
  let out = '';
  lines.on('line', (line) => { out += JSON.stringify(JSON.parse(line)) + '\\n'; if (out.length > 65536) { process.stdout.write(out); out = ''; } });
  lines.on('close', () => process.stdout.write(out));
`;

/** `npm run -s calc` as anybody calls it, from start to end, against a bare program that only reads and writes the same lines. */
export async function benchCalc(): Promise<void> {
  let answers = '';
  const ours = () => timed(async () => (answers = await throughPipe('npm', ['run', '-s', 'calc'])));
  let copied = '';
  const base = () => timed(async () => (copied = await throughPipe(process.execPath, ['-e', copy])));
  const taken = await interleaved(3, ours, base);
  check(answers);
  if (copied !== input) throw new Error('the bare copy is not what it was given');
  const best = Math.min(...taken.ours);
  console.log(
    `calc: ${Math.round((1000 * LINES) / best)} lines a second (${LINES} lines, best ${best.toFixed(0)} ms of ${taken.ours.length} runs with the start of npm)`,
  );
  tell({ name: 'calc', baseline: 'bare copy of the JSON lines', ...taken, aim: 'told' });
}

/** In order, each with its explanation and the day that walking day by day comes to. */
function check(answers: string): void {
  const lines = answers.split('\n').slice(0, -1);
  if (lines.length !== LINES) throw new Error(`${lines.length} answers to ${LINES} lines`);
  for (const [n, line] of lines.entries()) {
    const { dueOn, explanation } = JSON.parse(line) as { dueOn?: string; explanation?: unknown[] };
    if (!dueOn || !explanation?.length) throw new Error(`line ${n + 1} has no due day: ${line}`);
    const walked = walk(asked[n]!);
    if (dueOn !== walked) throw new Error(`line ${n + 1} is ${dueOn}, day by day it is ${walked}`);
  }
}

function walk({ anchor, budget: { amount, unit }, direction, roll, inclusive, ...listed }: Calculation): string {
  const day = new Date(anchor);
  const text = () => day.toISOString().slice(0, 10);
  const turn = (step: number) => day.setUTCDate(day.getUTCDate() + step);
  const isOff = () => [...listed.holidays!, ...listed.compensatoryOff!].includes(text());
  const isWorked = () => listed.workingSaturdays!.includes(text()) || (day.getUTCDay() % 6 > 0 && !isOff());
  const step = direction === 'after' ? 1 : -1;
  if (unit === 'month') {
    const date = day.getUTCDate();
    day.setUTCDate(1);
    day.setUTCMonth(day.getUTCMonth() + step * amount);
    const month = day.getUTCMonth();
    day.setUTCDate(date);
    if (day.getUTCMonth() !== month) day.setUTCDate(0);
  } else
    for (let left = amount * (unit === 'week' ? 7 : 1); left > 0;) {
      turn(step);
      if (unit !== 'workingDay' || isWorked()) left--;
    }
  if (!inclusive) turn(-1);
  if (roll !== 'none') while (!isWorked()) turn(roll === 'next' ? 1 : -1);
  return text();
}

function throughPipe(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(Buffer.concat(pieces).toString('utf8')) : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}
