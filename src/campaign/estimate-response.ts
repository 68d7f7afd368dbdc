import { betaPInverse } from "../stats/index.ts";
import { checkCount, type ResponseCount, type ResponseRates } from "./fit-response-rates.ts";

/** Options of {@link estimateResponse}. */
export interface ResponseEstimateOptions {
  /**
   * The probability with which the rate lies in the interval, above 0 and below 1.
   * @defaultValue `0.9`
   */
  readonly probability?: number | undefined;
}

/** What is believed of the share of contacts that one customer answers: Beta(a, b). */
export interface ResponseEstimate {
  /** The first shape: that of all customers and the answers. */
  readonly a: number;
  /** The second shape: that of all customers and the contacts without an answer. */
  readonly b: number;
  /** The mean, a / (a + b): the own share, drawn towards the usual one as far as the contacts are few. */
  readonly rate: number;
  /** The rate lies above it, and below `upper`, with the probability asked for; as much is cut off on each side. */
  readonly lower: number;
  /** The upper end of the interval. */
  readonly upper: number;
}

/**
 * Estimates the share of contacts that one customer answers, from its own contacts and from what is usual.
 *
 * rate = (a + k) / (a + b + n), of Beta(a + k, b + n − k)
 *
 * @throws RangeError if the count or the probability means nothing
 *
 * @example
 * ```ts
 * import { estimateResponse } from "clientele/campaign";
 *
 * // Coupons of type B at a grocer's: 5.19 answers in 78.54 contacts are what is known of a campaign before it begins.
 * const usual = { a: 5.19067783, b: 73.35078249 };
 * estimateResponse(usual, { contacts: 13, responses: 1 }).rate.toFixed(6); // => "0.067627"
 * estimateResponse(usual, { contacts: 176, responses: 20 }).rate.toFixed(6); // => "0.098965"
 * ```
 */
export function estimateResponse(
  rates: Pick<ResponseRates, "a" | "b">,
  count: ResponseCount,
  options: ResponseEstimateOptions = {},
): ResponseEstimate {
  const { probability = 0.9 } = options;
  const doing = "estimate a response";
  checkCount(doing, "the count", count);
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`Cannot ${doing}: probability must be above 0 and below 1, got ${probability}`);
  const a = rates.a + count.responses;
  const b = rates.b + count.contacts - count.responses;
  const tail = (1 - probability) / 2;
  return Object.freeze({
    a,
    b,
    rate: a / (a + b),
    lower: betaPInverse(tail, a, b),
    upper: betaPInverse(1 - tail, a, b),
  });
}
