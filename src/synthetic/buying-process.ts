import { describeValue } from "../issues/index.ts";

/**
 * The parameters of the synthetic customers' behaviour. The formulas are in the page "Synthetic data" of the
 * documentation; a year has 365.25 days here.
 */
export interface BuyingProcess {
  /** Share of the customers who were acquired before the window. */
  readonly establishedShare: number;
  /** Over how many years before the window those were acquired, evenly. */
  readonly establishedYears: number;
  /** r of the Gamma(r, α) distribution of the customers' order rates λ. */
  readonly rateShape: number;
  /** α of that distribution, in years: the mean rate is r / α orders a year. */
  readonly rateYears: number;
  /** s of the Gamma(s, β) distribution of the customers' dropout rates μ. */
  readonly dropoutShape: number;
  /** β of that distribution, in years. */
  readonly dropoutYears: number;
  /** Factor on the order rate for January to December; only their proportion counts. */
  readonly seasonality: readonly number[];
  /** Share of the customers who also re-order one consumable at a regular interval. */
  readonly habitShare: number;
  /** The intervals of such habits in days, equally likely. */
  readonly habitDays: readonly number[];
  /** How many days early or late a habitual order may be. */
  readonly habitJitterDays: number;
  /** Probability that an order has a further main line, and another after that. */
  readonly extraLineProbability: number;
  /** κ: how evenly a customer spreads over categories. Near 0 a customer keeps to one, large: buys like everybody. */
  readonly categoryConcentration: number;
  /** Probability that a main line brings the product's companion into the basket. */
  readonly companionProbability: number;
  /** Mean number of units beyond the first in a line of a consumable. */
  readonly extraUnits: number;
  /** q of the Gamma(q, q) distribution of the customers' factor on the extra units. */
  readonly spendShape: number;
  /** Probability that a purchase line is returned in full. */
  readonly returnProbability: number;
  /** The least and the most days from purchase to return. */
  readonly returnDays: readonly [number, number];
  /** Probability that an order carries a free sample. */
  readonly freeProbability: number;
}

/**
 * The buying process of a run that changes nothing. Give `process: { returnProbability: 0 }` to change a part.
 *
 * @example
 * ```ts
 * import { defaultBuyingProcess } from "clientele/synthetic";
 *
 * const { rateShape, rateYears } = defaultBuyingProcess;
 * rateShape / rateYears; // => 4.5
 * ```
 */
export const defaultBuyingProcess: BuyingProcess = /* @__PURE__ */ Object.freeze<BuyingProcess>({
  establishedShare: 0.4,
  establishedYears: 2,
  rateShape: 0.9,
  rateYears: 0.2,
  dropoutShape: 1.5,
  dropoutYears: 3,
  seasonality: Object.freeze([0.88, 0.85, 0.92, 0.95, 1, 0.97, 0.95, 0.9, 1, 1.05, 1.2, 1.33]),
  habitShare: 0.15,
  habitDays: Object.freeze([28, 30, 35, 42, 60]),
  habitJitterDays: 2,
  extraLineProbability: 0.4,
  categoryConcentration: 2,
  companionProbability: 0.35,
  extraUnits: 0.8,
  spendShape: 1.5,
  returnProbability: 0.06,
  returnDays: Object.freeze([7, 35] as const),
  freeProbability: 0.02,
});

/** The default process with some parameters changed, all of them checked. */
export function completeProcess(doing: string, changes: Partial<BuyingProcess> = {}): BuyingProcess {
  const process = { ...defaultBuyingProcess, ...withoutUndefined(changes) };
  const demand = (holds: boolean, name: keyof BuyingProcess, expected: string): void => {
    if (holds) return;
    throw new RangeError(
      `Cannot ${doing}: ${name} of the buying process must be ${expected}, got ${describeValue(process[name])}`,
    );
  };
  for (const name of [
    "establishedShare",
    "habitShare",
    "companionProbability",
    "returnProbability",
    "freeProbability",
  ] as const)
    demand(process[name] >= 0 && process[name] <= 1, name, "a number from 0 to 1");
  for (const name of [
    "establishedYears",
    "rateShape",
    "rateYears",
    "dropoutShape",
    "dropoutYears",
    "categoryConcentration",
    "spendShape",
  ] as const)
    demand(process[name] > 0 && Number.isFinite(process[name]), name, "a positive number");
  demand(
    process.extraLineProbability >= 0 && process.extraLineProbability <= 0.9,
    "extraLineProbability",
    "a number from 0 to 0.9",
  );
  demand(process.extraUnits >= 0 && process.extraUnits <= 1e6, "extraUnits", "a number from 0 to 1e6");
  demand(
    process.seasonality.length === 12 &&
      process.seasonality.every((factor) => factor > 0 && Number.isFinite(factor)),
    "seasonality",
    "twelve positive numbers",
  );
  demand(
    process.habitDays.length > 0 && process.habitDays.every((days) => days >= 1 && Number.isFinite(days)),
    "habitDays",
    "at least one number of days from 1 up",
  );
  demand(
    Number.isSafeInteger(process.habitJitterDays) && process.habitJitterDays >= 0,
    "habitJitterDays",
    "an integer from 0 up",
  );
  const [least, most] = process.returnDays;
  demand(
    Number.isSafeInteger(least) && Number.isSafeInteger(most) && least >= 0 && most >= least,
    "returnDays",
    "the least and the most days, integers from 0 up",
  );
  return Object.freeze(process);
}

function withoutUndefined(changes: Partial<BuyingProcess>): Partial<BuyingProcess> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
