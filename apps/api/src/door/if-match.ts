import { Problem } from '#platform';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The strong ETag of a revision. */
export const etagOf = (revision: number): string => `"r${revision}"`;

export function demandIfMatch(request: Request): void {
  const given = request.headers['if-match']?.trim();
  // `*` would mean "whatever it is by now": the very thing a revision is asked for to prevent.
  if (!given || given === '*') throw new Problem('preconditionRequired');
}

/** The revision the sender saw. What is no ETag of ours, weak ones included, can match nothing. */
export function revisionSeen(request: Request): number {
  demandIfMatch(request);
  const revision = /^"r([1-9]\d{0,8})"$/.exec(request.headers['if-match']!.trim())?.[1];
  if (!revision) throw new Problem('stale');
  return Number(revision);
}

export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  revisionSeen(context.switchToHttp().getRequest<Request>()),
);
