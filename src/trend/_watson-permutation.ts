import type { Random } from "../stats/index.ts";

/** The probability of Watson's U² at least as large if the times are dealt to the two periods anew, drawn. */
export function watsonP(
  reference: readonly number[],
  current: readonly number[],
  draws: { readonly random: Random; readonly replicates: number; readonly enough: number },
): number {
  const [m, n] = [reference.length, current.length];
  const size = m + n;
  const pool = [...reference.map((time) => [time, 0] as const), ...current.map((time) => [time, 1] as const)];
  pool.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const labels = Uint8Array.from(pool, ([, label]) => label);
  // Equal times share the way in equal steps: where each block of them ends.
  const ends: number[] = [];
  pool.forEach(([time], i) => {
    if (i === size - 1 || pool[i + 1]![0] !== time) ends.push(i + 1);
  });
  const statistic = (): number => {
    let [sum, squares, d, i] = [0, 0, 0, 0];
    for (const end of ends) {
      let now = 0;
      for (let j = i; j < end; j++) now += labels[j]!;
      const step = ((end - i - now) / m - now / n) / (end - i);
      for (; i < end; i++) {
        d += step;
        sum += d;
        squares += d * d;
      }
    }
    return squares - (sum * sum) / size;
  };
  const limit = statistic() * (1 - 1e-10);
  let extreme = 0;
  for (let draw = 1; draw <= draws.replicates; draw++) {
    for (let i = 0; i < size; i++) {
      const chosen = i + Math.floor(draws.random.next() * (size - i));
      const taken = labels[chosen]!;
      labels[chosen] = labels[i]!;
      labels[i] = taken;
    }
    if (statistic() >= limit && ++extreme >= draws.enough) return extreme / draw;
  }
  return (1 + extreme) / (1 + draws.replicates);
}
