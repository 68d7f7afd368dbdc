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

  const earned = read.filter(({ entry }) => entry.kind === "earn").sort(byExpiry);
  const redeemed = read.filter(({ entry }) => entry.kind === "redeem").sort(byDay);
  const lots: OpenLot[] = earned.map((one) => ({
    entryId: one.entry.id,
    earnedOn: one.entry.on,
    expiresOn: one.entry.expiresOn,
    left: unitsOf(one),
  }));
  // Redemptions come by day: lots before the first that is still of use stay behind for good.
  let first = 0;
  for (const one of redeemed) {
    const { entry } = one;
    while (first < lots.length && isSpent(lots[first]!, entry.on)) first++;
    const asked = unitsOf(one);
    const short = takePoints(lots, first, entry.on, asked);
    if (short === 0n) continue;
    const have = decimalText(asked - short, exponent);
    issues.add({
      code: "overdrawn",
      path: [entry.id, "points"],
      value: entry.points,
      expected: `at most the ${have} points there were on ${entry.on}`,
      params: { have, asked: decimalText(asked, exponent) },
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

/** Takes points from the usable lots in order; when they do not suffice, takes none and returns what is short. */
function takePoints(lots: readonly OpenLot[], first: number, on: PlainDate, asked: bigint): bigint {
  const taken: { lot: OpenLot; left: bigint }[] = [];
  let open = asked;
  for (let i = first; i < lots.length && open > 0n; i++) {
    const lot = lots[i]!;
    if (lot.left === 0n || !isUsable(lot, on)) continue;
    const left = lot.left > open ? lot.left - open : 0n;
    open -= lot.left - left;
    taken.push({ lot, left });
  }
  if (open === 0n) for (const { lot, left } of taken) lot.left = left;
  return open;
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

function byDay({ entry: a }: Pick<ReadEntry, "entry">, { entry: b }: Pick<ReadEntry, "entry">): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return compareCodePoints(a.id, b.id);
}
