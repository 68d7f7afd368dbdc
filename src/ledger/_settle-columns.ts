import type { PointsEntry } from "../model/index.ts";

/** The kinds of entries, by their code in a column. */
export const POINTS_KINDS: readonly PointsEntry["kind"][] = /* @__PURE__ */ Object.freeze([
  "earn",
  "redeem",
  "adjust-up",
  "adjust-down",
  "reverse",
] as const);
const [EARN, ADJUST_UP, REVERSE] = [0, 2, 4];
/** The day of expiry of what never expires. */
export const NEVER = 0x7fffffff;

/** Entries by column; rows may stand in any order. */
export interface EntryColumns {
  readonly customers: Int32Array;
  readonly days: Int32Array;
  readonly kinds: Uint8Array;
  /** Integer units above zero. */
  readonly points: Float64Array;
  readonly expires: Int32Array;
  /** The row that a reversal undoes; −1 where there is none. */
  readonly corrects: Int32Array;
}

/** Something that a row asks for and cannot have. */
export interface SettlementProblem {
  readonly row: number;
  readonly code: "overdrawn" | "bad-reversal" | "too-many";
  /** What there was, or ought to have been, in units; of a bad reversal the rule that it breaks. */
  readonly have?: number | undefined;
  readonly asked?: number | undefined;
  readonly rule?: "target" | "twice" | "points" | undefined;
}

/**
 * What is left of every earned row at the end of a day, of all customers at once: first expiring first, as `settlePoints`
 * does it for one. Integers in doubles: a customer whose points add up to more than a double holds is a problem.
 *
 * @param rank - orders rows that are equal in day and expiry
 */
export function settleColumns(
  columns: EntryColumns,
  options: { readonly end: number; readonly size: number; readonly rank: (row: number) => number },
): { readonly left: Float64Array; readonly problems: readonly SettlementProblem[] } {
  const { customers, days, kinds, points, expires } = columns;
  const { end, size, rank } = options;
  const left = new Float64Array(points.length);
  const problems: SettlementProblem[] = [];
  const { rows, starts } = rowsByCustomer(customers, days, size, end);
  const byDay = (a: number, b: number): number =>
    days[a]! - days[b]! || Number(kinds[a] === REVERSE) - Number(kinds[b] === REVERSE) || rank(a) - rank(b);
  const byExpiry = (a: number, b: number): number => expires[a]! - expires[b]! || byDay(a, b);
  const isCredit = (row: number): boolean => kinds[row] === EARN || kinds[row] === ADJUST_UP;
  const lots: number[] = [];
  const debits: number[] = [];
  for (let customer = 0; customer < size; customer++) {
    lots.length = 0;
    debits.length = 0;
    let total = 0;
    for (let at = starts[customer]!; at < starts[customer + 1]!; at++) {
      const row = rows[at]!;
      total += points[row]!;
      if (!isCredit(row)) debits.push(row);
      else {
        lots.push(row);
        left[row] = points[row]!;
      }
    }
    if (!Number.isSafeInteger(total)) problems.push({ row: rows[starts[customer]!]!, code: "too-many" });
    else if (debits.length > 0) {
      lots.sort(byExpiry);
      debits.sort(byDay);
      takeDebits({ columns, lots, debits, left, problems });
    }
  }
  for (let row = 0; row < left.length; row++) if (expires[row]! <= end) left[row] = 0;
  return { left, problems };
}

/** Rows up to a day, those of one customer together. */
function rowsByCustomer(customers: Int32Array, days: Int32Array, size: number, end: number) {
  const starts = new Int32Array(size + 1);
  for (let row = 0; row < customers.length; row++) if (days[row]! <= end) starts[customers[row]! + 1]!++;
  for (let customer = 0; customer < size; customer++) starts[customer + 1]! += starts[customer]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[size]!);
  for (let row = 0; row < customers.length; row++)
    if (days[row]! <= end) rows[next[customers[row]!]!++] = row;
  return { rows, starts };
}

interface CustomerDebits {
  readonly columns: EntryColumns;
  /** First to expire first. */
  readonly lots: readonly number[];
  /** By day. */
  readonly debits: readonly number[];
  readonly left: Float64Array;
  readonly problems: SettlementProblem[];
}

function takeDebits({ columns, lots, debits, left, problems }: CustomerDebits): void {
  const { days, kinds, points, expires, corrects } = columns;
  const voided = checkReversals(columns, debits, problems);
  const takings = new Map<number, readonly (readonly [lot: number, taken: number])[]>();
  // Debits come by day: lots before the first that is still of use stay behind, unless a reversal refills one.
  let first = 0;
  for (const row of debits) {
    const day = days[row]!;
    const reverses = kinds[row] === REVERSE;
    if (reverses && voided?.has(row) === true) continue;
    const target = reverses ? corrects[row]! : -1;
    const undone = takings.get(target);
    if (undone !== undefined) {
      for (const [lot, taken] of undone) left[lot]! += taken;
      first = 0;
      continue;
    }
    const isLot = reverses && (kinds[target] === EARN || kinds[target] === ADJUST_UP);
    if (reverses && !isLot) continue; // its redemption was refused, and took nothing
    while (first < lots.length && (left[lots[first]!] === 0 || expires[lots[first]!]! <= day)) first++;
    // What is left of a reversed lot goes with it, expired or not; what was spent of it must come from others.
    const before = isLot ? left[target]! : 0;
    let open = points[row]! - before;
    if (isLot) left[target] = 0;
    const taken: [number, number][] = [];
    for (let i = first; i < lots.length && open > 0; i++) {
      const lot = lots[i]!;
      if (left[lot] === 0 || days[lot]! > day || expires[lot]! <= day) continue;
      const part = Math.min(left[lot]!, open);
      open -= part;
      taken.push([lot, part]);
    }
    if (open === 0) {
      for (const [lot, part] of taken) left[lot]! -= part;
      if (voided !== undefined) takings.set(row, taken);
      continue;
    }
    if (isLot) left[target] = before;
    problems.push({ row, code: "overdrawn", have: points[row]! - open, asked: points[row]! });
  }
}

/** The reversals that are none; absent where nothing is reversed, as is usual. */
function checkReversals(
  { days, kinds, points, corrects, customers }: EntryColumns,
  debits: readonly number[],
  problems: SettlementProblem[],
): ReadonlySet<number> | undefined {
  if (!debits.some((row) => kinds[row] === REVERSE)) return undefined;
  const bad = new Set<number>();
  const reversed = new Set<number>();
  for (const row of debits) {
    if (kinds[row] !== REVERSE) continue;
    const target = corrects[row]!;
    const isTarget =
      target >= 0 &&
      customers[target] === customers[row] &&
      kinds[target] !== REVERSE &&
      days[target]! <= days[row]!;
    const rule = !isTarget
      ? "target"
      : reversed.has(target)
        ? "twice"
        : points[row] === points[target]
          ? undefined
          : "points";
    if (rule === undefined) {
      reversed.add(target);
      continue;
    }
    bad.add(row);
    problems.push({ row, code: "bad-reversal", rule, asked: target < 0 ? undefined : points[target] });
  }
  return bad;
}
