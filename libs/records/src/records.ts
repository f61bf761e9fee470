import type { DataSource } from 'typeorm';
import { JournalRepository } from './journal/journal.repository.js';
import { OutboxRepository } from './outbox/outbox.repository.js';
import { sqlOver, sqlOverPool, type Sql } from './sql.js';

/** What one transaction may write through. Repositories of the drawers take it as their only argument. */
export interface Tx extends Sql {
  journal: JournalRepository;
  outbox: OutboxRepository;
}

export function txOver(sql: Sql): Tx {
  return { ...sql, journal: new JournalRepository(sql), outbox: new OutboxRepository(sql) };
}

/** The door to PostgreSQL: `inTransaction` to write, `sql` to ask. */
export class Records {
  readonly sql: Sql;

  constructor(readonly source: DataSource) {
    this.sql = sqlOverPool(source);
  }

  /** Commits what `work` returns, rolls back what it throws. */
  async inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    await runner.connect();
    try {
      await runner.startTransaction();
      const result = await work(txOver(sqlOver(runner)));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
