import { XLSX } from '#papers';
import { problemKinds, problemType, type ProblemKind } from '#platform';
import { Injectable, type INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { operationOf, type Operation } from '../door/operation.js';
import { isOpen, policies, type Policy } from '../door/policy.js';
import { routesOf } from '../door/routes.js';

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;
type ResponseObject = { description: string; headers?: Record<string, object>; content?: Record<string, object> };

const DESCRIPTION = `The life of community models and the duties around them.

* Sign in with \`POST /api/session\` (cookie), or send an access token as \`Authorization: Bearer …\`.
* A person acts through one post at a time: \`X-Acting-Post\` chooses another of the posts held today.
* A change of an existing resource needs \`If-Match\` with the \`ETag\` last seen.
* \`Idempotency-Key\` on a POST makes a repetition harmless: it gets the first answer again.
* Whatever is not as hoped is \`application/problem+json\` (RFC 9457), in Vietnamese or English by \`Accept-Language\`.`;

/** The OpenAPI document: what the controllers say, and what follows for each route from the policy table. Built when first asked for. */
@Injectable()
export class OpenApi {
  private app?: INestApplication;
  private built?: OpenAPIObject;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  describe(app: INestApplication): void {
    this.app = app;
  }

  document(): OpenAPIObject {
    return (this.built ??= this.build(this.app!));
  }

  private build(app: INestApplication): OpenAPIObject {
    const config = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('LanToa')
      .setVersion('1')
      .setDescription(DESCRIPTION)
      .setLicense('MIT', 'https://opensource.org/license/mit')
      .addServer('/')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token, see tokens.' }, 'token')
      .addCookieAuth('lantoa', { type: 'apiKey', in: 'cookie', description: 'The session of a browser.' }, 'session')
      .build();
    const document = SwaggerModule.createDocument(app, config, { autoTagControllers: false });
    const components = (document.components ??= {});
    components.schemas = { ...components.schemas, Problem: problemSchema };
    components.headers = headers as never;
    for (const { key, handler } of routesOf(this.discovery, this.scanner)) {
      const [method = '', path = ''] = key.split(' ');
      const shown = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase() as 'get'];
      const operation = operationOf(handler);
      if (shown && operation) complete(shown, method, operation, policies[key]!);
    }
    return document;
  }
}

function complete(shown: OperationObject, method: string, operation: Operation, policy: Policy): void {
  const parameters = (shown.parameters ??= []) as { in: string; name: string; schema?: { type?: string } }[];
  const hasBody = shown.requestBody !== undefined;
  const hasPath = parameters.some((parameter) => parameter.in === 'path');
  const hasQuery = parameters.some((parameter) => parameter.in === 'query');
  const writes = method !== 'GET';
  const problems = new Set<ProblemKind>([...(operation.problems ?? []), 'internal', 'unavailable']);
  const add = (condition: boolean, ...kinds: ProblemKind[]) => condition && kinds.forEach((kind) => problems.add(kind));

  for (const parameter of parameters)
    if (parameter.in === 'path' && parameter.name === 'id') Object.assign(parameter, { schema: idSchema(parameter) });
  const header = (name: string, description: string, required: boolean, example: string) =>
    parameters.push({ in: 'header', name, description, required, schema: { type: 'string' }, example } as never);
  header('Accept-Language', 'The language of problems: vi or en.', false, 'vi');
  add(hasBody || hasQuery, 'invalidInput');
  add(hasBody, 'malformed', 'tooLarge', 'unsupportedMedia');
  add(hasPath, 'notFound');
  add(writes, 'crossSite');
  add(operation.page === true, 'cursorRefused');
  if (!isOpen(policy)) {
    shown.security = [{ token: [] }, { session: [] }];
    header(
      'X-Acting-Post',
      'The post to act through; one of those held today. The first of them when left out.',
      false,
      '0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b',
    );
    problems.add('notSignedIn').add('tokenRefused').add('tokenScope').add('postNotHeld');
    add('post' in policy, 'noPost', 'notAllowed');
    add(writes && 'post' in policy, 'conflict', 'invalid');
    if (method === 'POST') {
      header(
        'Idempotency-Key',
        'Any text of your own, best a UUID; a repetition within 24 hours gets the first answer again.',
        false,
        '7f3a9b64-3f1c-4d4e-8a6b-0198a5d27c1e',
      );
      problems.add('inFlight').add('answerLost').add('keyReused').add('invalidInput');
    }
    if (policy.ifMatch) {
      header('If-Match', 'The ETag last seen.', true, '"r3"');
      problems.add('preconditionRequired').add('stale');
    }
  }

  const responses = shown.responses as Record<string, ResponseObject>;
  for (const [status, response] of Object.entries(responses)) {
    response.headers = { 'X-Request-Id': ref('X-Request-Id'), ...response.headers };
    if (!status.startsWith('2')) continue;
    if (operation.revisioned) response.headers['ETag'] = ref('ETag');
    if (operation.page) response.headers['Link'] = ref('Link');
    if (operation.location) response.headers['Location'] = ref('Location');
    if (operation.id === 'signIn') response.headers['Set-Cookie'] = ref('Set-Cookie');
    if (method === 'POST' && !isOpen(policy)) response.headers['Idempotency-Replayed'] = ref('Idempotency-Replayed');
    if (operation.csv) response.content = { ...response.content, 'text/csv': { schema: { type: 'string' } } };
    if (operation.html) response.content = { ...response.content, 'text/html': { schema: { type: 'string' } } };
    if (operation.xlsx) response.content = { ...response.content, [XLSX]: { schema: { type: 'string', format: 'binary' } } };
  }
  if (operation.csv || operation.html) problems.add('notAcceptable');
  for (const [status, kinds] of byStatus(problems)) {
    const before = responses[status];
    responses[status] = {
      description: [before?.description, ...kinds.map((kind) => problemKinds[kind].title.en)].filter(Boolean).join(' · '),
      headers: {
        ...before?.headers,
        'X-Request-Id': ref('X-Request-Id'),
        ...(['429', '503', '409'].includes(status) && { 'Retry-After': ref('Retry-After') }),
      },
      content: {
        ...before?.content,
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(
            kinds.map((kind) => [kind, { summary: problemKinds[kind].title.en, value: exampleOf(kind) }]),
          ),
        },
      },
    };
  }
}

