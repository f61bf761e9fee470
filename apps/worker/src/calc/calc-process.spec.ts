import { transformFileSync } from '@swc/core';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const line = (n: number) =>
  JSON.stringify({
    anchor: `${2000 + (n % 100)}-02-10`,
    budget: { amount: n % 40, unit: 'workingDay' },
    direction: 'after',
    roll: 'next',
    inclusive: true,
    weekend: ['saturday', 'sunday'],
    holidays: ['2026-02-16'],
    compensatoryOff: [],
    workingSaturdays: [],
  });
const lines = (count: number) => Array.from({ length: count }, (_, n) => line(n)).join('\n') + '\n';

describe('apps/worker/calc - as the process others pipe into', () => {
  let folder: string;
  // What the build makes, of these files alone.
  beforeAll(() => {
    mkdirSync('.local', { recursive: true });
    folder = mkdtempSync('.local/calc-');
    const domain = readdirSync('libs/domain/src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join('libs/domain/src', name));
    for (const file of ['apps/worker/src/calc.ts', 'apps/worker/src/calc/answer-lines.ts', ...domain]) {
      const { code } = transformFileSync(file, {
        swcrc: false,
        module: { type: 'es6' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      });
      const output = join(folder, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, code);
    }
    const imports = { '#domain': './libs/domain/src/index.js' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function calc() {
    const child = spawn(process.execPath, ['apps/worker/src/calc.js'], { cwd: folder, stdio: 'pipe' });
    let [said, complaint] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    // A reader that has gone is no fault of the writer here.
    child.stdin.on('error', () => undefined);
    const ended = new Promise<{ code: number | null; said: string; complaint: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, said, complaint })),
    );
    return { child, ended, hear: () => void child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text)) };
  }

  it('answers every line in its order, a bad one in its place, says nothing else and ends with 0', async () => {
    const { child, ended, hear } = calc();
    hear();
    child.stdin.end(`${line(5)}\n{"anchor":\n${line(26)}`);
    const { code, said, complaint } = await ended;
    expect([code, complaint]).toEqual([0, '']);
    const answers = said
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(answers).toMatchObject([{ dueOn: '2005-02-17' }, { error: { code: 'malformed' } }, { dueOn: '2026-03-19' }]);
    expect(answers[0].explanation.length).toBeGreaterThan(1);
  });

  it('nothing in, nothing out, 0', async () => {
    const { child, ended, hear } = calc();
    hear();
    child.stdin.end();
    expect(await ended).toEqual({ code: 0, said: '', complaint: '' });
  });

  it('waits for a reader that is slow, and loses nothing', async () => {
    const { child, ended, hear } = calc();
    child.stdin.end(lines(20_000));
    await pause(500);
    // Nobody has read yet: it must not have ended, nor piled everything up and gone.
    expect(child.exitCode).toBeNull();
    hear();
    const { code, said } = await ended;
    expect([code, said.split('\n').length - 1]).toEqual([0, 20_000]);
  });

  it('a reader that has enough ends it without a complaint (`| head`)', async () => {
    const { child, ended } = calc();
    child.stdin.write(lines(20_000));
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, complaint } = await ended;
    expect([code, complaint]).toEqual([0, '']);
  });

  it('says when it was never built, and when its sources are newer', () => {
    const source = join(folder, 'source.ts');
    const output = join(folder, 'output.js');
    const asked = () => {
      try {
        execFileSync(process.execPath, ['infra/local/is-built.mjs', output, source, join(folder, 'apps')], { stdio: 'pipe' });
        return 0;
      } catch (error) {
        return (error as { status: number }).status;
      }
    };
    const said = () =>
      execFileSync('sh', ['-c', `"${process.execPath}" infra/local/is-built.mjs ${output} ${source} 2>&1`], { encoding: 'utf8' });
    writeFileSync(source, '');
    expect(asked()).toBe(2);
    writeFileSync(output, '');
    utimesSync(source, 1, 1);
    expect([asked(), said()]).toEqual([0, '']);
    utimesSync(output, 0, 0);
    expect(asked()).toBe(0);
    expect(said()).toContain('npm run build');
  });
});
