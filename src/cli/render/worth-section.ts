import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";
import { writeBudget, writeCompetition, writePotential, writeTreatments } from "./worth-plans.ts";

const NAMED = 3;

/** What customers cost and could be worth: a line for each measure, those without data said so. */
export function writeWorthSection(
  page: Page,
  { worth, value, currency }: DailyReport,
  style: NumberStyle,
): void {
  page.heading("Worth of the customers");
  const line = (text: string): void => page.line(text, { hanging: 4 });
  const amount = (units: number): string => style.money({ amount: units.toFixed(2), currency });
  for (const issue of worth.costIssues.slice(0, NAMED)) line(`cost to serve is left out: ${issue}`);
  if (worth.costToServe === undefined) {
    line(
      value.kind === "value" && value.basis === "revenue"
        ? "cost to serve: no cost entry is on file, and all that follows is of revenue alone"
        : "cost to serve: no cost entry is on file",
    );
  } else {
    const { total, costly } = worth.costToServe;
    const names = costly
      .slice(0, NAMED)
      .map(
        (one) =>
          `${printable(one.customerId)} ${style.share(one.burden)} of revenue, ${style.money(one.value)} left`,
      );
    line(
      `cost to serve: ${style.money(total)}; high revenue and high cost to serve: ${style.counted(costly.length, "customer")}${names.length === 0 ? "" : ` (${names.join("; ")})`}`,
    );
  }
  if (worth.held !== undefined)
    line(
      `against the classes of a year ago: ${style.counted(worth.held.customers, "customer")} would have moved and keep the class, less than ${style.share(worth.held.margin)} beyond the boundary`,
    );
  const { MVC, MGC, OTHER, BZC } = worth.partition;
  line(
    `most valuable ${style.count(MVC)}, most growable ${style.count(MGC)}, other ${style.count(OTHER)}, below zero ${style.count(BZC)}`,
  );
  line(
    `drag: ${style.count(worth.drag.customers)} of the least valuable fifth, ${style.count(worth.drag.withEvidence)} with evidence beyond the rank`,
  );
  line(
    worth.largest === undefined
      ? "the largest of the year before: two years are not observed"
      : `the ${style.count(worth.largest.customers)} largest of the year before: ${style.count(worth.largest.boughtEnough)} bought enough again, ${style.money(worth.largest.lost)} less from the rest`,
  );
  line(
    worth.mix.length === 0
      ? "product mix: the orders name no products"
      : `product mix of the last year: ${worth.mix
          .slice(0, NAMED)
          .map(
            (one) =>
              `${printable(one.name ?? "without a category")} ${style.share(one.share)} (${style.counted(one.customers, "customer")}, ${style.money(one.perLine)} a line)`,
          )
          .join(
            ", ",
          )}${worth.mix.length > NAMED ? ` and ${style.count(worth.mix.length - NAMED)} more` : ""}`,
  );
  line(
    worth.fewProducts === undefined
      ? "breadth: the orders name no products"
      : `breadth: ${style.counted(worth.fewProducts.customers, "customer")} buy one or two products; ${
          worth.fewProducts.walletKnown === 0
            ? "what they spend elsewhere is on file of none of them"
            : `of ${style.count(worth.fewProducts.walletKnown)} of them whose spend is known ${style.count(worth.fewProducts.elsewhere)} spend most of it elsewhere`
        }`,
  );
  line(
    worth.growth === undefined
      ? "growth: four quarters are not observed"
      : `growth over four quarters: ${Object.entries(worth.growth)
          .map(([pattern, count]) => `${pattern} ${style.count(count)}`)
          .join(", ")}`,
  );
  line(
    worth.prediction === undefined
      ? `next year's ${value.kind === "value" ? value.basis : "revenue"}: two years and enough customers are not observed`
      : `next year's ${worth.prediction.of} of today's customers: ${amount(worth.prediction.expected)} expected; error of one ${amount(worth.prediction.error)}, by last year's value ${amount(worth.prediction.naiveError)}; 95% intervals held ${style.share(worth.prediction.coverage)}`,
  );
  line(
    worth.goldTest === undefined
      ? "next year's gold: two years are not observed"
      : `next year's gold by ${worth.goldTest.by === "regression" ? "the regression" : "last year's value"}: a year ago ${style.count(worth.goldTest.hits)} of ${style.count(worth.goldTest.predicted)} named were gold (${style.share(worth.goldTest.lower)} to ${style.share(worth.goldTest.upper)}); ${style.count(worth.goldTest.actual)} were in all, ${style.count(worth.goldTest.newcomers)} of them new`,
  );
  writePotential(page, worth, style);
  writeBudget(page, worth, style);
  line(
    `large customers with repeated complaints: ${style.count(worth.repeatedComplaints)}; of the ten best to be asked for their opinion: ${style.count(worth.opinionsDue)}`,
  );
  line(
    worth.prospectWaste === undefined
      ? "prospects: no sale was decided in the last year"
      : `prospects that came to nothing: ${style.count(worth.prospectWaste.wasted)} of ${style.count(worth.prospectWaste.decided)}`,
  );
  writeCompetition(page, worth, style);
  writeTreatments(page, worth, style);
}
