import fc from "fast-check";
import { addDays, type PlainDate } from "../calendar/index.ts";
import { createStatePanel, NO_STATE, type StatePanel } from "../orders/index.ts";

/** Options of {@link arbitraryStatePanel}. */
export interface ArbitraryStatePanelOptions {
  /**
   * How many customers at most.
   * @defaultValue `8`
   */
  readonly customers?: number | undefined;
  /**
   * How many periods at most; at least two are drawn, for there is no move within one.
   * @defaultValue `5`
   */
  readonly periods?: number | undefined;
  /**
   * The states.
   * @defaultValue `["A", "B", "C", "inactive"]`
   */
  readonly states?: readonly string[] | undefined;
  /**
   * Whether a customer may have no state in a period: before the first purchase, or unobserved in between.
   * @defaultValue `true`
   */
  readonly gaps?: boolean | undefined;
}

const START: PlainDate = "2024-01-01";
const DAYS = 90;

/**
 * Draws state panels: customers × periods × states, of consecutive periods of 90 days, often with customers that
 * come late and with gaps. Shrinks to fewer customers, fewer periods and the first state.
 *
 * @throws RangeError if `customers`, `periods` or the number of states is not a positive integer
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { countTransitions } from "clientele/migration";
 * import { arbitraryStatePanel } from "clientele/testing";
 *
 * const bounded = fc.property(arbitraryStatePanel(), (panel) => {
 *   const { total } = countTransitions(panel);
 *   return total <= panel.customerIds.length * Math.max(0, panel.periods.length - 1);
 * });
 * fc.check(bounded).failed; // => false
 * ```
 */
export function arbitraryStatePanel(options: ArbitraryStatePanelOptions = {}): fc.Arbitrary<StatePanel> {
  const { customers = 8, periods = 5, states = ["A", "B", "C", "inactive"], gaps = true } = options;
  for (const [name, value] of Object.entries({ customers, periods, states: states.length })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`Cannot draw a panel: ${name} must be a positive integer, got ${value}`);
  }
  const state = fc.integer({ min: 0, max: states.length - 1 });
  const cell = gaps
    ? fc.oneof({ weight: 4, arbitrary: state }, { weight: 1, arbitrary: fc.constant(NO_STATE) })
    : state;
  return fc.integer({ min: Math.min(2, periods), max: periods }).chain((length) =>
    fc.array(fc.array(cell, { minLength: length, maxLength: length }), { maxLength: customers }).map((rows) =>
      createStatePanel({
        customerIds: rows.map((_, i) => `c${i}`),
        periods: Array.from({ length }, (_, p) => ({
          from: addDays(START, p * DAYS),
          to: addDays(START, (p + 1) * DAYS),
        })),
        states,
        cells: Uint8Array.from({ length: length * rows.length }, (_, i) => {
          const [p, c] = [Math.floor(i / rows.length), i % rows.length];
          return rows[c]?.[p] ?? NO_STATE;
        }),
      }),
    ),
  );
}
