import { clockActs, type ClockAct, type PlainDay, type Words } from '#domain';
import type { Sql } from '../sql.js';

/** A letter and its reader. */
export interface LetterHead {
  deliveryId: string;
  displayName: string;
  email: string;
  phone: string | null;
  unsubscribeToken: string;
  bouncedAt: Date | null;
  locale: 'vi' | 'en';
}

/** Said to the owner of a webhook that is called no more. */
export interface DisabledWebhookRow extends LetterHead {
  webhookId: string;
  name: string;
  url: string;
  reason: string;
}

export interface DigestRow extends LetterHead {
  /** All the notices of this letter, also those beyond the rows read. */
  total: number;
  act: 'remind' | 'due' | 'overdue' | 'escalate' | 'moved' | 'closedEarly' | ClockAct;
  obligationId: string;
  /** Of what is owed; where an answer is owed, of what waits for it. */
  kind: 'report' | 'conferenceStep' | 'modelDuty';
  duty: string;
  answer: 'answerReport' | 'answerExtension' | null;
  /** Who waits for the answer. */
  waitsVi: string | null;
  waitsEn: string | null;
  roundKind: string | null;
  roundYear: number | null;
  conferenceKind: 'preliminary' | 'summary' | null;
  stepWords: Words | null;
  /** The name of the model a duty is about. */
  model: string | null;
  status: string;
  firstSubmittedOn: PlainDay | null;
  dueOn: PlainDay;
  originalDueOn: PlainDay;
  ownerVi: string;
  ownerEn: string;
  toldVi: string | null;
  toldEn: string | null;
  postVi: string | null;
  postEn: string | null;
  standsIn: boolean;
  /** Of the act the notice is about. */
  reason: string | null;
  askedFor: PlainDay | null;
  /** What says when a letter about it may leave. */
  ruleEditionId: string;
  ladderOf: string;
  isAnswer: boolean;
}

// Named as it is called on the day; a body that has ended, by its heir's name; without an heir, by its last.
const nameOn = (organisation: string, alias: string) => `
  LEFT JOIN LATERAL (
    SELECT v.name_vi, v.name_en FROM organisation_versions v
    WHERE v.organisation_id = coalesce((SELECT heir_id FROM organisation_heir_on(${organisation}, $2::date)), ${organisation})
    ORDER BY (v.valid @> $2::date) DESC, v.valid_from DESC NULLS LAST LIMIT 1
  ) ${alias} ON true`;

const head = `l.id AS "deliveryId", p.display_name AS "displayName", p.email, p.phone, p.unsubscribe_token AS "unsubscribeToken",
              p.email_bounced_at AS "bouncedAt", p.locale`;

const gravestFirst = [
  'closedEarly',
  'escalate',
  'overdue',
  'due',
  'extensionAsked',
  'extensionRefused',
  'dutyReopened',
  'clockResumed',
  'moved',
  'extensionGranted',
  'clockSuspended',
  'dutyWaived',
  'remind',
] satisfies DigestRow['act'][];

/** What whoever owes a duty hears of decisions about it. */
const decided = clockActs.filter((act) => act !== 'extensionAsked');

/** What the letters of some deliveries have to say. */
export class DigestsReader {
  constructor(private readonly sql: Sql) {}

