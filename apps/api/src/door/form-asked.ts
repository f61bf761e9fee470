import { Problem } from '#platform';
import type { Response } from 'express';
import type { DoorRequest } from './request.js';

/** The media type an answer is asked in by `Accept`, of those there are; caches are told that it matters. @throws Problem notAcceptable */
export function formAsked(request: DoorRequest, response: Response, ...forms: string[]): string {
  response.vary('Accept');
  const form = request.accepts(...forms);
  if (!form) throw new Problem('notAcceptable');
  return form;
}
