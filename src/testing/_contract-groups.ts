import type { ClienteleStore, StoreCapabilities } from "../repositories/index.ts";
import { type ContractBody, type ContractGroup, Lacking } from "./_contract.ts";
import { changes } from "./_contract-changes.ts";
import { crud } from "./_contract-crud.ts";
import { events } from "./_contract-events.ts";
import { expected } from "./_contract-expected.ts";
import { many } from "./_contract-many.ts";
import { meta } from "./_contract-meta.ts";
import { model } from "./_contract-model.ts";
import { page } from "./_contract-page.ts";
import { query } from "./_contract-query.ts";
import { race } from "./_contract-race.ts";
import { stream } from "./_contract-stream.ts";
import { tx } from "./_contract-tx.ts";
import { values } from "./_contract-values.ts";
import type { StoreInitializer } from "./store-initializer.ts";

/** The chapters of the contract, in the order in which an adapter's author meets them. */
export const contractGroups: readonly ContractGroup[] = [
  meta,
  crud,
  expected,
  many,
  query,
  page,
  stream,
  events,
  tx,
  race,
  values,
  changes,
  model,
];

/** Runs one test on a store of its own, and names the capability for whose want it ended, if it did. */
export async function runOnStore(
  initializer: StoreInitializer,
  body: ContractBody,
  look: (store: ClienteleStore) => void = () => undefined,
): Promise<keyof StoreCapabilities | undefined> {
  const store = await initializer.createStore();
  try {
    look(store);
    await body(store);
    return undefined;
  } catch (error) {
    if (error instanceof Lacking) return error.capability;
    throw error;
  } finally {
    if (initializer.destroyStore === undefined) await store.close();
    else await initializer.destroyStore(store);
  }
}
