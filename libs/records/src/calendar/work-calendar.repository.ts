import { PublishedCalendar, type CalendarDay, type CalendarYear, type CultureDay, type Weekday } from '#domain';
import type { Sql } from '../sql.js';

export interface CalendarDraft extends CalendarYear {
  id: string;
  weekend: Weekday[];
  days: CalendarDay[];
  /** Made from the law, not from an announcement. */
  isProposal: boolean;
  revision: number;
}

export interface CalendarPublication extends CalendarYear {
  id: string;
  weekend: Weekday[];
  days: CalendarDay[];
  number: number;
  document: string;
  publishedAt: Date;
}

const draftColumns = `id, year, weekend, days, is_proposal AS "isProposal", revision`;
const publicationColumns = `p.id, p.year, p.number, p.weekend, p.document, p.published_at AS "publishedAt", (
  SELECT coalesce(jsonb_agg(jsonb_build_object('day', l.day, 'kind', l.kind, 'reason', l.reason, 'document', l.document) ORDER BY l.day), '[]')
  FROM work_calendar_days l WHERE l.publication_id = p.id) AS days`;

/** Years of the work calendar: drafts that are edited, publications that are only appended. Few enough to read whole. */
export class WorkCalendarRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * What is worked, by the publication in force of each year. A year nobody has published is answered by nothing.
   * Until the transaction ends no publication slips in between: ask before locking a deadline.
   */
  async published(): Promise<PublishedCalendar> {
    await this.sql.rows(`SELECT pg_advisory_xact_lock_shared(hashtext('work-calendar'))`);
    return new PublishedCalendar(await this.inForce());
  }

  inForce(): Promise<CalendarPublication[]> {
    return this.sql.rows<CalendarPublication>(`SELECT ${publicationColumns} FROM work_calendar_in_force p ORDER BY p.year`);
  }

  /** Every publication of a year, the one in force first. */
  publications(year: number): Promise<CalendarPublication[]> {
    return this.sql.rows<CalendarPublication>(
      `SELECT ${publicationColumns} FROM work_calendar_publications p WHERE p.year = $1 ORDER BY p.number DESC`,
      [year],
    );
  }

  drafts(): Promise<CalendarDraft[]> {
    return this.sql.rows<CalendarDraft>(`SELECT ${draftColumns} FROM work_calendar_drafts ORDER BY year`);
  }

  draft(year: number): Promise<CalendarDraft | null> {
    return this.sql.row<CalendarDraft>(`SELECT ${draftColumns} FROM work_calendar_drafts WHERE year = $1`, [year]);
  }

  lock(year: number): Promise<CalendarDraft | null> {
    return this.sql.row<CalendarDraft>(`SELECT ${draftColumns} FROM work_calendar_drafts WHERE year = $1 FOR UPDATE`, [year]);
  }

  /** Publications come one after the other, so that each computes by the one before; deadlines opened meanwhile wait for it. */
  async queueToPublish(): Promise<void> {
    await this.sql.rows(`SELECT pg_advisory_xact_lock(hashtext('work-calendar'))`);
  }

  /** false: the year has a draft already. */
  async add({ id, year, weekend, days, isProposal }: Omit<CalendarDraft, 'revision'>, at: Date): Promise<boolean> {
    return (
      (await this.sql.affected(
        `INSERT INTO work_calendar_drafts (id, year, weekend, days, is_proposal, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (year) DO NOTHING`,
        [id, year, weekend, JSON.stringify(days), isProposal, at],
      )) === 1
    );
  }

  async change(
    { year, revision }: { year: number; revision: number },
    { weekend, days, isProposal }: Pick<CalendarDraft, 'weekend' | 'days' | 'isProposal'>,
    at: Date,
  ): Promise<boolean> {
    return (
      (await this.sql.affected(
        `UPDATE work_calendar_drafts SET weekend = $3, days = $4, is_proposal = $5, changed_at = $6, revision = revision + 1
         WHERE year = $1 AND revision = $2`,
        [year, revision, weekend, JSON.stringify(days), isProposal, at],
      )) === 1
    );
  }

  /** Appends the next publication of a year, from its draft; returns its number. */
  async publish(
    { year, weekend, days }: CalendarYear,
    { id, document, at, by }: { id: string; document: string; at: Date; by: { personId: string; postId: string } | null },
  ): Promise<number> {
    const { number } = (await this.sql.row<{ number: number }>(
      `INSERT INTO work_calendar_publications (id, year, number, weekend, document, published_at, published_by, published_post_id)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM work_calendar_publications WHERE year = $2 RETURNING number`,
      [id, year, weekend, document, at, by?.personId ?? null, by?.postId ?? null],
    ))!;
    await this.sql.affected(
      `INSERT INTO work_calendar_days (publication_id, day, kind, reason, document)
       SELECT $1, day, kind, reason, document FROM jsonb_to_recordset($2) AS l (day date, kind text, reason text, document text)`,
      [id, JSON.stringify(days)],
    );
    return number;
  }

  async cultureDay(): Promise<CultureDay & { revision: number }> {
    const found = await this.sql.row<{ value: CultureDay & { revision: number } }>(
      `SELECT value FROM settings WHERE key = 'cultureDay'`,
    );
    return found?.value ?? { ...NOT_YET_OFF, revision: 1 };
  }

  /** false: somebody changed it since `revision` was seen. */
  async setCultureDay(day: CultureDay, revision: number): Promise<boolean> {
    const value = { ...day, revision: revision + 1 };
    return (
      (await this.sql.affected(
        `INSERT INTO settings (key, value) SELECT 'cultureDay', $1 WHERE $2 = 1 OR EXISTS (SELECT FROM settings WHERE key = 'cultureDay')
         ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE (settings.value ->> 'revision')::int = $2`,
        [JSON.stringify(value), revision],
      )) === 1
    );
  }
}

/** As it stands until an administrator says otherwise. */
const NOT_YET_OFF: CultureDay = {
  offFromYear: null,
  source: 'Nghị quyết 80-NQ/TW ngày 07/01/2026; Nghị quyết 30/NQ-CP: đề nghị sửa Điều 112 Bộ luật Lao động, chưa ban hành',
};
