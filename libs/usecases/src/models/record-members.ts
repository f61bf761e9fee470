import { randomUUID } from 'node:crypto';
import { isRefusal, stale, type Refusal } from '#domain';
import { Records, type NewCount } from '#records';
import { Injectable } from '@nestjs/common';
import { signature } from '../actor.js';
import { Clock } from '../ports.js';
import { faultOfCorrection, fileHeld, needed, notYet, unfit, type FileOfModel, type Recorded } from './keep-file.js';
import { tidy } from './step-input.js';

export interface RecordMembersInput extends FileOfModel {
  counted: Omit<NewCount, 'id'>;
}

/** How many take part, on a day; a later row may correct an earlier one, and nothing is overwritten. */
@Injectable()
export class RecordMembers {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ counted: given, ...file }: RecordMembersInput): Promise<Recorded | Refusal> {
    const at = this.clock.now();
    const today = this.clock.today();
    const counted = { ...given, note: tidy(given.note), id: randomUUID() };
    if (counted.onDay > today) return unfit([notYet('/onDay')]);
    if (counted.count === null && !counted.correctsId)
      return unfit([
        needed('/count', {
          vi: 'Nêu số lượng; chỉ bỏ trống khi rút lại một dòng đã ghi (correctsId).',
          en: 'Give the count; it may be left out only to take back a row (correctsId).',
        }),
      ]);
    return this.records.inTransaction(async (tx) => {
      const model = await fileHeld(tx, file, today);
      if (isRefusal(model)) return model;
      const fault = await faultOfCorrection(tx, 'members', model.id, counted);
      if (fault) return fault;
      const saved = await tx.papers.count(model, counted, {
        kind: 'modelMembersCounted',
        at,
        by: signature(file.actor),
        body: { fields: counted },
      });
      return saved ? { id: counted.id, modelId: model.id, revision: saved.revision } : stale();
    });
  }
}
