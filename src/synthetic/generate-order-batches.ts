import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { createRandom } from "../stats/index.ts";
import { checkCount } from "./_check-count.ts";
import { expectedOrders, scaledProcess } from "./_expected-orders.ts";
import { createLineColumns, type LineColumns } from "./_line-columns.ts";
import { createPopulation, type Population } from "./_population.ts";
import { simulateCustomer } from "./_simulate-customer.ts";
import { type BuyingProcess, completeProcess } from "./buying-process.ts";
import { channelWeights } from "./order-channels.ts";

/** Options of {@link generateOrderBatches}. */
export interface OrderBatchOptions {
  /** Decides everything that is left to chance. */
  readonly seed: string | number;
  /** How many customers: their codes are 0 to `customers` − 1, whether they order in the window or not. */
  readonly customers: number;
  /** The first day of the orders. */
  readonly from: PlainDate;
  /** The day after the last. */
  readonly to: PlainDate;
  /**
   * The mean number of orders of a customer in the window, credit notes not counted: the order rates (and below
   * the process's own mean the habits too) are scaled to it.
   *
   * @defaultValue what the process gives
   */
  readonly ordersPerCustomer?: number | undefined;
  /**
   * Lines in a batch; the last may have fewer.
   *
   * @defaultValue `65536`
   */
  readonly batchSize?: number | undefined;
  /**
   * Changes to the buying process.
   *
   * @defaultValue `{}`, which is {@link defaultBuyingProcess}
   */
  readonly process?: Partial<BuyingProcess> | undefined;
}

/** Order lines by column; every array has `size` entries. The arrays belong to the receiver. */
export interface OrderBatch {
  /** How many lines. */
  readonly size: number;
  /** Customer code of each line. */
  readonly customers: Int32Array;
  /** Day of each line, as days since 1970-01-01. */
  readonly days: Int32Array;
  /** Order of each line, numbered from 0 through all batches; a credit note is an order of its own. */
  readonly orderCodes: Int32Array;
  /** Product of each line: a position in {@link retailCatalogue}. */
  readonly products: Int32Array;
  /** How many of the product, negative for a return. */
  readonly quantities: Int32Array;
  /** Amount of each line in minor units: negative for a return, 0 for a free sample. */
  readonly units: Float64Array;
  /** Cost of the goods of each line in minor units. */
  readonly costs: Float64Array;
  /** Channel of each line: a position in {@link orderChannels}. */
  readonly channels: Uint8Array;
}

/**
 * Generates the order lines of synthetic customers as a stream of column batches: any number of them in constant
 * memory, the same for the same seed each time it is iterated.
 *
 * The lines come customer by customer, and within a customer first the orders of the seasonal process by day,
 * then the habitual orders by day, then the returns. What a customer orders depends on the seed, the window, the
 * process and the customer's code alone: not on how many customers or batches there are.
 *
 * @throws RangeError when an option is out of range, `ordersPerCustomer` is not above the share of customers who
 * are acquired in the window, or more than 2³¹ orders and credit notes are to be expected.
 *
 * @example
 * ```ts
 * import { generateOrderBatches } from "clientele/synthetic";
 *
 * const batches = generateOrderBatches({ seed: 1, customers: 100, from: "2025-01-01", to: "2026-01-01", batchSize: 256 });
 * let lines = 0;
 * for (const batch of batches) lines += batch.size;
 * lines; // => 595
 * ```
 */
export function generateOrderBatches(options: OrderBatchOptions): Iterable<OrderBatch> {
  const doing = "generate order batches";
  const { customers, batchSize = 65_536 } = options;
  checkCount(doing, "customers", customers, 2 ** 31 - 1);
  checkCount(doing, "batchSize", batchSize, 2 ** 27);
  const [from, to] = [dayNumber(options.from), dayNumber(options.to)];
  if (to <= from)
    throw new RangeError(`Cannot ${doing}: to must be after from (${options.from}), got ${options.to}`);
  const complete = completeProcess(doing, options.process);
  const process =
    options.ordersPerCustomer === undefined
      ? complete
      : scaledProcess(doing, complete, options.ordersPerCustomer, from, to);
  checkOrderCodes(doing, process, customers, from, to);
  const random = createRandom(options.seed).split("persons");
  const population = createPopulation(random, process, { from, to }, channelWeights.person);
  return { [Symbol.iterator]: () => iterateBatches(population, customers, batchSize) };
}

/** Order codes are 32-bit integers; a margin of one in a hundred is far beyond chance where it matters. */
function checkOrderCodes(
  doing: string,
  process: BuyingProcess,
  customers: number,
  from: number,
  to: number,
): void {
  const { first, repeat, habitual } = expectedOrders(process, from, to);
  const linesPerOrder = (1 + process.companionProbability) / (1 - process.extraLineProbability);
  const codes = customers * (first + repeat + habitual) * (1 + process.returnProbability * linesPerOrder);
  if (codes * 1.01 < 2 ** 31) return;
  throw new RangeError(
    `Cannot ${doing}: orders and credit notes must stay below 2^31, and about ${Math.round(codes)} are to be expected`,
  );
}

function* iterateBatches(
  population: Population,
  customers: number,
  batchSize: number,
): Generator<OrderBatch, void, void> {
  const lines = createLineColumns();
  let batch = allocateBatch(batchSize);
  let filled = 0;
  let orders = 0;
  for (let customer = 0; customer < customers; customer++) {
    simulateCustomer(population, customer, lines);
    for (let done = 0; done < lines.size; ) {
      const count = Math.min(lines.size - done, batchSize - filled);
      copyLines(lines, done, batch, filled, count, customer, orders);
      done += count;
      filled += count;
      if (filled < batchSize) continue;
      yield batch;
      batch = allocateBatch(batchSize);
      filled = 0;
    }
    orders += lines.orders;
  }
  if (filled > 0) yield trimmed(batch, filled);
}

/** Element by element: for the few lines of a customer a block copy costs more than it saves. */
function copyLines(
  lines: LineColumns,
  from: number,
  batch: OrderBatch,
  to: number,
  count: number,
  customer: number,
  firstOrder: number,
): void {
  for (let i = 0; i < count; i++) {
    batch.customers[to + i] = customer;
    batch.days[to + i] = lines.days[from + i]!;
    batch.orderCodes[to + i] = firstOrder + lines.orderNumbers[from + i]!;
    batch.products[to + i] = lines.products[from + i]!;
    batch.quantities[to + i] = lines.quantities[from + i]!;
    batch.units[to + i] = lines.amounts[from + i]!;
    batch.costs[to + i] = lines.costs[from + i]!;
    batch.channels[to + i] = lines.channels[from + i]!;
  }
}

function allocateBatch(size: number): OrderBatch {
  return Object.freeze({
    size,
    customers: new Int32Array(size),
    days: new Int32Array(size),
    orderCodes: new Int32Array(size),
    products: new Int32Array(size),
    quantities: new Int32Array(size),
    units: new Float64Array(size),
    costs: new Float64Array(size),
    channels: new Uint8Array(size),
  });
}

function trimmed(batch: OrderBatch, size: number): OrderBatch {
  return Object.freeze({
    size,
    customers: batch.customers.slice(0, size),
    days: batch.days.slice(0, size),
    orderCodes: batch.orderCodes.slice(0, size),
    products: batch.products.slice(0, size),
    quantities: batch.quantities.slice(0, size),
    units: batch.units.slice(0, size),
    costs: batch.costs.slice(0, size),
    channels: batch.channels.slice(0, size),
  });
}
