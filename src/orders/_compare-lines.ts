import { compareCodePoints } from "../ids/index.ts";
import { compareDetails } from "./_line-details.ts";
import type { RawLines } from "./_raw-lines.ts";

/**
 * Puts two lines of one customer and day in order; lines that are equal by it cannot be told apart in a log.
 *
 * @param lines - with products, channels and places numbered in code-point order
 * @param byId - whether every line has an order id
 */
export function compareLines(lines: RawLines, byId: boolean): (a: number, b: number) => number {
  const { orders, orderIds, products, amounts, costs, costKnown } = lines;
  const byDetails = compareDetails(lines);
  return (a, b) => {
    if (byId && orders[a] !== orders[b]) {
      return compareCodePoints(orderIds[orders[a]!]!, orderIds[orders[b]!]!);
    }
    return (
      products[a]! - products[b]! ||
      amounts[a]! - amounts[b]! ||
      costs[a]! - costs[b]! ||
      costKnown[a]! - costKnown[b]! ||
      byDetails(a, b)
    );
  };
}
