export const LONGEST_TEXT = 10_000;

// Control characters but tab and line ends, and halves of a character: PostgreSQL keeps neither.
// eslint-disable-next-line no-control-regex
const PRINTABLE = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}]*$/u;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isPrintable = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_TEXT && PRINTABLE.test(value);
export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
