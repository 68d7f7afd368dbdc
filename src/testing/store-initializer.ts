import type { ClienteleStore } from "../repositories/index.ts";

/** How the contract gets a store to test. */
export interface StoreInitializer {
  /** The name of the adapter, as it stands in the report of the tests. */
  readonly name: string;
  /** Makes an empty store that shares nothing with any other; called once per test. */
  createStore(): ClienteleStore | Promise<ClienteleStore>;
  /**
   * Removes the store after its test; it may be closed already.
   * @defaultValue `store.close()`
   */
  destroyStore?: ((store: ClienteleStore) => void | Promise<void>) | undefined;
}
