import * as z from "zod";
import { ownFields, partyId } from "./_record.ts";
import { plainDate, schemaVersion, storableText } from "./_scalars.ts";
import { type InsightPayload, insightPayloadSchemas, type KnownInsightKind } from "./insight-payloads.ts";
import { jsonObject } from "./json-value.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link Evidence}. */
export const evidenceSchema = z.strictObject({
  /** What the value is, in words: "days since the last order". */
  label: storableText(200),
  value: z.union([storableText(2000), z.number()]),
  /** The day on which the value held or was observed. */
  asOf: plainDate,
  /** Where it comes from: a record ("order:123"), or the analysis that computed it ("rfm"). */
  source: storableText(300),
});

/** One fact that a conclusion rests on, with its source and its day. */
export type Evidence = z.infer<typeof evidenceSchema>;

/** Schema of {@link Insight}; the payload of a known kind is checked, that of any other kind is kept. */
export const insightSchema = z
  .strictObject({
    schemaVersion,
    /** Names what was found of whom, so it may be longer than the ids in it. */
    id: markPersonal(storableText(600), "user.unique_id"),
    kind: storableText(100),
    subjectId: partyId,
    asOf: plainDate,
    /** How strong the conclusion is, from 0 to 1. */
    strength: z.number().min(0).max(1),
    evidence: z.array(evidenceSchema).min(1),
    payload: jsonObject,
    custom: ownFields,
  })
  .superRefine((insight, context) => {
    const schema = Object.hasOwn(insightPayloadSchemas, insight.kind)
      ? insightPayloadSchemas[insight.kind as KnownInsightKind]
      : undefined;
    if (schema === undefined) return;
    for (const issue of schema.safeParse(insight.payload).error?.issues ?? [])
      context.addIssue({
        ...issue,
        code: "custom",
        path: ["payload", ...issue.path],
        input: insight.payload,
      });
  })
  .meta({ "x-rules": ["payload must be that of its kind, if the kind is known"] });

/**
 * A conclusion about one customer: what was found, how strongly, as of which day, on which evidence.
 * Analyses emit insights and rules read them, so that neither has to know the other.
 */
export type Insight = z.infer<typeof insightSchema>;

/** An insight of a known kind, with the payload of that kind. */
export type InsightOf<K extends KnownInsightKind> = Omit<Insight, "kind" | "payload"> & {
  kind: K;
  payload: InsightPayload<K>;
};

/**
 * Tells whether an insight is of a known kind, so that its payload can be read with its type.
 *
 * @example
 * ```ts
 * import { type Insight, isInsightOf } from "clientele/model";
 *
 * const insight: Insight = {
 *   schemaVersion: 1,
 *   id: "rfm.silent:c1:2026-11-22",
 *   kind: "rfm.silent",
 *   subjectId: "c1",
 *   asOf: "2026-11-22",
 *   strength: 0.9,
 *   evidence: [{ label: "days since the last order", value: 80, asOf: "2026-11-22", source: "rfm" }],
 *   payload: { daysSilent: 80, usualGapDays: 41, share: 0.95, gaps: 12 },
 * };
 * isInsightOf(insight, "rfm.silent") ? insight.payload.daysSilent : 0; // => 80
 * isInsightOf(insight, "migration.tier-moved"); // => false
 * ```
 */
export function isInsightOf<K extends KnownInsightKind>(
  insight: Insight,
  kind: K,
): insight is Insight & InsightOf<K> {
  return insight.kind === kind;
}
