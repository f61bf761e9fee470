import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { hashToken, newToken } from '#platform';
import type { Records } from '#records';
import pg from 'pg';
import { interleaved, tell, timed } from './ratio.js';

const STEPS = 200;

/** One advance over HTTP (sign-in by token, guard, facts, decision, journal, ETag) against a bare single-row commit through pg. */
export async function benchAdvanceOverHttp(records: Records, databaseUrl: string, apiUrl: string) {
  const officer = await openAdvancing(records, apiUrl);
  const commits = new pg.Client({ connectionString: databaseUrl });
  await commits.connect();
  await commits.query(`CREATE TABLE bare (id int PRIMARY KEY, n int)`);
  await commits.query(`INSERT INTO bare VALUES (1, 0)`);

  const ours = () =>
    timed(async () => {
      for (let n = 0; n < STEPS; n++) await officer.advance();
    });
  const base = () =>
    timed(async () => {
      for (let n = 0; n < STEPS; n++) await commits.query('UPDATE bare SET n = n + 1 WHERE id = $1', [1]);
    });
  try {
    // Ratio of speeds, as the aim is written: bare time ÷ our time.
    const taken = await interleaved(5, base, ours);
    const told = tell({
      name: 'speed of one advance over HTTP',
      baseline: 'speed of a bare single-row commit',
      ...taken,
      aim: '≥ 0.5',
    });
    const journalled = await records.sql.row<{ n: number }>(
      `SELECT count(*)::int AS n FROM journal WHERE stream = 'model' AND stream_id = $1`,
      [officer.modelId],
    );
    if (journalled!.n !== STEPS * 6 + 1) throw new Error(`${journalled!.n} journal entries for ${STEPS * 6} steps`);
    return told;
  } finally {
    await commits.end();
    officer.close();
  }
}

export interface Advancing {
  modelId: string;
  /** One step over HTTP, there and back: proposed, withdrawn, proposed … */
  advance(): Promise<void>;
  close(): void;
}

/** An officer who proposes a model and withdraws it, as often as asked. */
export async function openAdvancing(records: Records, apiUrl: string): Promise<Advancing> {
  const token = await tokenOfAnOfficer(records);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (method: string, path: string, body?: object, etag?: string) =>
    send(agent, `${apiUrl}/api${path}`, method, token, body, etag);
  const { place } = (await records.sql.row<{ place: string }>(
    `SELECT v.territory_id AS place FROM access_tokens t JOIN accounts a ON a.id = t.account_id JOIN post_holders h ON h.person_id = a.person_id
     JOIN posts p ON p.id = h.post_id JOIN organisation_versions v ON v.organisation_id = p.organisation_id ORDER BY v.valid_from DESC NULLS LAST LIMIT 1`,
  ))!;
  const drafted = await call('POST', '/models', {
    kind: 'model',
    name: 'Mẫu đo',
    purpose: 'Đo',
    field: 'economy',
    origin: 'need',
    selfManaged: true,
    territoryId: place,
    locality: 'Ấp 1',
  });
  if (drafted.status !== 201) throw new Error(`draft: ${drafted.status} ${drafted.text}`);
  const { id } = JSON.parse(drafted.text) as { id: string };
  let etag = drafted.etag;

  let step = 'propose';
  return {
    modelId: id,
    advance: async () => {
      const answer = await call('POST', `/models/${id}/steps`, { step, fields: {} }, etag);
      if (answer.status !== 200) throw new Error(`${step}: ${answer.status} ${answer.text}`);
      etag = answer.etag;
      step = step === 'propose' ? 'withdrawProposal' : 'propose';
    },
    close: () => agent.destroy(),
  };
}

async function tokenOfAnOfficer(records: Records): Promise<string> {
  const today = new Date();
  const officer = await records.sql.row<{ personId: string }>(
    `SELECT h.person_id AS "personId" FROM posts p JOIN post_holders h ON h.post_id = p.id AND h.valid @> $1::date JOIN organisations o ON o.id = p.organisation_id
     JOIN organisation_versions v ON v.organisation_id = o.id AND v.valid @> $1::date JOIN territories t ON t.id = v.territory_id AND t.level = 'commune'
     WHERE p.role = 'officer' AND p.valid @> $1::date AND o.kind = 'womensUnion' ORDER BY p.id LIMIT 1`,
    [today],
  );
  const [account, { token }] = [randomUUID(), newToken()];
  await records.sql.affected(
    `INSERT INTO accounts (id, person_id, username, is_demo, created_at) VALUES ($1, $2, 'bench', true, $3)`,
    [account, officer!.personId, today],
  );
  await records.sql.affected(
    `INSERT INTO access_tokens (id, account_id, name, hash, scopes, created_at, expires_at) VALUES ($1, $2, 'bench', $3, '{read,write}', $4, $5)`,
    [randomUUID(), account, hashToken(token), today, new Date(today.getTime() + 86_400_000)],
  );
  return token;
}

function send(
  agent: Agent,
  url: string,
  method: string,
  token: string,
  body?: object,
  etag?: string,
): Promise<{ status: number; etag: string; text: string }> {
  const sent = body ? JSON.stringify(body) : '';
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(sent)),
    ...(etag ? { 'if-match': etag } : {}),
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, etag: String(response.headers.etag ?? ''), text }));
    });
    asked.on('error', reject);
    asked.end(sent);
  });
}
