import { type PlainDate, parsePlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { type Benefit, benefitStateOn, type SwitchingBond } from "../model/index.ts";
import { CurrencyMismatchError, type Money, sumMoney } from "../money/index.ts";

/** What ties one customer on a day. */
export interface CustomerBonds {
  /** The customer. */
  readonly customerId: string;
  /** Kinds of bonds in force: contract, learning, structural, equipment, bundle, points, delayed benefit. */
  readonly kinds: readonly SwitchingBond["kind"][];
  /** What leaving would cost, as far as it was estimated. */
  readonly switchingCost: Money;
  /** Bonds in force without an estimate. */
  readonly withoutEstimate: number;
  /** Benefits that are granted or usable, by class. */
  readonly benefits: Readonly<Record<Benefit["class"], number>>;
}

/** Options of {@link summariseBonds}. */
export interface BondOptions {
  /** What the customers are entitled to. */
  readonly benefits?: Iterable<Benefit> | undefined;
  /** The day. */
  readonly asOf: PlainDate;
  /** The currency of all estimates. */
  readonly currency: string;
}

/**
 * Sums up what ties each customer on a day beyond satisfaction: switching bonds with their estimated cost, and benefits
 * by class (financial, social, structural).
 *
 * `switching cost = Σ estimated cost of the bonds with validFrom ≤ asOf < validTo`
 *
 * Berry and Parasuraman, "Marketing Services" (1991), for the three classes of benefit.
 *
 * @returns by customer id
 * @throws CurrencyMismatchError if an estimate is of another currency
 *
 * @example
 * ```ts
 * import { summariseBonds } from "clientele/loyalty";
 *
 * const bond = {
 *   schemaVersion: 1, id: "b1", customerId: "ann", kind: "learning", what: "trained staff", hours: 40,
 *   estimatedCost: { amount: "1200", currency: "EUR" }, source: { observedOn: "2026-01-01", method: "stated" },
 * } as const;
 * const [ann] = summariseBonds([bond], { asOf: "2026-06-01", currency: "EUR" });
 * [ann?.kinds, ann?.switchingCost.amount]; // => [["learning"], "1200.00"]
 * ```
 */
export function summariseBonds(
  bonds: Iterable<SwitchingBond>,
  options: BondOptions,
): readonly CustomerBonds[] {
  const { asOf, currency } = options;
  parsePlainDate(asOf);
  const found = new Map<
    string,
    {
      kinds: Set<SwitchingBond["kind"]>;
      costs: Money[];
      without: number;
      benefits: Record<Benefit["class"], number>;
    }
  >();
  const of = (customerId: string) => {
    const own = found.get(customerId) ?? {
      kinds: new Set(),
      costs: [],
      without: 0,
      benefits: { financial: 0, social: 0, structural: 0 },
    };
    found.set(customerId, own);
    return own;
  };
  for (const { customerId, kind, estimatedCost, validFrom, validTo } of bonds) {
    if ((validFrom !== undefined && validFrom > asOf) || (validTo !== undefined && validTo <= asOf)) continue;
    const own = of(customerId);
    own.kinds.add(kind);
    if (estimatedCost === undefined) own.without++;
    else if (estimatedCost.currency !== currency) {
      throw new CurrencyMismatchError("summarise bonds", currency, estimatedCost.currency);
    } else own.costs.push(estimatedCost);
  }
  for (const benefit of options.benefits ?? []) {
    const state = benefitStateOn(benefit, asOf);
    if (state === "granted" || state === "usable") of(benefit.partyId).benefits[benefit.class]++;
  }
  const rows = [...found].sort(([a], [b]) => compareCodePoints(a, b));
  return Object.freeze(
    rows.map(([customerId, { kinds, costs, without, benefits }]) =>
      Object.freeze({
        customerId,
        kinds: Object.freeze([...kinds].sort(compareCodePoints)),
        switchingCost: sumMoney(costs, currency),
        withoutEstimate: without,
        benefits: Object.freeze(benefits),
      }),
    ),
  );
}
