import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** What has significantly changed, survey by survey. */
export function writeTrendSection(page: Page, { trend }: DailyReport, style: NumberStyle): void {
  page.heading("Significant changes");
  if (trend.kind === "insufficient") {
    const { of, have, need } = trend;
    page.line(`not enough to go by: ${style.count(have)} ${of}, at least ${style.count(need)} needed`);
    return;
  }
  const { reference, current } = trend.periods;
  page.line(
    `${current.from} to ${current.to} against ${reference.from} to ${reference.to}; of what is named, one in twenty is false at most on average`,
  );
  page.table(
    [
      { title: "of" },
      { title: "tested", align: "right" },
      { title: "too few orders", align: "right" },
      { title: "up", align: "right" },
      { title: "down", align: "right" },
      { title: "other", align: "right" },
    ],
    trend.counts.map(({ of, tested, insufficient, up, down, sideways }) => [
      of,
      ...[tested, insufficient, up, down, sideways].map((count) => style.count(count)),
    ]),
  );
  if (trend.clumping !== undefined)
    page.line(
      `purchases vary ${trend.clumping.toFixed(2)} times as much as chance alone would make them, which the tests of rates allow for`,
    );
}
