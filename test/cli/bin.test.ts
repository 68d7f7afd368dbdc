import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { file } from "./_run.ts";

const command = (args: readonly string[]) =>
  spawn(process.execPath, ["--import", "tsx", "src/cli/bin.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });

describe("the executable", () => {
  it("gives its exit code to the shell and its complaint to the error stream", async () => {
    const child = command(["report", file(""), "--currency", "EUR"]);
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    const [code] = await once(child, "close");
    expect([code, err]).toEqual([2, "clientele: cannot read orders.csv: it is empty\n"]);
  }, 60_000);

  it("ends quietly when its reader has had enough", async () => {
    // More than a pipe holds, so that the rest cannot have been written before the reader leaves.
    const child = command(["demo", "--customers", "200", "--json"]);
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "close");
    expect([code, err]).toEqual([0, ""]);
  }, 60_000);
});
