import { wrongParameter } from "./_check.ts";
import type { PurchaseCounts } from "./_purchase-counts.ts";

/** Whom a customer's change is compared with: nobody, all others, or the others of its group, by customer id. */
export type Peers = "none" | "all" | ReadonlyMap<string, string>;

/** Fewer purchases than these say too little of what peers have done. */
const ENOUGH = 100;

/** What the rate of everybody else in the group has done, current by reference; nothing where nobody is compared with. */
export function peerRatios(
  doing: string,
  counts: PurchaseCounts,
  options: {
    readonly peers: Peers;
    readonly currentDays: number;
    readonly customerIds: readonly string[];
  },
): ((index: number) => number) | undefined {
  const { peers, currentDays, customerIds } = options;
  if (peers === "none") return undefined;
  if (peers !== "all" && !(peers instanceof Map))
    throw wrongParameter(doing, "peers", "none, all or a map of groups by customer", peers);
  const names = new Map<string | undefined, number>();
  const groups = new Int32Array(counts.size);
  const sums: { k1: number; t1: number; k2: number; t2: number }[] = [];
  for (let i = 0; i < counts.size; i++) {
    const name = peers === "all" ? "" : peers.get(customerIds[counts.customers[i]!]!);
    let group = names.get(name);
    if (group === undefined) {
      group = sums.push({ k1: 0, t1: 0, k2: 0, t2: 0 }) - 1;
      names.set(name, group);
    }
    groups[i] = group;
    if (counts.days[i] === 0) continue;
    const sum = sums[group]!;
    sum.k1 += counts.reference[i]!;
    sum.t1 += counts.days[i]!;
    sum.k2 += counts.current[i]!;
    sum.t2 += currentDays;
  }
  for (const [name, group] of names) {
    const { k1, k2 } = sums[group]!;
    if (Math.min(k1, k2) < ENOUGH)
      throw new RangeError(
        `Cannot ${doing}: peers ${name === undefined ? "of no group" : JSON.stringify(name)} must have at least ${ENOUGH} purchases in each period, got ${k1} and ${k2}`,
      );
  }
  return (i) => {
    const { k1, t1, k2, t2 } = sums[groups[i]!]!;
    const own = counts.days[i]! > 0;
    const before = (k1 - (own ? counts.reference[i]! : 0)) / (t1 - counts.days[i]!);
    const after = (k2 - (own ? counts.current[i]! : 0)) / (t2 - (own ? currentDays : 0));
    // A single customer that makes the whole group has no peers left.
    return before > 0 && after > 0 ? after / before : k2 / t2 / (k1 / t1);
  };
}
