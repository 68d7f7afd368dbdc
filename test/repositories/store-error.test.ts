import { ClienteleError } from "clientele/issues";
import type { Insight } from "clientele/model";
import { createMemoryStore, prepareRecord, StoreError } from "clientele/repositories";
import { describe, expect, it } from "vitest";

describe("StoreError", () => {
  it("is recognised by its brand, also when another copy of the package threw it", () => {
    const foreign = Object.assign(new Error("from another copy"), { code: "CLOSED" });
    Object.defineProperty(foreign, Symbol.for("clientele.error"), { value: true });
    expect(StoreError.is(foreign)).toBe(false);
    Object.defineProperty(foreign, Symbol.for("clientele.store-error"), { value: true });
    expect(StoreError.is(foreign)).toBe(true);
    expect(StoreError.is(foreign, "CLOSED")).toBe(true);
    expect(StoreError.is(foreign, "ABORTED")).toBe(false);
    for (const other of [undefined, null, "CLOSED", { code: "CLOSED" }, new Error("CLOSED")])
      expect(StoreError.is(other)).toBe(false);
  });

  it("is an error of this library, with its cause and its details", () => {
    const cause = new Error("driver");
    const error = new StoreError("TIMEOUT", "Cannot save: no answer", {
      cause,
      details: { collection: "parties" },
    });
    expect(ClienteleError.is(error, "TIMEOUT")).toBe(true);
    expect([error.name, error.cause, error.details]).toEqual([
      "StoreError",
      cause,
      { collection: "parties" },
    ]);
    expect(Object.hasOwn(new StoreError("CLOSED", "over"), "cause")).toBe(false);
  });

  it("says that trying again can help exactly where bad luck is the reason", () => {
    const retryable = (
      ["SERIALIZATION_FAILURE", "DEADLOCK", "TIMEOUT", "CONNECTION", "VERSION_CONFLICT", "UNKNOWN"] as const
    ).filter((code) => new StoreError(code, "").retryable);
    expect(retryable).toEqual(["SERIALIZATION_FAILURE", "DEADLOCK", "TIMEOUT", "CONNECTION"]);
  });

  it("says in words what was expected and what was found", async () => {
    const store = createMemoryStore();
    const kettle = {
      schemaVersion: 1,
      id: "p1",
      name: "Kettle",
      category: "Kitchen",
      consumable: false,
    } as const;
    await store.products.save(kettle, { expected: "absent" });
    await expect(store.products.save(kettle, { expected: 4 })).rejects.toThrow(
      'Cannot write "p1" to products: version 4 was expected, version 1 is stored',
    );
    await expect(store.products.save({ ...kettle, name: "" }, { expected: 1 })).rejects.toThrow(
      /^Cannot write to products: name: /,
    );
  });
});

describe("prepareRecord", () => {
  const kettle = {
    schemaVersion: 1,
    id: "p1",
    name: "Kettle",
    category: "Kitchen",
    consumable: false,
  } as const;

  it("copies, and leaves the given record alone", () => {
    const given = Object.freeze({ ...kettle, version: 3 });
    const prepared = prepareRecord("products", given);
    expect(prepared).toStrictEqual(kettle);
    expect(prepared).not.toBe(given);
  });

  it("refuses anything that is not a record", () => {
    for (const value of [undefined, null, 5, "p1", [], [kettle]]) {
      let caught: unknown;
      try {
        prepareRecord("products", value as never);
      } catch (error) {
        caught = error;
      }
      expect(StoreError.is(caught, "INVALID_VALUE")).toBe(true);
    }
  });

  it("lists every problem with its place", () => {
    const insight = {
      schemaVersion: 1,
      id: "i1",
      kind: "own.kind",
      subjectId: "c1",
      asOf: "2026-11-22",
      strength: 0.5,
      evidence: [{ label: "orders", value: 3, asOf: "2026-11-22", source: "own" }],
      payload: { a: ["fine", "\u0000"], "b\ud800": "\udc00" },
    } as const;
    let caught: unknown;
    try {
      prepareRecord("insights", insight as never);
    } catch (error) {
      caught = error;
    }
    expect(StoreError.is(caught) && caught.details.issues?.map((issue) => issue.path)).toEqual([
      ["payload", "a", 1],
      ["payload", "b\ud800"],
      ["payload", "b\ud800"],
    ]);
  });

  it("refuses a key that JavaScript would not keep, instead of losing it", () => {
    const payload = JSON.parse('{"list":[{"__proto__":{"polluted":true}}]}') as Insight["payload"];
    const insight: Insight = {
      schemaVersion: 1,
      id: "i1",
      kind: "own.kind",
      subjectId: "c1",
      asOf: "2026-11-22",
      strength: 0.5,
      evidence: [{ label: "orders", value: 3, asOf: "2026-11-22", source: "own" }],
      payload,
    };
    expect(() => prepareRecord("insights", insight)).toThrow(/payload\.list\.0\.__proto__: must have another key/);
  });
});
