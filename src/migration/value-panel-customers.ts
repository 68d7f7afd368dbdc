import { compareCodePoints } from "../ids/index.ts";
import { type CustomerTable, createCustomerTable, NO_STATE, type StatePanel } from "../orders/index.ts";
import type { EstimatedStateValues } from "./estimate-state-values.ts";
import type { StateValues } from "./value-states.ts";

/** What one customer is worth by the state of the last period. */
export interface CustomerStateValue {
  /** The customer. */
  readonly customerId: string;
  /** The state of the last period. */
  readonly state: string;
  /** The expected discounted reward from now on. */
  readonly value: number;
  /** How far this one customer may be from it. */
  readonly spread: number;
}

/** What the customers of a panel are worth, by column; those without a state in the last period are not in it. */
export interface CustomerStateValues extends CustomerTable<CustomerStateValue> {
  /** State numbers. */
  readonly codes: Uint8Array;
  /** Values. */
  readonly values: Float64Array;
  /** The value of all of them together. */
  readonly total: number;
  /** How well that is known: √(n·covariance·nᵀ); absent when the values come without their errors. */
  readonly standardDeviation?: number;
  /** How many customers of the panel have no state in the last period, and so no value. */
  readonly withoutState: number;
}

/**
 * Values every customer of a panel by the state of its last period.
 *
 * v_c = V_{state(c, last)}; total Σ_c v_c, its variance n·Cov(V)·nᵀ with n the customers by state
 *
 * All customers of one state are worth the same: what sets them apart within it is not in the chain.
 *
 * @throws RangeError if the states of the values are not those of the panel, or it has no period
 *
 * @example
 * ```ts
 * import { createChain, valuePanelCustomers, valueStates } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const chain = createChain({ states: ["active", "lost"], probabilities: [[0.8, 0.2], [0, 1]] });
 * const worth = valueStates(chain, { rewards: [100, 0], discountRate: 0.25 });
 * const periods = [{ from: "2026-01-01", to: "2026-04-01" }] as const;
 * const panel = createStatePanel({ customerIds: ["bob", "ann"], periods, states: ["active", "lost"], cells: Uint8Array.of(1, 0) });
 * const table = valuePanelCustomers(panel, worth);
 * table.get("ann")?.value.toFixed(2); // => "277.78"
 * table.total.toFixed(2); // => "277.78"
 * ```
 */
export function valuePanelCustomers(
  panel: StatePanel,
  worth: StateValues | EstimatedStateValues,
): CustomerStateValues {
  const { customerIds, periods, states, cells } = panel;
  if (worth.states.join("\u0000") !== states.join("\u0000"))
    throw new RangeError(
      `Cannot value customers: the values must have the panel's states ${states.join(", ")}, got ${worth.states.join(", ")}`,
    );
  if (periods.length === 0)
    throw new RangeError("Cannot value customers: the panel must have a period, got none");
  const last = (periods.length - 1) * customerIds.length;
  const kept = customerIds
    .map((_, c) => c)
    .filter((c) => cells[last + c] !== NO_STATE)
    .sort((a, b) => compareCodePoints(customerIds[a]!, customerIds[b]!));
  const ids = Object.freeze(kept.map((c) => customerIds[c]!));
  const codes = Uint8Array.from(kept, (c) => cells[last + c]!);
  const values = Float64Array.from(codes, (state) => worth.values[state]!);
  const occupancy = states.map(() => 0);
  for (const state of codes) occupancy[state]!++;
  // State by state, so that the total does not depend on the order of the customers.
  const total = occupancy.reduce((sum, n, i) => sum + n * worth.values[i]!, 0);
  return Object.freeze({
    ...createCustomerTable(
      ids,
      (i): CustomerStateValue =>
        Object.freeze({
          customerId: ids[i]!,
          state: states[codes[i]!]!,
          value: values[i]!,
          spread: worth.spread[codes[i]!]!,
        }),
    ),
    codes,
    values,
    total,
    ...("covariance" in worth ? { standardDeviation: deviationOf(occupancy, worth.covariance) } : {}),
    withoutState: customerIds.length - kept.length,
  });
}

/** √(n·C·nᵀ). */
function deviationOf(n: readonly number[], covariance: readonly (readonly number[])[]): number {
  return Math.sqrt(
    n.reduce((sum, a, i) => sum + a * n.reduce((part, b, j) => part + b * covariance[i]![j]!, 0), 0),
  );
}
