import { type PlainDate, parsePlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, describeValue, type IssueCollector } from "../issues/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { decimalText, parseDecimal, type ScaledDecimal } from "../money/index.ts";

/** What is left of one earned entry, in units of the settlement's exponent. */
export interface OpenLot {
  readonly entryId: string;
  readonly earnedOn: PlainDate;
  readonly expiresOn: PlainDate | undefined;
  left: bigint;
}

/** The lots still open as of a day, first to expire first, and the scale of their integers. */
export interface Settlement {
  readonly lots: readonly OpenLot[];
  readonly exponent: number;
}

interface ReadEntry {
  readonly entry: PointsEntry;
  readonly points: ScaledDecimal;
}

/**
 * Replays the entries of one customer up to the end of a day. Integers are big, so that a sum of any length is
 * exact; the finest decimals given set the scale.
 */
export function settlePoints(entries: Iterable<PointsEntry>, asOf: PlainDate): Settlement {
  parsePlainDate(asOf);
  const issues = createIssueCollector();
  const read = readEntries(entries, asOf, issues);
  const exponent = read.reduce((finest, { points }) => Math.max(finest, points.exponent), 0);
  const unitsOf = ({ points }: ReadEntry): bigint =>
    BigInt(points.units) * 10n ** BigInt(exponent - points.exponent);

  const lots = read
    .filter(({ entry }) => isCredit(entry))
    .sort(byExpiry)
    .map(
      (one): OpenLot => ({
        entryId: one.entry.id,
        earnedOn: one.entry.on,
        expiresOn: one.entry.expiresOn,
        left: unitsOf(one),
      }),
    );
  const lotOf = new Map(lots.map((lot) => [lot.entryId, lot]));
  const byId = new Map(read.map((one) => [one.entry.id, one]));
  const debits = read.filter(({ entry }) => !isCredit(entry)).sort(byDay);
  const takings = new Map<string, readonly Taking[]>();
  const voided = checkReversals(debits, byId, issues);
  // Debits come by day: lots before the first that is still of use stay behind, unless a reversal refills one.
  let first = 0;
  for (const one of debits) {
    const { entry } = one;
    const undone = entry.kind === "reverse" ? takings.get(entry.correctsId ?? "") : undefined;
    if (entry.kind === "reverse" && voided.has(entry.id)) continue;
    if (undone !== undefined) {
      for (const { lot, taken } of undone) lot.left += taken;
      first = 0;
      continue;
    }
    while (first < lots.length && isSpent(lots[first]!, entry.on)) first++;
    let asked = unitsOf(one);
    const reversed = entry.kind === "reverse" ? lotOf.get(entry.correctsId ?? "") : undefined;
    const before = reversed?.left ?? 0n;
    if (reversed !== undefined) {
      // What is left of the lot goes with it, expired or not; what was spent of it must come from others.
      asked -= before;
      reversed.left = 0n;
    } else if (entry.kind === "reverse") continue; // its redemption was refused, and took nothing
    const { short, takings: taken } = takePoints(lots, first, entry.on, asked);
    if (short === 0n) {
      takings.set(entry.id, taken);
      continue;
    }
    if (reversed !== undefined) reversed.left = before;
    const have = decimalText(asked - short + before, exponent);
    issues.add({
      code: "overdrawn",
      path: [entry.id, "points"],
      value: entry.points,
      expected: `at most the ${have} points there were on ${entry.on}`,
      params: { have, asked: decimalText(asked + before, exponent) },
    });
  }
  issues.throwIfAny("settle points");
  return { lots: lots.filter((lot) => lot.left > 0n && isUsable(lot, asOf)), exponent };
}

/** Points are gone at the start of `expiresOn`, and there from the start of the day on which they were earned. */
function isUsable(lot: OpenLot, on: PlainDate): boolean {
  return lot.earnedOn <= on && (lot.expiresOn === undefined || on < lot.expiresOn);
}

function isSpent(lot: OpenLot, on: PlainDate): boolean {
  return lot.left === 0n || (lot.expiresOn !== undefined && lot.expiresOn <= on);
}

interface Taking {
  readonly lot: OpenLot;
  readonly taken: bigint;
}

const isCredit = ({ kind }: PointsEntry): boolean => kind === "earn" || kind === "adjust-up";

