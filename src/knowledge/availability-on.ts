import { type PlainDate, parsePlainDate } from "../calendar/index.ts";
import type { FactView } from "./facts-as-of.ts";
import { knownFactsOf } from "./known-values.ts";

/** Whether a person is there. */
export interface Availability {
  /** Whether no journey is known on the day. */
  readonly available: boolean;
  /** Where the person is instead. */
  readonly place?: string | undefined;
  /** The last day of the journey. */
  readonly until?: PlainDate | undefined;
  /** The fact that says so. */
  readonly factId?: string | undefined;
}

/** Options of {@link availabilityOn}. */
export interface AvailabilityOptions {
  /**
   * The day to ask for.
   * @defaultValue the day of the view
   */
  readonly day?: PlainDate | undefined;
}

/**
 * Tells whether a person is away on a day, by the journeys (`travel.itinerary`) and the planned holiday
 * (`travel.nextHolidayPlan`) known in a view. Of several journeys the one that ends last counts. No known journey is no
 * proof that the person is there.
 *
 * @throws RangeError if `day` is no day
 *
 * @example
 * ```ts
 * import { builtInAttributes } from "clientele/model";
 * import { availabilityOn, factsAsOf, indexFacts } from "clientele/knowledge";
 *
 * const journey = builtInAttributes.fact(
 *   "travel.itinerary",
 *   { place: "Osaka", from: "2026-06-08", to: "2026-06-12" },
 *   { id: "f1", subjectId: "ada", provenance: { method: "stated" }, observedAt: "2026-06-01T00:00:00Z" },
 * );
 * const view = factsAsOf(indexFacts([journey]), { subjectId: "ada", asOf: "2026-06-02T00:00:00Z" });
 * availabilityOn(view, { day: "2026-06-12" }); // => { available: false, place: "Osaka", until: "2026-06-12", factId: "f1" }
 * availabilityOn(view, { day: "2026-06-13" }); // => { available: true }
 * ```
 */
export function availabilityOn(view: FactView, options: AvailabilityOptions = {}): Availability {
  const day = parsePlainDate(options.day ?? view.validOn);
  let away: Availability = { available: true };
  for (const attribute of ["travel.itinerary", "travel.nextHolidayPlan"])
    for (const { value, fact } of knownFactsOf(view, attribute)) {
      const { place, from, to } = value as { place: string; from?: PlainDate; to?: PlainDate };
      if (from === undefined || to === undefined || day < from || day > to) continue;
      if (away.until === undefined || to > away.until)
        away = { available: false, place, until: to, factId: fact.id };
    }
  return Object.freeze(away);
}
