import { addDays, type PlainDate } from "../calendar/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { decimalText, parseDecimal } from "../money/index.ts";
import { pointsBalance } from "./points-balance.ts";

/** Options of {@link pointsStatement}. */
export interface PointsStatementOptions {
  /** The first day. */
  readonly from: PlainDate;
  /** The last day, included. */
  readonly asOf: PlainDate;
}

/** What happened to the points of one customer over some days; all as exact decimal text. */
export interface PointsStatement {
  /** The first day. */
  readonly from: PlainDate;
  /** The last day, included. */
  readonly asOf: PlainDate;
  /** The balance at the end of the day before. */
  readonly opening: string;
  /** Earned. */
  readonly earned: string;
  /** Redeemed. */
  readonly redeemed: string;
  /** Adjusted up less adjusted down. */
  readonly adjusted: string;
  /** Given back by reversals of redemptions, less taken by reversals of earned points. */
  readonly reversed: string;
  /** Gone because nobody used them, those included that a reversal gave back too late. */
  readonly expired: string;
  /** The balance at the end of the last day. */
  readonly closing: string;
}

/**
 * Writes the statement of one customer's points.
 *
 * opening + earned − redeemed + adjusted + reversed − expired = closing
 *
 * @throws RangeError if `asOf` is before `from`, or as `pointsBalance`
 * @throws InvalidDataError as `pointsBalance`
 *
 * @example
 * ```ts
 * import { pointsStatement } from "clientele/ledger";
 *
 * const common = { schemaVersion: 1, customerId: "c1" } as const;
 * const statement = pointsStatement(
 *   [
 *     { ...common, id: "e1", on: "2026-01-10", kind: "earn", points: "300", expiresOn: "2026-06-10" },
 *     { ...common, id: "r1", on: "2026-03-01", kind: "redeem", points: "80" },
 *     { ...common, id: "v1", on: "2026-03-05", kind: "reverse", correctsId: "r1", points: "80" },
 *     { ...common, id: "a1", on: "2026-07-01", kind: "adjust-up", points: "5" },
 *   ],
 *   { from: "2026-03-01", asOf: "2026-12-31" },
 * );
 * [statement.opening, statement.redeemed, statement.reversed, statement.expired, statement.closing]; // => ["300", "80", "80", "300", "5"]
 * ```
 */
export function pointsStatement(
  entries: Iterable<PointsEntry>,
  options: PointsStatementOptions,
): PointsStatement {
  const { from, asOf } = options;
  if (asOf < from) {
    throw new RangeError(`Cannot state points: asOf must not be before from ${from}, got ${asOf}`);
  }
  const all = [...entries];
  const closing = pointsBalance(all, asOf).balance;
  const opening = pointsBalance(all, addDays(from, -1)).balance;
  const inside = all.filter((entry) => entry.on >= from && entry.on <= asOf);
  const kinds = new Map(all.map((entry) => [entry.id, entry.kind]));
  const isDebit = ({ correctsId }: PointsEntry): boolean =>
    ["redeem", "adjust-down"].includes(kinds.get(correctsId ?? "") ?? "");
  const exponent = [opening, closing, ...inside.map((entry) => entry.points)].reduce(
    (finest, text) => Math.max(finest, parseDecimal(text).exponent),
    0,
  );
  const units = (text: string): bigint => {
    const read = parseDecimal(text);
    return BigInt(read.units) * 10n ** BigInt(exponent - read.exponent);
  };
  const sum = (counts: (entry: PointsEntry) => boolean): bigint =>
    inside.filter(counts).reduce((total, entry) => total + units(entry.points), 0n);
  const of = (kind: PointsEntry["kind"]): bigint => sum((entry) => entry.kind === kind);
  const [earned, redeemed] = [of("earn"), of("redeem")];
  const adjusted = of("adjust-up") - of("adjust-down");
  const reversed =
    sum((entry) => entry.kind === "reverse" && isDebit(entry)) -
    sum((entry) => entry.kind === "reverse" && !isDebit(entry));
  const expired = units(opening) + earned - redeemed + adjusted + reversed - units(closing);
  const text = (value: bigint): string => decimalText(value, exponent);
  return Object.freeze({
    from,
    asOf,
    opening: text(units(opening)),
    earned: text(earned),
    redeemed: text(redeemed),
    adjusted: text(adjusted),
    reversed: text(reversed),
    expired: text(expired),
    closing: text(units(closing)),
  });
}
