import { TextGateway, type SendOutcome, type TextMessage } from '#usecases';

const TIME_LIMIT = 10_000;

/**
 * SMS and Zalo by a gateway that takes JSON over HTTP: `{id, channel, to, text}`. The key of the gateway is the user part of its address.
 * In the local stack the gateway is a sandbox that records what it is given and shows it beside the mails.
 */
export class HttpTextGateway extends TextGateway {
  private readonly address: string;
  private readonly key: string;

  constructor(gatewayUrl: string) {
    super();
    const url = new URL(gatewayUrl);
    this.key = decodeURIComponent(url.username);
    url.username = '';
    url.password = '';
    this.address = url.href;
  }

  async send(message: TextMessage): Promise<SendOutcome> {
    try {
      const response = await fetch(this.address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': message.id,
          ...(this.key && { authorization: `Bearer ${this.key}` }),
        },
        body: JSON.stringify(message),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIME_LIMIT),
      });
      const answer = `${response.status} ${(await response.text()).slice(0, 300).replace(/[\r\n\0]+/g, ' ')}`.trim();
      if (response.ok) return { kind: 'accepted', answer };
      // 401 and 403 are about our key: for us to put right, no message dies of it.
      const ours = [401, 403, 408, 429].includes(response.status) || response.status >= 500 || response.status < 400;
      return { kind: ours ? 'retry' : 'rejected', answer };
    } catch (error) {
      const { message: reason, cause } = error as Error & { cause?: { code?: string } };
      return { kind: 'retry', answer: cause?.code ?? reason };
    }
  }
}
