import type { PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload, KnownInsightKind } from "../model/index.ts";

/** An insight of this room: one a kind, customer and day. */
export function campaignInsight<K extends Extract<KnownInsightKind, `campaign.${string}`>>(
  kind: K,
  found: {
    readonly subjectId: string;
    readonly asOf: PlainDate;
    readonly strength: number;
    readonly evidence: readonly (readonly [label: string, value: string | number])[];
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
    strength: Math.min(1, Math.max(0, strength)),
    evidence: evidence.map(([label, value]) => ({ label, value, asOf, source: "campaign" })),
    payload: Object.freeze(payload) as Insight["payload"],
  });
}
