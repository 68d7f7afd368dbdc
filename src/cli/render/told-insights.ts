import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** A line for each kind of insight that was told of customers: in words, how many, and its name. */
export function writeToldInsights(
  page: Page,
  kinds: readonly (readonly [kind: string, words: string])[],
  { insights }: DailyReport,
  style: NumberStyle,
): void {
  const rows = kinds.flatMap(([kind, words]) => {
    const count = insights[kind];
    return count === undefined ? [] : [[words, style.count(count), kind]];
  });
  if (rows.length === 0) return;
  page.line();
  page.table(
    [{ title: "told of a customer" }, { title: "insights", align: "right" }, { title: "kind" }],
    rows,
  );
}
