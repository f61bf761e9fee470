import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { readBounce } from '#notices';
import { Log } from '#platform';
import { Clock, RecordBounce } from '#usecases';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SMTPServer } from 'smtp-server';

const MEGABYTE = 1024 * 1024;

export interface BounceIntakeSettings {
  /** `host:port` to listen on for returned mail; null: none (then mail reaches `cli bounce`). */
  bounceListen: string | null;
}

/** Takes returned mail by SMTP from the province's own mail server. Mail that is no delivery report is taken and forgotten. */
@Injectable()
export class BounceIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server?: SMTPServer;

  constructor(
    private readonly settings: BounceIntakeSettings,
    private readonly recordBounce: RecordBounce,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.bounceListen) return;
    const { hostname, port } = new URL(`smtp://${this.settings.bounceListen}`);
    const server = (this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: MEGABYTE,
      logger: false,
      onData: (stream, _session, done) => void this.take(stream).then(() => done(), done),
    }));
    server.on('error', (error) => this.log.warn('a sender of returned mail hung up', { error }));
    await new Promise<void>((resolve) => server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''), resolve));
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** The address listened on, for tests that ask for any free port. */
  get port(): number {
    return (this.server!.server.address() as { port: number }).port;
  }

  /** Throws when PostgreSQL is away: the sender keeps the mail and comes again. */
  private async take(stream: Readable): Promise<void> {
    const bounce = await readBounce(await buffer(stream));
    const outcome = bounce ? await this.recordBounce.run({ bounce, now: this.clock.now() }) : 'noReport';
    this.log.info('returned mail', { outcome, status: bounce?.status, deliveryId: bounce?.deliveryId ?? undefined });
  }
}
