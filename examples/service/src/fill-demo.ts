import { type ClienteleStore, collectionNames, collections, type Repository } from "clientele/repositories";
import { generateRetailer } from "clientele/synthetic";

/** What the demo's retailer counts in, and the day until which its orders go. */
export const DEMO = { asOf: "2026-06-15", currency: "GBP", zone: "Europe/London" } as const;

/** Puts a generated retailer into an empty store, whole or not at all; leaves one alone that has parties. */
export async function fillDemo(store: ClienteleStore, customers: number): Promise<number> {
  if ((await store.parties.count()) > 0) return 0;
  const { asOf, currency } = DEMO;
  const retailer = generateRetailer({ seed: 1, asOf, currency, customers, turns: true });
  let count = 0;
  await store.transaction(async (tx) => {
    for (const name of collectionNames) {
      if (!(name in retailer)) continue;
      const records = retailer[name as "parties"];
      count += records.length;
      if (collections[name].kind === "events") await tx[name as "interactions"].append(records as never);
      else
        for (const record of records)
          await (tx[name] as unknown as Repository<{ readonly id: string }>).save(record, {
            expected: "absent",
          });
    }
  });
  return count;
}
