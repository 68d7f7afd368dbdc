import { addDays, dateOfDay, dayNumber } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import { type OrderLog, selectCustomers } from "../orders/index.ts";
import { adjustPValues } from "../stats/index.ts";
import { checkOneOf, checkShare } from "./_check.ts";
import { decide, insufficient, isLargeRatio } from "./_decide.ts";
import type { EventUnit } from "./_purchase-events.ts";
import { qValues } from "./_q-values.ts";
import { rfmBeforeAfter, scoreText } from "./_rfm-before-after.ts";
import type { ChangeDirection, ChangeResult } from "./change-result.ts";
import { type ComparedPeriods, comparedDays } from "./compared-periods.ts";
import { findAmountChanges } from "./find-amount-changes.ts";
import { findOverdue, type OverdueTable } from "./find-overdue.ts";
import { findRateChanges } from "./find-rate-changes.ts";
import type { RateChangeOptions, RateChangeTable } from "./rate-change-table.ts";

/** Options of {@link findRfmShifts}. */
export interface RfmShiftOptions {
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /**
   * The customers who matter; fewer tests find more.
   * @defaultValue those with the best monetary score in the reference
   */
  readonly customers?: ReadonlySet<string> | undefined;
  /**
   * The level of significance α.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /**
   * What is one purchase.
   * @defaultValue `"customer-day"`
   */
  readonly countBy?: EventUnit | undefined;
  /**
   * Against whose rate and amounts; see `findRateChanges`.
   * @defaultValue `"none"`
   */
  readonly peers?: RateChangeOptions["peers"];
  /**
   * Whether the share of false discoveries over the customers is held, or each test stands for itself.
   * @defaultValue `"false-discovery-rate"`
   */
  readonly many?: "false-discovery-rate" | "none" | undefined;
}

/** What has become of one of the three. */
export interface RfmComponent {
  /** Which of the three. */
  readonly of: "recency" | "frequency" | "monetary";
  /** p of its own test: of the silence, the rate, the amounts. */
  readonly p: number;
  /** p with the customer's three tests taken together (Holm). */
  readonly adjustedP: number;
  /** Which way: a longer silence is down. */
  readonly direction: ChangeDirection;
  /** Whether it is significant among the three, and large enough to matter. */
  readonly moved: boolean;
}

/** The shift of one customer's recency, frequency and monetary. */
export interface RfmShift {
  /** The customer. */
  readonly customerId: string;
  /** Changed, stable, or insufficient; direction, effect and day are those of the most significant component. */
  readonly result: ChangeResult;
  /** p with all customers taken together; absent where it is insufficient. */
  readonly qValue?: number;
  /** What could be tested of the three, the most significant first. */
  readonly components: readonly RfmComponent[];
  /** The scores at the end of the reference, "R5 F4 M5". */
  readonly before: string;
  /** The scores at the end of the current period by the same cuts. */
  readonly after: string;
  /** What the change of rate or amounts makes in a year, the larger of the two. */
  readonly atStake?: Money;
}

const DOING = "find shifts of rfm";

/**
 * Tells of important customers whether recency, frequency and monetary together have shifted significantly, and which of them.
 *
 * p = min over the sorted of m p₍ⱼ₎ / j of the silence (`findOverdue`), the rate (`findRateChanges`) and the amounts
 * (`findAmountChanges`): Simes (1986); q over the customers by Benjamini and Hochberg
 *
 * Silence and rate come from the same purchases, so their p values are not independent and no sum of logarithms would do; Simes holds
 * for the positive dependence that they have. A score that crosses a cut is never a shift by itself: the scores are shown, the tests
 * decide. Changed is who has q ≤ α and a component that is significant among the three by Holm and large enough.
 *
 * @returns by customer
 * @throws RangeError if the periods overlap or were not observed, or an option is out of its range
 *
 * @example
 * ```ts
 * import { addDays } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { findRfmShifts } from "clientele/trend";
 *
 * const rows = Array.from({ length: 30 }, (_, c) =>
 *   Array.from({ length: c === 7 ? 36 : 60 }, (_, i) => ({
 *     customerId: `c${c}`,
 *     orderedOn: addDays("2025-01-01", 8 * i + ((c * i * i) % 7)),
 *     amount: `${20 + c}`,
 *   })),
 * ).flat();
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: "2026-05-01" } });
 * const periods = {
 *   reference: { from: "2025-01-01", to: "2026-01-01" },
 *   current: { from: "2026-01-01", to: "2026-04-01" },
 * } as const;
 * const [c7] = findRfmShifts(log, { periods, customers: new Set(["c7"]) });
 * c7?.result.kind === "changed" && [c7.result.direction, c7.components.map(({ of }) => of)]; // => ["down", ["recency", "frequency"]]
 * ```
 */
