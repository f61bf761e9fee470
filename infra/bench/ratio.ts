/** One measured thing against its baseline, both in the same run, turn about. Times are milliseconds. */
export interface Ratio {
  name: string;
  baseline: string;
  ours: number[];
  base: number[];
  aim: string;
}

const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Turn about, so that a slow minute of the machine hits both. The first pair warms up and is not counted. */
export async function interleaved(
  rounds: number,
  ours: (round: number) => Promise<number>,
  base: (round: number) => Promise<number>,
) {
  const taken = { ours: [] as number[], base: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const [a, b] =
      round % 2
        ? [await ours(round), await base(round)]
        : await base(round).then(async (first) => [await ours(round), first] as const);
    if (round === 0) continue;
    taken.ours.push(a);
    taken.base.push(b);
  }
  return taken;
}

/** The ratio of the medians, with the spread of the single pairs. */
export function tell({ name, baseline, ours, base, aim }: Ratio): { name: string; ratio: number } {
  const pairs = ours.map((value, index) => value / base[index]!);
  const ratio = median(ours) / median(base);
  const spread = `${Math.min(...pairs).toFixed(2)}…${Math.max(...pairs).toFixed(2)}`;
  console.log(`${name} ÷ ${baseline}: ${ratio.toFixed(2)} (pairs ${spread}, ${pairs.length} rounds; aim ${aim})`);
  return { name, ratio };
}
