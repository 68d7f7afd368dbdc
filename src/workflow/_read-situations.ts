import { type CustomerSituation, refusalsOfOffers, weighInterest } from "../affinity/index.ts";
import { addDays, type PlainDate } from "../calendar/index.ts";
import type { Consent, Offer, OfferDecision, Product } from "../model/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import type { Progress } from "./_progress.ts";

/** Refusals and looks of the last so many days count. */
const DAYS = 180;

/** What is to be minded when products are recommended, by party: consent, what stands there already, refusals, interest. */
export async function readSituations(
  store: ClienteleStore,
  { asOf, products }: { readonly asOf: PlainDate; readonly products: ReadonlyMap<string, Product> },
  { signal }: Progress,
): Promise<ReadonlyMap<string, CustomerSituation>> {
  const options = { signal };
  const categories = new Map([...products].map(([id, { category }]) => [id, category]));
  // Both begin the day at midnight UTC, as the room that weighs them does.
  const span = { from: `${addDays(asOf, -DAYS)}T00:00:00Z`, to: `${asOf}T00:00:00Z` };
  const offers: Offer[] = [];
  for await (const offer of store.offers.stream({}, options)) offers.push(offer);
  const decisions: OfferDecision[] = [];
  for await (const decision of store.offerDecisions.read(span, options)) decisions.push(decision);
  const events = [];
  for await (const event of store.behaviourEvents.read(span, options)) events.push(event);
  const consents: Consent[] = [];
  for await (const consent of store.consents.stream({}, options)) consents.push(consent);
  const owned = new Map<string, string[]>();
  for await (const { ownerId, productId, installedOn, removedOn } of store.installedProducts.stream(
    {},
    options,
  )) {
    if (productId === undefined || installedOn >= asOf || (removedOn ?? "9999-12-31") <= asOf) continue;
    owned.set(ownerId, [...(owned.get(ownerId) ?? []), productId]);
  }
  const refusals = refusalsOfOffers(offers, decisions, { asOf, refusedDays: DAYS, categories });
  const interests = weighInterest(events, { asOf, categories });
  const refusing = refusingParties(consents, asOf);
  const parties = new Set([...owned.keys(), ...refusals.keys(), ...interests.keys(), ...refusing]);
  return new Map(
    [...parties].map((id): [string, CustomerSituation] => {
      const { interest: named, ...refused } = refusals.get(id) ?? {};
      const interest = new Map(interests.get(id));
      for (const [category, weight] of named ?? [])
        interest.set(category, (interest.get(category) ?? 0) + weight);
      const own = owned.get(id);
      return [
        id,
        {
          mayRecommend: !refusing.has(id),
          ...refused,
          ...(own === undefined ? {} : { owned: own }),
          ...(interest.size === 0 ? {} : { interest }),
        },
      ];
    }),
  );
}

/** Parties who have withdrawn every permission for promotion that they gave; of whom nothing is on file is decided when a message is due. */
function refusingParties(consents: readonly Consent[], asOf: PlainDate): ReadonlySet<string> {
  const last = new Map<string, Consent>();
  for (const consent of consents) {
    if (consent.purpose !== "promotional" || consent.effectiveFrom > asOf) continue;
    const key = JSON.stringify([consent.partyId, consent.channel, consent.contactPointId ?? ""]);
    const known = last.get(key);
    if (known === undefined || consent.effectiveFrom >= known.effectiveFrom) last.set(key, consent);
  }
  const granted = new Set(
    [...last.values()].flatMap(({ status, partyId }) => (status === "granted" ? partyId : [])),
  );
  return new Set([...last.values()].flatMap(({ partyId }) => (granted.has(partyId) ? [] : partyId)));
}
