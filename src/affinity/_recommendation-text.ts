import type { BasketUnit } from "./baskets.ts";

const units: Readonly<Record<BasketUnit, readonly [string, string]>> = {
  basket: ["baskets", "hold"],
  order: ["orders", "hold"],
  "customer-day": ["purchases of a day", "hold"],
  customer: ["customers", "have"],
  "customer-window": ["customers in a while", "buy"],
};

/** "12 of 40 customers with tea also have a cup": counts, and nothing that the counts do not say. */
export function evidenceSentence(evidence: {
  readonly unit: BasketUnit;
  readonly product: string;
  readonly because: readonly string[];
  readonly both: number;
  readonly having: number;
}): string {
  const { unit, product, because, both, having } = evidence;
  const [who, verb] = units[unit];
  const counted = `${shortCount(both)} of ${shortCount(having)} ${who}`;
  const beside = because.length === 0 ? "" : ` with ${because.map(shortName).join(" and ")}`;
  return `${counted}${beside} ${because.length === 0 ? "" : "also "}${verb} ${shortName(product)}.`;
}

/** Names are cut so that the sentence stays one that can be said. */
function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length <= 80 ? name : `${letters.slice(0, 79).join("")}…`;
}

/** Sums of weights have digits that say nothing. */
function shortCount(count: number): string {
  return String(Number.isInteger(count) ? count : Number(count.toPrecision(3)));
}
