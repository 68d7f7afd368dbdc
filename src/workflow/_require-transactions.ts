import { type ClienteleStore, StoreError } from "../repositories/index.ts";

/** What is written together must be kept together. */
export function requireTransactions({ capabilities }: ClienteleStore, doing: string): void {
  if (capabilities.transactions === "none") {
    throw new StoreError("UNSUPPORTED", `Cannot ${doing}: the store must have transactions, got none`);
  }
}
