import { sqlStore } from "clientele/sql";
import { beforeAll, describe, expect, it } from "vitest";
import { openPglite } from "./_databases.ts";

const product = (id: string) =>
  ({ schemaVersion: 1, id, name: "Kettle", category: "Kitchen", consumable: false }) as const;

// It takes seconds to start.
beforeAll(async () => void (await openPglite()), 60_000);

describe("stores on a database of one connection", () => {
  it("know that they share it, and refuse what would wait for itself for ever", async () => {
    const database = await openPglite();
    if (typeof database === "string") throw new Error(database);
    const { kysely } = database;
    const [one, other] = ["one_", "other_"].map((prefix) =>
      sqlStore(kysely, { dialect: "pglite", prefix, durable: false }),
    );
    await one!.upgradeSchema();
    await other!.upgradeSchema();
    await expect(one!.transaction(() => other!.products.get("a"))).rejects.toMatchObject({
      code: "INVALID_QUERY",
    });
  });

  it("serve what was begun in a transaction and goes on after it", async () => {
    const database = await openPglite();
    if (typeof database === "string") throw new Error(database);
    const store = await database.createStore();
    let later: Promise<unknown> = Promise.resolve();
    await store.transaction(async (tx) => {
      await tx.products.save(product("a"), { expected: "absent" });
      later = new Promise((done) => setTimeout(done, 30)).then(() => store.products.get("a"));
    });
    expect(await later).toMatchObject({ id: "a" });
  });
});
