import { dutyOrder, editionInForce, isModelDuties, unruledDuties, type ModelDuty, type PlainDay, type Words } from '#domain';
import { Records, RulesRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports.js';

export interface DutiesWithoutTermFound {
  /** The edition of `modelDuties` in force; null: none is, and models owe nothing by rule. */
  inForce: { ruleEditionId: string; validFrom: PlainDay } | null;
  duties: { duty: ModelDuty; words: Words; source: string }[];
}

/**
 * Duties this version knows and the rule in force gives no term: an edition that is older than they are. Steps go on without them, and nobody
 * owes them, until an administrator appends an edition that names them; so they are shown, and counted in `/metrics`.
 */
@Injectable()
export class DutiesWithoutTerm {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<DutiesWithoutTermFound> {
    const editions = (await new RulesRepository(this.records.sql).all()).filter(isModelDuties);
    const edition = editionInForce(editions, this.clock.today());
    if (!edition) return { inForce: null, duties: [] };
    return {
      inForce: { ruleEditionId: edition.id, validFrom: edition.validFrom },
      duties: unruledDuties(edition.body).map((duty) => {
        const { words, source } = dutyOrder(duty);
        return { duty, words, source };
      }),
    };
  }
}
