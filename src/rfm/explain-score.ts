import { moneyOfUnits } from "../orders/index.ts";
import type { CutRule, RfmCuts } from "./rfm-cuts.ts";
import type { RfmTable } from "./rfm-table.ts";
import type { RfmScoreRow, RfmScores } from "./score-rfm.ts";

/**
 * Says in one sentence why a customer has these scores: the three measures, each with the thresholds that it
 * passed and did not pass, whatever the method they come from.
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
 * explainScore(scores, "c2"); // => "Customer c2 scores R2 F1 M2 as of 2026-06-01: last purchase 20 days before (20 or more and fewer than 30 give R2), 1 buying day (at most 1 gives F1), 20.00 EUR (more than 10.00 and at most 20.00 give M2)."
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
  const { cuts, asOf, groups, measures } = scores;
  const { recencyDays, frequency, monetary } = measured;
  const own = cutsOfCustomer(cuts, row);
  const rules = cuts.rules ?? { recency: "beyond", frequency: "beyond", monetary: "beyond" };
  const days = daysRule(own.recency.map(plain), row.recency, groups, rules.recency);
  const times = risingRule(own.frequency.map(plain), row.frequency, groups, rules.frequency);
  const amount = risingRule(
    own.monetary.map((cut) => amountOf(cut, cuts)),
    row.monetary,
    groups,
    rules.monetary,
  );
  const parts = [
    `last purchase ${count(recencyDays, "day")} before (${give(days, `R${row.recency}`)})`,
    `${count(frequency, NOUNS[measures.countBy])} (${give(times, `F${row.frequency}`)}${own.amongR})`,
    `${WHAT[measures.measure]}${monetary.amount} ${monetary.currency} (${give(amount, `M${row.monetary}`)}${own.amongRF})`,
  ];
  const score = `R${row.recency} F${row.frequency} M${row.monetary}`;
  return `Customer ${customerId} scores ${score} as of ${asOf}: ${parts.join(", ")}.`;
}

const NOUNS: Readonly<Record<RfmTable["countBy"], string>> = {
  order: "order",
  "customer-day": "buying day",
  line: "order line",
};

const WHAT: Readonly<Record<RfmTable["measure"], string>> = {
  sum: "",
  mean: "a mean of ",
  profit: "a profit of ",
};

interface OwnCuts {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
  readonly amongR: string;
  readonly amongRF: string;
}

/** The thresholds that decided: nested ones of the customer's own group, or those of all where it had nobody. */
function cutsOfCustomer(cuts: RfmCuts, row: RfmScoreRow): OwnCuts {
  const frequency = cuts.nested?.frequency[row.recency - 1] ?? [];
  const monetary = cuts.nested?.monetary[row.recency - 1]?.[row.frequency - 1] ?? [];
  return {
    recency: cuts.recency,
    frequency: frequency.length > 0 ? frequency : cuts.frequency,
    monetary: monetary.length > 0 ? monetary : cuts.monetary,
    amongR: frequency.length > 0 ? ` among R${row.recency}` : "",
    amongRF: monetary.length > 0 ? ` among R${row.recency} F${row.frequency}` : "",
  };
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** A threshold by interpolation or decay has no last digit; twelve are enough to tell it from others. */
const plain = (cut: number): string => String(Number(cut.toPrecision(12)));

const amountOf = (cut: number, cuts: RfmCuts): string =>
  Number.isInteger(cut) && cuts.measure !== "mean"
    ? moneyOfUnits(cut, cuts).amount
    : plain(cut / 10 ** cuts.exponent);

function risingRule(
  cuts: readonly string[],
  score: number,
  groups: number,
  rule: CutRule,
): readonly string[] {
  const [from, to] = rule === "beyond" ? ["more than", "at most"] : ["at least", "less than"];
  return [score > 1 ? `${from} ${cuts[score - 2]!}` : "", score < groups ? `${to} ${cuts[score - 1]!}` : ""];
}

/** Days fall as scores rise: a score passes the cuts that are larger than its days. */
function daysRule(cuts: readonly string[], score: number, groups: number, rule: CutRule): readonly string[] {
  const beyond = rule === "beyond";
  const worse = score < groups ? cuts[score - 1]! : undefined;
  const better = score > 1 ? cuts[score - 2]! : undefined;
  return [
    worse === undefined ? "" : beyond ? `${worse} or more` : `more than ${worse}`,
    better === undefined ? "" : beyond ? `fewer than ${better}` : `at most ${better}`,
  ];
}

function give(conditions: readonly string[], score: string): string {
  const given = conditions.filter((condition) => condition !== "");
  return `${given.join(" and ")} give${given.length === 1 ? "s" : ""} ${score}`;
}
