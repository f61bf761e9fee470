/** One text in the two languages of the product. */
export interface Words {
  vi: string;
  en: string;
}

/**
 * Why a deed was not done. A refusal is a value, an exception is a surprise.
 * `code` says which kind; the door (HTTP, CLI) chooses its own number for it:
 * notFound: absent or invisible · stale: somebody changed it meanwhile · notAllowed: the post has no such right ·
 * conflict: not possible in this state · invalid: what was given is wrong.
 */
export interface Refusal {
  kind: 'refused';
  code: 'notFound' | 'stale' | 'notAllowed' | 'conflict' | 'invalid';
  words: Words;
  errors: RefusalDetail[];
}

export interface RefusalDetail {
  /** JSON pointer into what was given, e.g. `/decision/number`; absent when no field is to blame. */
  pointer?: string;
  words: Words;
  /** The clause behind it, e.g. `D1.4`. */
  source?: string;
}

export const refusal = (code: Refusal['code'], words: Words, errors: RefusalDetail[] = []): Refusal => ({
  kind: 'refused',
  code,
  words,
  errors,
});

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refused' && 'code' in value;

export const notFound = (): Refusal =>
  refusal('notFound', {
    vi: 'Không tìm thấy, hoặc nằm ngoài phạm vi của chức danh đang dùng. Kiểm tra lại địa chỉ hoặc chọn chức danh khác.',
    en: 'Not found, or outside the scope of the post in use. Check the address or choose another post.',
  });

export const stale = (): Refusal =>
  refusal('stale', {
    vi: 'Bản ghi đã được người khác thay đổi. Tải lại, xem thay đổi rồi gửi lại.',
    en: 'The record was changed by someone else. Reload, look at the change, then send again.',
  });
