import { checkHistory } from '#records';
import { checkFolds } from '#usecases';

const count = (sql, query, parameters = []) =>
  sql.row(`SELECT count(*)::int AS count FROM (${query}) x`, parameters).then((row) => row.count);

/** What is still on its way, the rungs of the next minute included. */
export async function underway(sql) {
  return sql.row(
    `SELECT (SELECT count(*)::int FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id AND d.revision = r.revision
             WHERE r.outcome IS NULL AND r.planned_at <= $1) AS rungs,
            (SELECT count(*)::int FROM deliveries WHERE status = 'queued') AS letters,
            (SELECT count(*)::int FROM outbox WHERE sent_at IS NULL) AS wishes`,
    [new Date(Date.now() + 60_000)],
  );
}

/**
 * Counts what was lost and what came twice, from the database and from what the mail catcher saw.
 * @returns {Promise<{rows: [what: string, figure: number | string, wrong: boolean][], wrong: number}>}
 */
export async function reckon(sql, mails, { promised, granted, unanswered }) {
  const rows = [];
  const tell = (what, figure) => rows.push([what, figure, false]);
  const mustBeNone = (what, figure) => rows.push([what, figure, figure !== 0]);

  const rungs = await sql.row(
    `SELECT count(*)::int AS passed, count(*) FILTER (WHERE outcome = 'fired')::int AS fired, count(*) FILTER (WHERE outcome = 'collapsed')::int AS collapsed,
            count(*) FILTER (WHERE outcome = 'cancelled')::int AS cancelled, count(*) FILTER (WHERE outcome IS NULL)::int AS open
     FROM deadline_rungs WHERE planned_at <= $1`,
    [new Date()],
  );
  tell('nấc đã đến giờ / rungs whose instant passed', rungs.passed);
  tell('= đã nhắc / fired', rungs.fired);
  tell('+ gộp / collapsed', rungs.collapsed);
  tell('+ hủy / cancelled', rungs.cancelled);
  mustBeNone('nấc bị mất / rungs lost', rungs.open);
  mustBeNone(
    'nấc nhắc hai lần / rungs fired twice',
    await count(
      sql,
      `SELECT FROM journal WHERE stream = 'deadline' AND kind = 'rungFired' GROUP BY stream_id, body ->> 'revision', body ->> 'rung' HAVING count(*) > 1`,
    ),
  );

  tell('thông báo / notices', await count(sql, `SELECT FROM notices`));
  mustBeNone(
    'thông báo lặp / notices twice',
    await count(sql, `SELECT FROM notices GROUP BY obligation_id, deadline_id, revision, rung, recipient_id HAVING count(*) > 1`),
  );
  // Who owes to this moment, under the same deadline, must have been told of every rung of it; what was owed only after a rung had begun
  // (an answer to a report joins the others of its day) was not.
  mustBeNone(
    'người chưa được nhắc / units never told',
    await count(
      sql,
      `SELECT FROM deadline_rungs r JOIN obligations o ON o.deadline_id = r.deadline_id
       WHERE r.outcome = 'fired' AND r.act <> 'close' AND o.status = 'open' AND NOT EXISTS (SELECT FROM extensions e WHERE e.obligation_id = o.id)
         AND NOT EXISTS (SELECT FROM notices n WHERE n.obligation_id = o.id AND n.deadline_id = r.deadline_id AND n.revision = r.revision AND n.rung = r.rung)
         AND NOT EXISTS (SELECT FROM journal j WHERE j.stream = 'obligation' AND j.stream_id = o.id AND j.kind = 'obligationOpened' AND j.at > coalesce(r.begun_at, r.settled_at))`,
    ),
  );

  const letters = await sql.rows(`SELECT status, message_id AS "messageId", lower(address) AS "to" FROM deliveries`);
  const sent = letters.filter(({ status }) => status === 'sent');
  const key = ({ to, messageId }) => `${to} ${messageId}`;
  const arrived = new Set(mails.map(key));
  const recorded = new Set(sent.map(key));
  tell('thư đã gửi / letters sent', sent.length);
  mustBeNone('thư chưa gửi / letters not sent', letters.length - sent.length);
  mustBeNone(
    'ghi đã gửi mà không đến / recorded as sent, never arrived',
    [...recorded].filter((one) => !arrived.has(one)).length,
  );
  mustBeNone('thư đến mà không có trong sổ / arrived, not on record', [...arrived].filter((one) => !recorded.has(one)).length);
  mustBeNone(
    'một thư, hai Message-ID / a letter under two Message-IDs',
    mails.length - arrived.size + (sent.length - recorded.size),
  );
  tell(
    'thư đến lại, nhận ra nhờ Message-ID / recognised repeats',
    mails.reduce((sum, mail) => sum + mail.count - 1, 0),
  );

  const reports = await sql.rows(
    `SELECT o.id, count(s.id)::int AS count FROM obligations o LEFT JOIN submissions s ON s.obligation_id = o.id WHERE o.id = ANY ($1) GROUP BY o.id`,
    [[...promised]],
  );
  tell('báo cáo API đã nhận / reports the API took', promised.size);
  mustBeNone('báo cáo bị mất / reports lost', promised.size - reports.filter((one) => one.count > 0).length);
  mustBeNone('báo cáo nhận hai lần / reports taken twice', reports.filter((one) => one.count > 1).length);
  mustBeNone('báo cáo không ai trả lời / reports nobody answered', unanswered);
  tell('gia hạn đã đồng ý / extensions granted', granted.size);
  mustBeNone(
    'gia hạn bị mất / extensions lost',
    granted.size -
      (await count(
        sql,
        `SELECT FROM extensions WHERE status = 'granted' AND to_deadline_id IS NOT NULL AND obligation_id = ANY ($1)`,
        [[...granted]],
      )),
  );
  mustBeNone('hộp gửi còn lại / wishes left in the outbox', (await underway(sql)).wishes);

  const invariants = [...(await checkHistory(sql, new Date())), await checkFolds(sql)];
  for (const { name, violations } of invariants) if (violations > 0) mustBeNone(`bất biến / invariant ${name}`, violations);
  tell('bất biến đã hỏi / invariants asked', invariants.length);
  return { rows, wrong: rows.filter(([, , wrong]) => wrong).length };
}

/** What the reconciler had to mend so far, by kind. */
export const repairs = (sql) => sql.rows(`SELECT difference, workflow_id AS "workflowId", detail FROM repairs ORDER BY id`);
