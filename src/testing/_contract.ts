import type { ClienteleStore } from "../repositories/index.ts";

/** Declares one test of the contract; its store is fresh, and destroyed afterwards. */
export type ContractTest = (name: string, body: (store: ClienteleStore) => Promise<void>) => void;

/** One chapter of the contract. */
export interface ContractGroup {
  readonly name: string;
  readonly declare: (test: ContractTest) => void;
}
