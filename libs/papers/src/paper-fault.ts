import type { Words } from '#domain';

/** Why a file as a whole cannot be read, and what to do. Nothing of it was read further. */
export class PaperFault extends Error {
  constructor(readonly words: Words) {
    super(words.en);
  }
}
