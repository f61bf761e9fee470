import { dayAt, type PlainDay } from '#domain';

/** The clock is handed in: a test sets it, a workflow brings its own. */
export abstract class Clock {
  abstract now(): Date;
  today(): PlainDay {
    return dayAt(this.now());
  }
}

/** What wakes workflows. Every call is harmless when repeated. */
export abstract class Waker {
  /** Starts the workflow unless it runs, and tells it to look at PostgreSQL again. */
  abstract refresh(wish: { workflow: string; workflowId: string; argument: string | null }): Promise<void>;
  /** What the workflow says it waits for: an ISO instant, `null` when it waits for nothing, `absent` when none runs. */
  abstract waitingFor(workflowId: string): Promise<string | null | 'absent'>;
}

export type SendOutcome =
  { kind: 'accepted'; answer: string } | { kind: 'retry'; answer: string } | { kind: 'rejected'; answer: string };

export interface Letter {
  messageId: string;
  /** Names the letter in the return path, so that a bounce finds it. */
  deliveryId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Where a program may stop letters like this one (RFC 8058); null: what it says must reach its reader. */
  unsubscribe: string | null;
}

/** A channel that carries letters out of the house. */
export abstract class Post {
  abstract send(letter: Letter): Promise<SendOutcome>;
}

export interface TextMessage {
  /** The same over all attempts, so that a gateway knows a repeat. */
  id: string;
  channel: 'sms' | 'zalo';
  /** E.164: `+84901234567`. */
  to: string;
  text: string;
}

/** A gateway to phones. */
export abstract class TextGateway {
  abstract send(message: TextMessage): Promise<SendOutcome>;
}
