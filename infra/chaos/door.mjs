/** What the API answered. `seen` is the ETag, to be handed back as If-Match. */
async function answerOf(response) {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    seen: response.headers.get('etag'),
    body: isJson ? JSON.parse(text) : text,
  };
}

/** Somebody at the API's door, with a session cookie as a browser has it. */
export class Official {
  #cookie;

  constructor(api, cookie) {
    this.api = api;
    this.#cookie = cookie;
  }

  /** @param {string} api @param {{username: string, password: string}} login */
  static async signIn(api, { username, password }) {
    const response = await fetch(`${api}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(api).origin, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ username, password }),
      signal: AbortSignal.timeout(30_000),
    });
    if (response.status !== 201) throw new Error(`${username} could not sign in: ${response.status} ${await response.text()}`);
    return new Official(api, response.headers.get('set-cookie').split(';')[0]);
  }

  /** @param {string} path after /api, or a link the API gave @param {Record<string, string>} [headers] */
  get(path, headers = {}) {
    return this.#send('GET', path, undefined, headers);
  }

  /** @param {string} path @param {object} body @param {string} [seen] the ETag of what was read @param {Record<string, string>} [headers] */
  post(path, body, seen, headers = {}) {
    return this.#send('POST', path, body, { ...(seen && { 'if-match': seen }), ...headers });
  }

  /** Every page of a list. @param {string} path */
  async all(path) {
    const items = [];
    for (let next = path; next;) {
      const { status, headers, body } = await this.get(next);
      if (status !== 200) throw new Error(`GET ${next}: ${status} ${JSON.stringify(body)}`);
      items.push(...body.items);
      next = /<([^>]+)>; *rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    return items;
  }

  async #send(method, path, body, headers) {
    const link = path.startsWith('/api/') ? path.slice('/api'.length) : path;
    return answerOf(
      await fetch(this.api + link, {
        method,
        headers: {
          cookie: this.#cookie,
          'accept-language': 'vi',
          ...(body !== undefined && { 'content-type': 'application/json', origin: new URL(this.api).origin }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      }),
    );
  }
}

/** Says in one line why something was refused: every reason, with its pointer and source. */
export const spoken = ({ status, body }) =>
  `${status} “${body.detail ?? body.title}”` +
  (body.errors ?? [])
    .map(({ pointer, detail, source }) => `\n        · ${pointer ?? '–'}: ${detail}${source ? ` [${source}]` : ''}`)
    .join('');
