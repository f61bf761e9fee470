import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openTestApi, type TestApi } from '../testing/open-test-api.js';

interface Shown {
  operationId: string;
  summary: string;
  security?: object[];
  parameters: { in: string; name: string; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<
    string,
    {
      description: string;
      headers?: object;
      content?: Record<string, { schema?: object; examples?: Record<string, { value: unknown }> }>;
    }
  >;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Shown>>;
  components: {
    schemas: Record<
      string,
      {
        properties?: Record<string, { example?: unknown; $ref?: string; allOf?: unknown; anyOf?: unknown; oneOf?: unknown }>;
        type?: string;
      }
    >;
  };
}

describe('apps/api/openapi', () => {
  let api: TestApi;
  let document: Document;
  let operations: [string, string, Shown][];
  beforeAll(async () => {
    api = await openTestApi();
    document = (await api.http.get('/api/openapi.json').expect(200)).body as Document;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, shown]): [string, string, Shown] => [method, path, shown]),
    );
  });
  afterAll(() => api.close());

  it('every operation has its own id, a summary, answers with schemas and its problems', () => {
    expect(document.openapi).toBe('3.1.0');
    const faults = operations.flatMap(([method, path, shown]) => {
      const at = `${method} ${path}`;
      const answers = Object.entries(shown.responses);
      return [
        ...(!shown.operationId || !shown.summary ? [`${at}: no id or summary`] : []),
        ...(!answers.some(([status]) => status.startsWith('2')) ? [`${at}: no success`] : []),
        ...(!shown.responses['500'] ? [`${at}: no 500`] : []),
        ...answers.flatMap(([status, { content, description }]) => [
          ...(!description ? [`${at} ${status}: no description`] : []),
          ...(status !== '204' && !Object.values(content ?? {}).some(({ schema }) => schema)
            ? [`${at} ${status}: no schema`]
            : []),
          ...(status >= '400' && status !== '503' && !content?.['application/problem+json']
            ? [`${at} ${status}: no problem`]
            : []),
        ]),
        ...(shown.requestBody && !Object.values(shown.requestBody.content).every(({ schema }) => schema)
          ? [`${at}: body without schema`]
          : []),
        ...(path.match(/\{(\w+)\}/g) ?? []).filter(
          (name) => !shown.parameters.some((p) => p.in === 'path' && `{${p.name}}` === name),
        ),
      ];
    });
    expect(faults).toEqual([]);
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('every route of the policy table but the document itself is described', async () => {
    const { policies } = await import('../door/policy.js');
    const described = operations.map(([method, path]) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    expect(described.sort()).toEqual(
      Object.keys(policies)
        .filter((key) => key !== 'GET /api/openapi.json')
        .sort(),
    );
  });

  it('every reference leads somewhere and every plain field has an example', () => {
    const text = JSON.stringify(document);
    for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      expect(pointer!.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document)).toBeDefined();
    }
    expect(text).not.toContain('"nullable"');
  });

  const writesIdempotently = (shown: Shown) => shown.parameters.some(({ name }) => name === 'Idempotency-Key');
  it('headers of writes are declared', () => {
    for (const [method, path, shown] of operations) {
      if (method === 'post' && shown.security) expect([path, writesIdempotently(shown)]).toEqual([path, true]);
    }
  });

  it('the document is a valid set of schemas and its examples fit them', () => {
    const { check } = checker(document);
    for (const [method, path, shown] of operations)
      for (const [status, { content = {} }] of Object.entries(shown.responses))
        for (const [type, { schema, examples = {} }] of Object.entries(content))
          for (const { value } of Object.values(examples))
            expect([method, path, status, type, check(schema!, value)]).toEqual([method, path, status, type, null]);
  });

  it('real answers are what the document says', async () => {
    const { check } = checker(document);
    const token = await api.tokenFor('administrator');
    const officer = await api.tokenFor('officer');
    const visit = async (
      method: 'get' | 'post' | 'delete',
      url: string,
      template: string,
      { body, as = token }: { body?: object; as?: string } = {},
    ) => {
      const call = api.http[method](url).set('Authorization', as);
      const answer = body ? await call.send(body) : await call;
      const told = document.paths[template]![method]!.responses[answer.status];
      expect([method, url, answer.status, told && 'declared']).toEqual([method, url, answer.status, 'declared']);
      const type = String(answer.headers['content-type'] ?? '').split(';')[0]!;
      if (answer.status === 204) return answer;
      const schema = told!.content?.[type]?.schema;
      expect([
        url,
        type,
        schema ? check(schema, type.endsWith('json') ? JSON.parse(answer.text) : answer.text) : 'no schema',
      ]).toEqual([url, type, null]);
      return answer;
    };
    await visit('post', '/api/session', '/api/session', { body: { username: 'mau.canbo', password: 'sai' } });
    await visit('post', '/api/session', '/api/session', { body: { username: 1 } });
    await visit('get', '/api/session', '/api/session');
    await visit('get', '/api/me', '/api/me');
    await visit('get', '/api/me', '/api/me', { as: 'Bearer nothing' });
    const { body } = await visit('post', '/api/tokens', '/api/tokens', {
      body: { name: 'x', scopes: ['read'], expiresOn: '2026-12-01' },
    });
    await visit('post', '/api/tokens', '/api/tokens', { body: { name: 'x', scopes: ['read'], expiresOn: '2036-12-01' } });
    await visit('get', '/api/tokens', '/api/tokens');
    await visit('get', `/api/tokens/${body.id}`, '/api/tokens/{id}');
    await visit('delete', `/api/tokens/${body.id}`, '/api/tokens/{id}');
    await visit('get', '/api/territories?limit=1', '/api/territories');
    await visit('get', '/api/territories?cursor=x', '/api/territories');
    await visit('get', `/api/territories/${api.world.province}`, '/api/territories/{id}');
    await visit('get', '/api/territories/nothing', '/api/territories/{id}');
    await visit('get', '/api/organisations', '/api/organisations');
    await visit('get', '/api/organisations?function=massMobilisationLead', '/api/organisations');
    await visit('get', `/api/organisations/${api.world.board}`, '/api/organisations/{id}');
    await visit('get', '/api/notices', '/api/notices');
    await visit('post', '/api/notices/read', '/api/notices/read', { body: { upTo: 1 } });
    await visit('post', '/api/notices/1/read', '/api/notices/{id}/read');
    await visit('get', '/api/rules', '/api/rules');
    await visit('post', '/api/rules', '/api/rules', { as: officer, body: {} });
    await visit('get', '/api/health/live', '/api/health/live');
    await visit('get', '/api/health/ready', '/api/health/ready');
    await visit('get', '/metrics', '/metrics');
    await visit('get', '/api/problems', '/api/problems');
    await visit('get', '/api/problems/stale', '/api/problems/{kind}');
    await visit('get', '/api/problems/toString', '/api/problems/{kind}');
  });
});

/** Schemas of the document, closed: an answer with a field nobody described is a fault. */
function checker(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const closed = structuredClone(document.components.schemas);
  for (const schema of Object.values(closed))
    if (schema.type === 'object' && schema.properties) Object.assign(schema, { additionalProperties: false });
  ajv.addSchema({ $id: 'api', components: { schemas: closed } });
  const check = (schema: object, value: unknown): string | null => {
    const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as AnySchema;
    const validate = ajv.compile(pointed);
    return validate(value) ? null : ajv.errorsText(validate.errors);
  };
  return { check };
}
