import type { Period } from "../calendar/index.ts";
import { arrangeLines, rawLinesOf } from "./_arrange-lines.ts";
import { filterDetails } from "./_line-details.ts";
import type { OrderLog } from "./order-log.ts";

/** The lines that a test lets pass, as a log of the given window. */
export function keepLines(log: OrderLog, passes: (line: number) => boolean, window: Period): OrderLog {
  const lines = rawLinesOf(log);
  const inside = (_: number, line: number): boolean => passes(line);
  return arrangeLines({
    ...lines,
    ...filterDetails(lines, inside),
    window,
    customers: lines.customers.filter(inside),
    days: lines.days.filter(inside),
    orders: lines.orders.filter(inside),
    products: lines.products.filter(inside),
    amounts: lines.amounts.filter(inside),
    costs: lines.costs.filter(inside),
    costKnown: lines.costKnown.filter(inside),
  });
}
