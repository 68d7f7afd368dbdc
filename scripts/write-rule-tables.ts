/** Writes the rules on docs/reminder-rules.md from the code: `npx tsx scripts/write-rule-tables.ts`. A test checks them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withRuleTables } from "./_rule-tables.ts";
import { root } from "./_run.ts";

const page = join(root, "docs/reminder-rules.md");
writeFileSync(page, withRuleTables(readFileSync(page, "utf8")));
