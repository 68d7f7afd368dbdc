import type { ActionEffect, InfluenceTable, TierPlan } from "../../migration/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";

/** A promotion that was tried: what it changes, and what to do with each tier under a budget. */
export interface PromotionTrial {
  /** What the promotion changes. */
  readonly effect: ActionEffect;
  /** Whom it would change. */
  readonly influence: InfluenceTable["byState"];
  /** What to do. */
  readonly plan: TierPlan;
}

/** What a generated promotion changed, whom it would change, and the plan. */
export function writePromotionSection(page: Page, trial: PromotionTrial, style: NumberStyle): void {
  const { effect, influence, plan } = trial;
  page.heading("A promotion on trial, and a plan under a budget");
  page.line(
    `${effect.action}, given to half of each tier by lot in the last quarter; it is generated, and so is its effect`,
  );
  if (effect.kind === "insufficient" || plan.kind === "insufficient") {
    page.line("not enough to go by: no tier has enough moves with the promotion and without it");
    return;
  }
  const whole = (value: number): string => style.count(Math.round(value) + 0);
  page.table(
    [
      { title: "tier" },
      { title: "moves" },
      { title: "gain once", align: "right" },
      { title: "95% interval", align: "right" },
      { title: "pays", align: "right" },
      { title: "adjusted p", align: "right" },
      { title: "influence" },
    ],
    effect.rows.map((row, i) =>
      row.kind === "insufficient"
        ? [row.from, `${whole(row.have)} of ${whole(row.need)}`, "", "", "", "", "not enough evidence"]
        : [
            row.from,
            `${whole(row.moves.treated)} and ${whole(row.moves.control)}`,
            whole(row.once.estimate),
            `${whole(row.once.interval[0])} to ${whole(row.once.interval[1])}`,
            style.share(row.once.probabilityPositive),
            row.adjustedP < 0.001 ? "< 0.001" : row.adjustedP.toFixed(3),
            influence[i]!.influence.replaceAll("-", " "),
          ],
    ),
  );
  page.line(
    `gain of one ${effect.action} on one customer beyond its cost of ${whole(effect.cost)}; moves with and without it`,
  );
  page.table(
    [
      { title: "tier" },
      { title: "do" },
      { title: "customers", align: "right" },
      { title: "cost now", align: "right" },
      { title: "gain each", align: "right" },
      { title: "95% interval", align: "right" },
      { title: "why" },
    ],
    plan.rows.map((row) => [
      row.state,
      row.action,
      whole(row.customers),
      whole(row.cost),
      whole(row.gain),
      `${whole(row.interval[0])} to ${whole(row.interval[1])}`,
      row.reason.replaceAll("-", " "),
    ]),
  );
  page.line("gain each: of this quarter and all later ones, in which a customer may be in another tier");
  page.line(
    `the plan gains ${whole(plan.gain)} (${whole(plan.interval[0])} to ${whole(plan.interval[1])}) on a budget of ${whole(plan.budget)} for today's customers from now on; a further unit of it would add ${plan.shadowPrice.toFixed(2)}`,
  );
  page.line(
    `not knowing the chains better costs ${whole(plan.regret.quantiles[0])} in half of the cases, more than ${whole(plan.regret.quantiles[2])} in one of twenty`,
  );
}
