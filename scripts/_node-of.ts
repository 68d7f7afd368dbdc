import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "./_run.ts";

/** The executable of another Node version, from npm's `node` package, kept outside the repository between runs. */
export function nodeOf(version: string): string {
  const home = join(tmpdir(), `clientele-node-${version}`);
  const binary = join(home, "node_modules/node/bin/node");
  if (!existsSync(binary)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, allowScripts: { "*": true } }));
    mustRun("npm", ["install", "--no-audit", "--no-fund", `node@${version}`], { cwd: home });
  }
  return binary;
}
