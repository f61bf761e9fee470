import { randomUUID } from 'node:crypto';
import { isRefusal, stale, type Refusal } from '#domain';
import { Records, type NewDocument } from '#records';
import { Injectable } from '@nestjs/common';
import { signature } from '../actor.js';
import { Clock } from '../ports.js';
import { faultOfCorrection, fileHeld, needed, notYet, unfit, type FileOfModel, type Recorded } from './keep-file.js';
import { tidy } from './step-input.js';

export interface RecordDocumentInput extends FileOfModel {
  document: Omit<NewDocument, 'id'>;
}

/** The card of a paper in the model's file; the paper itself may be attached afterwards. */
@Injectable()
export class RecordDocument {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ document: given, ...file }: RecordDocumentInput): Promise<Recorded | Refusal> {
    const at = this.clock.now();
    const today = this.clock.today();
    const document: NewDocument = {
      ...given,
      id: randomUUID(),
      number: tidy(given.number),
      title: tidy(given.title),
      issuer: tidy(given.issuer),
      note: tidy(given.note),
    };
    if (document.datedOn !== null && document.datedOn > today) return unfit([notYet('/datedOn')]);
    if (document.withdrawn && !document.correctsId)
      return unfit([
        needed('/correctsId', {
          vi: 'Nêu văn bản được rút khỏi hồ sơ.',
          en: 'Name the document that is taken back.',
        }),
      ]);
    return this.records.inTransaction(async (tx) => {
      const model = await fileHeld(tx, file, today);
      if (isRefusal(model)) return model;
      const fault = await faultOfCorrection(tx, 'documents', model.id, { correctsId: document.correctsId, kind: null });
      if (fault) return fault;
      const saved = await tx.papers.document(model, document, {
        kind: 'modelDocumentFiled',
        at,
        by: signature(file.actor),
        body: { fields: document },
      });
      return saved ? { id: document.id, modelId: model.id, revision: saved.revision } : stale();
    });
  }
}
