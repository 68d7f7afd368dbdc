import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** What the report rests on: purchases, returns, free lines and the sum of all, to the last digit. */
export function writeOrdersSection(page: Page, report: DailyReport, style: NumberStyle): void {
  const { lines, window, orderUnit, summary, setAside } = report.orders;
  const { purchases, returns, freeLines, net } = summary;
  page.heading("Orders");
  page.line(
    window === undefined
      ? `no order line before ${report.asOf}`
      : `${style.counted(lines, "line")} before ${report.asOf}, observed from ${window.from} to ${window.to} (excluded), in ${report.currency}`,
  );
  page.table(
    [
      { title: "" },
      { title: "lines", align: "right" },
      { title: "customers", align: "right" },
      { title: orderUnit === "order" ? "orders" : "buying days", align: "right" },
      { title: "amount", align: "right" },
    ],
    [
      [
        "purchases",
        style.count(purchases.lines),
        style.count(purchases.customers),
        style.count(purchases.orders),
        style.exactMoney(purchases.amount),
      ],
      [
        "returns",
        style.count(returns.lines),
        style.count(returns.customers),
        "",
        style.exactMoney(returns.amount),
      ],
      ["free lines", style.count(freeLines), "", "", ""],
      ["net", style.count(lines), style.count(net.customers), "", style.exactMoney(net.amount)],
    ],
  );
  if (setAside.lines > 0) {
    const [first] = setAside.named;
    page.line(
      `set aside: ${style.counted(setAside.lines, "line")}, such as ${first?.lineId}: ${first?.message}`,
    );
  }
}
