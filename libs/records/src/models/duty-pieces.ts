import type { DueComputation, ModelDuty, PlainDay, PlannedRung, Words } from '#domain';
import type { JournalEntry } from '../journal/journal.repository.js';
import type { Parameters } from '../parameters.js';

export interface NewDuty {
  id: string;
  duty: ModelDuty;
  organisationId: string;
  reportsTo: string[];
  reviewId: string | null;
  /** The review is open after the step: where it belongs to a round, so does the duty. */
  inTheRound: boolean;
  /** What the step left of it: `accepted` and `cancelled` were settled in the moment they arose. */
  status: 'open' | 'accepted' | 'cancelled';
  /** Why it was settled at once. */
  settled: Record<string, unknown> | null;
  /** An own deadline with its rungs, or one of the review's round. */
  deadline: { id: string; own: OwnDeadline | null };
  dueOn: PlainDay;
}

interface OwnDeadline {
  explanation: Words[];
  /** Null: a decision set the day. */
  computation: DueComputation | null;
  dependsOnCalendar: boolean;
  rungs: PlannedRung[];
  ruleEditionId: string;
}

export interface SettledDuty {
  id: string;
  was: string;
  status: 'accepted' | 'cancelled';
  /** What the journal says: the step, and the reason where it was not done. */
  told: Record<string, unknown>;
}

export interface DutiesWritten {
  day: PlainDay;
  opened: NewDuty[];
  settled: SettledDuty[];
}

const entryOf = { open: 'dutyOpened', accepted: 'dutyDischarged', cancelled: 'dutyCancelled' } as const;

