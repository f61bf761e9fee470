import type { PlainDay } from '#domain';

export type Role = 'officer' | 'head' | 'supervisor' | 'administrator';
export type Scope = 'own' | 'line' | 'territory' | 'all';

export interface ActorPost {
  postId: string;
  organisationId: string;
  organisationNameVi: string;
  organisationNameEn: string;
  titleVi: string;
  titleEn: string;
  role: Role;
  scope: Scope;
}

/** Who acts: a person, through one of the posts held today. */
export interface Actor {
  accountId: string;
  personId: string;
  displayName: string;
  locale: 'vi' | 'en';
  /** The day the posts were read for. */
  on: PlainDay;
  post: ActorPost;
  posts: ActorPost[];
  /** What the access token allows; null for a signed-in session: everything the post may. */
  tokenScopes: string[] | null;
}

export const signature = (actor: Actor) => ({ personId: actor.personId, postId: actor.post.postId });
