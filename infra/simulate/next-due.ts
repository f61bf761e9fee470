import type { Records } from '#records';

/** When the next rung or letter is due; null when none waits. */
export async function nextDue({ sql }: Records): Promise<Date | null> {
  const { at } = (await sql.row<{ at: Date | null }>(
    `SELECT least((SELECT min(r.planned_at) FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision WHERE r.outcome IS NULL),
                  (SELECT min(next_attempt_at) FROM deliveries WHERE status = 'queued')) AS at`,
  ))!;
  return at;
}
