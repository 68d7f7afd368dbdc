import type { OrderRow } from "clientele/orders";

/** What one customer should measure, from the rows, by the definitions alone and as slowly as one likes. */
export interface Expected {
  readonly customerId: string;
  readonly recencyDays: number;
  readonly frequency: number;
  /** In thousandths. */
  readonly monetary: number;
}

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Rows of at most three decimals; orders by id where every row has one, else by day. */
export function expectedRfm(
  rows: readonly OrderRow[],
  asOf: string,
  options: { readonly from?: string | undefined; readonly net?: boolean | undefined } = {},
): Expected[] {
  const byId = rows.every((row) => row.orderId !== undefined);
  const seen = rows.filter((row) => row.orderedOn < asOf && row.orderedOn >= (options.from ?? ""));
  const customers = [...new Set(seen.map((row) => row.customerId))];
  return customers.flatMap((customerId) => {
    const own = seen.filter((row) => row.customerId === customerId);
    const bought = own.filter((row) => Number(row.amount) > 0);
    if (bought.length === 0) return [];
    const counted = options.net === true ? own : bought;
    return [
      {
        customerId,
        recencyDays: day(asOf) - Math.max(...bought.map((row) => day(row.orderedOn))),
        frequency: new Set(bought.map((row) => (byId ? row.orderId : row.orderedOn))).size,
        monetary: counted.reduce((sum, row) => sum + Math.round(Number(row.amount) * 1000), 0),
      },
    ];
  });
}

/** Scores by the definition: sort, take the values at the ranks, count the cuts below. */
export function expectedScores(values: readonly number[], groups: number): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const cuts = Array.from(
    { length: groups - 1 },
    (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / groups) - 1],
  );
  return values.map((value) => 1 + cuts.filter((cut) => cut !== undefined && cut < value).length);
}
