/** Orders by column, in the order in which they came in. */
export interface Orders {
  readonly rows: number;
  /** Customers are numbered from 0 below this; not all of them need to have ordered. */
  readonly customers: number;
  readonly codes: Int32Array;
  /** Days since 1970-01-01. */
  readonly days: Int32Array;
  /** Cents, below zero for a refund. */
  readonly cents: Int32Array;
}

const FIRST_DAY = 19_358; // 2023-01-01
const DAYS = 730;
/** The day after the last. */
export const AS_OF = "2024-12-31";

/** How unequal customers are: the k-th buys k^−0.8 as often as the first. */
const SKEW = 0.8;

/** Rows `from` to `to` − 1 of `total` orders of about `customers` customers: seeded, row by row, so any part can be made. */
export function makeOrders(total: number, customers: number, from = 0, to = total): Orders {
  const rows = to - from;
  const codes = new Int32Array(rows);
  const days = new Int32Array(rows);
  const cents = new Int32Array(rows);
  const random = createRandom(0x5eed ^ from);
  const most = customers ** (1 - SKEW) - 1;
  for (let i = 0; i < rows; i++) {
    const rank = Math.min(customers - 1, Math.floor((1 + most * random()) ** (1 / (1 - SKEW))) - 1);
    // Neighbours in rank are not neighbours in code: a prime step through all codes.
    codes[i] = (rank * 7919 + 13) % customers;
    days[i] = FIRST_DAY + Math.floor((DAYS * (from + i)) / total);
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const amount = Math.max(1, Math.round(2500 * Math.exp(normal)));
    cents[i] = random() < 0.02 ? -amount : amount;
  }
  return { rows, customers, codes, days, cents };
}

/** Mulberry32: enough chance for a benchmark, the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The ids of customer codes: 8 bytes each, as shops number their customers. */
export const idOf = (code: number): string => `C${String(code).padStart(7, "0")}`;
