import { generateOrderBatches, type OrderBatch, type OrderBatchOptions } from "clientele/synthetic";

/** All lines of a stream of batches in one: for populations that fit in memory. */
export function collectLines(options: OrderBatchOptions): OrderBatch {
  const batches = [...generateOrderBatches(options)];
  const join = <K extends keyof OrderBatch>(column: K): OrderBatch[K] => {
    const arrays = batches.map((batch) => batch[column] as unknown as Float64Array);
    const first = arrays[0];
    if (first === undefined) throw new Error("no lines");
    const size = arrays.reduce((sum, array) => sum + array.length, 0);
    const all = new (first.constructor as Float64ArrayConstructor)(size);
    let at = 0;
    for (const array of arrays) {
      all.set(array, at);
      at += array.length;
    }
    return all as unknown as OrderBatch[K];
  };
  return {
    size: batches.reduce((sum, batch) => sum + batch.size, 0),
    customers: join("customers"),
    days: join("days"),
    orderCodes: join("orderCodes"),
    products: join("products"),
    quantities: join("quantities"),
    units: join("units"),
    costs: join("costs"),
    channels: join("channels"),
  };
}

/** The lines of a batch as plain records. */
export function rowsOf(batch: OrderBatch): Record<string, number>[] {
  const { size, ...columns } = batch;
  return Array.from({ length: size }, (_, i) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i]!])),
  );
}

/** Positions of the purchase lines that begin an order, in their order. */
export function purchaseOrders({ size, orderCodes, units, quantities }: OrderBatch): number[] {
  const starts: number[] = [];
  for (let i = 0; i < size; i++)
    if (orderCodes[i] !== orderCodes[i - 1] && quantities[i]! > 0 && units[i]! >= 0) starts.push(i);
  return starts;
}
