import { createHash } from 'node:crypto';
import { isRefusal, notFound, refusal, stale, type Refusal } from '#domain';
import { Records } from '#records';
import { Injectable } from '@nestjs/common';
import { signature } from '../actor.js';
import { Clock } from '../ports.js';
import { fileHeld, type FileOfModel, type Recorded } from './keep-file.js';
import { tidy } from './step-input.js';

export interface AttachFileInput extends FileOfModel {
  documentId: string;
  /** As the person calls it. */
  name: string;
  /** As its content says. */
  mediaType: string;
  content: Buffer;
}

/** The paper itself, kept as it came, once; another paper is another document. */
@Injectable()
export class AttachFile {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ documentId, name, mediaType, content, ...file }: AttachFileInput): Promise<Recorded | Refusal> {
    const at = this.clock.now();
    const sha256 = createHash('sha256').update(content).digest();
    return this.records.inTransaction(async (tx) => {
      const model = await fileHeld(tx, file, this.clock.today());
      if (isRefusal(model)) return model;
      const document = await tx.papers.rowOf('documents', model.id, documentId);
      if (!document) return notFound();
      if (await tx.papers.hasFile(documentId)) return attachedAlready();
      const saved = await tx.papers.attach(
        model,
        documentId,
        { name: tidy(name), mediaType, sha256, content },
        {
          kind: 'modelFileAttached',
          at,
          by: signature(file.actor),
          body: { fields: { documentId, name: tidy(name), mediaType, size: content.length, sha256: sha256.toString('hex') } },
        },
      );
      return saved ? { id: documentId, modelId: model.id, revision: saved.revision } : stale();
    });
  }
}

const attachedAlready = () =>
  refusal('conflict', {
    vi: 'Văn bản này đã có tệp đính kèm. Bản khác thì lập văn bản mới, đính chính văn bản này.',
    en: 'The document has its file already. For another version, file a new document that corrects this one.',
  });
