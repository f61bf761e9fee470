import { connect } from 'node:net';
import { Records } from '#records';
import { Controller, Get, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OneOf, Part } from '../door/fields.js';
import { Operation } from '../door/operation.js';
import { ApiSettings } from '../door/settings.js';

class LiveAnswer {
  @OneOf(['up'])
  status: 'up';
}

class Parts {
  @OneOf(['up', 'down'], { describe: 'Needed: without it nothing can be read or saved.' })
  postgresql: 'up' | 'down';

  @OneOf(['up', 'down'], { describe: 'Not needed to serve: while it is down, wishes wait in the outbox.' })
  temporal: 'up' | 'down';
}

class ReadyAnswer {
  @OneOf(['ready', 'notReady', 'stopping'])
  status: 'ready' | 'notReady' | 'stopping';

  @Part(() => Parts)
  parts: Parts;
}

@ApiTags('health')
@Controller('api/health')
export class HealthController implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly settings: ApiSettings,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  @Get('live')
  @Operation({ id: 'getLive', summary: 'Says that the process runs', answer: LiveAnswer })
  live(): LiveAnswer {
    return { status: 'up' };
  }

  @Get('ready')
  @Operation({
    id: 'getReady',
    summary: 'Says whether requests can be served (200) or not (503)',
    answer: ReadyAnswer,
    also: 503,
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyAnswer> {
    const [postgresql, temporal] = await Promise.all([
      answersInTime(this.records.sql.rows('SELECT 1')),
      answersInTime(reachable(this.settings.temporalAddress)),
    ]);
    const status = this.stopping ? 'stopping' : postgresql === 'up' ? 'ready' : 'notReady';
    if (status !== 'ready') response.status(503);
    return { status, parts: { postgresql, temporal } };
  }
}

const PATIENCE_MS = 1000;

async function answersInTime(question: Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<'down'>((resolve) => (timer = setTimeout(() => resolve('down'), PATIENCE_MS)));
  try {
    return await Promise.race([question.then(() => 'up' as const), tooLong]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}

/** That something listens is all the API needs to know; it never talks to Temporal itself. */
function reachable(address: string): Promise<void> {
  const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(address)!;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host!, port: Number(port), timeout: PATIENCE_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
  });
}
