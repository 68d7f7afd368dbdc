/**
 * Assembles the kernels `src/<room>/_*-kernel.wat` and embeds them as text in the `_kernel-code.ts` of the room, which is
 * what the package carries. A test assembles them again and compares.
 *
 * Run it after every change of a source: `npx tsx scripts/write-kernel.ts`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";
import { root } from "./_run.ts";

const kernels = {
  TOTALS_KERNEL: ["orders", "_totals-kernel.wat"],
  ID_KERNEL: ["orders", "_id-kernel.wat"],
  PAIRS_KERNEL: ["orders", "_pairs-kernel.wat"],
  DRAW_KERNEL: ["migration", "_draw-kernel.wat"],
  SCORE_KERNEL: ["rfm", "_score-kernel.wat"],
} as const;

/** The bytes of each kernel in base64, as they should be. */
export async function assembleKernels(): Promise<Record<keyof typeof kernels, string>> {
  const tools = await wabt();
  const assembled = Object.entries(kernels).map(([name, [room, file]]) => {
    const source = readFileSync(join(root, "src", room, file), "utf8");
    const parsed = tools.parseWat(file, source, { simd: true, bulk_memory: true });
    const { buffer } = parsed.toBinary({});
    parsed.destroy();
    return [name, Buffer.from(buffer).toString("base64")] as const;
  });
  return Object.fromEntries(assembled) as Record<keyof typeof kernels, string>;
}

if (process.argv[1] === import.meta.filename) {
  const code = await assembleKernels();
  for (const room of new Set(Object.values(kernels).map(([name]) => name))) {
    const parts = Object.entries(kernels)
      .filter(([, [name]]) => name === room)
      .map(([name]) => {
        const lines = code[name as keyof typeof kernels].match(/.{1,100}/g) ?? [];
        return `\nexport const ${name}: string =\n${lines.map((line) => `  "${line}"`).join(" +\n")};\n`;
      });
    const heading =
      "/** The kernels, assembled from their `.wat` by `scripts/write-kernel.ts`: base64, as bytes cannot stand in a text. */\n";
    writeFileSync(join(root, "src", room, "_kernel-code.ts"), heading + parts.join(""));
  }
}
