import type { Evidence } from "../../model/index.ts";

/** The labels that built-in rules give to facts, in English: what decisions hold. `{x}` stands for what differs. */
const evidenceLabels = [
  "address there",
  "amount",
  "another price from",
  "appointment on",
  "asked to hear of it",
  "attended on",
  "begins on",
  "best grade",
  "birthday",
  "born on",
  "bought",
  "brought a customer on",
  "called back",
  "came to us by",
  "can be used until the day before",
  "class by value",
  "complaint",
  "complaints within {x} days",
  "contacts known by name",
  "contract with the competitor ends on",
  "cost before",
  "costs",
  "customer begun",
  "customer closed",
  "customer ended",
  "customer since",
  "customer there",
  "day in the family",
  "days of purchase",
  "days of purchase in {x}",
  "days of purchase up to this one",
  "days since",
  "days since the first purchase",
  "decision",
  "distributor begun",
  "distributor closed",
  "distributor ended",
  "distributor there",
  "documents on paper traced",
  "due on",
  "end-of-support from",
  "ends on",
  "expected",
  "expected gain",
  "first purchase",
  "first purchase of {x}",
  "grade for {x}",
  "grade of the competitor",
  "has",
  "has it",
  "has or buys",
  "has the product that it replaces",
  "in stock again from",
  "installation of {x}",
  "installation of {x}; reason for use not known",
  "installed on",
  "invoice made out on",
  "journey from",
  "journey until",
  "judges by",
  "known since",
  "known so far, from 0 to 1",
  "last answer, of {x}",
  "last bought on",
  "last meeting",
  "last purchase of {x}",
  "last serviced on",
  "last talk",
  "last visit of an executive",
  "launched on",
  "left",
  "left in the basket",
  "level",
  "likely to recommend, of {x}",
  "looks",
  "lost on",
  "lunar birthday",
  "meetings on record",
  "member of",
  "memorial day",
  "meter, {x}",
  "notice until",
  "open projects",
  "outage from",
  "payment failed on",
  "points left of those earned on {x}",
  "promised for",
  "reason",
  "refused",
  "representative came",
  "representative went",
  "role",
  "said on",
  "scenes played on both sides",
  "service every, {x}",
  "service interval in months",
  "service was due on",
  "serviced on",
  "severity, from 1 to 5",
  "state of {x}",
  "steps not marked as necessary",
  "still missing",
  "stopped on",
  "supplier begun",
  "supplier closed",
  "supplier ended",
  "supplier there",
  "tests of the phone line",
  "tier {x} until",
  "took part on",
  "usual days between purchases (median)",
  "visits of executives on record",
  "warranty ends on",
  "wedding",
  "withdrawn from",
  "{x} allowed",
  "{x} runs out on",
] as const;

/** A label that built-in rules give to a fact. */
export type EvidenceLabel = (typeof evidenceLabels)[number];

/** The labels in one language: a function for each, from what differs in it to the words. */
export type EvidenceMessages = { readonly [L in EvidenceLabel]: (x: string) => string };

/** Makes the functions from texts in which `{x}` stands for what differs; a label that is missing does not compile. */
export const labelsOf = (texts: Readonly<Record<EvidenceLabel, string>>): EvidenceMessages =>
  Object.freeze(
    Object.fromEntries(
      Object.entries(texts).map(([label, text]) => [label, (x: string) => text.replace("{x}", () => x)]),
    ),
  ) as EvidenceMessages;

/** The labels in English. */
export const englishEvidence: EvidenceMessages = /* @__PURE__ */ labelsOf(
  Object.fromEntries(evidenceLabels.map((label) => [label, label])) as Record<EvidenceLabel, string>,
);

/** Those with something in them, taken apart; the longest first, so that the closest fits. */
const patterns = /* @__PURE__ */ evidenceLabels
  .filter((label) => label.includes("{x}"))
  .sort((a, b) => b.length - a.length)
  .map((label) => [label, ...(label.split("{x}") as [string, string])] as const);

/**
 * Says the facts of a decision in a language: each label by its words there. A label of a rule of one's own, or one that the
 * language does not have, is said as it stands; values, days and sources stay.
 *
 * @example
 * ```ts
 * import { sayEvidence, traditionalChineseEvidence } from "clientele/reminders";
 *
 * const fact = { label: "points left of those earned on 2026-01-05", value: 100, asOf: "2026-01-05", source: "points:e1" } as const;
 * sayEvidence([fact], traditionalChineseEvidence)[0]?.label; // => "2026-01-05 所得點數的餘額"
 * sayEvidence([{ ...fact, label: "share", value: 15 / 26 }], {})[0]?.value; // => 0.577
 * ```
 */
export function sayEvidence(
  evidence: readonly Evidence[],
  messages: Partial<EvidenceMessages>,
): readonly Evidence[] {
  return Object.freeze(
    evidence.map((fact) =>
      Object.freeze({ ...fact, label: said(fact.label, messages) ?? fact.label, value: rounded(fact.value) }),
    ),
  );
}

function rounded(value: Evidence["value"]): Evidence["value"] {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  const size = Math.abs(value);
  if (size < 1) return Number(value.toPrecision(3));
  return size < 1000 ? Math.round(value * 100) / 100 : Math.round(value);
}

function said(label: string, messages: Partial<EvidenceMessages>): string | undefined {
  if (!label.includes("{") && Object.hasOwn(messages, label)) return messages[label as EvidenceLabel]?.("");
  for (const [name, before, after] of patterns)
    if (label.length > before.length + after.length && label.startsWith(before) && label.endsWith(after))
      return messages[name]?.(label.slice(before.length, label.length - after.length));
  return undefined;
}
