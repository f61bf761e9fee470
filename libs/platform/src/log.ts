import type { LogLevel } from './settings.js';

export type LogFields = Record<string, unknown>;

const weight: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 };

/** One JSON object a line. `write` is handed in so that a test can listen. */
export class Log {
  constructor(
    private readonly program: string,
    private readonly level: LogLevel = 'info',
    private readonly write: (line: string) => void = (line) => process.stdout.write(line),
  ) {}

  debug(message: string, fields?: LogFields): void {
    this.line('debug', message, fields);
  }
  info(message: string, fields?: LogFields): void {
    this.line('info', message, fields);
  }
  warn(message: string, fields?: LogFields): void {
    this.line('warn', message, fields);
  }
  error(message: string, fields?: LogFields): void {
    this.line('error', message, fields);
  }

  private line(level: Exclude<LogLevel, 'silent'>, message: string, fields: LogFields = {}): void {
    if (weight[level] < weight[this.level]) return;
    this.write(`${JSON.stringify({ at: new Date().toISOString(), level, program: this.program, message, ...plain(fields) })}\n`);
  }
}

const plain = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? errorFields(value) : value]));

const errorFields = (error: Error): LogFields => ({
  name: error.name,
  message: error.message,
  code: (error as { code?: unknown }).code,
  stack: error.stack,
  cause: error.cause instanceof Error ? errorFields(error.cause) : undefined,
});
