/** Writes the tables of docs/model.md from the code: `npx tsx scripts/write-model-tables.ts`. A test checks them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withModelTables } from "./_model-tables.ts";
import { root } from "./_run.ts";

const page = join(root, "docs/model.md");
writeFileSync(page, withModelTables(readFileSync(page, "utf8")));
