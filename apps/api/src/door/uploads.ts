import { operationOf } from './operation.js';
import { Problem } from '#platform';
import { createParamDecorator, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { raw, type Request, type Response } from 'express';
import type { Observable } from 'rxjs';

/** As large as a scanned decision of a few dozen pages. */
export const LARGEST_UPLOAD = 10_485_760;

// Known by address before Nest knows the route: every other body must be JSON.
const routes = [/^\/api\/model-imports$/, /^\/api\/models\/[^/]+\/documents\/[^/]+\/file$/];

export const isUpload = ({ method, path }: Request): boolean => method === 'POST' && routes.some((route) => route.test(path));

const readRaw = raw({ limit: LARGEST_UPLOAD, type: () => true });

/** Takes in the file of an upload after the guard let the sender in, so that a stranger cannot fill the memory. */
@Injectable()
export class Uploads implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (operationOf(context.getHandler())?.upload) {
      const http = context.switchToHttp();
      const request = http.getRequest<Request>();
      await new Promise<void>((resolve, reject) =>
        readRaw(request, http.getResponse<Response>(), (error?: unknown) => (error ? reject(error as Error) : resolve())),
      );
      if (!Buffer.isBuffer(request.body) || request.body.length === 0) throw new Problem('emptyUpload');
    }
    return next.handle();
  }
}

/** The file as it came. */
export const Uploaded = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { body } = context.switchToHttp().getRequest<Request>();
  if (!Buffer.isBuffer(body)) throw new Error('the route does not declare `upload` in its operation');
  return body;
});
