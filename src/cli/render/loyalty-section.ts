import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

/** Whether customers stay and what they say: a line for each measure, those without data said so. */
export function writeLoyaltySection(page: Page, { loyalty }: DailyReport, style: NumberStyle): void {
  page.heading("Loyalty");
  const line = (text: string): void => page.line(text, { hanging: 4 });
  const { flow, survival, cycle, satisfaction, wallet } = loyalty;
  if (flow === undefined) line("retention: two quarters are not observed");
  else {
    const kept = flow.retention;
    line(
      `last quarter: ${style.count(flow.active)} active; of those of the quarter before ${style.count(flow.kept)} kept and ${style.count(flow.lost)} lost, ${style.count(flow.gained)} gained, ${style.count(flow.returned)} returned${kept === undefined ? "" : `; retention ${style.share(kept.estimate)} (${style.share(kept.lower)} to ${style.share(kept.upper)})`}`,
    );
  }
  writeCohorts(page, loyalty, style);
  line(
    survival === undefined
      ? "survival: no customer with a purchase"
      : `survival: ${style.count(survival.lost)} of ${style.counted(survival.customers, "customer")} silent for a year; ${survival.medianDays === undefined ? "less than half are lost" : `half are lost after ${style.counted(survival.medianDays, "day")}`}`,
  );
  line(
    cycle === undefined
      ? "repurchase cycle: nobody bought twice"
      : `repurchase cycle: ${style.expected(cycle.medianGapDays)} days in the middle; ${style.count(cycle.late)} of ${style.count(cycle.repeaters)} are later than twice their own`,
  );
  line(
    loyalty.retentionSensitivity === undefined
      ? "profit by retention: no profit, or no retention, is known"
      : `profit by retention: ${loyalty.retentionSensitivity} (${loyalty.acquisition === undefined ? "cost of winning not known, taken for nothing" : "winning one taken off as below"})`,
  );
  line(
    satisfaction === undefined
      ? "satisfaction: no overall answer is on file"
      : `satisfied ${style.count(satisfaction.satisfied)}, of them ${style.count(satisfaction.switchers)} gone for a year; dissatisfied ${style.count(satisfaction.dissatisfied)}`,
  );
  line(
    loyalty.gaps.length === 0
      ? "found beside expected: no answer says what was expected"
      : `found beside expected, in shares of the scale: ${loyalty.gaps
          .map(
            (one) =>
              `${printable(one.element)} (${one.dimension}) ${style.share(one.meanGap ?? 0)} of ${style.counted(one.answers, "answer")}`,
          )
          .join(", ")}`,
  );
  line(
    loyalty.satisfactionSensitivity === undefined
      ? "value by satisfaction: fewer than ten customers with an overall answer that differ"
      : `value by satisfaction: ${loyalty.satisfactionSensitivity}`,
  );
  line(
    wallet === undefined
      ? "share of wallet: no estimate is on file"
      : `share of wallet: ${style.share(wallet.meanShare)} in the mean of ${style.counted(wallet.customers, "customer")}`,
  );
  const { bonds, acquisition } = loyalty;
  const kinds = Object.entries(bonds.kinds).map(([kind, count]) => `${kind} ${style.count(count)}`);
  line(
    `bonds and benefits in force: ${style.counted(bonds.customers, "customer")}${bonds.customers === 0 ? "" : `; bonds: ${kinds.join(", ") || "none"}, leaving would cost ${style.money(bonds.switchingCost)}; benefits: financial ${style.count(bonds.benefits.financial)}, social ${style.count(bonds.benefits.social)}, structural ${style.count(bonds.benefits.structural)}`}`,
  );
  line(
    acquisition === undefined
      ? "winning against keeping: not both costs are on file"
      : `winning against keeping: winning a customer cost ${acquisition.perWon.toFixed(2)}, keeping one ${acquisition.perKept.toFixed(2)} in the last quarter: ${style.expected(acquisition.ratio)} times as much`,
  );
  writeGoals(page, loyalty, style);
}

/** Of each quarter's new customers, the shares that were active later. */
function writeCohorts(page: Page, { cohorts }: DailyReport["loyalty"], style: NumberStyle): void {
  if (cohorts.length === 0) return void page.line("cohorts: none is observed for two quarters");
  const ages = Math.max(...cohorts.map(({ cells }) => cells.length));
  page.line("cohorts by first purchase: the share active in each quarter after it (95% interval)");
  page.table(
    [
      { title: "from" },
      { title: "customers", align: "right" },
      ...Array.from({ length: ages }, (_, age) => ({ title: `quarter ${age + 1}`, align: "right" as const })),
    ],
    cohorts.map(({ period, customers, cells }) => [
      period.from,
      style.count(customers),
      ...Array.from({ length: ages }, (_, age) => {
        const own = cells[age]?.retention;
        return own === undefined
          ? ""
          : `${(own.estimate * 100).toFixed(0)}% (${(own.lower * 100).toFixed(0)} to ${(own.upper * 100).toFixed(0)})`;
      }),
    ]),
    4,
  );
}

/** The goals, and how they stand. */
function writeGoals(page: Page, { goals }: DailyReport["loyalty"], style: NumberStyle): void {
  if (goals.length === 0) return void page.line("goals: the company has set none");
  for (const { name, kind, latest, planned, state } of goals) {
    page.line(
      `goal, ${kind}: ${printable(name)}: ${latest === undefined ? "not measured" : `${style.share(latest.value)} on ${latest.on}`}, planned ${style.share(planned)}: ${state}`,
      { hanging: 4 },
    );
  }
}
