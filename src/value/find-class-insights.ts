import type { Evidence, Insight, InsightPayload, KnownInsightKind } from "../model/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import type { AbcTable } from "./abc-table.ts";
import type { DragTable } from "./flag-drag.ts";
import type { GoldTable } from "./flag-gold.ts";

/** What to find insights in; every part may be missing. */
export interface ClassInsightSources {
  /** The classes of before and now: who moved. */
  readonly classes?: { readonly before: AbcTable; readonly now: AbcTable } | undefined;
  /** The gold customers. */
  readonly gold?: GoldTable | undefined;
  /** The drag customers. */
  readonly drag?: DragTable | undefined;
}

/**
 * Finds customers whose value calls for a word: who changed class, who is gold, who is drag for a reason beyond the rank.
 *
 * `value.class-changed`: in both tables, in different classes; strength 1 for two classes, ½ for one. `value.gold`: flagged;
 * strength 1. `value.drag`: flagged, with at least one piece of evidence; strength `reasons / 3`.
 *
 * Ids are `kind:customer:day`, so that the same finding of the same day is the same insight.
 *
 * @returns insights by kind, then by customer
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { findClassInsights, flagGold, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-05-02", amount: "90" }], { currency: "EUR" });
 * const [insight] = findClassInsights({ gold: flagGold(valueCustomers(log, { asOf: "2026-06-01" })) });
 * [insight?.id, insight?.payload]; // => ["value.gold:ann:2026-06-01", { amount: "90.00", currency: "EUR", lowest: "90.00" }]
 * ```
 */
export function findClassInsights(sources: ClassInsightSources): readonly Insight[] {
  const { classes, gold, drag } = sources;
  const insights: Insight[] = [];
  if (classes !== undefined) {
    const { before, now } = classes;
    now.customerIds.forEach((subjectId, i) => {
      const was = before.indexOf(subjectId);
      if (was === undefined || before.codes[was] === now.codes[i]) return;
      const [a, b] = [before.codes[was]!, now.codes[i]!];
      const [from, to] = [now.tiers[a as 0]!, now.tiers[b as 0]!];
      const { asOf } = now.values;
      const money = moneyOfUnits(now.values.value[i]!, now.values);
      const evidence = [
        { label: "class before", value: from, asOf: before.values.asOf, source: "value" },
        { label: "class now", value: to, asOf, source: "value" },
        { label: `value in ${money.currency}`, value: money.amount, asOf, source: "value" },
      ];
      const payload = { from, to, direction: b < a ? ("up" as const) : ("down" as const), ...money };
      insights.push(
        insightOf("value.class-changed", {
          subjectId,
          asOf,
          strength: Math.abs(a - b) / 2,
          evidence,
          payload,
        }),
      );
    });
  }
  gold?.customerIds.forEach((subjectId, i) => {
    if (gold.flags[i] !== 1) return;
    const { asOf } = gold.values;
    const money = moneyOfUnits(gold.values.value[i]!, gold.values);
    const lowest = gold.lowest!.amount;
    const evidence = [
      { label: `${gold.values.basis} in ${money.currency}`, value: money.amount, asOf, source: "value" },
      { label: `lowest of the best ${gold.count}`, value: lowest, asOf, source: "value" },
    ];
    insights.push(
      insightOf("value.gold", { subjectId, asOf, strength: 1, evidence, payload: { ...money, lowest } }),
    );
  });
  for (const row of drag ?? []) {
    if (!row.drag || row.evidence.length === 0) continue;
    const { asOf } = drag!.values;
    const money = drag!.values.get(row.customerId)!.value;
    const evidence = row.evidence.map(({ reason, text }) => ({
      label: reason,
      value: text,
      asOf,
      source: "value",
    }));
    const payload = { ...money, reasons: row.evidence.map((one) => one.reason) };
    const strength = row.evidence.length / 3;
    insights.push(insightOf("value.drag", { subjectId: row.customerId, asOf, strength, evidence, payload }));
  }
  return Object.freeze(insights);
}

function insightOf<K extends KnownInsightKind & `value.${string}`>(
  kind: K,
  found: Pick<Insight, "subjectId" | "asOf" | "strength"> & {
    readonly evidence: Evidence[];
    readonly payload: InsightPayload<K>;
  },
): Insight {
  const { subjectId, asOf } = found;
  return Object.freeze({ schemaVersion: 1 as const, id: `${kind}:${subjectId}:${asOf}`, kind, ...found });
}
