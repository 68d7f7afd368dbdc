import { runInNewContext } from "node:vm";
import { ClienteleError, InvalidDataError } from "clientele/issues";
import { describe, expect, it, vi } from "vitest";

describe("errors are recognised by brand", () => {
  it("across two copies of the package, where instanceof fails", async () => {
    vi.resetModules();
    const copy = await import("clientele/issues");
    const error = new copy.InvalidDataError("read orders", []);
    expect(error).not.toBeInstanceOf(InvalidDataError);
    expect(InvalidDataError.is(error)).toBe(true);
    expect(ClienteleError.is(error, "invalid-data")).toBe(true);
    expect(ClienteleError.is(error, "store-busy")).toBe(false);
  });

  it("across realms, where even instanceof Error fails", () => {
    const foreign: unknown = runInNewContext(
      `Object.defineProperty(new Error("m"), Symbol.for("clientele.error"), { value: true })`,
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(ClienteleError.is(foreign)).toBe(true);
    expect(ClienteleError.is(foreign, "invalid-data")).toBe(false);
  });

  it.each([undefined, null, "invalid-data", 42, {}, new Error("m"), { code: "invalid-data" }])(
    "and nothing else is taken for one: %o",
    (value) => {
      expect(ClienteleError.is(value)).toBe(false);
      expect(InvalidDataError.is(value)).toBe(false);
    },
  );

  it("keeps a cause, and shows neither brand nor stack in its own keys", () => {
    const cause = new Error("below");
    const error = new ClienteleError("store-busy", "Cannot save: the store is busy", { cause });
    expect(error.cause).toBe(cause);
    expect(Object.keys(error).sort()).toEqual(["code", "name"]);
  });
});
