import type { ClienteleStore, StoreCapabilities } from "../repositories/index.ts";

/** Declares one test of the contract; its store is fresh, and destroyed afterwards. */
export type ContractTest = (name: string, body: ContractBody) => void;

/** What a test does with its store. */
export type ContractBody = (store: ClienteleStore) => Promise<void>;

/** One chapter of the contract. */
export interface ContractGroup {
  readonly name: string;
  readonly declare: (test: ContractTest) => void;
}

/** Ends a test that says nothing more about a store which declares to lack a capability. */
export class Lacking {
  readonly capability: keyof StoreCapabilities;

  constructor(capability: keyof StoreCapabilities) {
    this.capability = capability;
  }
}

/** Ends the test: the store declares that it lacks the capability, and has been seen to refuse it. */
export function lacks(capability: keyof StoreCapabilities): never {
  throw new Lacking(capability);
}
