import { logBeta, minimize } from "../stats/index.ts";
import type { NotEnoughContacts } from "./not-enough-contacts.ts";

/** Contacts, and how many of them were answered; weighed by age they need not be whole. */
export interface ResponseCount {
  /** How many contacts, 0 or more. */
  readonly contacts: number;
  /** How many of them were answered, from 0 to `contacts`. */
  readonly responses: number;
}

/** What all customers say of the share of contacts that one of them answers: Beta(a, b). */
export interface ResponseRates {
  /** Tells the rates from an answer of too little. */
  readonly kind: "response-rates";
  /** The first shape, as if so many contacts had been answered before. */
  readonly a: number;
  /** The second shape, as if so many had not. */
  readonly b: number;
  /** The share that is usual: a / (a + b). */
  readonly rate: number;
  /** How many customers, or groups, it was learned from. */
  readonly groups: number;
  /** Their contacts. */
  readonly contacts: number;
  /** Their answers. */
  readonly responses: number;
  /**
   * Σ ln B(a + kᵢ, b + nᵢ − kᵢ) / B(a, b): the logarithm of the likelihood without the binomial coefficients, which know
   * nothing of a and b.
   */
  readonly logLikelihood: number;
  /** False where the groups differ no more than chance makes them: then a + b is as large as it may be. */
  readonly differ: boolean;
}

/** The customers and the answers without which there are no rates. */
const [LEAST_GROUPS, LEAST_ANSWERS] = [10, 10];

/** More different counts than these tell the rates no better. */
const ENOUGH = 5000;

/** Groups whose rates were worth as many contacts as this would be all alike. */
const ALIKE = 1e5;

/**
 * Learns from all customers how much the share of contacts that they answer differs, so that the few contacts of each can
 * be judged: the empirical Bayes estimate of a beta-binomial law.
 *
 * a, b maximise Σᵢ ln B(a + kᵢ, b + nᵢ − kᵢ) − ln B(a, b), from the moments of kᵢ / nᵢ
 *
 * Groups without contacts tell nothing. Insufficient: fewer than 10 groups with contacts, 10 answers, or 10 contacts
 * without an answer; a company that keeps no answers on record gets no rates, and none of its customers is called silent.
 *
 * @throws RangeError if a count is negative, not finite, or has more responses than contacts
 * @see Casella (1985), An introduction to empirical Bayes data analysis; Skellam (1948) for the law
 *
 * @example
 * ```ts
 * import { fitResponseRates } from "clientele/campaign";
 *
 * // Sons in families of twelve (Geissler 1889).
 * const families = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7];
 * const counts = families.flatMap((times, responses) => Array.from({ length: times }, () => ({ contacts: 12, responses })));
 * const rates = fitResponseRates(counts);
 * rates.kind === "response-rates" && [rates.a.toFixed(2), rates.b.toFixed(2), rates.differ]; // => ["34.10", "31.58", true]
 * fitResponseRates([{ contacts: 8, responses: 1 }]); // => { kind: "insufficient", of: "customers contacted", have: 1, need: 10 }
 * ```
 */
