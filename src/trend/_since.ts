/**
 * The day from which a rate of events is seen to differ: the split of the days into two rates under which the events are
 * likeliest, among the splits that go the way stated.
 *
 * k₁ ln(k₁ / T₁) + k₂ ln(k₂ / T₂) → max over the days of the split
 *
 * @param days - of the events, in order
 * @returns the first day of the second rate
 */
export function sinceOf(
  days: ArrayLike<number>,
  span: { readonly from: number; readonly to: number; readonly direction: "up" | "down" },
): number | undefined {
  const { from, to, direction } = span;
  const n = days.length;
  let best = Number.NEGATIVE_INFINITY;
  let since: number | undefined;
  const part = (k: number, length: number): number => (k === 0 ? 0 : k * Math.log(k / length));
  const consider = (day: number, before: number): void => {
    if (day <= from || day >= to) return;
    const [t1, t2] = [day - from, to - day];
    const after = n - before;
    if (after / t2 > before / t1 !== (direction === "up") || after * t1 === before * t2) return;
    const value = part(before, t1) + part(after, t2);
    if (value > best) [best, since] = [value, day];
  };
  for (let i = 0; i < n; i++) {
    consider(days[i]!, firstAt(days, i));
    consider(days[i]! + 1, lastAt(days, i) + 1);
  }
  return since;
}

/** The first event of the day of an event. */
function firstAt(days: ArrayLike<number>, i: number): number {
  let at = i;
  while (at > 0 && days[at - 1] === days[i]) at--;
  return at;
}

function lastAt(days: ArrayLike<number>, i: number): number {
  let at = i;
  while (at < days.length - 1 && days[at + 1] === days[i]) at++;
  return at;
}

/**
 * The day from which values are seen to lie higher or lower: the split in two whose means lie farthest apart for the numbers of
 * values on both sides.
 *
 * (x̄₂ − x̄₁)² n₁ n₂ / n → max
 *
 * @param days - of the values, in order
 */
export function sinceOfMeans(
  days: ArrayLike<number>,
  values: ArrayLike<number>,
  direction: "up" | "down",
): number | undefined {
  const n = days.length;
  let [total, before] = [0, 0];
  for (let i = 0; i < n; i++) total += values[i]!;
  let [best, since]: [number, number | undefined] = [0, undefined];
  for (let i = 1; i < n; i++) {
    before += values[i - 1]!;
    if (days[i] === days[i - 1]) continue;
    const apart = (total - before) / (n - i) - before / i;
    if (apart > 0 !== (direction === "up")) continue;
    const value = (apart * apart * i * (n - i)) / n;
    if (value > best) [best, since] = [value, days[i]!];
  }
  return since;
}
