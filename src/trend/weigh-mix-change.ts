import { logGamma } from "../stats/index.ts";
import { checkCounts, checkPositive, wrongParameter } from "./_check.ts";
import type { ComparedMixes } from "./measure-mix-distance.ts";

/** Options of {@link weighMixChange}. */
export interface MixEvidenceOptions {
  /**
   * The concentration of the Dirichlet prior, the same for each value; ½ is Jeffreys'.
   * @defaultValue `0.5`
   */
  readonly concentration?: number | undefined;
}

/**
 * Weighs the evidence for a change of mix: how much likelier the counts are if the two mixes have nothing to do with each other
 * than if they are one. It needs no large counts, and can speak for stability too.
 *
 * ln BF₁₀ = ln B(a + r) + ln B(a + c) − ln B(a) − ln B(a + r + c), B(x) = Π Γ(xᵢ) / Γ(Σ xᵢ)
 *
 * Gûnel and Dickey (1974), independent samples; values that occur in neither mix count as well, so leave them out.
 *
 * @returns the natural logarithm of the Bayes factor: above ln 10 ≈ 2.3 strong evidence of a change, below −ln 10 of none
 * @throws RangeError when an entry is not a count, the mixes differ in length, or the concentration is not positive
 *
 * @example
 * ```ts
 * import { weighMixChange } from "clientele/trend";
 *
 * weighMixChange({ reference: [8, 1, 1], current: [1, 2, 7] }).toFixed(4); // => "3.9964"
 * weighMixChange({ reference: [8, 1, 1], current: [1, 2, 7] }, { concentration: 1 }).toFixed(4); // => "3.8146"
 * ```
 */
export function weighMixChange(mixes: ComparedMixes, options: MixEvidenceOptions = {}): number {
  const doing = "weigh a change of mix";
  const { concentration = 0.5 } = options;
  checkPositive(doing, "concentration", concentration);
  const reference = checkCounts(doing, "reference", mixes.reference);
  const current = checkCounts(doing, "current", mixes.current);
  if (reference.length !== current.length)
    throw wrongParameter(doing, "current", `of ${reference.length} values`, mixes.current);
  if (reference.length === 0) throw wrongParameter(doing, "reference", "of one value at least", []);
  const both = reference.map((count, i) => count + current[i]!);
  const logB = (counts: readonly number[]): number => {
    let [sum, total] = [0, 0];
    for (const count of counts) {
      sum += logGamma(count + concentration);
      total += count + concentration;
    }
    return sum - logGamma(total);
  };
  return logB(reference) + logB(current) - logB(reference.map(() => 0)) - logB(both);
}
