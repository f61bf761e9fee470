import { isRefusal } from '#domain';
import { problemOfRefusal } from '#platform';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { etagOf } from './if-match.js';
import { operationOf } from './operation.js';

/** A refusal becomes a problem, a revision becomes a strong ETag, a new resource tells where it lives. */
@Injectable()
export class Answers implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    const operation = operationOf(context.getHandler());
    return next.handle().pipe(
      map((answer: unknown) => {
        if (isRefusal(answer)) throw problemOfRefusal(answer);
        if (typeof answer !== 'object' || answer === null) return answer;
        const { revision } = answer as { revision?: unknown };
        if (typeof revision === 'number') response.setHeader('ETag', etagOf(revision));
        if (operation?.location) response.setHeader('Location', fill(operation.location, answer as Record<string, unknown>));
        return answer;
      }),
    );
  }
}

const fill = (template: string, answer: Record<string, unknown>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(answer[name])));
