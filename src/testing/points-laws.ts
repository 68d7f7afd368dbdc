import fc from "fast-check";
import { addDays, type PlainDate } from "../calendar/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { shuffled } from "./_shuffled.ts";
import type { Law } from "./scoring-laws.ts";

/** The balance of one customer's points at the end of a day, as decimal text; throws where it refuses. */
export type PointsRule = (entries: readonly PointsEntry[], asOf: PlainDate) => string;

/** The laws of points. */
export type PointsLawId =
  | "order"
  | "repeatable"
  | "unchanged"
  | "negative"
  | "overdraft"
  | "redeem"
  | "expire"
  | "future"
  | "bounds";

/** Options of {@link pointsLaws}. */
export interface PointsLawsOptions {
  /**
   * The entries of one customer, which never take more than there is.
   * @defaultValue `arbitraryPoints()`
   */
  readonly entries?: fc.Arbitrary<PointsEntry[]> | undefined;
  /**
   * The day of the balance.
   * @defaultValue 2026-06-15
   */
  readonly asOf?: PlainDate | undefined;
}

/**
 * What every ledger of points keeps, as properties to be asserted on one of your own: the order in which earnings and
 * redemptions arrive changes nothing, the same entries give the same balance and are not changed, no balance is
 * negative, on no day; more than there is cannot be redeemed, all that there is can, and then nothing is left; without new
 * entries a balance only shrinks, and entries of later days do not count.
 *
 * @param balance - the ledger under test
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { pointsBalance } from "clientele/ledger";
 * import { pointsLaws } from "clientele/testing";
 *
 * const laws = pointsLaws((entries, asOf) => pointsBalance(entries, asOf).balance);
 * laws.filter((law) => fc.check(law.property).failed); // => []
 * ```
 */
export function pointsLaws(
  balance: PointsRule,
  options: PointsLawsOptions = {},
): readonly Law<PointsLawId>[] {
  const { asOf = "2026-06-15", entries = arbitraryPoints() } = options;
  const ask = (given: readonly PointsEntry[], day: PlainDate = asOf): string =>
    balance(Object.freeze(given.map((entry) => Object.freeze({ ...entry }))), day);
  const law = (id: PointsLawId, name: string, holds: (given: PointsEntry[]) => boolean): Law<PointsLawId> =>
    Object.freeze({ id, name, property: fc.property(entries, holds) });
  /** The entries up to the day, and one more on it: a later one may already rest on what that would take. */
  const withRedeemed = (given: readonly PointsEntry[], points: string): PointsEntry[] => [
    ...given.filter((entry) => entry.on <= asOf),
    entryOf("one more", asOf, "redeem", points),
  ];
  return Object.freeze([
    Object.freeze({
      id: "order" as const,
      name: "the order of the entries changes nothing",
      property: fc.property(shuffled(entries), ([given, other]) => ask(given) === ask(other)),
    }),
    law("repeatable", "the same entries give the same balance", (given) => {
      const first = ask(given);
      return ask(given) === first;
    }),
    law("unchanged", "the entries given are not changed", (given) => {
      const copies = structuredClone(given);
      balance(copies, asOf);
      return JSON.stringify(copies) === JSON.stringify(given);
    }),
    Object.freeze({
      id: "negative" as const,
      name: "no balance is negative, on no day",
      property: fc.property(
        entries,
        fc.integer({ min: -200, max: 400 }),
        (given, days) => Number(ask(given, addDays(asOf, days))) >= 0,
      ),
    }),
    law("overdraft", "more than there is cannot be redeemed", (given) => {
      const more = String(Math.floor(Number(ask(given))) + 1);
      try {
        ask(withRedeemed(given, more));
        return false;
      } catch {
        return true;
      }
    }),
    law("redeem", "all that there is can be redeemed, and then nothing is left", (given) => {
      const all = ask(given);
      return Number(all) === 0 || Number(ask(withRedeemed(given, all))) === 0;
    }),
    Object.freeze({
      id: "expire" as const,
      name: "without new entries a balance only shrinks, to what never expires",
      property: fc.property(entries, fc.nat(300), fc.nat(300), (given, some, more) => {
        const known = given.filter((entry) => entry.on <= asOf);
        const first = Number(ask(known, addDays(asOf, some)));
        return Number(ask(known, addDays(asOf, some + more))) <= first;
      }),
    }),
    law("future", "entries of later days do not count", (given) => {
      const later = [1, 90].map((days) => entryOf(`later ${days}`, addDays(asOf, days), "earn", "7"));
      return ask([...given, ...later]) === ask(given);
    }),
    law("bounds", "there is never more than was earned", (given) => {
      const earned = given.filter(({ kind, on }) => kind === "earn" && on <= asOf);
      return Number(ask(given)) <= earned.reduce((sum, { points }) => sum + Number(points), 0) + 1e-6;
    }),
  ]);
}

/**
 * Draws the entries of one customer in the first half of 2026 and around it: points that expire and points that do not,
 * redeemed in part and whole, never more than there is, several on one day; in no order.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { pointsBalance } from "clientele/ledger";
 * import { arbitraryPoints } from "clientele/testing";
 *
 * const drawn = fc.sample(arbitraryPoints(), { numRuns: 50, seed: 1 });
 * drawn.every((entries) => Number(pointsBalance(entries, "2026-12-31").balance) >= 0); // => true
 * ```
 */
export function arbitraryPoints(): fc.Arbitrary<PointsEntry[]> {
  const plan = fc.record({
    day: fc.nat(250),
    life: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
    tenths: fc.integer({ min: 1, max: 300 }),
    redeem: fc.boolean(),
  });
  return fc.array(plan, { maxLength: 20 }).chain((plans) => {
    const entries = playPlans(plans);
    return fc.shuffledSubarray(entries, { minLength: entries.length });
  });
}

interface Plan {
  readonly day: number;
  readonly life: number | undefined;
  readonly tenths: number;
  readonly redeem: boolean;
}

/** Walks day by day and leaves out what would take more than there is. */
function playPlans(plans: readonly Plan[]): PointsEntry[] {
  const entries: PointsEntry[] = [];
  const lots: { left: number; readonly until: number }[] = [];
  const numbered = plans.map((plan, i) => ({ ...plan, id: `e${i}`, on: addDays("2026-01-01", plan.day) }));
  // Earned before redeemed on one day, as a ledger sees it.
  numbered.sort((a, b) => a.day - b.day || Number(a.redeem) - Number(b.redeem));
  for (const { id, on, day, life, tenths, redeem } of numbered) {
    const points = (tenths / 10).toFixed(1);
    if (!redeem) {
      const until = life === undefined ? Number.POSITIVE_INFINITY : day + life;
      lots.push({ left: tenths, until });
      const expiring = life === undefined ? {} : { expiresOn: addDays(on, life) };
      entries.push({ ...entryOf(id, on, "earn", points), ...expiring });
      continue;
    }
    const usable = lots.filter((lot) => lot.until > day).sort((a, b) => a.until - b.until);
    if (usable.reduce((sum, lot) => sum + lot.left, 0) < tenths) continue;
    entries.push(entryOf(id, on, "redeem", points));
    let open = tenths;
    for (const lot of usable) {
      const taken = Math.min(lot.left, open);
      lot.left -= taken;
      open -= taken;
    }
  }
  return entries;
}

const entryOf = (id: string, on: PlainDate, kind: "earn" | "redeem", points: string): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  on,
  kind,
  points,
});
