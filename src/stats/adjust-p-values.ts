import { wrongParameter } from "./_check.ts";

/** Options of {@link adjustPValues}. */
export interface AdjustmentOptions {
  /**
   * `"benjamini-hochberg"` and `"benjamini-yekutieli"` hold the share of false discoveries, the second under any dependence;
   * `"holm"` and `"bonferroni"` the chance of a single one, under any dependence too. Holm is never worse than Bonferroni.
   * @defaultValue `"benjamini-hochberg"`
   */
  readonly method?: "benjamini-hochberg" | "benjamini-yekutieli" | "holm" | "bonferroni" | undefined;
}

/**
 * Adjusts p values for how many there are: an adjusted value up to α is significant at level α for all of them together.
 *
 * Benjamini–Hochberg: min over j ≥ i of m p₍ⱼ₎ / j; Benjamini–Yekutieli: the same times Σ 1/j; Holm: max over j ≤ i of
 * (m + 1 − j) p₍ⱼ₎; Bonferroni: m pᵢ; all at most 1
 *
 * Benjamini and Hochberg (1995), Benjamini and Yekutieli (2001), Holm (1979); as R's `p.adjust`.
 *
 * @param ps - one p value for every test made, the uninteresting ones too
 * @returns the adjusted values, in the order given
 * @throws RangeError when a value is not a number from 0 to 1 or the method is unknown.
 *
 * @example
 * ```ts
 * import { adjustPValues } from "clientele/stats";
 *
 * adjustPValues([0.01, 0.04, 0.03, 0.5]).map((p) => p.toFixed(4)); // => ["0.0400", "0.0533", "0.0533", "0.5000"]
 * adjustPValues([0.01, 0.04, 0.03, 0.5], { method: "holm" }); // => [0.04, 0.09, 0.09, 0.5]
 * ```
 */
export function adjustPValues(ps: ArrayLike<number>, options: AdjustmentOptions = {}): number[] {
  const doing = "adjust p values";
  const { method = "benjamini-hochberg" } = options;
  const values = checkPValues(doing, ps);
  const m = values.length;
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const adjusted = new Array<number>(m).fill(1);
  switch (method) {
    case "bonferroni":
      return values.map((p) => Math.min(1, m * p));
    case "holm": {
      let largest = 0;
      order.forEach((at, i) => {
        largest = Math.max(largest, (m - i) * values[at]!);
        adjusted[at] = Math.min(1, largest);
      });
      return adjusted;
    }
    case "benjamini-hochberg":
    case "benjamini-yekutieli": {
      const factor = method === "benjamini-hochberg" ? 1 : harmonic(m);
      let smallest = 1;
      for (let i = m - 1; i >= 0; i--) {
        smallest = Math.min(smallest, ((factor * m) / (i + 1)) * values[order[i]!]!);
        adjusted[order[i]!] = smallest;
      }
      return adjusted;
    }
    default:
      throw wrongParameter(
        doing,
        "method",
        "benjamini-hochberg, benjamini-yekutieli, holm or bonferroni",
        method,
      );
  }
}

/** A copy of p values, refused if one is not a probability. */
export function checkPValues(doing: string, ps: ArrayLike<number>): number[] {
  return Array.from(ps, (p, i) => {
    if (!(p >= 0 && p <= 1)) throw wrongParameter(doing, `p value ${i}`, "a number from 0 to 1", p);
    return p;
  });
}

function harmonic(m: number): number {
  let sum = 0;
  for (let j = m; j >= 1; j--) sum += 1 / j;
  return sum;
}
