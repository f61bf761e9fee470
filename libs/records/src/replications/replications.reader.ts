import type { LifeStage, PlainDay, ReplicationOutcome, TargetStatus } from '#domain';
import { searchRank } from '../organisations/vietnamese-search.js';
import { dutyFacts, mayCountWorkingDays } from '../models/duty-facts.js';
import type { Sql } from '../sql.js';
import { plansAs, receiverOn } from './receiver.js';
import type { TargetStanding } from './replications.repository.js';

interface Named {
  id: string;
  nameVi: string;
  nameEn: string;
}

export interface ReplicationTarget {
  id: string;
  model: { id: string; code: string; name: string };
  territory: { id: string; name: string };
  /** Null: nobody to receive. */
  receiver: Named | null;
  plannedBy: Named;
  plannedOn: PlainDay;
  decision: { id: string; number: string; decidedOn: PlainDay };
  replicateBy: PlainDay;
  status: TargetStatus;
  answeredOn: PlainDay | null;
  reason: string | null;
  adaptation: { changes: string; why: string; agreed: boolean | null; answer: string | null } | null;
  copy: { id: string; code: string; name: string; life: LifeStage } | null;
  adoptedOn: PlainDay | null;
  result: { outcome: ReplicationOutcome; findings: string; reportedOn: PlainDay } | null;
  revision: number;
  /** The post asked for acts for the body that receives, or for those who plan. */
  actorReceives: boolean;
  actorPlans: boolean;
  /** A sieve, see there. */
  mayCountWorkingDays: boolean;
}

/** A place with what the duties of its model hang on. */
export type WaitingTarget = Pick<TargetStanding, 'id' | 'status' | 'modelStage' | 'receiverId' | 'duties'>;

/** Where a page ended. */
export interface TargetsMark {
  rank: number;
  replicateBy: PlainDay;
  id: string;
}

export interface TargetsQuestion {
  postId: string;
  day: PlainDay;
  /** `ofMe`: asked of my organisation; `byMe`: planned by it, or of a model in its charge. */
  asked?: 'ofMe' | 'byMe';
  status?: TargetStatus;
  modelId?: string;
  territoryId?: string;
  nobodyToReceive?: boolean;
  /** As the copy reported. */
  outcome?: ReplicationOutcome;
  /** Part of the name of the model, with or without accents. */
  search?: string;
  after?: TargetsMark | null;
  limit: number;
}

const nearest = (day: string) => `ORDER BY v.valid @> ${day} DESC, v.valid_from DESC NULLS LAST LIMIT 1`;
const body = (id: string) => `(SELECT jsonb_build_object('id', ${id}, 'nameVi', v.name_vi, 'nameEn', v.name_en)
  FROM organisation_versions v WHERE v.organisation_id = ${id} ${nearest('$2::date')})`;

const select = (rank = '0') => `
  SELECT ${rank} AS rank, t.id, jsonb_build_object('id', m.id, 'code', m.code, 'name', m.name) AS model,
    (SELECT jsonb_build_object('id', t.territory_id, 'name', v.name) FROM territory_versions v WHERE v.territory_id = t.territory_id
     ${nearest('$2::date')}) AS territory,
    ${body('receiver.id')} AS receiver, ${body('t.planned_by')} AS "plannedBy", t.planned_on AS "plannedOn",
    jsonb_build_object('id', d.id, 'number', d.number, 'decidedOn', d.decided_on) AS decision, t.replicate_by AS "replicateBy", t.status,
    t.answered_on AS "answeredOn", t.reason,
    CASE WHEN t.adaptation_changes IS NOT NULL THEN jsonb_build_object('changes', t.adaptation_changes, 'why', t.adaptation_reason,
      'agreed', t.adaptation_agreed, 'answer', t.adaptation_answer) END AS adaptation,
    (SELECT jsonb_build_object('id', c.id, 'code', c.code, 'name', c.name, 'life', c.life) FROM models c WHERE c.id = t.child_model_id) AS copy,
    t.adopted_on AS "adoptedOn",
    CASE WHEN t.outcome IS NOT NULL THEN jsonb_build_object('outcome', t.outcome, 'findings', t.findings, 'reportedOn', t.reported_on) END AS result,
    t.revision, coalesce(receiver.id = me.organisation_id, false) AS "actorReceives", ${plansAs('$1::uuid', '$2::date')} AS "actorPlans",
    ${mayCountWorkingDays('$2::date')} AS "mayCountWorkingDays"
  FROM posts me
  CROSS JOIN replication_targets t JOIN models m ON m.id = t.model_id JOIN decisions d ON d.id = t.decision_id
  CROSS JOIN LATERAL (SELECT ${receiverOn('$2::date')} AS id OFFSET 0) receiver
  WHERE me.id = $1::uuid`;