export function fitResponseRates(counts: readonly ResponseCount[]): ResponseRates | NotEnoughContacts {
  let [groups, contacts, responses] = [0, 0, 0];
  for (const [i, count] of counts.entries()) {
    checkCount("fit response rates", `count ${i}`, count);
    if (count.contacts === 0) continue;
    groups++;
    contacts += count.contacts;
    responses += count.responses;
  }
  const need = LEAST_ANSWERS;
  if (groups < LEAST_GROUPS)
    return insufficient({ of: "customers contacted", have: groups, need: LEAST_GROUPS });
  if (responses < need) return insufficient({ of: "answers", have: round(responses), need });
  if (contacts - responses < need)
    return insufficient({ of: "contacts without an answer", have: round(contacts - responses), need });
  const kept = counts.filter((count) => count.contacts > 0);
  const distinct = tally(kept);
  const weighed = distinct.length > ENOUGH ? tally(thinned(kept)) : distinct;
  const minusLogLikelihood = ([mean = 0.5, size = 1]: readonly number[]): number =>
    -weighed.reduce(
      (sum, { count, times }) => sum + times * logTerm(count, mean * size, size - mean * size),
      0,
    );
  const start = momentsOf(kept);
  const { parameters, status } = minimize(minusLogLikelihood, {
    parameters: [
      { name: "mean", start: start.mean, lower: 0, upper: 1 },
      { name: "size", start: start.size, lower: 1e-3, upper: ALIKE },
    ],
  });
  const [mean, found] = parameters.map(({ value }) => value) as [number, number];
  // Groups that are alike would make the size as large as it may be.
  const differ = status === "converged";
  const size = differ ? found : ALIKE;
  return Object.freeze({
    kind: "response-rates",
    a: mean * size,
    b: size - mean * size,
    rate: mean,
    groups,
    contacts,
    responses,
    logLikelihood: -minusLogLikelihood([mean, size]),
    differ,
  });
}

const insufficient = (what: Omit<NotEnoughContacts, "kind">): NotEnoughContacts =>
  Object.freeze({ kind: "insufficient", ...what });

const round = (value: number): number => Math.round(value * 100) / 100;

/** ln B(a + k, b + n − k) − ln B(a, b), of one group. */
const logTerm = ({ contacts, responses }: ResponseCount, a: number, b: number): number =>
  logBeta(a + responses, b + contacts - responses) - logBeta(a, b);

/** Equal counts once, with how often they occur, in the order of their first. */
function tally(
  counts: readonly ResponseCount[],
): readonly { readonly count: ResponseCount; readonly times: number }[] {
  const times = new Map<string, { count: ResponseCount; times: number }>();
  for (const count of counts) {
    const key = `${count.contacts} ${count.responses}`;
    const known = times.get(key);
    if (known === undefined) times.set(key, { count, times: 1 });
    else known.times++;
  }
  // The sum must not depend on the order in which the customers came.
  return [...times.values()].sort(
    (x, y) => x.count.contacts - y.count.contacts || x.count.responses - y.count.responses,
  );
}

/** Of very many groups an even choice, by size, so that the order in which they came is irrelevant. */
function thinned(counts: readonly ResponseCount[]): readonly ResponseCount[] {
  const sorted = [...counts].sort((x, y) => x.contacts - y.contacts || x.responses - y.responses);
  const step = sorted.length / ENOUGH;
  return Array.from({ length: ENOUGH }, (_, i) => sorted[Math.floor(i * step)]!);
}

/** A start by the moments: the mean share, and the size that its variance between groups would have. */
function momentsOf(counts: readonly ResponseCount[]): { readonly mean: number; readonly size: number } {
  let [n, k, squares] = [0, 0, 0];
  for (const { contacts, responses } of counts) {
    n += contacts;
    k += responses;
  }
  const mean = Math.min(0.999, Math.max(0.001, k / n));
  for (const { contacts, responses } of counts) squares += contacts * (responses / contacts - mean) ** 2;
  // Of m groups, Σ n(p − p̄)² is mean(1 − mean)(m + (N − m)ρ) or so, with ρ = 1 / (size + 1).
  const m = counts.length;
  const excess = n - m <= 0 ? 0 : (squares / (mean * (1 - mean)) - m) / (n - m);
  const rho = Math.min(0.9, Math.max(1e-3, excess));
  return { mean, size: 1 / rho - 1 };
}

/** Refuses what is no count. */
export function checkCount(doing: string, name: string, { contacts, responses }: ResponseCount): void {
  if (!(Number.isFinite(contacts) && contacts >= 0))
    throw new RangeError(
      `Cannot ${doing}: contacts of ${name} must be a number of 0 or more, got ${contacts}`,
    );
  if (!(responses >= 0 && responses <= contacts))
    throw new RangeError(
      `Cannot ${doing}: responses of ${name} must be from 0 to its contacts (${contacts}), got ${responses}`,
    );
}
