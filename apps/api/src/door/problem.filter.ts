import { Log, Problem, PROBLEM_MEDIA_TYPE, problemJson, problemOf } from '#platform';
import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Replay } from './idempotency.interceptor.js';
import { addressOf, languageFor, type DoorRequest } from './request.js';

/** Whatever goes wrong anywhere leaves as problem+json; what is not known leaves as a bare 500 and stays in the log. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<DoorRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (thrown instanceof Replay) {
      const { status, headers, body } = thrown.answer;
      response.status(status).set(headers).set('Idempotency-Replayed', 'true').end(body);
      return;
    }
    const problem = problemOf(unreadableAddress(thrown) ? new Problem('noSuchRoute') : thrown);
    if (problem.status >= 500) {
      this.log.error('request failed', {
        requestId: request.requestId,
        method: request.method,
        path: addressOf(request),
        error: problem.cause ?? problem,
      });
    }
    const language = languageFor(request);
    response
      .status(problem.status)
      .set(problem.headers)
      .set({ 'Content-Type': PROBLEM_MEDIA_TYPE, 'Content-Language': language, 'Cache-Control': 'no-store' })
      .vary('Accept-Language')
      .end(JSON.stringify(problemJson(problem, { language, instance: addressOf(request), requestId: request.requestId })));
  }
}

// Express cannot decode `%FF`: such an address leads nowhere.
const unreadableAddress = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message.startsWith('Failed to decode param');
