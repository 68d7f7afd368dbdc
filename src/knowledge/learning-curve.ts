import type { Interaction } from "../model/index.ts";
import { momentOf } from "./_moment.ts";
import { completeness } from "./completeness.ts";
import { factsAsOf } from "./facts-as-of.ts";
import { contactsUntil } from "./find-break-points.ts";
import type { FactIndex } from "./index-facts.ts";
import type { KnowledgeScope } from "./knowledge-scope.ts";

/** Options of {@link learningCurve}. */
export interface LearningCurveOptions extends KnowledgeScope {
  /** The party. */
  readonly subjectId: string;
  /** The contacts with it. */
  readonly interactions: readonly Interaction[];
  /** Contacts after this moment are not read. */
  readonly asOf: string;
}

/** What one contact taught. */
export interface LearningStep {
  /** The contact. */
  readonly interactionId: string;
  /** When. */
  readonly occurredAt: string;
  /** The facts that name it as the contact in which they were learned. */
  readonly learned: readonly string[];
  /** Completeness just before it. */
  readonly before: number;
  /** Completeness just after it, the facts learned in it counted even if they were written down later. */
  readonly after: number;
}

/**
 * Follows how knowledge of a party grew from contact to contact: what each taught, and how complete the knowledge was
 * before and after. In a learning relationship the curve rises; where it falls, what was known has aged unasked.
 *
 * @throws RangeError if `asOf` is no moment
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { indexFacts, learningCurve } from "clientele/knowledge";
 *
 * const call = { schemaVersion: 1, partyId: "ada", channel: "phone", direction: "outbound", twoWay: true } as const;
 * const interactions = [{ ...call, id: "i1", occurredAt: "2026-05-01T09:00:00Z" }];
 * const facts = indexFacts([
 *   builtInAttributes.fact("likes.food", "figs", {
 *     id: "f1",
 *     subjectId: "ada",
 *     provenance: { method: "stated", interactionId: "i1" },
 *     observedAt: "2026-05-01T09:00:00Z",
 *   }),
 * ]);
 * const [step] = learningCurve(facts, { subjectId: "ada", kind: "person", interactions, asOf: "2026-06-01T00:00:00Z" });
 * [step?.learned, step?.before, (step?.after ?? 0) > 0]; // => [["f1"], 0, true]
 * ```
 */
export function learningCurve(index: FactIndex, options: LearningCurveOptions): readonly LearningStep[] {
  const { subjectId, interactions, ...scope } = options;
  const asOf = momentOf("follow a learning curve", "asOf", options.asOf);
  const facts = index.factsOf(subjectId);
  const shareAt = (moment: number): number => {
    const view = factsAsOf(index, { subjectId, asOf: new Date(moment).toISOString() });
    return completeness(view, { ...scope, attributes: scope.attributes ?? index.attributes }).share;
  };
  return Object.freeze(
    contactsUntil(interactions, asOf)
      .filter(({ partyId, personId }) => partyId === subjectId || personId === subjectId)
      .map(({ id, occurredAt }) => {
        const learned = facts.filter(({ provenance }) => provenance.interactionId === id);
        const start = Date.parse(occurredAt);
        const end = learned.reduce((latest, fact) => Math.max(latest, Date.parse(fact.recordedAt)), start);
        return Object.freeze({
          interactionId: id,
          occurredAt,
          learned: Object.freeze(learned.map((fact) => fact.id)),
          before: shareAt(start - 1),
          after: shareAt(end),
        });
      }),
  );
}
