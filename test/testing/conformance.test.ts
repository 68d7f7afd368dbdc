import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createMemoryStore } from "clientele/repositories";
import { checkAfterCrash, runContract, writeUntilKilled } from "clientele/testing";
import { describe, expect, it } from "vitest";
import { altered } from "./_broken-stores.ts";

const here = import.meta.dirname;
const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", ...args], { encoding: "utf8", cwd: join(here, "../..") });
const command = (...args: readonly string[]) => node("src/cli/conformance-bin.ts", ...args);

describe("runContract", () => {
  it("reports in plain JSON, and a part of the contract proves nothing", async () => {
    const initializer = { name: "memory", createStore: createMemoryStore };
    const seen: string[] = [];
    const whole = await runContract(initializer, { onTest: ({ test }) => seen.push(test) });
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
    expect([whole.conforms, whole.complete, whole.failed, whole.refused]).toEqual([true, true, [], []]);
    expect(seen.length).toBe(whole.passed);
    expect(whole.groups.reduce((sum, { tests }) => sum + tests, 0)).toBe(whole.passed);
    const part = await runContract(initializer, { only: ["crud:"] });
    expect([part.conforms, part.complete, part.groups.length]).toEqual([false, false, 1]);
    await expect(runContract(initializer, { only: ["no such test"] })).rejects.toThrow(
      "no test has such a name",
    );
  });

  it("names the tests in which a store refused what it declares to lack", async () => {
    const createStore = () =>
      altered(
        (part) =>
          "append" in part
            ? {
                async *aggregate() {
                  throw Object.assign(await part.append([{}]).catch((error: Error) => error), {
                    code: "UNSUPPORTED",
                  });
                },
              }
            : undefined,
        (store) => ({ capabilities: Object.freeze({ ...store.capabilities, aggregates: false }) }),
      );
    const report = await runContract({ name: "plain", createStore });
    expect(report.failed).toEqual([]);
    expect(report.conforms).toBe(true);
    expect(report.refused.map(({ test, capability }) => [test.slice(0, 19), capability])).toEqual([
      ["events: aggregates ", "aggregates"],
      ["events: aggregates ", "aggregates"],
    ]);
  });
});

describe("clientele-conformance", () => {
  it("runs an initializer and says so in its exit code, its text and its JSON", () => {
    const part = command(join(here, "_initializer.ts"), "meta:", "crud: what goes in");
    expect(part.stderr).toBe("");
    expect(part.stdout).toMatch(/^ok {6}meta: the capabilities/);
    expect(part.stdout).toContain("memory was tested in part only: 6 passed");
    expect(part.status).toBe(1);
    const whole = command(join(here, "_initializer.ts"), "--json");
    expect(whole.status).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({ name: "memory", conforms: true, failed: [] });
  }, 60_000);

  it("says what it cannot run", () => {
    expect(command().status).toBe(2);
    expect(command("--help").stdout).toContain("clientele-conformance <initializer>");
    const none = command(join(here, "_broken-stores.ts"));
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("exports no initializer")]);
    expect(command(join(here, "_initializer.ts"), "--jsn").stderr).toContain("unknown option --jsn");
  }, 60_000);
});

describe("storeContract", () => {
  it("fits node:test as it is", () => {
    const { status, stdout, stderr } = node("--test", "--test-reporter=tap", join(here, "_node-test.ts"));
    expect(status, stdout + stderr).toBe(0);
    expect(Number(/# pass (\d+)/.exec(stdout)?.[1])).toBeGreaterThan(100);
  }, 60_000);
});

describe("checkAfterCrash", () => {
  it("finds what was lost and what is half-written", async () => {
    const store = createMemoryStore();
    const enough = new Error("enough");
    const rounds = writeUntilKilled(store, (round) => {
      if (round === 3) throw enough;
    });
    await expect(rounds).rejects.toBe(enough);
    expect(await checkAfterCrash(store, 3)).toBe(3);
    expect(await checkAfterCrash(store, 2)).toBe(3);
    await expect(checkAfterCrash(store, 4)).rejects.toThrow("4 rounds were acknowledged, 3 are there");
    await expect(checkAfterCrash(store, 1)).rejects.toThrow("3 rounds are there, only 1 were acknowledged");
    await store.products.delete("r3", { expected: "any" });
    await expect(checkAfterCrash(store, 2)).rejects.toThrow("the lines of whole rounds: expected 40, got 60");
  });
});
