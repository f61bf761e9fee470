import { violates, type Sql } from '../sql.js';
import { channelRuleSql, tellingSql } from './channel-rule.js';

/** Senders wait this long for what else fires in the same moment. */
const GATHERING = `interval '10 seconds'`;

interface RungTold {
  deadlineId: string;
  revision: number;
  rung: string;
  at: Date;
  /** Only what was told of this one. */
  only?: string;
  /** They are many, and hardly anybody has a letter of that moment. */
  herd?: boolean;
}

/**
 * The letters that carry the notices of a rung, once all its pages are told: nobody gets a letter with half of the list. One a person,
 * channel and moment: what another deadline queued for the same moment is joined while no sender took it; whoever comes after gets the next
 * letter, of the instant of the firing. Channels are those the person prefers for the act, within what the rule in force that day allows;
 * without a choice, e-mail.
 * Called once a rung, in the transaction that settles it. Returns how many letters are new.
 */
export async function queueDigests(sql: Sql, told: RungTold): Promise<number> {
  if (told.herd) {
    const made = await queueForHerd(sql, told);
    if (made !== null) return made;
  }
  const { noneIs, wanted, made } = await queueLetters(sql, told, { beside: false });
  if (noneIs && made === wanted) return made;
  await leaveWhatIsTaken(sql, told);
  return made + (await queueLetters(sql, told, { beside: true })).made;
}

/**
 * What the letters of a rung are made of, one row each: `channel`, `recipient_id`, `moment`. Of $1 to $5: deadline, revision, rung, instant,
 * and the only obligation or null.
 */
const letters = `
  rule AS MATERIALIZED (
    SELECT r.rule, ${tellingSql('r.act')} AS telling, ARRAY(SELECT jsonb_array_elements_text(r.rule -> 'channels')) AS allowed, channels_within(r.rule, NULL) AS usual
    FROM (SELECT act, ${channelRuleSql('act', `($4::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`)} AS rule
          FROM (SELECT act FROM notices WHERE deadline_id = $1 AND revision = $2 AND rung = $3 LIMIT 1) any_of_it) r
  ), told AS MATERIALIZED (
    SELECT DISTINCT recipient_id, moment FROM notices WHERE deadline_id = $1 AND revision = $2 AND rung = $3 AND ($5::uuid IS NULL OR obligation_id = $5)
  ), chosen AS (
    SELECT n.recipient_id, n.moment, r.*, CASE r.telling WHEN 'remind' THEN f.remind WHEN 'due' THEN f.due WHEN 'overdue' THEN f.overdue
      WHEN 'escalate' THEN f.escalate WHEN 'moved' THEN f.moved ELSE f.acts END AS channels
    FROM told n CROSS JOIN rule r LEFT JOIN notice_preferences f ON f.person_id = n.recipient_id
  ), wanted AS (
    -- Asked of the rule only where a choice does not fit it: a herd has no time for more.
    SELECT unnest(CASE WHEN channels IS NULL THEN usual WHEN channels <@ allowed AND channels <> '{}' THEN channels
                       ELSE channels_within(rule, channels) END) AS channel, recipient_id, moment
    FROM chosen
  )`;
const insert = `INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at)
       SELECT channel, recipient_id, moment, greatest(moment, $4) + ${GATHERING}, $4 FROM wanted`;
// Two rungs of one moment write to the same people: in one order, the second waits for the first, and never each for the other.
const inOrder = `ORDER BY recipient_id, moment, channel`;
const given = ({ deadlineId, revision, rung, at, only }: RungTold) => [deadlineId, revision, rung, at, only ?? null];

/**
 * For many: as if nobody had a letter of that moment, and null, with nothing written, when somebody has. ON CONFLICT, or asking before, would
 * look a second time for each of them.
 */
async function queueForHerd(sql: Sql, told: RungTold): Promise<number | null> {
  await sql.affected('SAVEPOINT letters');
  try {
    // Sorted in memory.
    await sql.affected(`SET LOCAL work_mem = '32MB'`);
    const made = await sql.affected(`WITH ${letters} ${insert} ${inOrder}`, given(told));
    await sql.affected('RELEASE SAVEPOINT letters');
    return made;
  } catch (error) {
    if (!violates(error, 'one_digest_a_moment')) throw error;
    await sql.affected('ROLLBACK TO SAVEPOINT letters');
    return null;
  }
}

/** All of them at once when nobody has a letter of that moment (`noneIs`), as is usual; else none, or, `beside` what is there, those missing. */
async function queueLetters(
  sql: Sql,
  told: RungTold,
  { beside }: { beside: boolean },
): Promise<{ noneIs: boolean; wanted: number; made: number }> {
  return (await sql.row<{ noneIs: boolean; wanted: number; made: number }>(
    `WITH ${letters}, alone AS MATERIALIZED (
       SELECT NOT EXISTS (SELECT FROM told n JOIN deliveries v ON v.person_id = n.recipient_id AND v.moment = n.moment) AS "noneIs"
     ), made AS (
       ${insert} WHERE $6 OR (SELECT "noneIs" FROM alone) ${inOrder}
       ON CONFLICT ON CONSTRAINT one_digest_a_moment DO NOTHING
       RETURNING 1
     )
     SELECT "noneIs", (SELECT count(*)::int FROM wanted) AS wanted, (SELECT count(*)::int FROM made) AS made FROM alone`,
    [...given(told), beside],
  ))!;
}

/**
 * Moves the notices of those whose letter a sender took already to the next one. What may still be joined is held until the end, so that no
 * sender takes it in the meantime. Two statements with the few in between: as one, the planner once walked a herd against itself.
 */
async function leaveWhatIsTaken(sql: Sql, { deadlineId, revision, rung, at, only }: RungTold): Promise<void> {
  const there = await sql.rows<{ personId: string; moment: Date; taken: boolean }>(
    `SELECT v.person_id AS "personId", v.moment, v.status <> 'queued' OR v.attempts > 0 AS taken
     FROM (SELECT DISTINCT recipient_id, moment FROM notices WHERE deadline_id = $1 AND revision = $2 AND rung = $3 AND ($4::uuid IS NULL OR obligation_id = $4)) n
     JOIN deliveries v ON v.person_id = n.recipient_id AND v.moment = n.moment
     ORDER BY v.id FOR UPDATE OF v`,
    [deadlineId, revision, rung, only ?? null],
  );
  const taken = there.filter((letter) => letter.taken);
  if (taken.length === 0) return;
  await sql.affected(
    `UPDATE notices n SET moment = greatest($4::timestamptz, n.moment + interval '1 millisecond')
     WHERE n.deadline_id = $1 AND n.revision = $2 AND n.rung = $3 AND n.recipient_id = ANY ($5) AND ($6::uuid IS NULL OR n.obligation_id = $6)`,
    [deadlineId, revision, rung, at, [...new Set(taken.map(({ personId }) => personId))], only ?? null],
  );
}
