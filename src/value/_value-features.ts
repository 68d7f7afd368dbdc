import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { amountsOf, type PredictedAmount } from "./_period-amounts.ts";

export const FEATURES = ["recency", "frequency", "monetary", "tenure", "growth"] as const;

/** One column a feature. */
export type FeatureColumns = Readonly<Record<(typeof FEATURES)[number], Float64Array>>;

/** What is known, at the end of a period, of the customers with a purchase in it. */
export interface ValueFeatures {
  readonly codes: readonly number[];
  /** In days, lines and the currency itself. */
  readonly columns: FeatureColumns;
}

/** Measures R, F, M, tenure and growth of `[from, to)`, M and growth of what is predicted. */
export function valueFeatures(
  log: OrderLog,
  from: PlainDate,
  to: PlainDate,
  amount: PredictedAmount,
): ValueFeatures {
  const [first, end] = [dayNumber(from), dayNumber(to)];
  const middle = Math.floor((first + end) / 2);
  const [early, late] = [amountsOf(log, first, middle, amount), amountsOf(log, middle, end, amount)];
  const customers = log.customerIds.length;
  const [firstDay, lastDay] = [new Int32Array(customers).fill(-0x80000000), new Int32Array(customers)];
  for (let i = 0; i < log.size; i++) {
    if (!(log.amounts[i]! > 0) || log.days[i]! >= end) continue;
    const customer = log.customers[i]!;
    if (firstDay[customer] === -0x80000000) firstDay[customer] = log.days[i]!;
    lastDay[customer] = log.days[i]!;
  }
  const codes = [...log.customerIds.keys()].filter(
    (code) => early.purchases[code]! + late.purchases[code]! > 0,
  );
  const column = (of: (code: number) => number): Float64Array => Float64Array.from(codes, of);
  return {
    codes,
    columns: {
      recency: column((code) => end - lastDay[code]!),
      frequency: column((code) => early.purchases[code]! + late.purchases[code]!),
      monetary: column((code) => early.amounts[code]! + late.amounts[code]!),
      tenure: column((code) => end - firstDay[code]!),
      growth: column((code) => late.amounts[code]! - early.amounts[code]!),
    },
  };
}
