import { dateOfDay } from "clientele/calendar";
import type { OrderTotals } from "clientele/orders";

interface WalkedLine {
  readonly customerId: string;
  readonly orderId: string;
  readonly orderedOn: string;
  readonly amount: string;
  readonly cost?: string | undefined;
}

/** Units of 10⁻³ by hand. */
function unitsOf(text: string): bigint {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(`${whole}${fraction.padEnd(3, "0")}`);
}

/** The same by a plain walk over the lines, in big integers. */
export function walk(lines: readonly WalkedLine[]) {
  const rows = new Map<string, WalkedLine[]>();
  for (const line of lines) rows.set(line.customerId, [...(rows.get(line.customerId) ?? []), line]);
  const encoder = new TextEncoder();
  const ids = [...rows.keys()].sort((a, b) => Buffer.compare(encoder.encode(a), encoder.encode(b)));
  return ids.map((customerId) => {
    const own = rows.get(customerId) as WalkedLine[];
    const part = (keep: (units: bigint) => boolean) => own.filter(({ amount }) => keep(unitsOf(amount)));
    const orders = (some: readonly WalkedLine[]) => new Set(some.map(({ orderId }) => orderId)).size;
    const sum = (texts: readonly (string | undefined)[]) =>
      String(texts.reduce((total, text) => total + unitsOf(text ?? "0"), 0n));
    const [bought, given, free] = [part((u) => u > 0n), part((u) => u < 0n), part((u) => u === 0n)];
    const days = bought.map(({ orderedOn }) => orderedOn).sort();
    return {
      customerId,
      purchases: orders(bought),
      purchaseUnits: sum(bought.map(({ amount }) => amount)),
      returns: orders(given),
      returnUnits: sum(given.map(({ amount }) => amount)),
      freeOrders: orders(free),
      purchaseCosts: sum(bought.map(({ cost }) => cost)),
      otherCosts: sum([...given, ...free].map(({ cost }) => cost)),
      first: days[0],
      last: days.at(-1),
    };
  });
}

/** What totals say, in the same form. */
export function rowsOf(totals: OrderTotals) {
  const found = totals.customers();
  const exact = (sum: string, index: number, units: number | undefined): string =>
    String(found.wide.find((one) => one.sum === sum && one.index === index)?.units ?? BigInt(units ?? 0));
  return found.customerIds.map((customerId, i) => ({
    customerId,
    purchases: found.purchases[i],
    purchaseUnits: exact("purchases", i, found.purchaseUnits[i]),
    returns: found.returns[i],
    returnUnits: exact("returns", i, found.returnUnits[i]),
    freeOrders: found.freeOrders[i],
    purchaseCosts: exact("purchaseCosts", i, found.costs?.purchaseUnits[i]),
    otherCosts: exact("otherCosts", i, found.costs?.otherUnits[i]),
    first: found.purchases[i] === 0 ? undefined : dateOfDay(found.firstPurchase[i] as number),
    last: found.purchases[i] === 0 ? undefined : dateOfDay(found.lastPurchase[i] as number),
  }));
}
