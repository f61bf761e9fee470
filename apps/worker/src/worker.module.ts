import { DigestWriter, EmailChannel, HttpTextGateway, HttpWebhookCaller } from '#notices';
import { createTemporalClient, KeyVault, Log, SystemClock, TemporalWaker } from '#platform';
import { Records } from '#records';
import {
  CallWebhook,
  Clock,
  DeliverPage,
  FireRung,
  LetterWriter,
  NextOpening,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  Post,
  Reconcile,
  RecordBounce,
  SealSecrets,
  TextGateway,
  Vault,
  Waker,
  WebhookCaller,
} from '#usecases';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { DataSource } from 'typeorm';
import { WorkerActivities } from './activities.js';
import { openDataSource, OutsideDoors } from './outside.js';
import { BounceIntake } from './bounces/bounce-intake.js';
import { OutboxRelay } from './relay/outbox-relay.js';
import { SealingAtStart } from './sealing-at-start.js';
import { TemporalWorker } from './temporal-worker.js';
import { Tending } from './tending.js';
import { SETTINGS, TEMPORAL_CLIENT } from './tokens.js';
import type { WorkerSettings } from './worker-settings.js';

@Module({})
export class WorkerModule {
  static with(settings: WorkerSettings, log: Log): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: Log, useValue: log },
        { provide: DataSource, useFactory: () => openDataSource(settings, log) },
        { provide: Records, useFactory: (source: DataSource) => new Records(source), inject: [DataSource] },
        { provide: TEMPORAL_CLIENT, useFactory: () => createTemporalClient(settings) },
        { provide: Waker, useFactory: (client: Client) => new TemporalWaker(client), inject: [TEMPORAL_CLIENT] },
        { provide: Clock, useClass: SystemClock },
        { provide: Post, useFactory: () => new EmailChannel(settings) },
        // None is set up: the queue says so with each message for a phone.
        {
          provide: TextGateway,
          useFactory: () => (settings.textGatewayUrl ? new HttpTextGateway(settings.textGatewayUrl) : null),
        },
        { provide: WebhookCaller, useFactory: () => new HttpWebhookCaller(settings) },
        { provide: Vault, useFactory: () => new KeyVault(settings.sealingKeys) },
        SealSecrets,
        SealingAtStart,
        CallWebhook,
        RecordBounce,
        {
          provide: BounceIntake,
          useFactory: (recordBounce: RecordBounce, clock: Clock) => new BounceIntake(settings, recordBounce, clock, log),
          inject: [RecordBounce, Clock],
        },
        { provide: LetterWriter, useFactory: () => new DigestWriter(settings) },
        NextRung,
        FireRung,
        NextOpening,
        OpenDue,
        OpenReviewRound,
        OpenRound,
        OpenConference,
        DeliverPage,
        Reconcile,
        WorkerActivities,
        OutboxRelay,
        Tending,
        TemporalWorker,
        OutsideDoors,
      ],
    };
  }
}
