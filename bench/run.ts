/** Runs every measurement, or those of the rooms named: `npm run bench -- money calendar`. Options go to all. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const options = process.argv.slice(2).filter((word) => word.startsWith("--"));
const rooms = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map((entry) => entry.name)
  .filter((room) => asked.length === 0 || asked.includes(room));
for (const room of rooms)
  for (const file of readdirSync(join(here, room)).filter(
    (name) => name.endsWith(".ts") && !name.startsWith("_"),
  )) {
    console.log(`\n# ${room}/${file}`);
    const { status } = spawnSync("npx", ["tsx", join(here, room, file), ...options], {
      stdio: "inherit",
      cwd: here,
    });
    if (status !== 0) process.exitCode = 1;
  }
