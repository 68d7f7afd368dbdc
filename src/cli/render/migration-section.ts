import { transitionIntervals } from "../../migration/index.ts";
import type { DailyReport } from "../../workflow/index.ts";
import { insufficientText } from "./insufficient.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** How customers moved between tiers in the last year, and where they are expected next quarter. */
export function writeMigrationSection(page: Page, { migration }: DailyReport, style: NumberStyle): void {
  page.heading("Tier migration");
  if (migration.kind === "insufficient") {
    page.line(insufficientText(migration, style));
    return;
  }
  const { counts, matrix, forecast, bands, backtest } = migration;
  const { states, periods } = counts;
  page.line(
    `moves from quarter to quarter, ${periods[0]?.from} to ${periods.at(-1)?.to}: ${style.count(counts.total)} moves between ${periods.length} quarters`,
  );
  page.table(
    [
      { title: "from \\ to" },
      ...states.map((title) => ({ title, align: "right" as const })),
      { title: "moves", align: "right" },
    ],
    states.map((state, i) => [
      state,
      ...matrix.probabilities[i]!.map((probability, j) =>
        matrix.rowTotals[i] === 0
          ? ""
          : `${style.count(counts.counts[i]![j]!)} (${style.share(probability)})`,
      ),
      style.count(matrix.rowTotals[i]!),
    ]),
  );
  if (matrix.emptyRows.length > 0) page.line(`never left, and taken to stay: ${matrix.emptyRows.join(", ")}`);
  const intervals = transitionIntervals(counts);
  page.table(
    [
      { title: "tier" },
      { title: "stays", align: "right" },
      { title: "95% interval", align: "right" },
      { title: "rises", align: "right" },
      { title: "falls", align: "right" },
    ],
    states.flatMap((state, i) => {
      const row = intervals[i]!;
      if (row === "no-moves") return [];
      const sum = (from: number, to: number): string =>
        style.share(
          Math.min(
            1,
            matrix.probabilities[i]!.slice(from, to).reduce((all, p) => all + p, 0),
          ),
        );
      const [lower, upper] = row[i]!;
      const interval = `${style.share(lower)} to ${style.share(upper)}`;
      return [[state, sum(i, i + 1), interval, sum(0, i), sum(i + 1, states.length)]];
    }),
  );
  page.heading("Next quarter");
  page.table(
    [
      { title: "tier" },
      { title: "now", align: "right" },
      { title: "expected", align: "right" },
      { title: `${style.share(bands.level)} band`, align: "right" },
    ],
    forecast.states.map((state, i) => {
      const { low, high } = bands.path[0]![i]!;
      return [
        state,
        style.count(forecast.from[i]!),
        style.expected(forecast.expected[i]!),
        `${style.count(Math.round(low))} to ${style.count(Math.round(high))}`,
      ];
    }),
  );
  page.line("of today's customers; those who are yet to come are not in it");
  if ("kind" in backtest) page.line(`forecasts tried on the past: ${insufficientText(backtest, style)}`);
  else for (const sentence of backtest.recommendation) page.line(`tried on the past: ${sentence}`);
}
