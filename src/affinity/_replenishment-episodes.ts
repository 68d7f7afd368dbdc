import { nextGap } from "./_next-gap.ts";
import type { ReplenishmentModel } from "./fit-replenishment.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** What followed one purchase. */
export interface Episode {
  /** The probability by the law of a gap longer than this one, or than what was seen of it: very long ones keep their order so. */
  readonly beyond: number;
  /** Whether the gap has ended. */
  readonly ended: boolean;
}

/** The purchases in `[from, to)` of customers and products with a law, each judged by the own gaps before it. */
export function episodesOf(
  model: ReplenishmentModel,
  { size, itemIds, starts, days, offsets, items }: PurchaseSequences,
  { from, to, minimumGaps }: { readonly from: number; readonly to: number; readonly minimumGaps: number },
): readonly Episode[] {
  const laws = new Map(model.products.map(({ productId, law }) => [productId, law]));
  const lawOf = itemIds.map((id) => laws.get(id));
  const found: Episode[] = [];
  for (let s = 0; s < size; s++) {
    const own = new Map<number, { count: number; sum: number; logs: number; last: number }>();
    const judge = (item: number, until: number, ended: boolean): void => {
      const known = own.get(item)!;
      if (known.last < from || known.count < minimumGaps) return;
      const gap = nextGap(lawOf[item]!, known);
      const length = until - known.last;
      // A gap of so many days is one of half a day less to half a day more; one that goes on is longer than that.
      const [shorter, longer] = [gap.upper(length - 0.5), gap.upper(length + 0.5)];
      found.push({ beyond: ended ? (shorter + longer) / 2 : longer, ended });
    };
    for (let e = starts[s]!; e < starts[s + 1]! && days[e]! < to; e++) {
      const day = days[e]!;
      for (let at = offsets[e]!; at < offsets[e + 1]!; at++) {
        const item = items[at]!;
        if (lawOf[item] === undefined) continue;
        const known = own.get(item);
        if (known === undefined) {
          own.set(item, { count: 0, sum: 0, logs: 0, last: day });
          continue;
        }
        judge(item, day, true);
        const gap = day - known.last;
        known.count++;
        known.sum += gap;
        known.logs += Math.log(gap);
        known.last = day;
      }
    }
    for (const [item, { last }] of own) if (last < to - 1) judge(item, to - 1, false);
  }
  return found;
}
