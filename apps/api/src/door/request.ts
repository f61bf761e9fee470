import type { Actor, ActorPost } from '#usecases';
import { languageOf, type Language } from '#platform';
import type { PlainDay } from '#domain';
import type { Request } from 'express';
import type { SessionData as _ } from 'express-session';

/** Who knocked, before a post is chosen. */
export interface Visitor {
  accountId: string;
  personId: string;
  username: string;
  displayName: string;
  locale: Language;
  on: PlainDay;
  posts: ActorPost[];
  tokenScopes: string[] | null;
}

/** What the door writes on a request on its way in. */
export interface DoorRequest extends Request {
  requestId: string;
  startedAt: bigint;
  visitor?: Visitor;
  actor?: Actor;
}

declare module 'express-session' {
  interface SessionData {
    accountId: string;
  }
}

export const bearerOf = (request: Request): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];

export const languageFor = (request: DoorRequest): Language =>
  languageOf(request.headers['accept-language'], request.visitor?.locale);

/** The address without the query: what a problem calls its `instance`. */
export const addressOf = (request: Request): string => request.originalUrl.split('?', 1)[0] ?? '/';
