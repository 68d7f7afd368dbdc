import { minorDigits, parseDecimal } from "../money/index.ts";
import { checkCutValues } from "./_check-cuts.ts";
import type { MonetaryMeasure } from "./monetary-measure.ts";
import type { CutRule, RfmCuts } from "./rfm-cuts.ts";

/** Options of {@link createRfmCuts}. */
export interface RfmCutsOptions {
  /** Days, falling: from the threshold of score 2 to that of the best score. */
  readonly recencyDays: readonly number[];
  /** Frequencies, rising. */
  readonly frequency: readonly number[];
  /** Amounts as plain decimals, rising. */
  readonly monetary: readonly string[];
  /** ISO 4217 code of the amounts. */
  readonly currency: string;
  /**
   * Whether a value that equals a threshold passes it, as in "10 orders or more" (`"reach"`), or not.
   * @defaultValue `"reach"`
   */
  readonly rule?: CutRule | undefined;
  /**
   * What monetary is in the tables to be scored.
   * @defaultValue `"sum"`
   */
  readonly measure?: MonetaryMeasure | undefined;
}

/**
 * Makes fixed thresholds of your own, to be given to `scoreRfm` as `cuts`.
 *
 * With the rule `reach`, score s or better is who bought at most `recencyDays[s − 2]` days ago, at least
 * `frequency[s − 2]` times, for at least `monetary[s − 2]`.
 *
 * @throws RangeError if there are not equally many of each, 1 to 9, days that do not fall or others that do not rise, or
 *   an amount is no plain decimal
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { createRfmCuts, measureRfm, scoreRfm } from "clientele/rfm";
 *
 * const cuts = createRfmCuts({
 *   recencyDays: [365, 90],
 *   frequency: [2, 5],
 *   monetary: ["100", "1000"],
 *   currency: "EUR",
 * });
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2026-03-03", amount: "100.00" }], { currency: "EUR" });
 * scoreRfm(measureRfm(log, { asOf: "2026-06-01" }), { cuts }).get("ann"); // => { customerId: "ann", recency: 3, frequency: 1, monetary: 2 }
 * ```
 */
export function createRfmCuts(options: RfmCutsOptions): RfmCuts {
  const { recencyDays, frequency, currency, rule = "reach", measure = "sum" } = options;
  const amounts = options.monetary.map((text) => readAmount(text));
  const exponent = amounts.reduce((finest, one) => Math.max(finest, one.exponent), minorDigits(currency));
  const cuts: RfmCuts = Object.freeze({
    recency: Object.freeze([...recencyDays]),
    frequency: Object.freeze([...frequency]),
    monetary: Object.freeze(amounts.map((one) => one.units * 10 ** (exponent - one.exponent))),
    currency,
    exponent,
    ...(measure === "sum" ? {} : { measure }),
    rules: Object.freeze({ recency: rule, frequency: rule, monetary: rule }),
  });
  checkCutValues(cuts);
  return cuts;
}

function readAmount(text: string): { readonly units: number; readonly exponent: number } {
  try {
    return parseDecimal(text);
  } catch (cause) {
    throw new RangeError(
      `Cannot make cuts: monetary must be plain decimals such as 12.50, got ${JSON.stringify(text)}`,
      { cause },
    );
  }
}
