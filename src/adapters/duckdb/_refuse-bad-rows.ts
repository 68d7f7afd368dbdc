import { createIssueCollector, InvalidDataError } from "../../issues/index.ts";
import type { Ask } from "./_ask.ts";
import type { ColumnKind, Role } from "./_column-kinds.ts";
import { faultsOf, type RowRules } from "./_faults.ts";

/** So many issues are kept; the rest are counted. */
const KEPT = 1000;

/** Throws one error with everything that is wrong with the rows, as an order log does of the same rows. */
export async function refuseBadRows(
  ask: Ask,
  raw: string,
  kinds: ReadonlyMap<Role, ColumnKind>,
  rules: RowRules,
): Promise<void> {
  const faults = faultsOf(kinds, rules);
  const counts = faults.map(({ when }, i) => `count(case when ${when} then 1 end) as "n${i}"`);
  const [found = {}] = await ask(`select ${counts.join(", ")} from ${raw}`);
  const total = faults.reduce((sum, _, i) => sum + Number(found[`n${i}`]), 0);
  if (total === 0) return;
  const marks = faults.map(({ when }, i) => `case when ${when} then 1 else 0 end as "f${i}"`);
  const values = [...kinds.keys()].map((role) => `cast("${role}" as varchar) as "${role}"`);
  const numbered = `select row_number() over () - 1 as "row", * from ${raw}`;
  const judged = `select "row", ${[...marks, ...values].join(", ")} from (${numbered}) numbered`;
  const rows = await ask(
    `select * from (${judged}) judged where ${faults.map((_, i) => `"f${i}" = 1`).join(" or ")} order by "row" asc limit ${KEPT}`,
  );
  const issues = createIssueCollector({ cap: KEPT });
  for (const row of rows)
    for (const [i, { role, issue }] of faults.entries()) {
      if (row[`f${i}`] !== 1) continue;
      const value = row[role];
      issues.add({ ...issue, row: Number(row["row"]), ...(value === null ? {} : { value }) });
    }
  throw new InvalidDataError("read orders", issues.issues, total);
}
