import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Client } from '@temporalio/client';
import { createTemporalClient, TemporalWaker } from '#platform';
import { OutboxRepository, type Records } from '#records';
import { NextOpening, NextRung, type LadderSubject } from '#usecases';
import { TASK_QUEUE } from '#workflows/contracts';
import { startBeside, type Beside } from '../../../../infra/test/beside.js';
import { openTestDatabase, type TestDatabase } from '../../../../libs/records/src/testing/test-database.js';
import { openStrictMailServer, type StrictMailServer } from './strict-mail-server.js';

/**
 * PostgreSQL, a Temporal server that keeps its data in a file, a mail server and the real worker: the last three are processes or servers
 * that a test may end at any moment and start again on the same port.
 */
export class RealHouse {
  private readonly place = mkdtempSync(join(tmpdir(), 'lantoa-house-'));
  private temporal: (Beside & { address: string; port: number; pid: number }) | null = null;
  private port = '';
  private worker: Beside | null = null;
  database!: TestDatabase;
  records!: Records;
  mails!: StrictMailServer;
  client!: Client;
  waker!: TemporalWaker;

  async open(): Promise<void> {
    const built = promisify(execFile)(process.execPath, ['infra/local/build.mjs']);
    this.database = await openTestDatabase({ seeded: true, poolSize: 10 });
    this.records = this.database.records;
    this.mails = await openStrictMailServer();
    await built;
    await this.startTemporal();
    this.client = await createTemporalClient({ temporalAddress: this.temporal!.address, temporalNamespace: 'default' });
    this.waker = new TemporalWaker(this.client);
  }

  async startTemporal(): Promise<void> {
    this.temporal = await startBeside('temporal-server.mjs', this.place, this.port);
    this.port = String(this.temporal.port);
  }

  /** Ends it where it stands. */
  async killTemporal(): Promise<void> {
    process.kill(this.temporal!.pid, 'SIGKILL');
    await this.temporal!.stop();
    this.temporal = null;
  }

  /** It loses all it ever knew. It must not be running. */
  forgetTemporal(): void {
    for (const name of readdirSync(this.place)) if (name.startsWith('temporal.db')) rmSync(join(this.place, name));
  }

  async startWorker(): Promise<void> {
    const settings = {
      DATABASE_URL: this.database.url,
      TEMPORAL_ADDRESS: `127.0.0.1:${this.port}`,
      SMTP_URL: this.mails.url,
      SEALING_KEYS: Buffer.alloc(32, 'only for tests').toString('base64'),
      PUBLIC_URL: 'https://lantoa.example',
    };
    this.worker = await startBeside('../../dist/apps/worker/src/testing/worker-beside.js', JSON.stringify(settings));
  }

  /** Ends it where it stands. */
  async killWorker(): Promise<void> {
    await this.worker!.kill();
    this.worker = null;
  }

  /** PostgreSQL has noticed: what a killed worker had not committed is undone. */
  async workerIsGone(): Promise<void> {
    const sessions = () =>
      this.number(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'lantoa-worker'`,
      );
    await until(async () => (await sessions()) === 0, 'PostgreSQL lets the dead worker go');
  }

  async stopWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.client?.connection.close();
    await this.temporal?.stop();
    await this.mails?.close();
    rmSync(this.place, { recursive: true, force: true });
    await this.database?.close();
  }

  /** What PostgreSQL says this workflow waits for. */
  async named(workflowId: string, subject: LadderSubject | null): Promise<string | null> {
    const now = new Date();
    const rung = subject
      ? await new NextRung(this.records).run(subject)
      : workflowId === 'deliver'
        ? await this.records.sql.row<{ at: Date }>(`SELECT min(next_attempt_at) AS at FROM deliveries WHERE status = 'queued'`)
        : await new NextOpening(this.records).run({ now });
    return rung?.at?.toISOString() ?? null;
  }

  async waitsFor(workflowId: string): Promise<string | null> {
    return this.waker.waitingFor(workflowId).catch(({ message }: Error) => message);
  }

  /** Plans one more rung on a deadline and asks for nothing. */
  async plan(deadlineId: string, rung: string, at: Date): Promise<void> {
    await this.records.sql.affected(
      `INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, planned_on, planned_at)
       SELECT id, revision, $2, 0, 'remind', $3::timestamptz::date, $3 FROM deadlines WHERE id = $1`,
      [deadlineId, rung, at],
    );
  }

  wish(wish: Parameters<OutboxRepository['wish']>[0]): Promise<void> {
    return new OutboxRepository(this.records.sql).wish(wish, 'test', new Date());
  }

  async number(query: string, parameters: unknown[] = []): Promise<number> {
    return (await this.records.sql.row<{ n: number }>(query, parameters))!.n;
  }

  async wishesLeft(): Promise<number> {
    return (await new OutboxRepository(this.records.sql).waiting()).count;
  }

  reconciled(): Promise<{ checked: number; mended: number }> {
    return this.client.workflow.execute('reconcile', { taskQueue: TASK_QUEUE, workflowId: `reconcile/${Math.random()}` });
  }
}

/** @param holds what is still wrong, or whether it holds */
export async function until(holds: () => Promise<unknown>, what: string, within = 90_000): Promise<void> {
  for (const end = Date.now() + within; ;) {
    const found = await holds();
    if (Array.isArray(found) ? found.length === 0 : found) return;
    if (Date.now() > end) throw new Error(`It did not come about: ${what}; ${JSON.stringify(found)}`);
    await pause(50);
  }
}
