import type { PlainDate } from "../calendar/index.ts";
import type { Evidence, Insight, InsightPayload } from "../model/index.ts";

type AffinityKind =
  | "affinity.next-product"
  | "affinity.suits-new-product"
  | "affinity.bundle"
  | "affinity.replenishment-due";

/** An insight of this room: one a kind, customer and day, the best that was found. */
export function affinityInsight<K extends AffinityKind>(
  kind: K,
  found: {
    readonly subjectId: string;
    readonly asOf: PlainDate;
    readonly strength: number;
    readonly evidence: readonly Omit<Evidence, "asOf" | "source">[];
    readonly payload: InsightPayload<K>;
  },
): Insight {
  const { subjectId, asOf, strength, evidence, payload } = found;
  return Object.freeze({
    schemaVersion: 1 as const,
    id: `${kind}:${subjectId}:${asOf}`,
    kind,
    subjectId,
    asOf,
    strength,
    evidence: evidence.map((one) => ({ ...one, asOf, source: "affinity" })),
    payload: Object.freeze(payload) as Insight["payload"],
  });
}
