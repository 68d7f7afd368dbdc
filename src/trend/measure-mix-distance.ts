import { checkNumbers, wrongParameter } from "./_check.ts";

/** Two mixes of the same values, as counts, weights or shares in the same order. */
export interface ComparedMixes {
  /** How much of each value is usual. */
  readonly reference: ArrayLike<number>;
  /** How much of each value there is now. */
  readonly current: ArrayLike<number>;
}

/** How far two mixes lie apart; none depends on how much there is of either. */
export interface MixDistance {
  /** Jensen and Shannon's distance, √ of the divergence in nats: from 0 to √ln 2 ≈ 0.833, a metric. */
  readonly jensenShannon: number;
  /** Jensen and Shannon's divergence in nats, from 0 to ln 2. */
  readonly divergence: number;
  /** Hellinger's distance, from 0 to 1. */
  readonly hellinger: number;
  /** Total variation, from 0 to 1: the share that would have to move. */
  readonly totalVariation: number;
  /** Kullback and Leibler's divergence of the reference from the current in nats; absent where it is infinite. */
  readonly kullbackLeibler?: number;
}

/**
 * Measures how far two mixes lie apart.
 *
 * JSD = ½ Σ p ln(p/m) + ½ Σ q ln(q/m), m = (p + q)/2; H² = 1 − Σ √(p q); TV = ½ Σ |p − q|; KL = Σ p ln(p/q)
 *
 * No value is filled in for what is missing: a divergence that is infinite is left out rather than set by a constant.
 *
 * @throws RangeError when the mixes differ in length, an entry is negative or not finite, or a mix is empty
 *
 * @example
 * ```ts
 * import { measureMixDistance } from "clientele/trend";
 *
 * const { jensenShannon, totalVariation } = measureMixDistance({ reference: [8, 1, 1], current: [1, 2, 7] });
 * [jensenShannon.toFixed(4), totalVariation.toFixed(2)]; // => ["0.5385", "0.70"]
 * ```
 */
export function measureMixDistance(mixes: ComparedMixes): MixDistance {
  const doing = "measure how far two mixes lie apart";
  const p = sharesOf(doing, "reference", mixes.reference);
  const q = sharesOf(doing, "current", mixes.current);
  if (p.length !== q.length) throw wrongParameter(doing, "current", `of ${p.length} values`, mixes.current);
  let [divergence, affinity, apart, kl] = [0, 0, 0, 0];
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i]!, q[i]!];
    const m = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log(a / m)) / 2;
    if (b > 0) divergence += (b * Math.log(b / m)) / 2;
    affinity += Math.sqrt(a * b);
    apart += Math.abs(a - b) / 2;
    if (a > 0) kl += a * Math.log(a / b);
  }
  divergence = Math.min(Math.LN2, Math.max(0, divergence));
  return Object.freeze({
    jensenShannon: Math.sqrt(divergence),
    divergence,
    hellinger: Math.sqrt(Math.max(0, 1 - affinity)),
    totalVariation: Math.min(1, apart),
    ...(Number.isFinite(kl) ? { kullbackLeibler: Math.max(0, kl) } : {}),
  });
}

function sharesOf(doing: string, name: string, values: ArrayLike<number>): Float64Array {
  const copy = checkNumbers(doing, name, values);
  const sum = copy.reduce((total, value, i) => {
    if (value < 0) throw wrongParameter(doing, `${name}[${i}]`, "a number from 0 up", value);
    return total + value;
  }, 0);
  if (!(sum > 0)) throw wrongParameter(doing, name, "a mix of something", values);
  return copy.map((value) => value / sum);
}