/** Takes points from the usable lots in order; when they do not suffice, takes none and returns what is short. */
function takePoints(
  lots: readonly OpenLot[],
  first: number,
  on: PlainDate,
  asked: bigint,
): { readonly short: bigint; readonly takings: readonly Taking[] } {
  const takings: Taking[] = [];
  let open = asked;
  for (let i = first; i < lots.length && open > 0n; i++) {
    const lot = lots[i]!;
    if (lot.left === 0n || !isUsable(lot, on)) continue;
    const taken = lot.left - (lot.left > open ? lot.left - open : 0n);
    open -= taken;
    takings.push({ lot, taken });
  }
  if (open === 0n) for (const { lot, taken } of takings) lot.left -= taken;
  return { short: open, takings };
}

/** Reports reversals of nothing, of too little, of what came later, of reversals, and twice of one entry. */
function checkReversals(
  debits: readonly ReadEntry[],
  byId: ReadonlyMap<string, ReadEntry>,
  issues: IssueCollector,
): ReadonlySet<string> {
  const bad = new Set<string>();
  const reversed = new Set<string>();
  for (const { entry, points } of debits) {
    if (entry.kind !== "reverse") continue;
    const target = byId.get(entry.correctsId ?? "");
    const expected =
      target === undefined || target.entry.kind === "reverse" || target.entry.on > entry.on
        ? "the id of an entry of that day or before that is no reversal itself"
        : reversed.has(target.entry.id)
          ? "an entry that is not reversed already"
          : BigInt(points.units) * 10n ** BigInt(target.points.exponent) !==
              BigInt(target.points.units) * 10n ** BigInt(points.exponent)
            ? `the points of the entry as a whole, ${target.entry.points}`
            : undefined;
    if (expected === undefined) {
      reversed.add(target!.entry.id);
      continue;
    }
    bad.add(entry.id);
    issues.add({ code: "bad-reversal", path: [entry.id, "correctsId"], value: entry.correctsId, expected });
  }
  return bad;
}

function readEntries(entries: Iterable<PointsEntry>, asOf: PlainDate, issues: IssueCollector): ReadEntry[] {
  const read: ReadEntry[] = [];
  const seen = new Set<string>();
  let customerId: string | undefined;
  for (const entry of entries) {
    customerId ??= entry.customerId;
    if (entry.customerId !== customerId) {
      const pair = [customerId, entry.customerId].sort(compareCodePoints).map(describeValue).join(" and ");
      throw new RangeError(`Cannot settle points: all entries must be of one customer, got ${pair}`);
    }
    if (seen.has(entry.id)) {
      issues.add({
        code: "duplicate-entry",
        path: [entry.id],
        value: entry.id,
        expected: "an id of its own",
      });
      continue;
    }
    seen.add(entry.id);
    const points = readPoints(entry, issues);
    if (points !== undefined && entry.on <= asOf) read.push({ entry, points });
  }
  return read;
}

function readPoints(entry: PointsEntry, issues: IssueCollector): ScaledDecimal | undefined {
  try {
    const points = parseDecimal(entry.points);
    if (points.units > 0) return points;
  } catch {
    // Text that is no number is reported like a number that is not positive.
  }
  issues.add({
    code: "bad-points",
    path: [entry.id, "points"],
    value: entry.points,
    expected: "a positive decimal such as 12.50, below 2^53 in its smallest unit",
  });
  return undefined;
}

/** First to expire first; what never expires last; then the older lot; then by id. */
function byExpiry({ entry: a }: ReadEntry, { entry: b }: ReadEntry): number {
  if (a.expiresOn !== b.expiresOn) {
    if (a.expiresOn === undefined) return 1;
    if (b.expiresOn === undefined) return -1;
    return a.expiresOn < b.expiresOn ? -1 : 1;
  }
  return byDay({ entry: a }, { entry: b });
}

/** By day; of one day reversals come last, so that they find what they undo; then by id. */
function byDay({ entry: a }: Pick<ReadEntry, "entry">, { entry: b }: Pick<ReadEntry, "entry">): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if ((a.kind === "reverse") !== (b.kind === "reverse")) return a.kind === "reverse" ? 1 : -1;
  return compareCodePoints(a.id, b.id);
}
