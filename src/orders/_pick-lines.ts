import type { RawLines } from "./_raw-lines.ts";
import type { KnownValues } from "./order-log.ts";

/** Some lines in an order of their own; ids stay as they are, whether a line still has them or not. */
export function pickLines(lines: RawLines, order: Int32Array): RawLines {
  const runs = runsOf(order);
  const pick = <A extends Column>(values: A): A => gather(values, order, runs);
  const known = (column: KnownValues): KnownValues => ({
    values: pick(column.values),
    known: pick(column.known),
  });
  const { instants, quantities, channels, places } = lines;
  return {
    ...lines,
    customers: pick(lines.customers),
    days: pick(lines.days),
    orders: pick(lines.orders),
    products: pick(lines.products),
    amounts: pick(lines.amounts),
    costs: pick(lines.costs),
    costKnown: pick(lines.costKnown),
    instants: instants && known(instants),
    quantities: quantities && { exponent: quantities.exponent, ...known(quantities) },
    channels: channels && pick(channels),
    places: places && pick(places),
  };
}

type Column = Int32Array | Float64Array | Uint8Array;

/** From here on a run of lines is copied faster at once than value by value. */
const LONG_RUN = 24;

/** Where lines begin that do not follow the line before, and the end; nothing where such runs are short. */
function runsOf(order: Int32Array): Int32Array | undefined {
  const runs = new Int32Array(Math.floor(order.length / LONG_RUN) + 2);
  let count = 1;
  for (let i = 1; i < order.length; i++) {
    if (order[i] === order[i - 1]! + 1) continue;
    if (count > runs.length - 2) return undefined;
    runs[count++] = i;
  }
  runs[count] = order.length;
  return runs.subarray(0, count + 1);
}

/** The values in a new order, in a column of their own kind. */
function gather<A extends Column>(values: A, order: Int32Array, runs: Int32Array | undefined): A {
  const gathered = values.slice(0, order.length) as A;
  if (runs === undefined) {
    for (let i = 0; i < order.length; i++) gathered[i] = values[order[i]!]!;
    return gathered;
  }
  for (let run = 0; run < runs.length - 1; run++) {
    const [from, to] = [runs[run]!, runs[run + 1]!];
    if (from < to) gathered.set(values.subarray(order[from]!, order[from]! + to - from), from);
  }
  return gathered;
}
