import type { Words } from '../refusals/refusal.js';
import type { Cell } from './cell.js';

/** A whole number as typed: 1234567, 1.234.567, 1 234 567 or 1,234,567. */
export function readAmount({ text: typed, number }: Cell, most: number): { amount: number } | { fault: Words } {
  const text = typed.trim();
  const digits = /^\d+$/.test(text)
    ? text
    : /^\d{1,3}(?:([., \u00a0])\d{3})(?:\1\d{3})*$/.test(text)
      ? text.replace(/\D/g, '')
      : null;
  const amount = number ?? (digits === null ? NaN : Number(digits));
  if (!Number.isInteger(amount) || amount < 0 || amount > most)
    return {
      fault: {
        vi: `Phải là số nguyên từ 0 đến ${most.toLocaleString('vi-VN')}; tiền ghi bằng đồng, ví dụ 690000000 hoặc 690.000.000.`,
        en: `Must be a whole number from 0 to ${most.toLocaleString('en-US')}; money in đồng, e.g. 690000000 or 690.000.000.`,
      },
    };
  return { amount };
}
