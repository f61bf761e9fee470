import type { Records } from '#records';
import type { Actor } from '#usecases';

/** Somebody who holds a post of an organisation on a day; null when nobody does. */
export async function actorFor(
  records: Records,
  organisationId: string,
  role: 'officer' | 'head',
  day: string,
): Promise<Actor | null> {
  const post = await records.sql.row<{ postId: string; scope: 'own'; personId: string; role: 'officer' }>(
    `SELECT p.id AS "postId", p.scope, p.role, h.person_id AS "personId" FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> $3::date
     WHERE p.organisation_id = $1 AND p.valid @> $3::date AND p.role IN ($2, 'supervisor') ORDER BY (p.role = $2) DESC, p.id LIMIT 1`,
    [organisationId, role, day],
  );
  if (!post) return null;
  const acting = { ...post, organisationId, organisationNameVi: '', organisationNameEn: '', titleVi: '', titleEn: '' };
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
