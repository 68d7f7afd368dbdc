import type { BehaviourEvent } from "../model/index.ts";
import { bernoulli, type Random } from "../stats/index.ts";
import { drawTastes } from "./_live-turn.ts";
import { pick } from "./_names.ts";
import { workingHour } from "./_person-facts.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** So many days before the as-of day browsing is known. */
const KNOWN_DAYS = 175;
/** So many days before the as-of day interest moves, if it does. */
const MOVED_DAYS = 24;
/** Mean days from one visit to the next. */
const GAP_DAYS = 4;

/** What somebody looked at on the web, in visits of one to three pages: nine of ten of the favourite category. */
export function drawBrowsing(
  random: Random,
  {
    partyId,
    today,
    browsing,
  }: { readonly partyId: string; readonly today: number; readonly browsing: "moves" | "stays" },
): BehaviourEvent[] {
  // The tastes of the purchases, as the stream is split from the same.
  const [usual, other] = drawTastes(random.split("tastes"));
  const visits = random.split("visits");
  const events: BehaviourEvent[] = [];
  for (let day = today - KNOWN_DAYS; day < today; day += GAP_DAYS * (0.5 + visits.next())) {
    const favourite = browsing === "moves" && today - day <= MOVED_DAYS ? other : usual;
    const start = Date.parse(workingHour(visits, Math.floor(day)));
    const pages = 1 + Math.floor(3 * visits.next());
    for (let page = 0; page < pages; page++) {
      const product = bernoulli(visits, 0.9)
        ? pick(
            visits,
            retailCatalogue.filter(({ category }) => category === favourite),
          )
        : pick(visits, retailCatalogue);
      events.push(
        Object.freeze<BehaviourEvent>({
          schemaVersion: 1,
          id: `${partyId}-look-${String(events.length + 1).padStart(4, "0")}`,
          partyId,
          kind: "browse",
          occurredAt: new Date(start + 120_000 * page).toISOString().replace(".000Z", "Z"),
          channel: "web",
          productId: product.id,
          category: product.category,
          dwellSeconds: 5 + Math.floor(110 * visits.next()),
        }),
      );
    }
  }
  return events;
}
