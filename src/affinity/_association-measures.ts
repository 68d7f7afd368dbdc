import { hypergeometricDistribution } from "../stats/index.ts";
import type { ContingencyTable, MeasureOptions } from "./contingency-table.ts";

/** The four cells with their margins. */
export interface Cells extends ContingencyTable {
  /** Baskets with the left side. */
  readonly a: number;
  /** Baskets with the right side. */
  readonly b: number;
  readonly n: number;
}

type Measure = (t: Cells, options: MeasureOptions) => number;

/** x ln x, 0 at 0: a cell without baskets adds nothing to an information. */
const xlog = (x: number, ratio: number): number => (x === 0 ? 0 : x * Math.log(ratio));

/** The law of n₁₁ if the sides had nothing to do with each other and both margins stood. */
const nullLaw = ({ a, b, n }: Cells) => hypergeometricDistribution({ marked: b, unmarked: n - b, draws: a });

const entropy = (x: number, n: number): number => -(xlog(x / n, x / n) + xlog(1 - x / n, 1 - x / n));

/**
 * Every measure from the cells; a division by zero means unbounded, zero by zero undefined. Formulas and sources stand in the table of
 * docs/affinity.md.
 */
export const measures = {
  addedValue: ({ n11, a, b, n }) => n11 / a - b / n,
  casualConfidence: ({ n10, a, b, n }) => 1 - (n10 / n) * (1 / a + 1 / b),
  casualSupport: ({ n10, a, b, n }) => (a + b - 2 * n10) / n,
  centeredConfidence: ({ n10, a, b, n }) => (n - b) / n - n10 / a,
  certainty: ({ n11, a, b, n }) => (n11 / a - b / n) / (1 - b / n),
  chiSquared: ({ n11, n10, n01, n00, a, b, n }) =>
    (n * (n11 * n00 - n10 * n01) ** 2) / (a * (n - a) * b * (n - b)),
  collectiveStrength({ n11, n10, n01, n00, a, b, n }) {
    const expected = (a / n) * (b / n) + (1 - a / n) * (1 - b / n);
    return ((n11 + n00) / n / expected) * ((1 - expected) / ((n10 + n01) / n));
  },
  confidence: ({ n11, a }) => n11 / a,
  confirmedConfidence: ({ n11, n10, a }) => (n11 - n10) / a,
  conviction: ({ n10, a, b, n }) => (a * (n - b)) / (n * n10),
  cosine: ({ n11, a, b }) => n11 / Math.sqrt(a * b),
  count: ({ n11 }) => n11,
  counterexample: ({ n11, n10 }) => (n11 - n10) / n11,
  coverage: ({ a, n }) => a / n,
  doc: ({ n11, n01, a, n }) => n11 / a - n01 / (n - a),
  fishersExactTest: (t) => upperTail(t),
  gini({ n11, n10, n01, n00, a, b, n }) {
    const without = n - a;
    return (
      (a / n) * ((n11 / a) ** 2 + (n10 / a) ** 2) -
      (b / n) ** 2 +
      (without / n) * ((n01 / without) ** 2 + (n00 / without) ** 2) -
      ((n - b) / n) ** 2
    );
  },
  hyperConfidence: (t) => 1 - upperTail(t),
  hyperLift: (t, { hyperQuantile = 0.99 }) => t.n11 / nullLaw(t).quantile(hyperQuantile),
  imbalance: ({ n11, a, b }) => Math.abs(a - b) / (a + b - n11),
  implicationIndex: ({ n10, a, b, n }) => (n10 - (a * (n - b)) / n) / Math.sqrt((a * (n - b)) / n),
  importance: ({ n11, n01, a, n }) => Math.log10(((n11 + 1) * (n - a + 2)) / ((n01 + 1) * (a + 2))),
  jaccard: ({ n11, a, b }) => n11 / (a + b - n11),
  jMeasure: ({ n11, n10, a, b, n }) =>
    xlog(n11 / n, (n11 / a) * (n / b)) + xlog(n10 / n, (n10 / a) * (n / (n - b))),
  kappa: ({ n11, n00, a, b, n }) =>
    (n * (n11 + n00) - a * b - (n - a) * (n - b)) / (n * n - a * b - (n - a) * (n - b)),
  kulczynski: ({ n11, a, b }) => (n11 / a + n11 / b) / 2,
  lambda({ n11, n10, n01, n00, b, n }) {
    const larger = Math.max(b, n - b);
    return (Math.max(n11, n10) + Math.max(n01, n00) - larger) / (n - larger);
  },
  laplace: ({ n11, a }) => (n11 + 1) / (a + 2),
  leastContradiction: ({ n11, n10, b }) => (n11 - n10) / b,
  lerman: ({ n11, a, b, n }) => (n11 - (a * b) / n) / Math.sqrt((a * b) / n),
  leverage: ({ n11, a, b, n }) => n11 / n - (a / n) * (b / n),
  lift: ({ n11, a, b, n }) => (n11 * n) / (a * b),
  maxConfidence: ({ n11, a, b }) => Math.max(n11 / a, n11 / b),
  mutualInformation({ n11, n10, n01, n00, a, b, n }) {
    const [na, nb] = [n - a, n - b];
    const shared =
      xlog(n11 / n, (n * n11) / (a * b)) +
      xlog(n10 / n, (n * n10) / (a * nb)) +
      xlog(n01 / n, (n * n01) / (na * b)) +
      xlog(n00 / n, (n * n00) / (na * nb));
    return shared / Math.min(entropy(a, n), entropy(b, n));
  },
  oddsRatio: ({ n11, n10, n01, n00 }) => (n11 * n00) / (n10 * n01),
  phi: ({ n11, n10, n01, n00, a, b, n }) => (n11 * n00 - n10 * n01) / Math.sqrt(a * (n - a) * b * (n - b)),
  ralambondrainy: ({ n10, n }) => n10 / n,
  relativeRisk: ({ n11, n01, a, n }) => n11 / a / (n01 / (n - a)),
  rhsSupport: ({ b, n }) => b / n,
  RLD({ n11, n10, n01, n00, n }) {
    const d = (n11 * n00 - n10 * n01) / n;
    return d > 0 ? d / (d + Math.min(n01, n10)) : d / (d - Math.min(n11, n00));
  },
  rulePowerFactor: ({ n11, a, n }) => (n11 / n) * (n11 / a),
  sebag: ({ n11, n10 }) => n11 / n10,
  stdLift(t, { minSupport = 0, minConfidence = 0 }) {
    const [pa, pb] = [t.a / t.n, t.b / t.n];
    const s = minSupport;
    const lowest = Math.max(
      Math.max(pa + pb - 1, 1 / t.n) / (pa * pb),
      (4 * s) / (1 + s) ** 2,
      s / (pa * pb),
      minConfidence / pb,
    );
    const highest = 1 / Math.max(pa, pb);
    return (t.n11 / t.n / (pa * pb) - lowest) / (highest - lowest);
  },
  support: ({ n11, n }) => n11 / n,
  varyingLiaison: ({ n11, a, b, n }) => (n11 * n) / (a * b) - 1,
  yuleQ: ({ n11, n10, n01, n00 }) => (n11 * n00 - n10 * n01) / (n11 * n00 + n10 * n01),
  yuleY({ n11, n10, n01, n00 }) {
    const [same, other] = [Math.sqrt(n11 * n00), Math.sqrt(n10 * n01)];
    return (same - other) / (same + other);
  },
  zhang({ n11, a, b, n }) {
    const [joint, pa, pb] = [n11 / n, a / n, b / n];
    return (joint - pa * pb) / Math.max(joint * (1 - pa), pa * (pb - joint));
  },
} satisfies Readonly<Record<string, Measure>>;

/** P(N ≥ n₁₁). */
export function upperTail(t: Cells): number {
  const law = nullLaw(t);
  return t.n11 === 0 ? 1 : law.upper(t.n11 - 1);
}

/** P(N ≤ n₁₁). */
export const lowerTail = (t: Cells): number => nullLaw(t).lower(t.n11);
