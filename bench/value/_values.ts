/** Values that are as unequal as those of a shop: log-normal, with customers who bought nothing and some who gave back. */
export function makeValues(customers: number, seed: number): Float64Array {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return Float64Array.from({ length: customers }, () => {
    const chance = random();
    if (chance < 0.3) return 0;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cents = Math.max(1, Math.round(5000 * Math.exp(1.2 * normal)));
    return chance < 0.32 ? -cents : cents;
  });
}

/** Milliseconds of the processors, the least of some runs. */
export function leastCpu(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
