/**
 * Assembles `src/orders/_totals-kernel.wat` and embeds it as text in `_totals-kernel-code.ts`, which is what the
 * package carries. A test assembles it again and compares.
 *
 * Run it after every change of the source: `npx tsx scripts/write-kernel.ts`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";
import { root } from "./_run.ts";

const source = join(root, "src/orders/_totals-kernel.wat");
const target = join(root, "src/orders/_totals-kernel-code.ts");

/** The module that embeds the kernel, as it should be. */
export async function kernelModule(): Promise<string> {
  const tools = await wabt();
  const parsed = tools.parseWat("_totals-kernel.wat", readFileSync(source, "utf8"), { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  const lines =
    Buffer.from(buffer)
      .toString("base64")
      .match(/.{1,100}/g) ?? [];
  return [
    "/** `_totals-kernel.wat`, assembled by `scripts/write-kernel.ts`: base64, as bytes cannot stand in a text. */",
    "export const TOTALS_KERNEL =",
    `${lines.map((line) => `  "${line}"`).join(" +\n")};`,
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) writeFileSync(target, await kernelModule());
