import { randomUUID } from 'node:crypto';
import type { Words } from '#domain';
import type { Language } from './words.js';

// What the API answers is checked by its own tests; the play reads what it needs.
// eslint-disable-next-line typescript/no-explicit-any
export type Body = Record<string, any>;

export interface Answer {
  status: number;
  body: Body;
  /** The ETag, to be handed back as If-Match. */
  seen: string | null;
}

/** One official at the door, in one post. Whoever asks something the API refuses ends the play, unless the refusal is what is shown. */
export class Official {
  constructor(
    private readonly address: string,
    /** Asked for each call: the play goes over years, and no token lasts that long. */
    private readonly token: () => Promise<string>,
    readonly postId: string,
    readonly organisationId: string,
    /** Title and body, as people read them. */
    readonly title: Words,
    private readonly language: Language,
  ) {}

  get(path: string): Promise<Body> {
    return this.well('GET', path);
  }

  /** Every page of a list. */
  async all(path: string): Promise<Body[]> {
    const items: Body[] = [];
    let page: Body = await this.get(path);
    items.push(...(page['items'] as Body[]));
    while (page['next']) {
      page = await this.get(`${path}&cursor=${encodeURIComponent(String(page['next']))}`);
      items.push(...(page['items'] as Body[]));
    }
    return items;
  }

  /** @throws Error with every reason when it is refused. */
  post(path: string, body: object, seen?: string | null): Promise<Body> {
    return this.well('POST', path, body, seen);
  }

  /** Whatever comes back. */
  ask(method: string, path: string, body?: object, seen?: string | null): Promise<Answer> {
    return this.send(method, path, body, seen);
  }

  async seen(path: string): Promise<{ body: Body; seen: string }> {
    const { body, seen, status } = await this.send('GET', path);
    if (status !== 200 || !seen) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return { body, seen };
  }

  private async well(method: string, path: string, body?: object, seen?: string | null): Promise<Body> {
    const answer = await this.send(method, path, body, seen);
    if (answer.status >= 400)
      throw new Error(`${this.title.vi}: ${method} ${path} → ${JSON.stringify([answer.status, answer.body])}`);
    return answer.body;
  }

  private async send(method: string, path: string, body?: object, seen?: string | null): Promise<Answer> {
    const response = await fetch(`${this.address}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'x-acting-post': this.postId,
        'accept-language': this.language,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(seen && { 'if-match': seen }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as Body) : { text },
      seen: response.headers.get('etag'),
    };
  }
}

/** Why something was refused, every reason with its source. */
export const said = ({ status, body }: Answer): string =>
  [
    `${status} ${String(body['detail'] ?? body['title'] ?? '')}`,
    ...((body['errors'] ?? []) as Body[]).map(({ detail, source }) => `     · ${detail}${source ? ` [${source}]` : ''}`),
  ].join('\n');
