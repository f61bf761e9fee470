import { lookup as askTheMachine, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress, WebhookCaller, type SendOutcome, type WebhookCall } from '#usecases';
import { Webhook } from 'standardwebhooks';
import { webhookBody } from './webhook-body.js';

export interface WebhookSettings {
  publicUrl: URL;
  /** Finds every address a name leads to; absent: as this machine does. */
  resolve?: Resolve;
  /** How long one call may take, in milliseconds; absent: ten seconds. */
  timeLimit?: number;
}

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const TIME_LIMIT = 10_000;
const ANSWER_LIMIT = 4096;

/**
 * Calls by HTTP, signed as the Standard Webhooks specification says. The address a name leads to is looked at in the very lookup whose
 * result is connected to, so a name that leads elsewhere a moment later gains nothing. Redirects are not followed, answers not read to the end.
 */
export class HttpWebhookCaller extends WebhookCaller {
  constructor(private readonly settings: WebhookSettings) {
    super();
  }

  async call(call: WebhookCall, now: Date): Promise<SendOutcome> {
    const { publicUrl, resolve = askTheMachine, timeLimit = TIME_LIMIT } = this.settings;
    const url = new URL(call.url);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!call.privateAllowed && isIP(host) && isPrivateAddress(host)) return inside(host);
    const body = webhookBody(call, publicUrl);
    try {
      const { status, text } = await post(url, body, headersOf(call, body, now), {
        lookup: call.privateAllowed ? undefined : publicOnly(resolve),
        signal: AbortSignal.timeout(timeLimit),
      });
      const answer = `${status} ${text}`.trim();
      if (status >= 200 && status < 300) return { kind: 'accepted', answer };
      return {
        kind: status === 410 ? 'rejected' : 'retry',
        answer: status >= 300 && status < 400 ? `${answer} (not followed)` : answer,
      };
    } catch (error) {
      if (error instanceof PrivateAddress) return inside(error.address);
      const { name, message } = error as Error;
      return {
        kind: 'retry',
        answer: name === 'AbortError' || name === 'TimeoutError' ? `No answer within ${timeLimit / 1000} s` : message,
      };
    }
  }
}

const inside = (address: string): SendOutcome => ({
  kind: 'rejected',
  answer: `${address} is no public address, and no administrator allowed it`,
});

function headersOf({ id, secrets }: WebhookCall, body: string, now: Date): Record<string, string> {
  return {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'LanToa-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}

class PrivateAddress extends Error {
  constructor(readonly address: string) {
    super(`${address} is private`);
  }
}

/** One private address among the public ones is enough to refuse: which of them is connected to is chance. */
const publicOnly =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const found = addresses.find(({ address }) => isPrivateAddress(address));
      if (found) return callback(new PrivateAddress(found.address), '', 0);
      const [first] = addresses;
      if (!first) return callback(new Error(`${hostname} leads to no address`), '', 0);
      if (options.all) return callback(null, addresses as never);
      callback(null, first.address, first.family);
    });
  };

function post(
  url: URL,
  body: string,
  headers: Record<string, string>,
  { lookup, signal }: { lookup: LookupFunction | undefined; signal: AbortSignal },
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      url,
      {
        method: 'POST',
        headers,
        agent: false,
        maxHeaderSize: 16_384,
        signal,
        ...(lookup && { lookup }),
      },
      (response: IncomingMessage) => {
        let text = '';
        let ended = false;
        const end = () => {
          if (ended) return;
          ended = true;
          done({ status: response.statusCode ?? 0, text: text.slice(0, 300).replace(/[\r\n\0]+/g, ' ') });
          response.destroy();
        };
        response.setEncoding('utf8');
        response.on('data', (part: string) => ((text += part), text.length > ANSWER_LIMIT && end()));
        response.on('end', end);
        // Cut off in its body: the status was an answer.
        response.on('error', end);
      },
    );
    request.on('error', (error: Error & { cause?: unknown }) => fail(error));
    request.end(body);
  });
}
