import type { DailyReport, RfmReport } from "../../workflow/index.ts";
import { insufficientText } from "./insufficient.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** Segments with their customers and revenue, and the thresholds behind them. */
export function writeRfmSection(page: Page, { rfm, asOf }: DailyReport, style: NumberStyle): void {
  page.heading(`RFM segments as of ${asOf}`);
  if (rfm.kind === "insufficient") {
    page.line(insufficientText(rfm, style));
    return;
  }
  page.table(
    [
      { title: "segment" },
      { title: "customers", align: "right" },
      { title: "share", align: "right" },
      { title: rfm.count === "net" ? "purchases less returns" : "purchases", align: "right" },
      { title: "share", align: "right" },
    ],
    [
      ...rfm.segments.map((row) => [
        row.segment,
        style.count(row.customers),
        style.share(row.shareOfCustomers),
        style.money(row.revenue),
        style.share(row.shareOfRevenue),
      ]),
      ["all scored", style.count(rfm.customers), "", "", ""],
    ],
  );
  page.line(cutsText(rfm, style), { hanging: 4 });
  const { returnsOnly, freeOnly } = rfm.notScored;
  const unscored = [
    ...(returnsOnly > 0 ? [`${style.counted(returnsOnly, "customer")} with returns only`] : []),
    ...(freeOnly > 0 ? [`${style.counted(freeOnly, "customer")} with free lines only`] : []),
  ];
  if (unscored.length > 0) page.line(`not scored: ${unscored.join(", ")}`);
}

function cutsText({ cuts }: RfmReport, style: NumberStyle): string {
  const numbers = (values: readonly number[]): string => values.map(style.count).join(" / ");
  const amounts = cuts.monetary.map((units) =>
    style.money({ units, exponent: cuts.exponent, currency: cuts.currency }),
  );
  return `limits of the scores 1 to 5: recency ${numbers(cuts.recency)} days, frequency ${numbers(cuts.frequency)} orders, monetary ${amounts.join(" / ")}`;
}
