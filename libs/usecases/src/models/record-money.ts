import { randomUUID } from 'node:crypto';
import { isRefusal, stale, type Refusal } from '#domain';
import { Records, type NewMoney } from '#records';
import { Injectable } from '@nestjs/common';
import { signature } from '../actor.js';
import { Clock } from '../ports.js';
import { faultOfCorrection, fileHeld, needed, notYet, unfit, type FileOfModel, type Recorded } from './keep-file.js';
import { tidy } from './step-input.js';

export interface RecordMoneyInput extends FileOfModel {
  received: Omit<NewMoney, 'id'>;
}

/** Money that came in, by source, in đồng; what the people gave is kept apart from the state budget. */
@Injectable()
export class RecordMoney {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ received: given, ...file }: RecordMoneyInput): Promise<Recorded | Refusal> {
    const at = this.clock.now();
    const today = this.clock.today();
    const received = { ...given, note: tidy(given.note), id: randomUUID() };
    if (received.onDay > today) return unfit([notYet('/onDay')]);
    if (received.amount === null && !received.correctsId)
      return unfit([
        needed('/amount', {
          vi: 'Nêu số tiền (đồng); chỉ bỏ trống khi rút lại một dòng đã ghi (correctsId).',
          en: 'Give the amount in đồng; it may be left out only to take back a row (correctsId).',
        }),
      ]);
    return this.records.inTransaction(async (tx) => {
      const model = await fileHeld(tx, file, today);
      if (isRefusal(model)) return model;
      const fault = await faultOfCorrection(tx, 'money', model.id, { correctsId: received.correctsId, kind: received.source });
      if (fault) return fault;
      const saved = await tx.papers.receive(model, received, {
        kind: 'modelMoneyReceived',
        at,
        by: signature(file.actor),
        body: { fields: received },
      });
      return saved ? { id: received.id, modelId: model.id, revision: saved.revision } : stale();
    });
  }
}
