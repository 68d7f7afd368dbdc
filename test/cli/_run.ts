import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { main } from "../../src/cli/index.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Terminal {
  readonly tty?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: string;
}

/** Runs the command as a shell would, without a process of its own. */
export async function run(
  args: readonly string[],
  { tty = false, env = {}, now = "2026-06-15T09:00:00Z" }: Terminal = {},
): Promise<Ran> {
  const stdout = memory(tty);
  const stderr = memory(tty);
  const code = await main(args, { stdout, stderr, env, now: () => Date.parse(now) });
  return { code, out: stdout.text(), err: stderr.text() };
}

function memory(tty: boolean) {
  const parts: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      parts.push(chunk.toString());
      done();
    },
  });
  return Object.assign(stream, { isTTY: tty, columns: 100, text: () => parts.join("") });
}

/** A folder that lives as long as the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "clientele-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A file of a test. */
export function file(content: string | Uint8Array, name = "orders.csv", inside = folder()): string {
  const path = join(inside, name);
  writeFileSync(path, content);
  return path;
}
