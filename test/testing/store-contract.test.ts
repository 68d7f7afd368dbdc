import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createMemoryStore, StoreError } from "clientele/repositories";
import { describe, expect, it } from "vitest";
import { altered, broken } from "./_broken-stores.ts";
import { failuresOf } from "./_run-contract.ts";

describe("storeContract", () => {
  it("passes a store that keeps its promises, also one without transactions", async () => {
    const { failed, tests } = await failuresOf(createMemoryStore);
    expect(failed).toEqual([]);
    expect(tests).toBeGreaterThan(70);
    const plain = await failuresOf(() =>
      altered(
        () => undefined,
        (store) => ({
          capabilities: Object.freeze({
            ...store.capabilities,
            transactions: "none",
            isolation: "none",
            concurrentTransactions: false,
          }),
          transaction: async () => {
            throw new StoreError("UNSUPPORTED", "Cannot run a transaction: this store has none");
          },
        }),
      ),
    );
    expect(plain.failed).toEqual([]);
    expect(plain.tests).toBe(tests);
  });

  it.each(broken)("catches a store that %s", async (_what, createStore, where) => {
    const { failed } = await failuresOf(createStore, [where]);
    expect(failed).toContain(where);
  });

  it("catches at least one breakage in every group", () => {
    const groups = new Set(broken.map(([, , where]) => where.slice(0, where.indexOf(":"))));
    expect([...groups].sort()).toEqual(
      [
        "changes",
        "crud",
        "events",
        "expected",
        "many",
        "meta",
        "model",
        "page",
        "query",
        "race",
        "stream",
        "tx",
        "values",
      ].sort(),
    );
  });

  it("destroys every store that it makes, and only once", async () => {
    let alive = 0;
    const { storeContract } = await import("clientele/testing");
    const bodies: (() => Promise<void>)[] = [];
    storeContract(
      {
        name: "counted",
        createStore: () => {
          alive++;
          return createMemoryStore();
        },
        destroyStore: () => {
          alive--;
        },
      },
      { describe: (_name, declare) => declare(), it: (_name, body) => bodies.push(body) },
    );
    for (const body of bodies) await body();
    expect(alive).toBe(0);
  });
});

describe("docs/conformance.md", () => {
  it("names every broken store and the test that catches it", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/conformance.md"), "utf8");
    const rows = broken.map(([what, , where]) => {
      const [group, test] = [where.slice(0, where.indexOf(":")), where.slice(where.indexOf(":") + 2)];
      return [what, `\`${group}\``, test];
    });
    const found = page
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()))
      .map((cells) => cells.slice(1, 4));
    for (const row of rows) expect(found).toContainEqual(row);
  });
});

describe("docs/guides/write-an-adapter.md", () => {
  it("writes an adapter of at most a hundred lines", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/guides/write-an-adapter.md"), "utf8");
    const adapter = page.slice(
      page.indexOf("```ts\n") + 6,
      page.indexOf("/** The database of this page. */"),
    );
    expect(adapter).toContain("function keyValueStore");
    expect(adapter.trimEnd().split("\n").length).toBeLessThanOrEqual(100);
  });
});
