import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Insight } from "../model/index.ts";
import { affinityInsight } from "./_affinity-insight.ts";
import type { Prospect } from "./find-prospects.ts";
import type { SimilarBuyer } from "./learn-buyer-profile.ts";

/** Whom a new product may suit. */
export interface NewProductSources {
  /** The product. */
  readonly productId: string;
  /** Who meets its profile of needs. */
  readonly prospects?: Iterable<Prospect> | undefined;
  /** Who is like its first buyers. */
  readonly similar?: Iterable<SimilarBuyer> | undefined;
}

/** Options of {@link findNewProductInsights}. */
export interface NewProductInsightOptions {
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** What products are called in sentences; their ids, where left out. */
  readonly names?: ReadonlyMap<string, string> | undefined;
}

/** So many of what matched are named in the sentence. */
const NAMED = 3;

/**
 * Tells of each customer the new product that suits best.
 *
 * `affinity.suits-new-product`: of all products the highest score, a need that is met before a likeness to buyers where scores are equal. What
 * matched is told as facts of the customer. The strength is the score.
 *
 * @param sources - one for each new product, with what `findProspects` and `findSimilarBuyers` found
 * @returns insights by customer
 *
 * @example
 * ```ts
 * import { findNewProductInsights } from "clientele/affinity";
 *
 * const prospect = { customerId: "ann", score: 0.8, possible: 1, matched: ["has a young child"], unmet: [], unknown: [] };
 * const [insight] = findNewProductInsights([{ productId: "child policy", prospects: [prospect] }], { asOf: "2026-06-01" });
 * insight?.payload["sentence"]; // => "child policy may suit: has a young child."
 * ```
 */
export function findNewProductInsights(
  sources: Iterable<NewProductSources>,
  options: NewProductInsightOptions,
): readonly Insight[] {
  const { asOf, names } = options;
  interface Fit {
    readonly productId: string;
    readonly score: number;
    readonly matched: readonly string[];
  }
  const best = new Map<string, Fit>();
  const offer = (customerId: string, fit: Fit): void => {
    const known = best.get(customerId);
    const better =
      known === undefined ||
      fit.score > known.score ||
      (fit.score === known.score && compareCodePoints(fit.productId, known.productId) < 0);
    if (better) best.set(customerId, fit);
  };
  for (const { productId, prospects = [], similar = [] } of sources) {
    for (const { customerId, score, matched } of prospects) offer(customerId, { productId, score, matched });
    for (const { customerId, score, matched } of similar) offer(customerId, { productId, score, matched });
  }
  return Object.freeze(
    [...best]
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([subjectId, { productId, score, matched }]) =>
        affinityInsight("affinity.suits-new-product", {
          subjectId,
          asOf,
          strength: score,
          evidence: matched.slice(0, 20).map((label) => ({ label: "matches", value: cut(label, 300) })),
          payload: {
            productId,
            score,
            matched: matched.slice(0, 20).map((label) => cut(label, 300)),
            sentence: `${cut(names?.get(productId) ?? productId, 80)} may suit: ${matched
              .slice(0, NAMED)
              .map((label) => cut(label, 120))
              .join("; ")}.`,
          },
        }),
      ),
  );
}

const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${Array.from(text)
        .slice(0, Math.floor(most / 2) - 1)
        .join("")}…`;