/** Pieces of the statement that moves a model (`moved` holds its row): what is no longer owed, what is owed now, and the wish to follow it. */
export function dutyPieces(
  { day, opened, settled }: DutiesWritten,
  { at, by }: Pick<JournalEntry, 'at' | 'by'>,
  $: Parameters,
  /** The statement opens a review itself; the piece `review` says in which round. */
  opensReview = false,
): string[] {
  if (opened.length === 0 && settled.length === 0) return [];
  const [now, today] = [$.add(at, 'timestamptz'), $.add(day, 'date')];
  const own = opened.flatMap(({ duty, dueOn, status, deadline: { id, own: made } }) =>
    made ? [{ id, duty, dueOn, isOpen: status === 'open', ...made }] : [],
  );
  const rungs = own.flatMap(({ id, isOpen, rungs: planned }) =>
    isOpen ? planned.map((rung) => ({ deadlineId: id, ...rung })) : [],
  );
  const duties = opened.map(({ deadline, settled: _, ...duty }) => ({ ...duty, deadlineId: deadline.id }));
  const entries = opened.flatMap(({ id, duty, status, settled: why, dueOn, deadline, reviewId }) => [
    { id, kind: entryOf.open, body: { to: 'open', duty, deadlineId: deadline.id, dueOn, reviewId } },
    ...(status === 'open' ? [] : [{ id, kind: entryOf[status], body: { from: 'open', to: status, ...why } }]),
  ]);
  return [
    `settled AS (
       UPDATE obligations o SET status = s.status, revision = o.revision + 1,
         accepted_on = CASE WHEN s.status = 'accepted' THEN ${today} END, closed_on = CASE WHEN s.status = 'cancelled' THEN ${today} END,
         first_submitted_on = CASE WHEN s.status = 'accepted' THEN ${today} END,
         met_due_on = CASE WHEN s.status = 'accepted' THEN (SELECT d.due_on FROM deadlines d WHERE d.id = o.deadline_id) END
       FROM moved, jsonb_to_recordset(${$.add(JSON.stringify(settled), 'jsonb')}) AS s (id uuid, was text, status text, told jsonb)
       WHERE o.id = s.id AND o.model_id = moved.id AND o.status = s.was
       RETURNING o.id, o.deadline_id, CASE s.status WHEN 'accepted' THEN '${entryOf.accepted}' ELSE '${entryOf.cancelled}' END AS kind,
         jsonb_build_object('from', s.was, 'to', s.status) || s.told AS body)`,
    // Who asked for more time does not need it any more, and nobody owes the answer.
    `lapsed AS (
       UPDATE extensions e SET status = 'lapsed', answered_at = ${now}, answered_on = ${today}, answer_reason = 'dutySettled'
       FROM settled WHERE e.obligation_id = settled.id AND e.status = 'asked')`,
    `unasked AS (
       UPDATE obligations a SET status = 'cancelled', closed_on = ${today}, revision = a.revision + 1
       FROM settled WHERE a.answers_id = settled.id AND a.status = 'open'
       RETURNING a.id, a.deadline_id, '{"from": "open", "to": "cancelled", "reason": "dutySettled"}'::jsonb AS body)`,
    `unasked_rungs AS (
       UPDATE deadline_rungs r SET outcome = 'cancelled', settled_at = ${now}, reason = 'answersGiven', reached = coalesce(r.reached, 0)
       FROM unasked u JOIN deadlines d ON d.id = u.deadline_id AND d.model_id IS NOT NULL
       WHERE r.deadline_id = d.id AND r.outcome IS NULL AND r.begun_at IS NULL
         AND NOT EXISTS (SELECT FROM obligations o WHERE o.deadline_id = d.id AND o.status = 'open' AND o.id NOT IN (SELECT id FROM unasked)))`,
    `let_go AS (
       UPDATE deadlines d SET closed_at = ${now} FROM settled
       WHERE d.id = settled.deadline_id AND d.model_id IS NOT NULL AND d.closed_at IS NULL RETURNING d.id)`,
    `let_go_rungs AS (
       UPDATE deadline_rungs r SET outcome = 'cancelled', settled_at = ${now}, reason = 'dutySettled', reached = 0 FROM let_go
       WHERE r.deadline_id = let_go.id AND r.outcome IS NULL)`,
    `set_deadlines AS (
       INSERT INTO deadlines (id, model_id, duty, due_on, original_due_on, explanation, computation, depends_on_calendar, rule_edition_id, closed_at)
       SELECT d.id, moved.id, d.duty, d."dueOn", d."dueOn", d.explanation, d.computation, d."dependsOnCalendar", d."ruleEditionId",
         CASE WHEN NOT d."isOpen" THEN ${now} END
       FROM moved, jsonb_to_recordset(${$.add(JSON.stringify(own), 'jsonb')})
         AS d (id uuid, duty text, "dueOn" date, explanation jsonb, computation jsonb, "dependsOnCalendar" boolean, "ruleEditionId" uuid,
           "isOpen" boolean) RETURNING id)`,
    `set_rungs AS (
       INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, steps_up, planned_on, planned_at)
       SELECT r."deadlineId", 1, r.rung, r."offsetDays", r.act, r."stepsUp", r."plannedOn", r."plannedAt"
       FROM moved, jsonb_to_recordset(${$.add(JSON.stringify(rungs), 'jsonb')})
         AS r ("deadlineId" uuid, rung text, "offsetDays" int, act text, "stepsUp" int, "plannedOn" date, "plannedAt" timestamptz))`,
    // Counted first, so that a duty renewed in the same moment is settled before its like is opened.
    `opened AS (
       INSERT INTO obligations (id, kind, round_id, model_id, review_id, duty, deadline_id, territory_id, organisation_id, reports_to, original_due_on, status,
         revision, accepted_on, closed_on, first_submitted_on, met_due_on)
       SELECT d.id, 'modelDuty', CASE WHEN d."inTheRound" THEN (SELECT v.round_id FROM ${opensReview ? 'review' : 'model_reviews'} v WHERE v.id = d."reviewId") END,
         moved.id, d."reviewId", d.duty, d."deadlineId", moved.territory_id, d."organisationId", d."reportsTo", d."dueOn", d.status,
         CASE d.status WHEN 'open' THEN 1 ELSE 2 END, CASE d.status WHEN 'accepted' THEN ${today} END, CASE d.status WHEN 'cancelled' THEN ${today} END,
         CASE d.status WHEN 'accepted' THEN ${today} END, CASE d.status WHEN 'accepted' THEN d."dueOn" END
       FROM moved, (SELECT count(*) FROM settled) after, jsonb_to_recordset(${$.add(JSON.stringify(duties), 'jsonb')})
         AS d (id uuid, duty text, "organisationId" uuid, "reportsTo" uuid[], "reviewId" uuid, "inTheRound" boolean, status text, "deadlineId" uuid, "dueOn" date)
       RETURNING id)`,
    `told AS (
       INSERT INTO journal (stream, stream_id, kind, at, actor_person_id, actor_post_id, body)
       SELECT 'obligation', t.id, t.kind, ${now}, ${$.add(by?.personId ?? null, 'uuid')}, ${$.add(by?.postId ?? null, 'uuid')},
         t.body || jsonb_build_object('modelId', moved.id)
       FROM moved, (
         SELECT id, kind, body, 0 AS place FROM settled
         UNION ALL
         SELECT id, 'answerNotNeeded', body, 0 FROM unasked
         UNION ALL
         SELECT e.id, e.kind, e.body, e.place::int FROM rows from (jsonb_to_recordset(${$.add(JSON.stringify(entries), 'jsonb')})
           AS (id uuid, kind text, body jsonb)) WITH ORDINALITY AS e (id, kind, body, place)
       ) t ORDER BY t.place)`,
    `followed AS (
       INSERT INTO outbox (workflow, workflow_id, argument, cause, created_at, next_attempt_at)
       SELECT 'modelDuty', 'model-duty/' || moved.id, moved.id::text, 'dutiesChanged', ${now}, ${now} FROM moved
       WHERE EXISTS (SELECT FROM let_go) OR EXISTS (SELECT FROM set_deadlines))`,
  ];
}
