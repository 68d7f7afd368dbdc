import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { writeToldInsights } from "./told-insights.ts";

/** What is told of a customer, in words, by kind of insight. */
const TOLD: readonly (readonly [kind: string, words: string])[] = [
  ["trend.rate-changed", "buys more often or more seldom"],
  ["trend.amount-changed", "spends more or less at a time"],
  ["trend.value-changed", "brings in more or less in a year"],
  ["trend.mix-changed", "has moved to another category, channel, place or time"],
  ["trend.interest-shifted", "looks at something else"],
  ["trend.overdue", "is silent for longer than chance explains"],
  ["trend.rfm-shifted", "one of the best, with other scores than before"],
  ["trend.frequent-buyer-fading", "a frequent buyer who is fading"],
  ["trend.pattern", "grows, declines, wears out or buys in bursts"],
  ["trend.complaints-out-of-control", "complained on a day of unusually many complaints"],
];

/** What has significantly changed, survey by survey, and of how many customers what is told. */
export function writeTrendSection(page: Page, report: DailyReport, style: NumberStyle): void {
  page.heading("Significant changes");
  writeSurveys(page, report.trend, style);
  writeToldInsights(page, TOLD, report, style);
}

function writeSurveys(page: Page, trend: DailyReport["trend"], style: NumberStyle): void {
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
