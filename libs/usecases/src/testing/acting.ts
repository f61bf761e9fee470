import type { Records } from '#records';
import type { Actor, Role } from '../actor.js';
import { Clock } from '../ports.js';

/** A clock the test sets. */
export class SetClock extends Clock {
  constructor(public instant: Date) {
    super();
  }
  now() {
    return this.instant;
  }
}

export const morning = (day: string): Date => new Date(`${day}T08:00:00+07:00`);

/** Somebody who holds a post of an organisation on a day, in that role (a supervisor stands for either); null when nobody does. */
export async function actorFor(
  records: Records,
  organisationId: string,
  day: string,
  role: Role = 'officer',
): Promise<Actor | null> {
  const post = await records.sql.row<{ postId: string; scope: Actor['post']['scope']; personId: string }>(
    `SELECT p.id AS "postId", p.scope, h.person_id AS "personId" FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> $3::date
     WHERE p.organisation_id = $1 AND p.valid @> $3::date AND (p.role = $2 OR p.role = 'supervisor')
     ORDER BY (p.role = $2) DESC, p.id LIMIT 1`,
    [organisationId, role, day],
  );
  if (!post) return null;
  const names = { organisationNameVi: '', organisationNameEn: '', titleVi: '', titleEn: '' };
  const acting = { postId: post.postId, organisationId, scope: post.scope, role, ...names };
  return {
    accountId: '',
    personId: post.personId,
    displayName: '',
    locale: 'vi',
    on: day,
    post: acting,
    posts: [acting],
    tokenScopes: null,
  };
}

/** The same, where somebody must be there. */
export async function actorOf(records: Records, organisationId: string, day: string, role: Role = 'officer'): Promise<Actor> {
  const actor = await actorFor(records, organisationId, day, role);
  if (!actor) throw new Error(`Nobody holds a post "${role}" of ${organisationId} on ${day}`);
  return actor;
}
