import { GaugesReader, Records, RepairsReader, type Gauges } from '#records';
import { Clock, DutiesWithoutTerm, WaitingDeadlines, WaitingOpenings } from '#usecases';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Gauge } from 'prom-client';
import { Operation } from '../door/operation.js';
import { HttpMetrics } from './http-metrics.js';

const told: Record<keyof Figures, { name: string; help: string }> = {
  outboxWaiting: { name: 'lantoa_outbox_waiting', help: 'Wishes to Temporal not yet delivered' },
  outboxOldestSeconds: { name: 'lantoa_outbox_oldest_seconds', help: 'Age of the oldest undelivered wish' },
  deliveriesQueued: { name: 'lantoa_deliveries_queued', help: 'Letters, messages and calls not yet sent' },
  deliveriesDead: { name: 'lantoa_deliveries_dead', help: 'Letters given up' },
  textsDead: { name: 'lantoa_texts_dead', help: 'Messages to phones given up' },
  webhookCallsDead: { name: 'lantoa_webhook_calls_dead', help: 'Calls of webhooks given up' },
  webhooksDisabled: { name: 'lantoa_webhooks_disabled', help: 'Webhooks that are called no more' },
  addressesBouncing: { name: 'lantoa_addresses_bouncing', help: 'People whose letters come back' },
  openingsWaiting: {
    name: 'lantoa_openings_waiting',
    help: 'Rounds and conferences past their day that wait for a work calendar',
  },
  deadlinesWaiting: {
    name: 'lantoa_deadlines_waiting_for_calendar',
    help: 'Open deadlines that tell people on working days of a year whose calendar is not published',
  },
  dutiesWithoutTerm: {
    name: 'lantoa_duties_without_term',
    help: 'Duties of models the rule in force is too old to name, so nobody owes them',
  },
  overdueObligations: { name: 'lantoa_obligations_overdue', help: 'Obligations owed and past their day' },
};

interface Figures extends Gauges {
  openingsWaiting: number;
  deadlinesWaiting: number;
  dutiesWithoutTerm: number;
}

@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  private readonly reader: GaugesReader;
  private readonly repairs: Gauge;
  private readonly repairsReader: RepairsReader;
  private readonly gauges: Record<keyof Figures, Gauge>;

  constructor(
    records: Records,
    private readonly clock: Clock,
    private readonly metrics: HttpMetrics,
    private readonly waitingOpenings: WaitingOpenings,
    private readonly waitingDeadlines: WaitingDeadlines,
    private readonly dutiesWithoutTerm: DutiesWithoutTerm,
  ) {
    this.reader = new GaugesReader(records.sql);
    this.repairsReader = new RepairsReader(records.sql);
    this.repairs = new Gauge({
      name: 'lantoa_repairs',
      help: 'What the reconciler has mended so far, by kind; more than none in quiet times is an alarm',
      labelNames: ['difference'],
      registers: [metrics.registry],
    });
    this.gauges = Object.fromEntries(
      Object.entries(told).map(([key, named]) => [key, new Gauge({ ...named, registers: [metrics.registry] })]),
    ) as Record<keyof Figures, Gauge>;
  }

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Operation({ id: 'getMetrics', summary: 'Figures of the running system, for Prometheus', text: 'text/plain' })
  async read(): Promise<string> {
    const waiting = (await this.waitingOpenings.run()).filter(({ isLate }) => isLate);
    const gauges = await this.reader.read(this.clock.now(), this.clock.today());
    const figures: Figures = {
      ...gauges,
      openingsWaiting: waiting.length,
      deadlinesWaiting: await this.waitingDeadlines.count(),
      dutiesWithoutTerm: (await this.dutiesWithoutTerm.run()).duties.length,
    };
    for (const key of Object.keys(told) as (keyof Figures)[]) this.gauges[key].set(figures[key]);
    for (const [difference, count] of Object.entries(await this.repairsReader.counts())) this.repairs.set({ difference }, count);
    return this.metrics.registry.metrics();
  }
}
