import { isRefusal } from '#domain';
import type { DataSource } from 'typeorm';
import { WorkCalendarRepository } from './calendar/work-calendar.repository.js';
import type { KeyLease } from './access/idempotency.repository.js';
import { ConferencesRepository } from './conferences/conferences.repository.js';
import { CriteriaSetsRepository } from './criteria/criteria-sets.repository.js';
import { AnswersRepository } from './deadlines/answers.repository.js';
import { ClockActsRepository } from './deadlines/clock-acts.repository.js';
import { DeadlinesRepository } from './deadlines/deadlines.repository.js';
import { OpenDeadlinesReader } from './deadlines/open-deadlines.reader.js';
import { ExtensionsRepository } from './deadlines/extensions.repository.js';
import { JournalRepository } from './journal/journal.repository.js';
import { ModelPapersRepository } from './models/model-papers.repository.js';
import { ModelsRepository } from './models/models.repository.js';
import { OutboxRepository } from './outbox/outbox.repository.js';
import { ReplicationsRepository } from './replications/replications.repository.js';
import { ObligationsRepository } from './reports/obligations.repository.js';
import { ModelImportsRepository } from './register/model-imports.repository.js';
import { RoundsRepository } from './reports/rounds.repository.js';
import { SubmissionsRepository } from './reports/submissions.repository.js';
import { ReviewRoundsRepository } from './reviews/review-rounds.repository.js';
import { RulesRepository } from './rules/rules.repository.js';
import { sqlOver, sqlOverPool, type Sql } from './sql.js';

/** What one transaction writes through: the drawers, and `Sql` for what none of them knows. */
export class Tx implements Sql {
  readonly rows: Sql['rows'];
  readonly row: Sql['row'];
  readonly affected: Sql['affected'];
  readonly prepared: Sql['prepared'];
  readonly journal: JournalRepository;
  readonly workCalendar: WorkCalendarRepository;
  readonly outbox: OutboxRepository;
  readonly rules: RulesRepository;
  readonly rounds: RoundsRepository;
  readonly reviewRounds: ReviewRoundsRepository;
  readonly deadlines: DeadlinesRepository;
  readonly openDeadlines: OpenDeadlinesReader;
  readonly obligations: ObligationsRepository;
  readonly submissions: SubmissionsRepository;
  readonly extensions: ExtensionsRepository;
  readonly answers: AnswersRepository;
  readonly clockActs: ClockActsRepository;
  readonly conferences: ConferencesRepository;
  readonly models: ModelsRepository;
  readonly papers: ModelPapersRepository;
  readonly imports: ModelImportsRepository;
  readonly criteriaSets: CriteriaSetsRepository;
  readonly replications: ReplicationsRepository;

  constructor(sql: Sql) {
    this.rows = sql.rows;
    this.row = sql.row;
    this.affected = sql.affected;
    this.prepared = sql.prepared;
    this.journal = new JournalRepository(sql);
    this.workCalendar = new WorkCalendarRepository(sql);
    this.outbox = new OutboxRepository(sql);
    this.rules = new RulesRepository(sql);
    this.rounds = new RoundsRepository(sql);
    this.reviewRounds = new ReviewRoundsRepository(sql);
    this.deadlines = new DeadlinesRepository(sql);
    this.openDeadlines = new OpenDeadlinesReader(sql);
    this.obligations = new ObligationsRepository(sql);
    this.submissions = new SubmissionsRepository(sql);
    this.extensions = new ExtensionsRepository(sql);
    this.answers = new AnswersRepository(sql);
    this.clockActs = new ClockActsRepository(sql);
    this.conferences = new ConferencesRepository(sql);
    this.models = new ModelsRepository(sql);
    this.papers = new ModelPapersRepository(sql);
    this.imports = new ModelImportsRepository(sql);
    this.criteriaSets = new CriteriaSetsRepository(sql);
    this.replications = new ReplicationsRepository(sql);
  }
}

/** The door to PostgreSQL: `inTransaction` to write, `sql` to ask. */
export class Records {
  readonly sql: Sql;

  constructor(readonly source: DataSource) {
    this.sql = sqlOverPool(source);
  }

  /** The Idempotency-Key the running deed must be written with; the door says so, nobody else has one. */
  keyOfDeed(): KeyLease | null {
    return null;
  }

  /** Commits what `work` returns; rolls back when it throws or returns a refusal, so a refused deed leaves nothing behind. */
  async inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    await runner.connect();
    try {
      await runner.startTransaction();
      const result = await work(new Tx(sqlOver(runner)));
      await (isRefusal(result) ? runner.rollbackTransaction() : runner.commitTransaction());
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
