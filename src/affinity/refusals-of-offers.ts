import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Offer, OfferDecision } from "../model/index.ts";
import { checkWhole, checkWord } from "./_check.ts";
import type { CustomerSituation } from "./recommendation.ts";

/** Options of {@link refusalsOfOffers}. */
export interface RefusalOptions {
  /** The day of the analysis; it begins at midnight UTC, and decisions of it are not seen. */
  readonly asOf: PlainDate;
  /**
   * For how many days after a refusal nothing of it is offered.
   * @defaultValue `180`
   */
  readonly refusedDays?: number | undefined;
  /**
   * The same after an offer was put off.
   * @defaultValue `30`
   */
  readonly postponedDays?: number | undefined;
  /**
   * What a refusal is of: the products of the offer, or their categories too.
   * @defaultValue `"product"`
   */
  readonly scope?: "product" | "category" | undefined;
  /** The category of each product, for the scope `category`. */
  readonly categories?: ReadonlyMap<string, string> | undefined;
}

/** What customers do not want to hear of again so soon, and what they said would interest them more. */
export type Refusals = {
  readonly [Name in "refusedProducts" | "refusedCategories" | "interest"]-?: NonNullable<
    CustomerSituation[Name]
  >;
};

/**
 * Reads from decisions about offers what each party is not to be offered for a while. The last decision of a party about an offer counts:
 * who refused and then accepted has not refused. The category that a party named as more interesting counts one in `interest`.
 *
 * @returns by party; parties without a decision of these days are not in it
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { refusalsOfOffers } from "clientele/affinity";
 * import type { Offer } from "clientele/model";
 *
 * const offer: Offer = { schemaVersion: 1, id: "o1", name: "Tech fund", kind: "standard", productIds: ["tech fund"] };
 * const refused = { schemaVersion: 1, id: "d1", offerId: "o1", partyId: "ann", decidedAt: "2026-05-01T10:00:00Z", decision: "refused", interestCategory: "bonds" } as const;
 * const ann = refusalsOfOffers([offer], [refused], { asOf: "2026-06-01" }).get("ann");
 * [...(ann?.refusedProducts ?? [])]; // => ["tech fund"]
 * ann?.interest.get("bonds"); // => 1
 * refusalsOfOffers([offer], [refused], { asOf: "2027-06-01" }).size; // => 0
 * ```
 */
export function refusalsOfOffers(
  offers: Iterable<Offer>,
  decisions: Iterable<OfferDecision>,
  options: RefusalOptions,
): ReadonlyMap<string, Refusals> {
  const doing = "read refusals of offers";
  const { asOf, refusedDays = 180, postponedDays = 30, scope = "product", categories } = options;
  checkWhole(doing, "refusedDays", refusedDays, 1);
  checkWhole(doing, "postponedDays", postponedDays, 1);
  checkWord(doing, "scope", scope, ["product", "category"]);
  const day = 86_400_000;
  const end = dayNumber(asOf) * day;
  const products = new Map([...offers].map(({ id, productIds }) => [id, productIds]));
  const last = new Map<string, { readonly decision: OfferDecision; readonly at: number }>();
  for (const decision of decisions) {
    const at = Date.parse(decision.decidedAt);
    const key = JSON.stringify([decision.partyId, decision.offerId]);
    const known = last.get(key);
    const later =
      known === undefined || at > known.at || (at === known.at && decision.id > known.decision.id);
    if (at < end && later) last.set(key, { decision, at });
  }
  const refusals = new Map<
    string,
    { refusedProducts: Set<string>; refusedCategories: Set<string>; interest: Map<string, number> }
  >();
  for (const { decision, at } of last.values()) {
    const days =
      decision.decision === "refused" ? refusedDays : decision.decision === "postponed" ? postponedDays : 0;
    if (at + days * day <= end) continue;
    const own = refusals.get(decision.partyId) ?? {
      refusedProducts: new Set(),
      refusedCategories: new Set(),
      interest: new Map(),
    };
    refusals.set(decision.partyId, own);
    for (const id of products.get(decision.offerId) ?? []) {
      own.refusedProducts.add(id);
      const category = categories?.get(id);
      if (scope === "category" && category !== undefined) own.refusedCategories.add(category);
    }
    const { interestCategory: named } = decision;
    if (named !== undefined) own.interest.set(named, (own.interest.get(named) ?? 0) + 1);
  }
  return refusals;
}
