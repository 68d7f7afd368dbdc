import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { type ClienteleStore, createMemoryStore, exportStore } from "clientele/repositories";
import { runDaily } from "clientele/workflow";
import { DEMO, fillDemo } from "../src/fill-demo.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { type Client, createClient, freshFolder, type Reply } from "./_client.ts";

const KEY = "a key for tests";
const CUSTOMERS = 30;
const { asOf, currency, zone } = DEMO;

/** The command on a folder, as its own process, and a client to it. */
async function start(folder: string): Promise<{ readonly child: ChildProcess; readonly client: Client }> {
  const options = ["--demo", String(CUSTOMERS), "--folder", folder, "--port", "0"];
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", ...options], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, CLIENTELE_API_KEY: KEY },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.on("exit", () => child.kill("SIGKILL"));
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /listens at (http\S+)\.$/.exec(line)?.[1];
    if (address !== undefined) return { child, client: createClient(address, KEY) };
  }
  throw new Error("The service did not start");
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, "exit");
  child.kill(signal);
  const [code, killedBy] = await exited;
  assert.deepEqual([code, killedBy], signal === "SIGKILL" ? [null, signal] : [0, null]);
}

/** Everything in a store, whatever the order of the fields. */
async function contents(store: ClienteleStore): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const line of exportStore(store)) lines.push(JSON.parse(line));
  return lines;
}

async function undisturbed(): Promise<unknown[]> {
  await using store = createMemoryStore();
  await fillDemo(store, CUSTOMERS);
  await runDaily(store, { asOf, currency, zone });
  return await contents(store);
}

it("killed while the day is computed, and again while it is written, it ends as if nothing had been", async () => {
  const folder = freshFolder();
  const halves: ((status: Reply["body"]) => boolean)[] = [
    ({ progress }) => progress?.stage === "facts",
    ({ progress }) => progress?.stage === "write" && progress.done > 0 && progress.done < progress.total,
  ];
  for (const isHalfDone of halves) {
    const { child, client } = await start(folder);
    assert.equal((await client.post("/days", { asOf })).status, 202);
    await client.dayUntil(asOf, isHalfDone);
    await end(child, "SIGKILL");
  }
  const { child, client } = await start(folder);
  assert.equal((await client.post("/days", { asOf })).status, 202);
  await client.dayUntil(asOf, ({ state }) => state === "done");
  await end(child, "SIGTERM");

  const database = await openDatabase({ folder });
  const found = await contents(database.store);
  await database.close();
  assert.deepEqual(found, await undisturbed());
});
