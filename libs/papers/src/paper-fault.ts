import type { Words } from '#domain';

/** Why a file as a whole cannot be read, and what to do. Nothing of it was read further. */
export class PaperFault extends Error {
  constructor(readonly words: Words) {
    super(words.en);
  }
}

export const broken = () =>
  new PaperFault({
    vi: 'Tệp bị hỏng hoặc tải lên chưa hết. Mở lại bằng Excel/Word, lưu lại rồi gửi lại.',
    en: 'The file is damaged or was cut off. Open it in Excel or Word, save it again and send it again.',
  });
