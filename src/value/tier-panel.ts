import { dayNumber, type Period } from "../calendar/index.ts";
import { createStatePanel, type OrderLog, type StatePanel } from "../orders/index.ts";
import { sumPeriods, takeOffServing } from "./_sum-periods.ts";
import { TIER_STATES, tierCells } from "./_tier-cells.ts";
import type { ServiceCosts } from "./service-costs.ts";
import { checkTierRules, type TierRules } from "./tier-rules.ts";

/** Options of {@link tierPanel}. */
export interface TierPanelOptions extends TierRules {
  /** The periods, oldest first and not overlapping; see `trailingPeriods` of `clientele/calendar`. */
  readonly periods: readonly Period[];
  /** What serving the customers cost; see `sumCostToServe`. It is taken off where the value is profit. */
  readonly serviceCosts?: ServiceCosts | undefined;
}

/**
 * Puts every customer into a tier in every period: A, B or C among those with a purchase in it, by the value of that
 * period alone; `inactive` for who bought before the period's end but not in it; none before the first purchase.
 *
 * The value is profit where every line of all the periods has a cost, less the cost to serve of the period where that is
 * given, else revenue. Customers are those with a
 * purchase before the end of the last period. A period that reaches beyond the log's window is judged by the part
 * that was observed, so let the first begin within it.
 *
 * @throws RangeError if there is no period, or they overlap or are out of order, or the shares or the hysteresis make no
 *   sense
 * @throws InvalidDataError and CurrencyMismatchError as `sumCostToServe` does
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { orderLogFromRows, stateAt } from "clientele/orders";
 * import { tierPanel } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-01-15", amount: "100" },
 *     { customerId: "bob", orderedOn: "2026-04-15", amount: "100" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const panel = tierPanel(log, { periods: trailingPeriods("2026-07-01", { months: 3, count: 2 }) });
 * [stateAt(panel, 0, 0), stateAt(panel, 0, 1)]; // => ["A", "inactive"]
 * [stateAt(panel, 1, 0), stateAt(panel, 1, 1)]; // => [undefined, "A"]
 * ```
 */
export function tierPanel(log: OrderLog, options: TierPanelOptions): StatePanel {
  const { periods, serviceCosts } = options;
  const rules = checkTierRules("make tier panel", options);
  const last = periods[periods.length - 1];
  if (last === undefined) throw new RangeError("Cannot make tier panel: there must be a period, got none");
  const firstDays = firstPurchases(log);
  const kept = customersBefore(firstDays, dayNumber(last.to));
  const customerIds = Array.from(kept, (code) => log.customerIds[code]!);
  const sums = sumPeriods(log, periods, kept);
  const worth =
    sums.profit && serviceCosts !== undefined
      ? takeOffServing(sums.worth, { log, periods, customerIds, serviceCosts })
      : sums.worth;
  const ends = Int32Array.from(periods, ({ to }) => dayNumber(to));
  const knownFrom = Int32Array.from(kept, (code) => ends.findIndex((end) => firstDays[code]! < end));
  const { active } = sums;
  const cells = tierCells(
    { customers: kept.length, periods: periods.length, worth, active, knownFrom },
    rules,
  );
  return createStatePanel({ customerIds, periods, states: TIER_STATES, cells });
}

const NEVER = 0x7fffffff;

/** The first buying day of each customer; lines of one customer stand in order of days. */
function firstPurchases(log: OrderLog): Int32Array {
  const first = new Int32Array(log.customerIds.length).fill(NEVER);
  for (let i = log.size - 1; i >= 0; i--) if (log.amounts[i]! > 0) first[log.customers[i]!] = log.days[i]!;
  return first;
}

/** The codes of the customers with a purchase before a day. */
function customersBefore(firstDays: Int32Array, day: number): Int32Array {
  const kept = new Int32Array(firstDays.length);
  let size = 0;
  for (let code = 0; code < firstDays.length; code++) if (firstDays[code]! < day) kept[size++] = code;
  return kept.subarray(0, size);
}
