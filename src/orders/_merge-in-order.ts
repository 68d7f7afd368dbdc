import { compareLines } from "./_compare-lines.ts";
import type { RawLines } from "./_raw-lines.ts";

/**
 * The canonical order of two runs of lines, one after the other, that are each in it.
 *
 * @param lines - with customers, products, channels and places numbered in code-point order
 * @param middle - where the second run begins
 * @param byId - whether every line has an order id
 */
export function mergeInOrder(lines: RawLines, middle: number, byId: boolean): Int32Array {
  const { customers, days } = lines;
  const compare = compareLines(lines, byId);
  const order = new Int32Array(days.length);
  for (let i = 0, j = middle, to = 0; to < order.length; to++) {
    const rightFirst =
      i === middle ||
      (j < order.length && (customers[j]! - customers[i]! || days[j]! - days[i]! || compare(j, i)) < 0);
    order[to] = rightFirst ? j++ : i++;
  }
  return order;
}
