import type { Test } from 'supertest';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TestApi } from './open-test-api.js';

type Verb = 'get' | 'post' | 'patch' | 'delete';

/** Whoever sits in a post of an organisation of the seed, knocking through the real door; every answer is held against the OpenAPI document. */
export class Official {
  constructor(
    private readonly api: TestApi,
    readonly organisationId: string,
    private readonly headers: Record<string, string>,
    private readonly told: Told,
  ) {}

  get(url: string): Test {
    return this.call('get', url);
  }

  /** `etag`: what was last seen. */
  post(url: string, body: object, etag?: string): Test {
    const call = this.call('post', url).send(body);
    return etag ? call.set('If-Match', etag) : call;
  }

  patch(url: string, body: object, etag: string): Test {
    return this.call('patch', url).send(body).set('If-Match', etag);
  }

  private call(verb: Verb, url: string): Test {
    return this.api.http[verb](url)
      .set(this.headers)
      .expect((answer) => fits(this.told, verb, url, answer as unknown as Answer));
  }
}

/** The holder of a post in an organisation today; a supervisor stands for a head or an officer. */
export async function officialOf(
  api: TestApi,
  organisationId: string,
  role: 'officer' | 'head' | 'supervisor' | 'administrator' = 'officer',
  language = 'en',
): Promise<Official> {
  const post = await api.records.sql.row<{ id: string }>(
    `SELECT p.id FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> $3::date
     WHERE p.organisation_id = $1 AND p.valid @> $3::date AND (p.role = $2 OR (p.role = 'supervisor' AND $2 IN ('officer', 'head')))
     ORDER BY p.role = $2 DESC, p.receives_reminders = ($2 = 'officer') DESC LIMIT 1`,
    [organisationId, role, api.clock.today()],
  );
  if (!post) throw new Error(`nobody is ${role} of ${organisationId} on ${api.clock.today()}`);
  return new Official(
    api,
    organisationId,
    {
      Authorization: await api.tokenForPost(post.id),
      'X-Acting-Post': post.id,
      'Accept-Language': language,
    },
    await toldBy(api),
  );
}

interface Answer {
  status: number;
  /** Of a file read as bytes there is none. */
  text?: string;
  headers: Record<string, string>;
}
type Document = {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { headers?: object; content?: Record<string, { schema?: object }> }> }>
  >;
  components: { schemas: Record<string, { type?: string; properties?: object }> };
};
interface Told {
  document: Document;
  ajv: Ajv2020;
}
const told = new WeakMap<TestApi, Promise<Told>>();
const toldBy = (api: TestApi): Promise<Told> => {
  if (!told.has(api)) told.set(api, read(api));
  return told.get(api)!;
};

async function read(api: TestApi): Promise<Told> {
  const document = (await api.http.get('/api/openapi.json')).body as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const closed = structuredClone(document.components.schemas);
  for (const schema of Object.values(closed))
    if (schema.type === 'object' && schema.properties) Object.assign(schema, { additionalProperties: false });
  ajv.addSchema({ $id: 'api', components: { schemas: closed } });
  return { document, ajv };
}

/** Throws when an answer is not what the document says: status, media type, fields, headers. */
function fits({ document, ajv }: Told, verb: Verb, url: string, { status, text = '', headers }: Answer): void {
  const path = new URL(url, 'http://x').pathname;
  // A word of its own comes before a place for any id.
  const template =
    path in document.paths
      ? path
      : Object.keys(document.paths).find((candidate) => new RegExp(`^${candidate.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
  if (!template) return;
  const declared = document.paths[template]![verb]?.responses[status];
  if (!declared) throw new Error(`${verb} ${template} does not declare ${status}: ${text}`);
  const type = String(headers['content-type']).split(';')[0]!;
  const schema = declared.content?.[type]?.schema;
  if (!schema) throw new Error(`${verb} ${template} ${status} does not declare ${type}`);
  for (const name of ['etag', 'location', 'link'])
    if (headers[name] && !Object.keys(declared.headers ?? {}).some((header) => header.toLowerCase() === name))
      throw new Error(`${verb} ${template} ${status} does not declare the header ${name}`);
  const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as AnySchema;
  const validate = ajv.compile(pointed);
  if (!validate(type.endsWith('json') ? JSON.parse(text) : text))
    throw new Error(`${verb} ${template} ${status}: ${ajv.errorsText(validate.errors)}\n${text.slice(0, 500)}`);
}
