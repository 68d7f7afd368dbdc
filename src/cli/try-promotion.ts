import type { PlainDate } from "../calendar/index.ts";
import {
  countByAction,
  estimateActionEffect,
  estimatePosterior,
  planTiers,
  rankInfluence,
} from "../migration/index.ts";
import { type OrderLog, restrictOrderLog } from "../orders/index.ts";
import { generatePromotion } from "../synthetic/index.ts";
import { tierPanel, valueCustomers } from "../value/index.ts";
import type { DailyReport } from "../workflow/index.ts";
import type { PromotionTrial } from "./render/promotion-section.ts";

/** A quarter's discount of three hundredths is some twelve a year. */
const DISCOUNT = 0.03;

/**
 * Generates a promotion for the tiers of a report and plans with what came of it: a voucher that keeps a fifth of the B and C customers
 * from becoming inactive. Nothing is returned where there are no tiers.
 */
export function tryPromotion(
  { migration }: DailyReport,
  log: OrderLog,
  options: { readonly asOf: PlainDate; readonly seed: number },
): PromotionTrial | undefined {
  if (migration.kind === "insufficient") return undefined;
  const { asOf, seed } = options;
  const { counts, forecast } = migration;
  const occupancy = forecast.from;
  const quarter = counts.periods.at(-1);
  if (quarter === undefined) return undefined;
  // Every tier can be reached from every other, so that a cell not yet seen is not impossible.
  const chain = estimatePosterior(counts, { prior: "pooled", support: "all" });
  const rewards = rewardsOf(log, quarter, counts.states);
  const treated = chain.probabilities.map(([a = 0, b = 0, c = 0, none = 0], tier) => {
    const kept = tier === 1 || tier === 2 ? Math.min(0.2, none) : 0;
    return [a + kept, b, c, none - kept];
  });
  const { panel, exposures } = generatePromotion(chain, {
    seed,
    action: "voucher",
    asOf,
    occupancy,
    treated,
  });
  const arms = countByAction(panel, { exposures });
  const arm = arms.kind === "counted" ? arms.actions[0] : undefined;
  if (arms.kind !== "counted" || arm === undefined) return undefined;
  const effect = estimateActionEffect(
    { control: arms.control.counts, treated: arm.counts },
    { action: arm.action, rewards, discountRate: DISCOUNT, cost: 15, seed, support: "all", draws: 1000 },
  );
  const customers = occupancy.reduce((sum, n) => sum + n, 0);
  return {
    effect,
    influence: rankInfluence(panel, { effect }).byState,
    plan: planTiers([effect], { occupancy, budget: 40 * customers, seed, draws: 500 }),
  };
}

/** What a customer of each tier brought in a quarter, in whole units of the currency. */
function rewardsOf(
  log: OrderLog,
  quarter: { readonly from: PlainDate; readonly to: PlainDate },
  states: readonly string[],
): readonly number[] {
  const { customerIds, cells } = tierPanel(log, { periods: [quarter] });
  const tiers = new Map(customerIds.map((id, c) => [id, cells[c]!]));
  const sums = states.map(() => 0);
  const customers = states.map(() => 0);
  for (const tier of cells) if (tier < states.length) customers[tier]!++;
  for (const { customerId, value } of valueCustomers(restrictOrderLog(log, quarter), { asOf: quarter.to })) {
    const tier = tiers.get(customerId);
    // Whoever only sent something back is inactive, and brings nothing that a promotion would repeat.
    if (tier !== undefined && tier < states.length - 1) sums[tier]! += Number(value.amount);
  }
  return sums.map((sum, tier) => (customers[tier] === 0 ? 0 : Math.round(sum / customers[tier]!) + 0));
}
