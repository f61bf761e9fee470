import { sendingHours, type PlainDay } from '#domain';
import { Records, RulesRepository, WaitingDeadlinesReader, type LadderPlanned, type WaitingDeadlineRow } from '#records';
import { Injectable } from '@nestjs/common';

/** Open deadlines that send on working days of a year without a calendar: an administrator's and a supervisor's list, and a figure of `/metrics`. */
@Injectable()
export class WaitingDeadlines {
  constructor(private readonly records: Records) {}

  /** @param post - only what this post may see; null: all */
  async list(
    post: string | null,
    year: number | null,
    after: { dueOn: PlainDay; id: string } | null,
    limit: number,
  ): Promise<WaitingDeadlineRow[]> {
    const reader = new WaitingDeadlinesReader(this.records.sql);
    const ladders = await this.ladders(reader);
    return ladders.length === 0 ? [] : reader.list(ladders, post, year, after, limit);
  }

  async count(): Promise<number> {
    const reader = new WaitingDeadlinesReader(this.records.sql);
    const ladders = await this.ladders(reader);
    return ladders.length === 0 ? 0 : reader.count(ladders);
  }

  /** Those that send on working days only; a rule that merely rolls its due day is not unsure of when it tells. */
  private async ladders(reader: WaitingDeadlinesReader): Promise<LadderPlanned[]> {
    const planned = await reader.ladders();
    if (planned.length === 0) return [];
    const editions = new Map((await new RulesRepository(this.records.sql).all()).map((edition) => [edition.id, edition]));
    return planned.filter(
      ({ ruleEditionId, duty, purpose }) =>
        sendingHours(editions.get(ruleEditionId)!, duty, purpose === 'answer')?.workingDaysOnly,
    );
  }
}
