import { compareCodePoints } from "../ids/index.ts";
import { type BuyingFunction, type BuyingLevel, buyingFunctions, buyingLevels } from "./affiliation.ts";
import type { Product, RoleConcern } from "./product.ts";
import { type DayOption, isValidOn, type Validity } from "./validity.ts";

/** A role in a buying centre. */
export interface BuyingRole {
  /** Uses, manages or decides. */
  readonly level?: BuyingLevel | undefined;
  /** User, technical or finance. */
  readonly function?: BuyingFunction | undefined;
}

/** A person in a role: an affiliation of an organisation, or a participant of an opportunity. */
export interface BuyingPlace extends BuyingRole, Validity {
  /** The person. */
  readonly personId: string;
}

/** One of the nine cells of a buying centre. */
export interface BuyingCell {
  /** Its level. */
  readonly level: BuyingLevel;
  /** Its function. */
  readonly function: BuyingFunction;
  /** Who is known in it, by id. */
  readonly personIds: readonly string[];
}

/** A buying centre: who is known in which of its nine cells. */
export interface BuyingCentre {
  /** All nine, operational first, user first. */
  readonly cells: readonly BuyingCell[];
  /** Those in which nobody is known. */
  readonly missing: readonly BuyingRole[];
  /** People whose level or function is not known, by id. */
  readonly unplaced: readonly string[];
}

/**
 * Lays out a buying centre, level × function, from the affiliations of an organisation or the participants of an
 * opportunity, as of a day.
 *
 * @throws RangeError if `day` is not a plain date
 *
 * @example
 * ```ts
 * import { buyingCentreOf } from "clientele/model";
 *
 * const places = [
 *   { personId: "ada", level: "operational", function: "user" },
 *   { personId: "bo", level: "decision", function: "finance", validTo: "2026-01-01" },
 *   { personId: "cy" },
 * ] as const;
 * const centre = buyingCentreOf(places, { day: "2026-11-22" });
 * centre.cells[0]?.personIds; // => ["ada"]
 * centre.missing.length; // => 8
 * centre.unplaced; // => ["cy"]
 * ```
 */
export function buyingCentreOf(places: Iterable<BuyingPlace>, options: DayOption): BuyingCentre {
  const inCell = new Map<string, Set<string>>();
  const placed = new Set<string>();
  const seen = new Set<string>();
  for (const place of places) {
    if (!isValidOn(place, options.day)) continue;
    seen.add(place.personId);
    if (place.level === undefined || place.function === undefined) continue;
    placed.add(place.personId);
    const key = `${place.level} ${place.function}`;
    inCell.set(key, (inCell.get(key) ?? new Set()).add(place.personId));
  }
  const cells = buyingLevels.flatMap((level) =>
    buyingFunctions.map((role) =>
      Object.freeze({
        level,
        function: role,
        personIds: Object.freeze([...(inCell.get(`${level} ${role}`) ?? [])].sort(compareCodePoints)),
      }),
    ),
  );
  return Object.freeze({
    cells: Object.freeze(cells),
    missing: Object.freeze(
      cells
        .filter((cell) => cell.personIds.length === 0)
        .map((cell) => Object.freeze({ level: cell.level, function: cell.function })),
    ),
    unplaced: Object.freeze([...seen].filter((id) => !placed.has(id)).sort(compareCodePoints)),
  });
}

/**
 * What the roles of a buying centre usually judge a product by: who uses it feels it and hears it, who maintains
 * or selects it counts its failures, who approves the money weighs price against performance.
 */
export const usualConcerns: readonly RoleConcern[] = /* @__PURE__ */ Object.freeze<RoleConcern[]>([
  { function: "user", criterion: "feel", weight: 1 },
  { function: "user", criterion: "quiet", weight: 1 },
  { function: "technical", criterion: "failure rate", weight: 1 },
  { function: "finance", criterion: "price-performance", weight: 1 },
]);

/** Options of {@link concernsOf}. */
export interface ConcernsOptions {
  /** The product that is judged; its own concerns come before the usual ones. */
  readonly product?: Pick<Product, "concerns"> | undefined;
  /**
   * The concerns of roles for any product.
   * @defaultValue {@link usualConcerns}
   */
  readonly usual?: readonly RoleConcern[] | undefined;
}

/**
 * Finds what a role judges a product by: the product's own concerns for the role, then the usual ones whose
 * criterion the product does not name itself, each heaviest first and then by criterion. A concern that names
 * no level is of all levels; a role that names no function, or no level, has those of all.
 *
 * @example
 * ```ts
 * import { concernsOf } from "clientele/model";
 *
 * const concerns = [{ function: "technical", criterion: "spare parts", weight: 0.8, talkingPoint: "Kept for 15 years." }] as const;
 * concernsOf({ function: "technical" }, { product: { concerns: [...concerns] } }).map((concern) => concern.criterion); // => ["spare parts", "failure rate"]
 * concernsOf({ function: "finance" })[0]?.criterion; // => "price-performance"
 * ```
 */
export function concernsOf(role: BuyingRole, options: ConcernsOptions = {}): readonly RoleConcern[] {
  const { product, usual = usualConcerns } = options;
  const fits = (concern: RoleConcern): boolean =>
    (role.function === undefined || concern.function === role.function) &&
    (role.level === undefined || concern.level === undefined || concern.level === role.level);
  const heaviestFirst = (a: RoleConcern, b: RoleConcern): number =>
    b.weight - a.weight || compareCodePoints(a.criterion, b.criterion);
  const own = (product?.concerns ?? []).filter(fits).sort(heaviestFirst);
  const named = new Set(own.map((concern) => concern.criterion));
  return Object.freeze([
    ...own,
    ...usual.filter((concern) => fits(concern) && !named.has(concern.criterion)).sort(heaviestFirst),
  ]);
}

/** What to speak about with a role. */
export interface TalkingPoint {
  /** What the role judges by. */
  readonly criterion: string;
  /** What can be said to it of this product; absent when nobody has written it down yet. */
  readonly point?: string | undefined;
}

/**
 * Lists what to speak about with a role when a product is presented, in the order of {@link concernsOf}. A
 * criterion without a point is what has to be prepared.
 *
 * @example
 * ```ts
 * import { talkingPointsFor } from "clientele/model";
 *
 * const concerns = [{ function: "finance", criterion: "price-performance", weight: 1, talkingPoint: "Pays for itself in 14 months." }] as const;
 * talkingPointsFor({ function: "finance" }, { product: { concerns: [...concerns] } }); // => [{ criterion: "price-performance", point: "Pays for itself in 14 months." }]
 * ```
 */
export function talkingPointsFor(role: BuyingRole, options: ConcernsOptions = {}): readonly TalkingPoint[] {
  return Object.freeze(
    concernsOf(role, options).map(({ criterion, talkingPoint }) =>
      Object.freeze({ criterion, ...(talkingPoint === undefined ? {} : { point: talkingPoint }) }),
    ),
  );
}
