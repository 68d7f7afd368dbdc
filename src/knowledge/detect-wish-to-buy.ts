import { addDays, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { BehaviourEvent, Interaction, OfferDecision, Opportunity } from "../model/index.ts";
import { dayOfMoment, readMoment } from "./_moment.ts";

/** In what a wish to buy may show. Records of the future are not read. */
export interface BuyingTraces {
  /** Contacts; those in which somebody noted the wish count. */
  readonly interactions?: readonly Interaction[] | undefined;
  /** What the party did and did not say. */
  readonly behaviour?: readonly BehaviourEvent[] | undefined;
  /** Possible sales; an open one from the intent on counts. */
  readonly opportunities?: readonly Opportunity[] | undefined;
  /** What became of offers; a postponed one counts. */
  readonly decisions?: readonly OfferDecision[] | undefined;
}

/** Options of {@link detectWishToBuy}. */
export interface DetectWishToBuyOptions {
  /** The moment of looking. */
  readonly asOf: string;
  /**
   * How many days back a trace still counts; open opportunities count as long as they are open.
   * @defaultValue `30`
   */
  readonly withinDays?: number | undefined;
  /**
   * How many looks at one product or category make a wish.
   * @defaultValue `3`
   */
  readonly browseFrom?: number | undefined;
}

/** One trace of a wish to buy. */
export interface BuyingTrace {
  /** What was seen. */
  readonly kind:
    | "said-so"
    | "inquiry"
    | "basket"
    | "repeated-browsing"
    | "open-opportunity"
    | "offer-postponed";
  /** When it was last seen. */
  readonly on: PlainDate;
  /** The record, as `interaction:<id>` and the like. */
  readonly source: string;
  /** What for, as far as it shows. */
  readonly category?: string | undefined;
}

/** A wish to buy, or none. */
export interface WishToBuy {
  /** Whether any trace was seen. */
  readonly detected: boolean;
  /** The traces, the latest first. */
  readonly traces: readonly BuyingTrace[];
}

/**
 * Looks for a wish to buy: a contact in which it was noted, an inquiry, a filled basket, repeated looks at one product
 * or category, an open opportunity from the stage of intent on, an offer put off. It is these moments at which
 * questions about the project are welcome, so they open them: see {@link nextQuestions}.
 *
 * @throws RangeError if `asOf` is no moment
 *
 * @example
 * ```ts
 * import { detectWishToBuy } from "clientele/knowledge";
 *
 * const look = (id: string, day: string) =>
 *   ({ schemaVersion: 1, id, partyId: "ada", kind: "browse", occurredAt: day, channel: "web", category: "Kettles" }) as const;
 * const behaviour = [look("b1", "2026-05-20T08:00:00Z"), look("b2", "2026-05-21T08:00:00Z"), look("b3", "2026-05-29T08:00:00Z")];
 * detectWishToBuy({ behaviour }, { asOf: "2026-06-01T00:00:00Z" }).traces; // => [{ kind: "repeated-browsing", on: "2026-05-29", source: "behaviour:b3", category: "Kettles" }]
 * detectWishToBuy({ behaviour }, { asOf: "2026-05-22T00:00:00Z" }).detected; // => false
 * ```
 */
export function detectWishToBuy(traces: BuyingTraces, options: DetectWishToBuyOptions): WishToBuy {
  const { withinDays = 30, browseFrom = 3 } = options;
  const { at, validOn } = readMoment("detect a wish to buy", options);
  const since = addDays(validOn, -withinDays);
  const recent = (instant: string): PlainDate | undefined => {
    const moment = Date.parse(instant);
    const day = dayOfMoment(moment);
    return moment <= at && day > since ? day : undefined;
  };
  const found: BuyingTrace[] = [];
  for (const { id, occurredAt, signals = [] } of traces.interactions ?? []) {
    const on = recent(occurredAt);
    if (on !== undefined && signals.includes("wish-to-buy"))
      found.push({ kind: "said-so", on, source: `interaction:${id}` });
  }
  const looks = new Map<string, { count: number; last: BehaviourEvent; on: PlainDate }>();
  for (const event of traces.behaviour ?? []) {
    const on = recent(event.occurredAt);
    if (on === undefined) continue;
    const { id, kind, category, productId } = event;
    const about = category === undefined ? {} : { category };
    if (kind === "inquiry" || kind === "basket")
      found.push({ kind, on, source: `behaviour:${id}`, ...about });
    if (kind !== "browse" && kind !== "search") continue;
    const key = category ?? productId;
    if (key === undefined) continue;
    const seen = looks.get(key);
    if (seen === undefined) looks.set(key, { count: 1, last: event, on });
    else {
      seen.count++;
      if (isLater(event, seen.last)) Object.assign(seen, { last: event, on });
    }
  }
  for (const { count, last, on } of looks.values())
    if (count >= browseFrom)
      found.push({
        kind: "repeated-browsing",
        on,
        source: `behaviour:${last.id}`,
        ...(last.category === undefined ? {} : { category: last.category }),
      });
  for (const { id, stage, openedOn, stageSince = openedOn, closedOn } of traces.opportunities ?? []) {
    const open = openedOn <= validOn && (closedOn === undefined || closedOn > validOn);
    if (open && (stage === "intent" || stage === "negotiating"))
      found.push({ kind: "open-opportunity", on: stageSince, source: `opportunity:${id}` });
  }
  for (const { id, decision, decidedAt, interestCategory } of traces.decisions ?? []) {
    const on = recent(decidedAt);
    if (on !== undefined && decision === "postponed")
      found.push({
        kind: "offer-postponed",
        on,
        source: `offer-decision:${id}`,
        ...(interestCategory === undefined ? {} : { category: interestCategory }),
      });
  }
  found.sort((a, b) => compareCodePoints(b.on, a.on) || compareCodePoints(a.source, b.source));
  return Object.freeze({
    detected: found.length > 0,
    traces: Object.freeze(found.map((trace) => Object.freeze(trace))),
  });
}

function isLater(a: BehaviourEvent, b: BehaviourEvent): boolean {
  return (
    Date.parse(a.occurredAt) - Date.parse(b.occurredAt) > 0 || (a.occurredAt === b.occurredAt && a.id < b.id)
  );
}
