/** The sum of some numbers, with what each addition rounds away kept beside it (Neumaier 1974). */
export function neumaierSum(values: ArrayLike<number>, of: (value: number) => number = (x) => x): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const x = of(values[i]!);
    const next = sum + x;
    lost += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return sum + lost;
}
