/** Scores, weights and percentages have two decimals; whole hundredths add and divide without the noise of binary fractions. */
export const hundredths = (value: number): number => Math.round(value * 100);

export const hasTwoDecimals = (value: number): boolean => Number.isFinite(value) && hundredths(value) / 100 === value;

export const toTwoDecimals = (value: number): number => hundredths(value) / 100;
