import type { ColumnBatch } from "../../orders/index.ts";

/** Whether every thread can read a batch where it lies: codes, all columns in shared memory and of one length. */
export function isShared(batch: ColumnBatch): boolean {
  if (typeof batch !== "object" || batch === null || !(batch.customers instanceof Int32Array)) return false;
  const { customers, days, seconds, amounts, costs } = batch;
  const columns = [
    customers,
    days ?? seconds,
    amounts?.units,
    ...(costs === undefined ? [] : [costs?.units]),
  ];
  return columns.every(
    (column) =>
      ArrayBuffer.isView(column) &&
      column.buffer instanceof SharedArrayBuffer &&
      column.length === customers.length,
  );
}
