import type { Refusal, RefusalDetail, Words } from '#domain';
import { problemKinds, type ProblemKind } from './problem-words.js';

export type Language = 'vi' | 'en';

/** An answer that is not the one hoped for (RFC 9457), before a language is chosen. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: Words;
  readonly errors: RefusalDetail[];
  readonly headers: Record<string, string>;

  constructor(
    readonly kind: ProblemKind,
    { detail, errors = [], headers = {} }: { detail?: Words; errors?: RefusalDetail[]; headers?: Record<string, string> } = {},
    options?: ErrorOptions,
  ) {
    super(problemKinds[kind].title.en, options);
    this.status = problemKinds[kind].status;
    this.detail = detail ?? problemKinds[kind].detail;
    this.errors = errors;
    this.headers = headers;
  }
}

/** The one number for each code of a refusal. */
const kindOfRefusal: Record<Refusal['code'], ProblemKind> = {
  notFound: 'notFound',
  stale: 'stale',
  notAllowed: 'notAllowed',
  conflict: 'conflict',
  invalid: 'invalid',
};

export const problemOfRefusal = (refusal: Refusal): Problem =>
  new Problem(kindOfRefusal[refusal.code], { detail: refusal.words, errors: refusal.errors });

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
export const problemType = (kind: ProblemKind): string => `/api/problems/${kind}`;

export interface ProblemJson {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  requestId: string;
  errors: { pointer?: string; detail: string; source?: string }[];
}

export function problemJson(
  problem: Problem,
  { language, instance, requestId }: { language: Language; instance: string; requestId: string },
): ProblemJson {
  return {
    type: problemType(problem.kind),
    title: problemKinds[problem.kind].title[language],
    status: problem.status,
    detail: problem.detail[language],
    instance,
    requestId,
    errors: problem.errors.map(({ pointer, words, source }) => ({ pointer, detail: words[language], source })),
  };
}

/** The language asked for by `Accept-Language`, else the person's own, else Vietnamese. */
export function languageOf(acceptLanguage: string | undefined, own: Language | undefined): Language {
  let best: { language: Language; weight: number } | undefined;
  for (const part of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (language !== 'vi' && language !== 'en') continue;
    const quality = parameters.map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = quality === undefined ? 1 : Number(quality);
    if (weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? own ?? 'vi';
}

const plainStatuses: Record<number, ProblemKind> = {
  400: 'malformed',
  401: 'notSignedIn',
  403: 'notAllowed',
  404: 'noSuchRoute',
  406: 'notAcceptable',
  413: 'tooLarge',
  415: 'unsupportedMedia',
  429: 'tooMany',
  503: 'unavailable',
};

// Connection lost or refused, server shutting down or full, a lost race that may simply be run again.
const passing = /^(08...|57P0[1-3]|53300|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** Whatever was thrown, as a problem; what is not known stays inside and is answered by a bare 500. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const error = thrown as {
    status?: unknown;
    statusCode?: unknown;
    code?: unknown;
    driverError?: { code?: unknown };
    message?: unknown;
    getStatus?: () => number;
  };
  const code = error?.driverError?.code ?? error?.code;
  const lost =
    typeof error?.message === 'string' && /^Connection terminated|^timeout exceeded when trying to connect/.test(error.message);
  if ((typeof code === 'string' && passing.test(code)) || lost) {
    return new Problem('unavailable', { headers: { 'Retry-After': '3' } }, { cause: thrown });
  }
  const status = typeof error?.getStatus === 'function' ? error.getStatus() : (error?.status ?? error?.statusCode);
  const kind = typeof status === 'number' ? plainStatuses[status] : undefined;
  return new Problem(kind ?? 'internal', {}, { cause: thrown });
}