/** The places of plans: what is asked of a body, what it asked of others, what a supervisor sees. The best match first, then the most urgent. */
export class ReplicationsReader {
  constructor(private readonly sql: Sql) {}

  list({ postId, day, search, after, limit, ...filter }: TargetsQuestion): Promise<(ReplicationTarget & TargetsMark)[]> {
    const parameters: unknown[] = [postId, day];
    const typed = search?.trim();
    const rank = typed ? `(${searchRank('m.name', `$${parameters.push(typed)}::text`)})` : '0';
    const where = [
      `(m.owner_organisation_id IN (SELECT visible_organisations($1::uuid)) OR t.planned_by IN (SELECT visible_organisations($1::uuid))
        OR receiver.id IN (SELECT visible_organisations($1::uuid)))`,
    ];
    const equal = (column: string, value: unknown) => {
      if (value !== undefined) where.push(`${column} = $${parameters.push(value)}`);
    };
    if (typed) where.push(`${rank} IS NOT NULL`);
    equal('t.status', filter.status);
    equal('t.outcome', filter.outcome);
    equal('t.model_id', filter.modelId);
    equal('t.territory_id', filter.territoryId);
    if (filter.asked === 'ofMe') where.push(`receiver.id = me.organisation_id`);
    if (filter.asked === 'byMe')
      where.push(`me.organisation_id IN ((SELECT heir_id FROM organisation_heir_on(t.planned_by, $2::date)),
        (SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $2::date)))`);
    if (filter.nobodyToReceive !== undefined) where.push(`(receiver.id IS NULL) = $${parameters.push(filter.nobodyToReceive)}`);
    if (after)
      where.push(
        `(${rank}, t.replicate_by, t.id) > ($${parameters.push(after.rank)}::int, $${parameters.push(after.replicateBy)}::date, $${parameters.push(after.id)}::uuid)`,
      );
    return this.sql.rows(
      `${select(rank)} AND ${where.join(' AND ')} ORDER BY ${typed ? `${rank}, ` : ''}t.replicate_by, t.id LIMIT $${parameters.push(limit)}`,
      parameters,
    );
  }

  find(id: string, postId: string, day: PlainDay): Promise<ReplicationTarget | null> {
    return this.sql.row<ReplicationTarget>(
      `${select()} AND t.id = $3 AND (sees_organisation($1::uuid, m.owner_organisation_id) OR sees_organisation($1::uuid, t.planned_by)
         OR sees_organisation($1::uuid, receiver.id))`,
      [postId, day, id],
    );
  }

  /** What the duties of each place's model hang on. The caller has made sure that the places may be seen. */
  waiting(ids: readonly string[], day: PlainDay): Promise<WaitingTarget[]> {
    return this.sql.rows(
      `SELECT t.id, t.status, jsonb_build_object('life', m.life, 'spread', m.spread, 'honour', m.honour) AS "modelStage", receiver.id AS "receiverId",
         ${dutyFacts('$2::date')} AS duties
       FROM replication_targets t JOIN models m ON m.id = t.model_id
       CROSS JOIN LATERAL (SELECT ${receiverOn('$2::date')} AS id OFFSET 0) receiver
       CROSS JOIN LATERAL (SELECT coalesce((SELECT heir_id FROM organisation_heir_on(m.owner_organisation_id, $2::date)), m.owner_organisation_id) AS id OFFSET 0) o
       WHERE t.id = ANY ($1::uuid[])`,
      [ids, day],
    );
  }
}
