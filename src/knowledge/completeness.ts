import { type KnowledgeItem, knowledgeItems } from "./_knowledge-items.ts";
import type { FactView } from "./facts-as-of.ts";
import type { KnowledgeScope } from "./knowledge-scope.ts";

/** Something that is not, or hardly, known. */
export interface KnowledgeGap {
  /** The attribute, or `contact.email`, `preference.channel` … */
  readonly key: string;
  /** What it is, in a few words. */
  readonly label: string;
  /** How much it counts. */
  readonly weight: number;
  /** How far it is known, from 0 to 1. */
  readonly certainty: number;
}

/** How much of one area is known. */
export interface AreaCompleteness {
  /** The area; `contact` holds how to reach the party and what it prefers. */
  readonly area: KnowledgeItem["area"];
  /** From 0 to 1. */
  readonly share: number;
  /** The weights of the area together. */
  readonly weight: number;
  /** How many things of the area are known to some degree. */
  readonly known: number;
  /** How many there are to know. */
  readonly size: number;
  /** What nothing is known of, the weightiest first. */
  readonly missing: readonly KnowledgeGap[];
  /** What is known with less than half certainty, the greatest loss first. */
  readonly faded: readonly KnowledgeGap[];
}

/** How much is known of a party. */
export interface Completeness {
  /** From 0, nothing, to 1, everything and fresh. */
  readonly share: number;
  /** The areas that apply to the party, in the order of the catalogue. */
  readonly areas: readonly AreaCompleteness[];
}

/**
 * Measures how much is known of a party, by area, and lists what is missing: the share of weight that is known, each
 * attribute counting by how certain its best value still is.
 *
 * `completeness = Σ weight · freshness · confidence / Σ weight`
 *
 * over the attributes that apply to the kind of party. Attributes of weight 0 do not count; the area `project` counts
 * only while a wish to buy is seen.
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { completeness, factsAsOf, indexFacts } from "clientele/knowledge";
 *
 * const told = { subjectId: "ada", provenance: { method: "stated" }, observedAt: "2026-06-01T00:00:00Z" } as const;
 * const index = indexFacts([
 *   builtInAttributes.fact("need.product", { statement: "quieter office" }, { ...told, id: "f1" }),
 *   builtInAttributes.fact("need.service", { service: "night delivery" }, { ...told, id: "f2", confidence: 0.5 }),
 * ]);
 * const view = factsAsOf(index, { subjectId: "ada", asOf: "2026-06-01T00:00:00Z" });
 * const { areas } = completeness(view, { kind: "person" });
 * // (3 · 1 + 2 · 0.5) / (3 + 2)
 * areas.find(({ area }) => area === "need")?.share; // => 0.8
 * areas.find(({ area }) => area === "service")?.missing.map(({ key }) => key); // => ["service.concern", "service.knowsHowToGet"]
 * ```
 */
export function completeness(view: FactView, scope: KnowledgeScope): Completeness {
  const items = knowledgeItems(view, scope).filter(({ weight }) => weight > 0);
  const byArea = new Map<KnowledgeItem["area"], KnowledgeItem[]>();
  for (const item of items) {
    const area = byArea.get(item.area);
    if (area === undefined) byArea.set(item.area, [item]);
    else area.push(item);
  }
  return Object.freeze({
    share: shareOf(items),
    areas: Object.freeze([...byArea].map(([area, members]) => areaOf(area, members))),
  });
}

function areaOf(area: KnowledgeItem["area"], items: readonly KnowledgeItem[]): AreaCompleteness {
  const missing = items.filter(({ certainty }) => certainty === 0);
  const faded = items.filter(({ certainty }) => certainty > 0 && certainty < 0.5);
  return Object.freeze({
    area,
    share: shareOf(items),
    weight: items.reduce((sum, { weight }) => sum + weight, 0),
    known: items.length - missing.length,
    size: items.length,
    missing: gapsOf(missing),
    faded: gapsOf(faded),
  });
}

function shareOf(items: readonly KnowledgeItem[]): number {
  const weight = items.reduce((sum, item) => sum + item.weight, 0);
  return weight === 0 ? 0 : items.reduce((sum, item) => sum + item.weight * item.certainty, 0) / weight;
}

function gapsOf(items: readonly KnowledgeItem[]): readonly KnowledgeGap[] {
  const loss = ({ weight, certainty }: KnowledgeItem): number => weight * (1 - certainty);
  return Object.freeze(
    [...items]
      .sort((a, b) => loss(b) - loss(a) || (a.key < b.key ? -1 : 1))
      .map(({ key, label, weight, certainty }) => Object.freeze({ key, label, weight, certainty })),
  );
}
