import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { BehaviourEvent } from "../model/index.ts";
import { type ObservationOptions, type OrderLog, observedAsOf } from "../orders/index.ts";
import { insufficient } from "./_decide.ts";
import type { Peers } from "./_peer-ratios.ts";
import type { InsufficientEvidence } from "./change-result.ts";
import { type ComparedPeriods, type RecentPeriodsOptions, recentPeriods } from "./compared-periods.ts";
import { type AmountChangeTable, findAmountChanges } from "./find-amount-changes.ts";
import { type FadingBuyers, fadingBuyers } from "./find-fading-buyers.ts";
import { findInterestShifts, type InterestShift } from "./find-interest-shifts.ts";
import { findMixChanges } from "./find-mix-changes.ts";
import { findOverdue, type OverdueTable } from "./find-overdue.ts";
import { findRateChanges } from "./find-rate-changes.ts";
import { type RfmShift, rfmShifts } from "./find-rfm-shifts.ts";
import { findValueChanges } from "./find-value-changes.ts";
import type { MixChangeTable } from "./mix-change-table.ts";
import type { RateChangeTable } from "./rate-change-table.ts";
import type { ValueChangeTable } from "./value-change-table.ts";

/** Options of {@link surveyTrend}. */
export interface TrendSurveyOptions extends RecentPeriodsOptions, ObservationOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * The seed of what is drawn.
   * @defaultValue `"trend"`
   */
  readonly seed?: string | number | undefined;
  /**
   * The level of significance α, held as a share of false discoveries in each of the surveys.
   * @defaultValue `0.05`
   */
  readonly alpha?: number | undefined;
  /** The category of each product, by product id; without it no mix of categories is looked at. */
  readonly productCategories?: ReadonlyMap<string, string> | undefined;
  /** The time zone of hours of the day and of sessions; without it neither is looked at. */
  readonly zone?: string | undefined;
  /** What parties look at and search for; without it no interest is looked at. */
  readonly behaviour?: Iterable<BehaviourEvent> | undefined;
  /**
   * Against whose rate; see `findRateChanges`.
   * @defaultValue `"none"`
   */
  readonly peers?: Peers | undefined;
}

/** Everything that is looked at for change, over all customers. */
export interface TrendSurvey {
  /** Tells a survey from an answer of too little. */
  readonly kind: "trend";
  /** The day of the analysis. */
  readonly asOf: PlainDate;
  /** The two periods. */
  readonly periods: ComparedPeriods;
  /** Rates of purchases. */
  readonly rates: RateChangeTable;
  /** Amounts of purchases. */
  readonly amounts: AmountChangeTable;
  /** What customers bring in a year: profit where every line has a cost, else revenue. */
  readonly values: ValueChangeTable;
  /** Silence. */
  readonly overdue: OverdueTable;
  /** Recency, frequency and monetary of the customers with the best monetary score. */
  readonly shifts: readonly RfmShift[];
  /** Frequent buyers who have turned silent or slow. */
  readonly fading: FadingBuyers;
  /** Mixes of what the log holds: weekdays, and categories, channels, places, hours where lines have them. */
  readonly mixes: readonly MixChangeTable[];
  /** Interest in categories, where behaviour is given. */
  readonly interest: readonly InterestShift[];
}

/**
 * Looks at everything that may have changed: the last months of every customer against those before.
 *
 * The reference is cut at the beginning of the log, but must be as long as the current period. Each survey holds its own share of
 * false discoveries. Looking again every week is looking many times: what is reported once should rest until something new is seen,
 * which the cooldown of reminder rules does.
 *
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if the day is none or an option is out of its range
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { surveyTrend } from "clientele/trend";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-04-01", amount: "10" }], {
 *   currency: "EUR", window: { from: "2026-04-01", to: "2026-07-01" },
 * });
 * surveyTrend(log, { asOf: "2026-07-01" }); // => { kind: "insufficient", of: "days observed before the current period", have: 0, need: 91 }
 * ```
 */
export function surveyTrend(log: OrderLog, options: TrendSurveyOptions): TrendSurvey | InsufficientEvidence {
  const { seed = "trend", alpha, productCategories, zone, behaviour, peers } = options;
  const asOf = observedAsOf("survey trend", log, options);
  const asked = recentPeriods(asOf, options);
  const { current } = asked;
  const begin = dateOfDay(Math.max(dayNumber(log.window.from), dayNumber(asked.reference.from)));
  const need = dayNumber(current.to) - dayNumber(current.from);
  const have = log.size === 0 ? 0 : Math.max(0, dayNumber(current.from) - dayNumber(begin));
  if (have < need) return insufficient("days observed before the current period", have, need);
  const periods = Object.freeze({ reference: Object.freeze({ from: begin, to: current.from }), current });
  const rates = findRateChanges(log, { periods, alpha, peers });
  const overdue = findOverdue(log, { asOf, alpha });
  const common = { periods, alpha };
  const sizePerDay = rates.clumping?.kind === "clumped" ? rates.clumping.sizePerDay : undefined;
  const subjects = (["category", "channel", "place", "weekday", "time-of-day"] as const).filter(
    (of) =>
      of === "weekday" ||
      (of === "category" && log.products !== undefined && productCategories !== undefined) ||
      (of === "channel" && log.channels !== undefined && log.channelNames.length > 1) ||
      (of === "place" && log.places !== undefined && log.placeIds.length > 1) ||
      (of === "time-of-day" && log.instants !== undefined && zone !== undefined),
  );
  return Object.freeze({
    kind: "trend",
    asOf,
    periods,
    rates,
    amounts: findAmountChanges(log, { ...common, peers }),
    values: findValueChanges(log, {
      ...common,
      seed,
      sizePerDay,
      measure: log.costs === undefined ? "revenue" : "profit",
    }),
    overdue,
    shifts: rfmShifts(log, { ...common, peers }, { rates, overdue }),
    fading: fadingBuyers(log, common, { rates, overdue }),
    mixes: Object.freeze(
      subjects.map((of) => findMixChanges(log, { ...common, of, seed, productCategories, zone })),
    ),
    interest:
      behaviour === undefined || zone === undefined
        ? Object.freeze([])
        : findInterestShifts(behaviour, { asOf, zone, seed, alpha }),
  });
}
