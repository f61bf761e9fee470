import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { DoorRequest } from './request.js';

/** The `Actor` of a route whose policy asks for a post. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { actor } = context.switchToHttp().getRequest<DoorRequest>();
  if (!actor) throw new Error('the policy of this route lets people in without a post; use @CurrentVisitor()');
  return actor;
});

export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { visitor } = context.switchToHttp().getRequest<DoorRequest>();
  if (!visitor) throw new Error('the policy of this route is open; nobody is known here');
  return visitor;
});
