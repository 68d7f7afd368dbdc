import { moneyOfUnits } from "../orders/index.ts";
import type { RfmScores } from "./score-rfm.ts";

/**
 * Says in one sentence why a customer has these scores: the three measures, each with the thresholds that it
 * passed and did not pass.
 *
 * @throws RangeError if the customer was not scored
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { explainScore, measureRfm, scoreRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   ["2026-05-02", "2026-05-12", "2026-05-31"].map((orderedOn, i) => ({
 *     customerId: `c${i + 1}`,
 *     orderedOn: orderedOn as `${number}-${number}-${number}`,
 *     amount: `${(i + 1) * 10}`,
 *   })),
 *   { currency: "EUR" },
 * );
 * const scores = scoreRfm(measureRfm(log, { asOf: "2026-06-01" }), { groups: 3 });
 * explainScore(scores, "c2"); // => "Customer c2 scores R2 F1 M2 as of 2026-06-01: last purchase 20 days before (20 or more and fewer than 30 give R2), 1 order (at most 1 gives F1), 20.00 EUR (more than 10.00 and at most 20.00 give M2)."
 * ```
 */
export function explainScore(scores: RfmScores, customerId: string): string {
  const row = scores.get(customerId);
  const measured = scores.measures.get(customerId);
  if (row === undefined || measured === undefined) {
    throw new RangeError(
      `Cannot explain score: the customer must be scored, got ${JSON.stringify(customerId)}`,
    );
  }
  const { cuts, asOf, groups } = scores;
  const { recencyDays, frequency, monetary } = measured;
  const amountOf = (cut: number): string => moneyOfUnits(cut, cuts).amount;
  const parts = [
    `last purchase ${count(recencyDays, "day")} before (${daysRule(cuts.recency, row.recency, groups)})`,
    `${count(frequency, "order")} (${rule(cuts.frequency.map(String), row.frequency, groups, "F")})`,
    `${monetary.amount} ${monetary.currency} (${rule(cuts.monetary.map(amountOf), row.monetary, groups, "M")})`,
  ];
  const score = `R${row.recency} F${row.frequency} M${row.monetary}`;
  return `Customer ${customerId} scores ${score} as of ${asOf}: ${parts.join(", ")}.`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

function rule(cuts: readonly string[], score: number, groups: number, letter: string): string {
  const above = score > 1 ? `more than ${cuts[score - 2]!}` : "";
  const upTo = score < groups ? `at most ${cuts[score - 1]!}` : "";
  return give([above, upTo], letter + score);
}

/** Days fall as scores rise: a score passes the cuts that are larger than its days. */
function daysRule(cuts: readonly number[], score: number, groups: number): string {
  const atLeast = score < groups ? `${cuts[score - 1]!} or more` : "";
  const below = score > 1 ? `fewer than ${cuts[score - 2]!}` : "";
  return give([atLeast, below], `R${score}`);
}

function give(conditions: readonly string[], score: string): string {
  const given = conditions.filter((condition) => condition !== "");
  return `${given.join(" and ")} give${given.length === 1 ? "s" : ""} ${score}`;
}
