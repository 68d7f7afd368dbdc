import { dayNumber, type Period } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { addUnits } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import type { MixRow } from "./segment-profile.ts";

interface MixOptions {
  /** 1 for members, 0 for others, by customer code. */
  readonly sides: Uint8Array;
  readonly period: Period;
  readonly groupOf: ((productId: string) => string) | undefined;
}

/** The mix of both sides, by the difference of the shares. */
export function compareMix(log: OrderLog, options: MixOptions): readonly MixRow[] {
  const { sides, period, groupOf = (id: string) => id } = options;
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
  const groups = log.productIds.map(groupOf);
  const names = [...new Set(groups)].sort(compareCodePoints);
  const places = new Map(names.map((name, place) => [name, place]));
  // The last place is that of lines without a product.
  const placeOf = Int32Array.from(groups, (group) => places.get(group)!);
  const none = names.length;
  const sums = [0, 1].map(() => Array.from({ length: none + 1 }, (): number | bigint => 0));
  for (let i = 0; i < log.size; i++) {
    const amount = log.amounts[i]!;
    if (amount <= 0 || log.days[i]! < from || log.days[i]! >= to) continue;
    const product = log.products?.[i] ?? -1;
    const place = product < 0 ? none : placeOf[product]!;
    const side = sums[sides[log.customers[i]!]!]!;
    side[place] = addUnits(side[place]!, amount);
  }
  const totals = sums.map((side) => Number(side.reduce((a, b) => addUnits(a, b), 0)));
  const share = (side: 0 | 1, place: number): number =>
    totals[side] === 0 ? 0 : Number(sums[side]![place]!) / totals[side]!;
  const rows = [...names, undefined].flatMap((group, place): MixRow[] => {
    const [outside, inside] = [sums[0]![place]!, sums[1]![place]!];
    if (Number(outside) === 0 && Number(inside) === 0) return [];
    const [shareOutside, shareInside] = [share(0, place), share(1, place)];
    const row: MixRow = {
      ...(group === undefined ? {} : { group }),
      inside: moneyOfUnits(inside, log),
      outside: moneyOfUnits(outside, log),
      shareInside,
      shareOutside,
      ...(shareOutside === 0 ? {} : { index: (100 * shareInside) / shareOutside }),
    };
    return [Object.freeze(row)];
  });
  const distance = (row: MixRow): number => Math.abs(row.shareInside - row.shareOutside);
  return Object.freeze(rows.sort((a, b) => distance(b) - distance(a))); // stable, so that ties stay by name
}
