import { dayAt, notFound, PublishedCalendar, type Refusal } from '#domain';
import { Records, RulesRepository, WorkCalendarRepository, OpenDeadlinesReader } from '#records';
import { Injectable } from '@nestjs/common';
import { movesBy } from '../deadlines/replan.js';
import { openingsAhead } from '../cycle/due-openings.js';
import { yearMissingFor } from '../cycle/waiting-openings.js';
import { Clock } from '../ports.js';

export interface PlannedMove {
  deadlineId: string;
  duty: string;
  round: { id: string; kind: string; year: number } | null;
  conferenceId: string | null;
  modelId: string | null;
  from: string;
  to: string;
  /** How many still owe under it and would be told, when the day moves. */
  owed: number;
}

export interface WorkCalendarPreview {
  year: number;
  /** All that would be planned anew; the list may be shorter. */
  total: number;
  moves: PlannedMove[];
  /** Keys of openings that wait for this year and could be opened. */
  released: string[];
}

/** Enough to look at; beyond it the total says how many. */
const MOST = 200;

/** What publishing the draft of a year would move; nothing is written. */
@Injectable()
export class PreviewWorkCalendar {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ year }: { year: number }): Promise<WorkCalendarPreview | Refusal> {
    const { sql } = this.records;
    const calendars = new WorkCalendarRepository(sql);
    const draft = await calendars.draft(year);
    if (!draft) return notFound();
    const inForce = await calendars.inForce();
    const before = new PublishedCalendar(inForce);
    const after = new PublishedCalendar([...inForce.filter((other) => other.year !== year), draft]);
    const now = this.clock.now();
    const editions = new Map((await new RulesRepository(sql).all()).map((edition) => [edition.id, edition]));
    const moves = movesBy(await new OpenDeadlinesReader(sql).byCalendar(), editions, after, now);
    const openings = await openingsAhead(this.records, now);
    return {
      year,
      total: moves.length,
      moves: moves.slice(0, MOST).map(({ deadline, plan }) => ({
        deadlineId: deadline.id,
        duty: deadline.duty,
        round: deadline.round,
        conferenceId: deadline.conferenceId,
        modelId: deadline.modelId,
        from: deadline.dueOn,
        to: plan.dueOn,
        owed: deadline.owed,
      })),
      released: openings
        .filter((opening) => opening.opensOn <= dayAt(now))
        .filter((opening) => yearMissingFor(opening, before) !== null && yearMissingFor(opening, after) === null)
        .map(({ key }) => key),
    };
  }
}
