import type { PurchaseSequences } from "./purchase-sequences.ts";

/** The first day on which each sequence holds an item: by sequence, rising. */
export type FirstDays = ReadonlyMap<number, number>;

/** The first days of items before a day; of all items, or of some. */
export function firstDays(
  { size, starts, days, offsets, items }: PurchaseSequences,
  end: number,
  wanted?: ReadonlySet<number>,
): ReadonlyMap<number, FirstDays> {
  const first = new Map<number, Map<number, number>>();
  for (let s = 0; s < size; s++) {
    for (let e = starts[s]!; e < starts[s + 1]! && days[e]! < end; e++) {
      for (let at = offsets[e]!; at < offsets[e + 1]!; at++) {
        const item = items[at]!;
        if (wanted?.has(item) === false) continue;
        let own = first.get(item);
        if (own === undefined) {
          own = new Map();
          first.set(item, own);
        }
        if (!own.has(s)) own.set(s, days[e]!);
      }
    }
  }
  return first;
}

/** Who bought one thing and then another, and who has not. */
export function pairLags(
  from: FirstDays | undefined,
  to: FirstDays | undefined,
  end: number,
): { readonly lags: number[]; readonly waits: number[]; readonly sameDay: number; readonly before: number } {
  const lags: number[] = [];
  const waits: number[] = [];
  let [sameDay, before] = [0, 0];
  for (const [s, a] of from ?? []) {
    const b = to?.get(s);
    if (b === undefined) waits.push(end - 1 - a);
    else if (b > a) lags.push(b - a);
    else if (b === a) sameDay++;
    else before++;
  }
  return { lags, waits, sameDay, before };
}
