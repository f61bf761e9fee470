import { randomUUID } from 'node:crypto';
import type { Log } from '#platform';
import { Problem } from '#platform';
import type { Records } from '#records';
import { json, type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import session, { type Store } from 'express-session';
import connectPgSimple from 'connect-pg-simple';
import helmet from 'helmet';
import type { Pool } from 'pg';
import type { HttpMetrics } from '../metrics/http-metrics.js';
import { addressOf, bearerOf, type DoorRequest } from './request.js';
import type { ApiSettings } from './settings.js';
import { isUpload } from './uploads.js';

export const BODY_LIMIT = '256kb';
export const SESSION_HOURS = 12;

interface Door {
  settings: ApiSettings;
  log: Log;
  metrics: HttpMetrics;
  sessions: RequestHandler;
}

/** What every request passes before Nest sees it, in this order. */
export function openDoor(express: Express, { settings, log, metrics, sessions }: Door): void {
  express.set('trust proxy', settings.trustProxy);
  express.disable('x-powered-by');
  // Express's own ETags are weak; ours are strong and say the revision.
  express.disable('etag');
  express.use(number(log, metrics));
  express.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      strictTransportSecurity: settings.publicUrl.protocol === 'https:',
    }),
  );
  // An ETag of ours says the revision, for If-Match. The answer also depends on the day and the post, so it is never "not modified".
  express.use((request, response, next) => {
    delete request.headers['if-none-match'];
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  express.use(onlyJson);
  express.use(json({ limit: BODY_LIMIT, type: ['application/json', 'application/*+json'] }));
  express.use('/api', sessions);
}

/** Gives the request its id, counts it and logs one line when it is answered. */
function number(log: Log, metrics: HttpMetrics) {
  return (incoming: unknown, response: Response, next: NextFunction): void => {
    const request = incoming as DoorRequest;
    const given = request.headers['x-request-id'];
    request.requestId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    request.startedAt = process.hrtime.bigint();
    response.setHeader('X-Request-Id', request.requestId);
    response.once('finish', () => {
      const seconds = Number(process.hrtime.bigint() - request.startedAt) / 1e9;
      const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
      metrics.observe(request.method, route, response.statusCode, seconds);
      log.info('request', {
        requestId: request.requestId,
        method: request.method,
        path: addressOf(request),
        status: response.statusCode,
        ms: Math.round(seconds * 10_000) / 10,
        accountId: request.visitor?.accountId,
      });
    });
    next();
  };
}

// Mail clients send a form there (RFC 8058); nothing in it is read.
const takesAnything = (path: string) => path.startsWith('/api/unsubscribe/');

const onlyJson: RequestHandler = (request, _response, next) => {
  const type = request.headers['content-type'];
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  next(
    hasBody &&
      !isUpload(request) &&
      !takesAnything(request.path) &&
      !/^application\/(?:json|[\w.-]+\+json)\s*(?:;|$)/i.test(type ?? '')
      ? new Problem('unsupportedMedia')
      : undefined,
  );
};

/** Sessions in PostgreSQL, over the pool that is there anyway; written at sign-in only. */
export function sessionsOf(
  records: Records,
  { publicUrl, sessionSecret }: ApiSettings,
  log: Log,
): { middleware: RequestHandler; store: Store & { close(): void } } {
  const secure = publicUrl.protocol === 'https:';
  const name = secure ? '__Host-lantoa' : 'lantoa';
  const PgStore = connectPgSimple(session);
  const store = new PgStore({
    pool: (records.source.driver as unknown as { master: Pool }).master,
    tableName: 'sessions',
    disableTouch: true,
    pruneSessionInterval: 3600,
    errorLog: (message: unknown) => log.warn('session store', { detail: String(message) }),
  });
  const bySession = session({
    store,
    secret: sessionSecret,
    name,
    resave: false,
    rolling: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: SESSION_HOURS * 3_600_000 },
  });
  // Only who may have a session pays for one: a token carries its own proof, and no cookie means no session.
  const mayHaveOne = (request: Request) => !bearerOf(request) && request.headers.cookie?.includes(`${name}=`);
  const middleware: RequestHandler = (request, response, next) =>
    request.path === '/session' || mayHaveOne(request) ? bySession(request, response, next) : next();
  return { middleware, store: store as Store & { close(): void } };
}
