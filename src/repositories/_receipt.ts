import { equalStored } from "./_copy-storable.ts";
import { StoreError } from "./store-error.ts";

/** What is remembered of a save that had an idempotency key. */
export interface Receipt {
  /** The record that was saved. */
  readonly record: object;
  /** The version that the save gave it. */
  readonly version: number;
}

/** Whether the save is a repetition of that of the receipt; another record under its key is refused. */
export function checkReceipt(
  collection: string,
  record: { readonly id: string },
  key: string,
  receipt: Receipt | undefined,
): receipt is Receipt {
  if (receipt === undefined) return false;
  if (equalStored(receipt.record, record)) return true;
  throw new StoreError(
    "ALREADY_EXISTS",
    `Cannot write ${JSON.stringify(record.id)} to ${collection}: the idempotency key ${JSON.stringify(key)} was used for another save`,
    { details: { collection, id: record.id } },
  );
}
