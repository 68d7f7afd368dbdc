import type { AttributeCatalogue, Audience, KnowledgeArea } from "../model/index.ts";
import { dayOfMoment } from "./_moment.ts";
import { valueInWords } from "./_value-text.ts";
import type { BriefArea, BriefLine } from "./contact-brief.ts";
import type { FactView, KnownFact } from "./facts-as-of.ts";

/** What is known, by area, as far as the audience may see it. */
export function areasOf(view: FactView, attributes: AttributeCatalogue, audience: Audience): BriefArea[] {
  const byArea = new Map<KnowledgeArea, BriefLine[]>();
  for (const known of view.known) {
    const definition = attributes.find(known.attribute);
    if (definition === undefined || !definition.audiences.includes(audience)) continue;
    const lines = byArea.get(definition.area) ?? [];
    byArea.set(definition.area, lines);
    const { qualifier, attribute, certainty, fact, value } = known;
    lines.push({
      attribute,
      label: definition.label,
      text: valueInWords(value),
      ...(qualifier === undefined ? {} : { qualifier }),
      certainty,
      source: sourceInWords(known, view),
      factId: fact.id,
    });
  }
  return [...byArea].map(([area, lines]) => ({ area, lines }));
}

/** How and when a fact came to be known: "stated by phone on 2026-03-01, verified on 2026-05-01". */
function sourceInWords({ fact, standing }: KnownFact, view: FactView): string {
  const { method, channel } = fact.provenance;
  const day = dayOfMoment(Date.parse(fact.observedAt));
  const head = `${method}${channel === undefined ? "" : ` by ${channel}`} on ${day}`;
  if (standing === "doubted") return `${head}, found changed`;
  return standing === "verified" &&
    fact.verifiedAt !== undefined &&
    Date.parse(fact.verifiedAt) <= Date.parse(view.asOf)
    ? `${head}, verified on ${dayOfMoment(Date.parse(fact.verifiedAt))}`
    : head;
}

/** Contradictions that the audience may see, in words. */
export function contradictionsInWords(
  view: FactView,
  attributes: AttributeCatalogue,
  audience: Audience,
): string[] {
  return view.contradictions.flatMap(({ attribute, held, against, decidedBy }) => {
    const definition = attributes.find(attribute);
    if (definition === undefined || !definition.audiences.includes(audience)) return [];
    const others = [...new Set(against.map(({ value }) => valueInWords(value)))].join(", ");
    return [
      `${definition.label}: ${valueInWords(held.value)} held, against ${others} (decided by ${decidedBy})`,
    ];
  });
}