function byStatus(kinds: Iterable<ProblemKind>): [string, ProblemKind[]][] {
  const groups = new Map<string, ProblemKind[]>();
  for (const kind of kinds) {
    const status = String(problemKinds[kind].status);
    groups.set(status, [...(groups.get(status) ?? []), kind]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

const ref = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });

// Ids are UUIDs but for notices, which are numbered.
const idSchema = (parameter: { schema?: { type?: string } }) =>
  parameter.schema?.type === 'number' ? { type: 'integer', minimum: 1 } : { type: 'string', format: 'uuid' };

const text = (description: string, example: string) => ({ description, schema: { type: 'string' }, example });
const headers = {
  'X-Request-Id': text('The number of the request in the log; the one sent, when it was well-formed.', '0198a5d2-7c1e-7f3a'),
  ETag: text('The revision, strong; send it back in If-Match.', '"r3"'),
  Link: text('Where the next page is (rel="next"); absent on the last.', '</api/organisations?cursor=…>; rel="next"'),
  Location: text('Where the new resource lives.', '/api/tokens/0198a5d2-7c1e-7f3a-9b64-3f1c2d4e5a6b'),
  'Retry-After': text('How many seconds to wait.', '3'),
  'Set-Cookie': text('The session.', 'lantoa=…; Path=/; HttpOnly; SameSite=Lax'),
  'Idempotency-Replayed': text('"true": the answer of the first request with this key.', 'true'),
} as const;

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'requestId', 'errors'],
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'The kind of problem; leads to its explanation.',
      example: problemType('invalidInput'),
    },
    title: { type: 'string', example: problemKinds.invalidInput.title.vi },
    status: { type: 'integer', example: 400 },
    detail: { type: 'string', description: 'What happened and what to do.', example: problemKinds.invalidInput.detail.vi },
    instance: { type: 'string', description: 'The address asked.', example: '/api/tokens' },
    requestId: { type: 'string', description: 'Tell it to an administrator: the log knows it.', example: '0198a5d2-7c1e-7f3a' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'JSON pointer into the body, or "/name" of a query parameter.',
            example: '/expiresOn',
          },
          detail: { type: 'string', example: 'Phải là một ngày có thật, dạng YYYY-MM-DD.' },
          source: { type: 'string', description: 'The clause behind it.', example: 'D1.4' },
        },
      },
    },
  },
} as never;

const exampleOf = (kind: ProblemKind) => ({
  type: problemType(kind),
  title: problemKinds[kind].title.vi,
  status: problemKinds[kind].status,
  detail: problemKinds[kind].detail.vi,
  instance: '/api/…',
  requestId: '0198a5d2-7c1e-7f3a',
  errors: kind === 'invalidInput' ? [{ pointer: '/name', detail: 'Phải là chữ, từ 1 đến 100 ký tự.' }] : [],
});