export function findRfmShifts(log: OrderLog, options: RfmShiftOptions): readonly RfmShift[] {
  const { periods, countBy } = options;
  comparedDays(DOING, periods, log);
  const { peers } = options;
  const rates = findRateChanges(log, { periods, countBy, peers, alpha: options.alpha });
  const overdue = findOverdue(log, { asOf: periods.current.to, alpha: options.alpha });
  return rfmShifts(log, options, { rates, overdue });
}

/** The same from tables at hand. */
export function rfmShifts(
  log: OrderLog,
  options: RfmShiftOptions,
  { rates, overdue }: { readonly rates: RateChangeTable; readonly overdue: OverdueTable },
): readonly RfmShift[] {
  const { periods, countBy, alpha = 0.05, many = "false-discovery-rate" } = options;
  checkShare(DOING, "alpha", alpha);
  checkOneOf(DOING, "many", many, ["false-discovery-rate", "none"]);
  const scores = rfmBeforeAfter(log, periods);
  const important = scores.filter(({ customerId, before, groups }) =>
    options.customers === undefined ? before.m === groups : options.customers.has(customerId),
  );
  const kept = selectCustomers(
    log,
    important.map(({ customerId }) => customerId),
  );
  const peers = options.peers instanceof Map || options.peers === "all" ? options.peers : undefined;
  // Peers of amounts are those of the whole base, so the whole base is then asked.
  const amounts = findAmountChanges(peers === undefined ? kept : log, {
    periods,
    countBy,
    peers,
    alpha,
    many: "none",
  });
  const found = important.map((score) => {
    const { customerId } = score;
    const row = rates.get(customerId)!;
    const amount = amounts.get(customerId)!;
    const silence = overdue.get(customerId)!;
    const parts: Part[] = [];
    if (silence.result.kind !== "insufficient")
      parts.push({
        of: "recency",
        p: silence.result.p,
        direction: "down",
        large: silence.result.ratio >= 1.5,
        effect: silence.result.ratio,
        since: addDays(periods.current.to, -Math.floor(silence.daysSilent - silence.meanGapDays!)),
      });
    parts.push(...partOf("frequency", row), ...partOf("monetary", amount));
    const adjusted = adjustPValues(
      parts.map(({ p }) => p),
      { method: "holm" },
    );
    const sorted = parts.map((part, i) => ({ ...part, adjustedP: adjusted[i]! })).sort((a, b) => a.p - b.p);
    const simes = Math.min(1, ...sorted.map(({ p }, j) => (sorted.length / (j + 1)) * p));
    const money = [row.atStake, amount.atStake].filter((one) => one !== undefined);
    money.sort((a, b) => Math.abs(Number(b.amount)) - Math.abs(Number(a.amount)));
    return { score, sorted, p: sorted.length === 0 ? -1 : simes, row, atStake: money[0] };
  });
  const p = Float64Array.from(found, (one) => one.p);
  const family = qValues(p, (i) => p[i]! >= 0, alpha, many);
  return Object.freeze(
    found.map(({ score, sorted, p: own, row, atStake }) => {
      const moved = sorted.filter(({ adjustedP, large }) => adjustedP <= alpha && large);
      const first = moved[0] ?? sorted[0];
      const middle = dateOfDay(dayNumber(periods.current.from));
      const result: ChangeResult =
        first === undefined
          ? row.result.kind === "insufficient"
            ? row.result
            : insufficient("tests of recency, frequency or monetary", 0, 1)
          : decide(
              {
                method: `Simes of ${sorted.map(({ of }) => of).join(", ")}`,
                direction: first.direction,
                effect: first.effect,
                interval: undefined,
                p: own,
                logBayesFactor: undefined,
              },
              { significant: own <= family.threshold, large: moved.length > 0, since: first.since ?? middle },
            );
      return Object.freeze({
        customerId: score.customerId,
        result,
        ...(own < 0 ? {} : { qValue: family.q(own) }),
        components: Object.freeze(
          sorted.map(({ of, p: one, adjustedP, direction, large }) =>
            Object.freeze({ of, p: one, adjustedP, direction, moved: adjustedP <= alpha && large }),
          ),
        ),
        before: scoreText(score.before),
        after: scoreText(score.after),
        ...(atStake === undefined ? {} : { atStake }),
      });
    }),
  );
}

interface Part {
  readonly of: RfmComponent["of"];
  readonly p: number;
  readonly direction: ChangeDirection;
  readonly large: boolean;
  readonly effect: number | undefined;
  readonly since: `${number}-${number}-${number}` | undefined;
}

/** A change of rate or amounts as a part; 1.2 is the ratio that matters, to what the peers have done. */
function partOf(
  of: RfmComponent["of"],
  { result, peerRatio = 1 }: { readonly result: ChangeResult; readonly peerRatio?: number },
): readonly Part[] {
  if (result.kind === "insufficient") return [];
  const { p, direction, effect } = result;
  const large = effect === undefined || isLargeRatio(effect / peerRatio, 1.2);
  return [{ of, p, direction, large, effect, since: result.kind === "changed" ? result.since : undefined }];
}
