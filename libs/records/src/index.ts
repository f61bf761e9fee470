export { createDataSource, type DataSourceSettings } from './data-source.js';
export { JournalRepository, type JournalEntry, type JournalStream } from './journal/journal.repository.js';
export { OutboxRepository, type LeasedWish, type Wish } from './outbox/outbox.repository.js';
export { Records, txOver, type Tx } from './records.js';
export { sqlOver, type Sql } from './sql.js';
