/** What to do when a due day is no working day. Administrative and Party dates are fixed days, so `none` is usual. */
export type Roll = 'next' | 'previous' | 'none';
