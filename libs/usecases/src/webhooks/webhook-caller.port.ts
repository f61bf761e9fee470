import type { WebhookEvent } from '#records';
import type { SendOutcome } from '../ports.js';

export interface WebhookCall {
  /** `webhook-id`: the same over all attempts. */
  id: string;
  url: string;
  privateAllowed: boolean;
  secrets: string[];
  event: WebhookEvent;
}

/** Calls an address outside. `rejected`: it wants to be called no more, or may not be. */
export abstract class WebhookCaller {
  abstract call(call: WebhookCall, now: Date): Promise<SendOutcome>;
}
