import { compareCodePoints } from "../ids/index.ts";
import { CurrencyMismatchError, compareMoney, type Money } from "../money/index.ts";
import type { AbcTable } from "./abc-table.ts";
import type { DragTable } from "./flag-drag.ts";
import type { GoldTable } from "./flag-gold.ts";
import type { PartitionTable } from "./partition-customers.ts";
import { type AssignedTreatment, findTreatment, type TreatmentPlan } from "./treatment-plan.ts";

/** Where the groups of customers come from; every part may be missing. */
export interface CustomerGroups {
  /** Groups "A", "B", "C". */
  readonly abc?: AbcTable | undefined;
  /** Groups "MVC", "MGC", "OTHER", "BZC". */
  readonly partition?: PartitionTable | undefined;
  /** Group "gold". */
  readonly gold?: GoldTable | undefined;
  /** Group "drag". */
  readonly drag?: DragTable | undefined;
  /** The segment of each customer under its own name, such as those of `clientele/rfm`. */
  readonly segments?: ReadonlyMap<string, string> | undefined;
}

/** The treatment of one customer, in full. */
export interface CustomerTreatment extends AssignedTreatment {
  /** The customer. */
  readonly customerId: string;
  /** Every group that the customer is in, in code-point order. */
  readonly groups: readonly string[];
}

/**
 * Turns a plan and the views of the customers into the treatment of each: what a budget and the reminders read.
 *
 * Of a customer in several groups the first treatment of the plan counts. Customers are all that occur in a view.
 *
 * @param plan - from `createTreatmentPlan`
 * @returns by customer id, in code-point order
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { assignTreatments, classifyAbc, createTreatmentPlan, flagGold, valueCustomers } from "clientele/value";
 *
 * const plan = createTreatmentPlan({
 *   version: "2026",
 *   treatments: [{ group: "gold", sales: "visit monthly" }, { group: "C", marketing: "no mailings", letGo: true }],
 * });
 * const log = orderLogFromRows(
 *   ["90", "8", "2"].map((amount, i) => ({ customerId: `c${i + 1}`, orderedOn: "2026-05-02", amount })),
 *   { currency: "EUR" },
 * );
 * const values = valueCustomers(log, { asOf: "2026-06-01" });
 * const treated = assignTreatments(plan, { abc: classifyAbc(values), gold: flagGold(values) });
 * treated.get("c1")?.groups; // => ["A", "gold"]
 * treated.get("c1")?.treatment?.sales; // => "visit monthly"
 * treated.get("c3")?.reason; // => "plan 2026 treats C so"
 * ```
 */
export function assignTreatments(
  plan: TreatmentPlan,
  views: CustomerGroups,
): ReadonlyMap<string, CustomerTreatment> {
  const { abc, partition, gold, drag, segments = new Map<string, string>() } = views;
  const groups = new Map<string, string[]>();
  const add = (customerId: string, ...names: readonly string[]): void => {
    const own = groups.get(customerId);
    if (own === undefined) groups.set(customerId, [...names]);
    else own.push(...names);
  };
  abc?.customerIds.forEach((id, i) => {
    add(id, abc.tiers[abc.codes[i] as 0]!);
  });
  partition?.customerIds.forEach((id, i) => {
    add(id, partition.classes[partition.codes[i] as 0]!);
  });
  gold?.customerIds.forEach((id, i) => {
    add(id, ...(gold.flags[i] === 1 ? ["gold"] : []));
  });
  drag?.customerIds.forEach((id, i) => {
    add(id, ...(drag.flags[i] === 1 ? ["drag"] : []));
  });
  for (const [id, segment] of segments) add(id, segment);
  const rows = [...groups].sort(([a], [b]) => compareCodePoints(a, b));
  return new Map(
    rows.map(([customerId, own]) => {
      const all = Object.freeze([...new Set(own)].sort(compareCodePoints));
      return [customerId, Object.freeze({ customerId, groups: all, ...findTreatment(plan, all) })];
    }),
  );
}

/** A customer on whom more is spent than the plan allows. */
export interface CapExcess {
  /** The customer. */
  readonly customerId: string;
  /** What is spent. */
  readonly spend: Money;
  /** What may be: the cap, or nothing on who is to be let go. */
  readonly cap: Money;
  /** The group whose treatment says so. */
  readonly group: string;
}

/**
 * Finds the customers on whom more is spent in a year than their treatment allows.
 *
 * `spend > cap`; the cap of who is to be let go is 0
 *
 * @param treatments - from {@link assignTreatments}
 * @param spend - what is spent on each customer in a year
 * @returns by customer id
 * @throws CurrencyMismatchError if a cap is of another currency than the spend
 *
 * @example
 * ```ts
 * import { createTreatmentPlan, findCapExcesses, assignTreatments } from "clientele/value";
 *
 * const plan = createTreatmentPlan({ version: "1", treatments: [{ group: "Lost", spendCap: { amount: "5", currency: "EUR" } }] });
 * const treated = assignTreatments(plan, { segments: new Map([["ann", "Lost"]]) });
 * findCapExcesses(treated, new Map([["ann", { amount: "7.50", currency: "EUR" }]])).map((one) => one.spend.amount); // => ["7.50"]
 * ```
 */
export function findCapExcesses(
  treatments: ReadonlyMap<string, CustomerTreatment>,
  spend: ReadonlyMap<string, Money>,
): readonly CapExcess[] {
  const found: CapExcess[] = [];
  for (const [customerId, money] of spend) {
    const cap = capOf(treatments.get(customerId), money.currency);
    if (cap === undefined) continue;
    if (cap.cap.currency !== money.currency)
      throw new CurrencyMismatchError("find cap excesses", money.currency, cap.cap.currency);
    if (compareMoney(money, cap.cap) > 0) found.push(Object.freeze({ customerId, spend: money, ...cap }));
  }
  found.sort((a, b) => compareCodePoints(a.customerId, b.customerId));
  return Object.freeze(found);
}

/** The most to be spent on a customer by the treatment; absent where it says nothing. */
export function capOf(
  treated: CustomerTreatment | undefined,
  currency: string,
): { readonly cap: Money; readonly group: string } | undefined {
  const treatment = treated?.treatment;
  if (treatment === undefined) return undefined;
  const { group, letGo = false, spendCap } = treatment;
  if (letGo) return { cap: { amount: "0", currency: spendCap?.currency ?? currency }, group };
  return spendCap === undefined ? undefined : { cap: spendCap, group };
}
