import type { DailyReport } from "../../workflow/index.ts";
import { insufficientText } from "./insufficient.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

const TOP = 5;

/** The classes by value, gold, and the best customers. */
export function writeValueSection(page: Page, { value, worth }: DailyReport, style: NumberStyle): void {
  page.heading("Value tiers");
  if (value.kind === "insufficient") {
    page.line(insufficientText(value, style));
    return;
  }
  page.line(
    value.basis === "profit"
      ? `value is profit: purchases less returns less the cost of the goods${worth.costToServe === undefined ? "" : " and less the cost to serve"}`
      : `value is revenue, purchases less returns: no cost is known of ${style.counted(value.linesWithoutCost, "line")}`,
  );
  const { customers, lowest } = value.gold;
  page.table(
    [
      { title: "tier" },
      { title: "customers", align: "right" },
      { title: "share", align: "right" },
      { title: value.basis, align: "right" },
      { title: "share", align: "right" },
    ],
    value.tiers.map((row) => [
      row.tier,
      style.count(row.customers),
      style.share(row.shareOfCustomers),
      style.money(row.value),
      style.share(row.share),
    ]),
  );
  page.line(
    lowest === undefined
      ? "gold: none"
      : `gold, the best twentieth of the customers: ${style.count(customers)}, from ${style.money(lowest)} up`,
  );
  const best = value.top
    .slice(0, TOP)
    .map((row) => `${printable(row.customerId)} ${style.money(row.value)} (${style.share(row.share)})`);
  page.line(`best: ${best.join(", ")}`, { hanging: 4 });
  const { concentration } = value;
  if (concentration.kind === "insufficient") return;
  const tenth = concentration.top.find((row) => row.customers >= concentration.customers / 10);
  if (tenth !== undefined) {
    page.line(
      `the best ${style.share(tenth.shareOfCustomers)} of the customers bring ${style.share(tenth.shareOfValue)}; Gini ${concentration.gini.toFixed(2)}`,
    );
  }
}
