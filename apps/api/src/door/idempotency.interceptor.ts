import { createHash } from 'node:crypto';
import { languageFor, addressOf, type DoorRequest } from './request.js';
import { Log, Problem, PROBLEM_MEDIA_TYPE, problemJson, problemOf } from '#platform';
import { IdempotencyRepository, KeyIsLost, Records, type KeptAnswer, type KeyLease } from '#records';
import { Clock } from '#usecases';
import {
  Injectable,
  type BeforeApplicationShutdown,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { underKey } from './keyed-records.js';
import { isOpen, policies } from './policy.js';
import { Sealing } from './sealing.js';

const LEASE_MS = 60_000;
const KEEP_MS = 24 * 3_600_000;
const KEPT_HEADERS = ['content-type', 'content-language', 'etag', 'location'] as const;

/** An answer given before, to be sent as it was. */
export class Replay extends Error {
  constructor(readonly answer: KeptAnswer) {
    super('replay');
  }
}

/** `Idempotency-Key` on any POST: the deed runs once, a repetition gets the first answer again. */
@Injectable()
export class Idempotency implements NestInterceptor, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly keys: IdempotencyRepository;
  private sweep?: NodeJS.Timeout;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly sealing: Sealing,
    private readonly log: Log,
  ) {
    this.keys = new IdempotencyRepository(records.sql);
  }

  onApplicationBootstrap(): void {
    const forget = () =>
      this.keys
        .forget(new Date(this.clock.now().getTime() - KEEP_MS))
        .catch((error: unknown) => this.log.warn('old idempotency keys were not forgotten', { error }));
    this.sweep = setInterval(() => void forget(), 3_600_000).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.sweep);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    const key = request.method === 'POST' && request.visitor ? request.header('idempotency-key') : undefined;
    if (key === undefined) return next.handle();
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badKey();
    return from(
      this.once(key, request, context.switchToHttp().getResponse<Response>(), () =>
        lastValueFrom(next.handle(), { defaultValue: undefined }),
      ),
    );
  }

  private async once(key: string, request: DoorRequest, response: Response, deed: () => Promise<unknown>): Promise<unknown> {
    const claim = await this.keys.claim(
      request.visitor!.accountId,
      key,
      fingerprint(request),
      this.clock.now(),
      LEASE_MS,
      KEEP_MS,
    );
    if (claim.kind === 'answered') throw new Replay({ ...claim.answer, body: this.opened(claim.answer.body, key, request) });
    if (claim.kind === 'inFlight') throw new Problem('inFlight', { headers: { 'Retry-After': '2' } });
    if (claim.kind === 'otherRequest') throw new Problem('keyReused');
    if (claim.kind === 'answerLost') throw new Problem('answerLost');

    try {
      const answer = await underKey(claim.lease, deed);
      const headers = Object.fromEntries(
        KEPT_HEADERS.flatMap((name) => (response.hasHeader(name) ? [[name, String(response.getHeader(name))]] : [])),
      );
      await this.keep(claim.lease, request, {
        status: response.statusCode,
        headers: answer === undefined ? headers : { 'content-type': 'application/json; charset=utf-8', ...headers },
        body: answer === undefined || answer === null ? '' : JSON.stringify(answer),
      });
      return answer;
    } catch (thrown) {
      const error = thrown instanceof KeyIsLost ? new Problem('inFlight') : thrown;
      const problem = problemOf(error);
      if (problem.status >= 500 || problem.kind === 'inFlight') await this.keys.release(claim.lease).catch(() => undefined);
      else await this.keep(claim.lease, request, asKept(problem, request));
      throw error;
    }
  }

  /** The deed is done: failing to keep its answer must not turn it into a failure. */
  private async keep(lease: KeyLease, request: DoorRequest, answer: KeptAnswer): Promise<void> {
    const body = hasSecret(request) ? this.sealing.seal(answer.body, lease.key) : answer.body;
    await this.keys
      .keep(lease, { ...answer, body })
      .catch((error: unknown) => this.log.error('an answer was not kept', { error, requestId: request.requestId }));
  }

  private opened(body: string, key: string, request: DoorRequest): string {
    return hasSecret(request) ? this.sealing.unseal(body, key) : body;
  }
}

const asKept = (problem: Problem, request: DoorRequest): KeptAnswer => ({
  status: problem.status,
  headers: { ...problem.headers, 'content-type': PROBLEM_MEDIA_TYPE, 'content-language': languageFor(request) },
  body: JSON.stringify(
    problemJson(problem, { language: languageFor(request), instance: addressOf(request), requestId: request.requestId }),
  ),
});

function hasSecret(request: DoorRequest): boolean {
  const policy = policies[`POST ${(request.route as { path: string }).path}`];
  return policy !== undefined && !isOpen(policy) && policy.secretAnswer === true;
}

/** Address, acting post and content; the order of a body's fields does not matter. */
function fingerprint(request: DoorRequest): Buffer {
  const body: unknown = request.body;
  const content = [
    request.originalUrl,
    request.actor?.post.postId ?? null,
    Buffer.isBuffer(body) ? createHash('sha256').update(body).digest('hex') : ordered(body),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, ordered(part)]);
};

const badKey = () =>
  new Problem('invalidInput', {
    detail: {
      vi: 'Tiêu đề Idempotency-Key phải có từ 1 đến 255 ký tự ASCII in được, không có khoảng trắng; nên dùng một UUID mới.',
      en: 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces; a new UUID is best.',
    },
  });
