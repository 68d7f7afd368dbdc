/**
 * The service runs on the library beside it, as it stands in `src`. On a fresh clone what the library needs is not there
 * yet: this installs it, once. In a project of your own `npm install clientele` takes its place.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const library = fileURLToPath(new URL("../..", import.meta.url));
if (!existsSync(new URL("../../node_modules/kysely", import.meta.url))) {
  const { status } = spawnSync("npm", ["ci", "--prefix", library], { cwd: library, stdio: "inherit" });
  process.exitCode = status ?? 1;
}
