import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own messages as lines of our log; its start-up chatter only when debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.to.debug(String(message), { context: rest.at(-1) });
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.to.warn(String(message), { context: rest.at(-1) });
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.to.error(message instanceof Error ? message.message : String(message), {
      stack: message instanceof Error ? message.stack : rest[0],
      context: rest.at(-1),
    });
  }
}