  /** At most `limit` lines for one letter: a supervisor of 3,000 units gets a list that can be read, and the full number. */
  of(deliveryIds: string[], day: PlainDay, limit: number): Promise<DigestRow[]> {
    return this.sql.rows<DigestRow>(
      `SELECT ${head}, n.total, n.act, o.id AS "obligationId", about.kind, about.duty,
              CASE WHEN o.kind = 'answer' THEN o.duty END AS answer, waits.name_vi AS "waitsVi", waits.name_en AS "waitsEn",
              r.kind AS "roundKind", r.year AS "roundYear", c.kind AS "conferenceKind",
              (SELECT step -> 'words' FROM jsonb_array_elements(e.body -> 'steps') step WHERE step ->> 'code' = about.duty LIMIT 1) AS "stepWords", m.name AS model,
              o.status, o.first_submitted_on AS "firstSubmittedOn", d.due_on AS "dueOn", o.original_due_on AS "originalDueOn",
              owner.name_vi AS "ownerVi", owner.name_en AS "ownerEn", told.name_vi AS "toldVi", told.name_en AS "toldEn",
              post.title_vi AS "postVi", post.title_en AS "postEn", n.stands_in AS "standsIn", d.rule_edition_id AS "ruleEditionId", d.duty AS "ladderOf", d.purpose = 'answer' AS "isAnswer",
              CASE WHEN n.act LIKE 'extension%' THEN (SELECT CASE n.act WHEN 'extensionAsked' THEN x.reason ELSE x.answer_reason END FROM extensions x WHERE x.id = split_part(n.rung, '/', 2)::uuid)
                   WHEN n.act IN ('clockSuspended', 'clockResumed', 'dutyWaived', 'dutyReopened') THEN (SELECT a.reason FROM clock_acts a WHERE a.obligation_id = o.id AND a.at = n.created_at
                      AND a.kind = CASE n.act WHEN 'clockSuspended' THEN 'suspension' WHEN 'clockResumed' THEN 'resumption' WHEN 'dutyWaived' THEN 'waiver' ELSE 'reopening' END
                      ORDER BY a.id LIMIT 1) END AS reason,
              CASE n.act WHEN 'extensionAsked' THEN (SELECT x.to_due_on FROM extensions x WHERE x.id = split_part(n.rung, '/', 2)::uuid) END AS "askedFor"
       FROM deliveries l
       JOIN persons p ON p.id = l.person_id
       CROSS JOIN LATERAL (
         SELECT x.*, (count(*) OVER ())::int AS total, array_position($4::text[], x.act) AS gravity FROM notices x
         -- What is still being told page by page goes into a letter when its last page is told.
         WHERE x.recipient_id = l.person_id AND x.moment = l.moment AND x.obligation_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM deadline_rungs r WHERE r.deadline_id = x.deadline_id AND r.revision = x.revision AND r.rung = x.rung AND r.outcome IS NULL)
           -- A letter says how things stand: of several acts upon one duty the last.
           AND NOT (x.act = ANY($5) AND EXISTS (SELECT FROM notices y WHERE y.recipient_id = x.recipient_id AND y.moment = x.moment
                                                  AND y.obligation_id = x.obligation_id AND y.act = ANY($5) AND y.id > x.id))
         ORDER BY gravity, x.id LIMIT $3
       ) n
       JOIN obligations o ON o.id = n.obligation_id
       JOIN deadlines d ON d.id = o.deadline_id
       JOIN obligations about ON about.id = coalesce(o.answers_id, o.id)
       LEFT JOIN rounds r ON r.id = about.round_id
       LEFT JOIN conferences c ON c.id = about.conference_id
       LEFT JOIN models m ON m.id = about.model_id
       LEFT JOIN rule_editions e ON e.id = d.rule_edition_id AND about.kind = 'conferenceStep'
       ${nameOn('o.organisation_id', 'owner')}
       ${nameOn('n.organisation_id', 'told')}
       ${nameOn("(CASE WHEN o.kind = 'answer' THEN about.organisation_id END)", 'waits')}
       LEFT JOIN LATERAL (
         SELECT t.title_vi, t.title_en FROM posts t JOIN post_holders h ON h.post_id = t.id
         WHERE t.organisation_id = n.organisation_id AND h.person_id = n.recipient_id AND t.valid @> $2::date AND h.valid @> $2::date
         ORDER BY t.receives_reminders DESC, t.id LIMIT 1
       ) post ON true
       WHERE l.id = ANY($1)
       ORDER BY l.id, n.gravity, d.due_on, owner.name_vi, n.id`,
      [deliveryIds, day, limit, gravestFirst, decided],
    );
  }

  disabledWebhooks(deliveryIds: string[]): Promise<DisabledWebhookRow[]> {
    return this.sql.rows<DisabledWebhookRow>(
      `SELECT ${head}, w.id AS "webhookId", w.name, w.url, coalesce(w.status_reason, '') AS reason
       FROM deliveries l JOIN persons p ON p.id = l.person_id
       JOIN notices n ON n.recipient_id = l.person_id AND n.moment = l.moment AND n.act = 'webhookDisabled'
       JOIN webhooks w ON w.id = n.webhook_id WHERE l.id = ANY($1) ORDER BY l.id, n.id`,
      [deliveryIds],
    );
  }
}
