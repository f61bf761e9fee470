import { instantOf } from '#domain';
import { checkHistory, type InvariantResult, type Records } from '#records';
import { checkFolds } from '#usecases';

export interface Figures {
  rounds: number;
  conferences: number;
  conferencesHeld: number;
  obligations: number;
  rungsPlanned: number;
  rungsFired: number;
  rungsCollapsed: number;
  rungsCancelled: number;
  /** Fired more than ten minutes after their instant, or collapsed into a later one: nobody was away, so there are none but of what was made late. */
  rungsMissed: number;
  notices: number;
  mails: number;
  escalations: number;
  onTime: number;
  late: number;
  neverReceived: number;
  violations: number;
}

/** What the play came to. A rung counts as planned when its instant lies in the play or it was settled in it. */
export async function figuresOf(
  records: Records,
  to: string,
  mails: number,
): Promise<{ figures: Figures; broken: InvariantResult[] }> {
  const end = new Date(instantOf(to, '23:59').getTime() + 60_000);
  const counted = await records.sql.row<Omit<Figures, 'mails' | 'violations'>>(
    `SELECT (SELECT count(*)::int FROM rounds) AS rounds,
            (SELECT count(*)::int FROM conferences) AS conferences,
            (SELECT count(held_on)::int FROM conferences) AS "conferencesHeld",
            (SELECT count(*)::int FROM obligations) AS obligations,
            (SELECT count(*)::int FROM deadline_rungs WHERE planned_at < $1 OR outcome IS NOT NULL) AS "rungsPlanned",
            (SELECT count(*)::int FROM deadline_rungs WHERE outcome = 'fired') AS "rungsFired",
            (SELECT count(*)::int FROM deadline_rungs WHERE outcome = 'collapsed') AS "rungsCollapsed",
            (SELECT count(*)::int FROM deadline_rungs WHERE outcome = 'cancelled') AS "rungsCancelled",
            (SELECT count(*)::int FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id
             WHERE (r.outcome = 'fired' AND r.settled_at > r.planned_at + interval '10 minutes' OR r.reason LIKE 'collapsedInto%')) AS "rungsMissed",
            (SELECT count(*)::int FROM notices) AS notices,
            (SELECT count(*)::int FROM deadline_rungs WHERE outcome = 'fired' AND act = 'escalate' AND reached > 0) AS escalations,
            (SELECT count(*)::int FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.first_submitted_on <= coalesce(o.met_due_on, d.due_on)) AS "onTime",
            (SELECT count(*)::int FROM obligations o JOIN deadlines d ON d.id = o.deadline_id WHERE o.first_submitted_on > coalesce(o.met_due_on, d.due_on)) AS late,
            (SELECT count(*)::int FROM obligations WHERE status = 'notReceived') AS "neverReceived"`,
    [end],
  );
  const checked = [...(await checkHistory(records.sql, end)), await checkFolds(records.sql)];
  const broken = checked.filter(({ violations }) => violations > 0);
  const violations = broken.reduce((sum, result) => sum + result.violations, 0);
  return { figures: { ...counted!, mails, violations }, broken };
}
