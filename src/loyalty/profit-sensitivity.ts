/** What one customer brings, and how long. */
export interface RetentionEconomics {
  /** The share of customers kept from one period to the next, below 1. */
  readonly retention: number;
  /** Profit of one customer in one period. */
  readonly margin: number;
  /** What it takes to win one. */
  readonly acquisitionCost: number;
  /**
   * The discount of one period to the next.
   * @defaultValue `0`
   */
  readonly discount?: number | undefined;
}

/** What a change of churn or of satisfaction would do to the profit of a customer. */
export interface ProfitSensitivity {
  /** Expected periods as a customer, the first included, before and after. */
  readonly lifetime: { readonly before: number; readonly after: number };
  /** Expected profit of a customer, the cost of winning included, before and after. */
  readonly profit: { readonly before: number; readonly after: number };
  /** after / before − 1; absent where the profit before is not positive. */
  readonly change?: number | undefined;
  /** The retention it was computed with, before and after. */
  readonly retention: { readonly before: number; readonly after: number };
  /** In words. */
  readonly text: string;
}

/**
 * Computes what fewer lost customers would do to profit, on the user's own figures: the claim that 5 points less churn
 * bring 25 to 85 % more profit, checked instead of quoted.
 *
 * `profit(r) = m / (1 − r / (1 + d)) − a`; `r′ = r + points`
 *
 * Margin and churn are held constant over a customer's life: where margins grow with age the effect is larger, where
 * long customers are kept by discounts it is smaller. Points are of churn itself: from 15 % to 10 % are 5 points.
 *
 * Reichheld and Sasser, "Zero defections" (1990), for the claim; the formula is that of a constant hazard.
 *
 * @param points - by how much retention rises, such as 0.05
 * @throws RangeError if a number is out of range, or retention would reach 1
 *
 * @example
 * ```ts
 * import { retentionSensitivity } from "clientele/loyalty";
 *
 * const found = retentionSensitivity({ retention: 0.8, margin: 100, acquisitionCost: 200 }, 0.05);
 * [found.profit.before.toFixed(2), found.profit.after.toFixed(2), found.change?.toFixed(3)]; // => ["300.00", "466.67", "0.556"]
 * ```
 */
export function retentionSensitivity(economics: RetentionEconomics, points: number): ProfitSensitivity {
  const doing = "compute retention sensitivity";
  const { retention, margin, acquisitionCost, discount = 0 } = economics;
  const after = retention + points;
  for (const [name, value, holds, expected] of [
    ["retention", retention, retention >= 0 && retention < 1, "from 0 to below 1"],
    ["points", points, after >= 0 && after < 1, "such that retention stays from 0 to below 1"],
    ["margin", margin, Number.isFinite(margin), "a finite number"],
    [
      "acquisitionCost",
      acquisitionCost,
      acquisitionCost >= 0 && Number.isFinite(acquisitionCost),
      "not below 0",
    ],
    ["discount", discount, discount >= 0 && Number.isFinite(discount), "not below 0"],
  ] as const) {
    if (!holds) throw new RangeError(`Cannot ${doing}: ${name} must be ${expected}, got ${value}`);
  }
  const profit = (r: number): number => margin / (1 - r / (1 + discount)) - acquisitionCost;
  const [was, is] = [profit(retention), profit(after)];
  const change = was > 0 ? is / was - 1 : undefined;
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return Object.freeze({
    lifetime: Object.freeze({ before: 1 / (1 - retention), after: 1 / (1 - after) }),
    profit: Object.freeze({ before: was, after: is }),
    ...(change === undefined ? {} : { change }),
    retention: Object.freeze({ before: retention, after }),
    text: `retention of ${percent(after)} instead of ${percent(retention)} changes the profit of a customer ${change === undefined ? `from ${was.toFixed(2)} to ${is.toFixed(2)}` : `by ${percent(change)}`}`,
  });
}

/** What it costs to win a customer and to keep one. */
export interface AcquisitionRatio {
  /** Marks the answer as one. */
  readonly kind: "ratio";
  /** Acquisition spend / customers won. */
  readonly perWon: number;
  /** Retention spend / customers kept. */
  readonly perKept: number;
  /** perWon / perKept: the "five to one" of the text books, on own figures. */
  readonly ratio: number;
}

/** The answer where nobody was won or kept, or keeping cost nothing. */
export interface NoAcquisitionRatio {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers won" | "customers kept" | "retention spend";
  /** How much there is. */
  readonly have: 0;
}

/**
 * Compares the cost of winning a customer with that of keeping one.
 *
 * `ratio = (acquisition spend / won) / (retention spend / kept)`; all of one period and currency
 *
 * @throws RangeError if a number is negative or not finite
 *
 * @example
 * ```ts
 * import { compareAcquisition } from "clientele/loyalty";
 *
 * compareAcquisition({ acquisitionSpend: 5000, won: 50, retentionSpend: 4000, kept: 200 }); // => { kind: "ratio", perWon: 100, perKept: 20, ratio: 5 }
 * ```
 */
export function compareAcquisition(figures: {
  readonly acquisitionSpend: number;
  readonly won: number;
  readonly retentionSpend: number;
  readonly kept: number;
}): AcquisitionRatio | NoAcquisitionRatio {
  for (const [name, value] of Object.entries(figures)) {
    if (value >= 0 && Number.isFinite(value)) continue;
    throw new RangeError(`Cannot compare acquisition: ${name} must be a number not below 0, got ${value}`);
  }
  const { acquisitionSpend, won, retentionSpend, kept } = figures;
  const of =
    won === 0
      ? "customers won"
      : kept === 0
        ? "customers kept"
        : retentionSpend === 0
          ? "retention spend"
          : undefined;
  if (of !== undefined) return Object.freeze({ kind: "insufficient", of, have: 0 });
  const [perWon, perKept] = [acquisitionSpend / won, retentionSpend / kept];
  return Object.freeze({ kind: "ratio", perWon, perKept, ratio: perWon / perKept });
}
