import type { PlainDate } from "clientele/calendar";
import type { OrderLine } from "clientele/model";
import {
  type ClienteleStore,
  type CollectionName,
  collections,
  createMemoryStore,
  type EventRepository,
  type Repository,
  type StateCollectionName,
} from "clientele/repositories";
import { generateRetailer, type RetailerDataset } from "clientele/synthetic";
import type { DailyOptions } from "clientele/workflow";

export const asOf: PlainDate = "2026-11-22";
export const options: DailyOptions = { asOf, zone: "Europe/London", currency: "GBP" };

const known = new Map<string, RetailerDataset>();

/** An invented retailer, small enough for a test and with something to remind of. */
export function retailer(seed: string | number = "workflow", customers = 60): RetailerDataset {
  const key = `${seed} ${customers}`;
  const facts = known.get(key) ?? generateRetailer({ seed, asOf, customers });
  known.set(key, facts);
  return facts;
}

const states = [
  "parties",
  "affiliations",
  "importantDates",
  "consents",
  "products",
  "installedProducts",
] as const;
const events = ["orderLines", "interactions", "pointsEntries"] as const;
type Facts = Pick<RetailerDataset, (typeof states)[number] | (typeof events)[number]>;
type Arrange = <T>(records: readonly T[]) => readonly T[];

/** A store that holds these facts, put in in the order given. */
export async function storeOf(
  facts: Partial<Facts>,
  arrange: Arrange = (records) => records,
): Promise<ClienteleStore> {
  const store = createMemoryStore();
  for (const name of states) {
    const repository = store[name] as unknown as Repository<{ id: string }>;
    const records: readonly { id: string }[] = facts[name] ?? [];
    for (const record of arrange(records)) await repository.save(record, { expected: "absent" });
  }
  for (const name of events) {
    const repository = store[name] as unknown as EventRepository<{ id: string }>;
    const records: readonly { id: string }[] = facts[name] ?? [];
    await repository.append(arrange(records));
  }
  return store;
}

/** Everything in a store, record by record with its version. */
export async function dump(store: ClienteleStore): Promise<Record<CollectionName, unknown[]>> {
  const found = {} as Record<CollectionName, unknown[]>;
  for (const name of Object.keys(collections) as CollectionName[]) {
    const source =
      collections[name].kind === "state"
        ? (store[name as StateCollectionName] as ClienteleStore["parties"]).stream()
        : (store[name] as ClienteleStore["orderLines"]).read();
    found[name] = [];
    for await (const record of source) found[name].push(record);
  }
  return found;
}

export const orderLine = (id: string, more: Partial<OrderLine> = {}): OrderLine => ({
  schemaVersion: 1,
  id,
  orderId: `o-${id}`,
  customerId: "ann",
  orderedOn: "2026-11-01",
  amount: "10.00",
  currency: "GBP",
  ...more,
});
