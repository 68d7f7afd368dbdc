import { availableParallelism } from "node:os";
import {
  type ColumnBatch,
  createOrderTotals,
  type OrderTotals,
  type OrderTotalsOptions,
  orderTotalsFromBatches,
} from "../../orders/index.ts";
import { type Job, PIECE, takePieces } from "./_job.ts";
import { isShared } from "./_shared-batch.ts";
import { createThread, type Thread } from "./_thread.ts";

/** Options of {@link createTotalsPool}. */
export interface TotalsPoolOptions {
  /**
   * How many threads add up, the calling one included; 1 to 64.
   * @defaultValue as many as the host says can run at once
   */
  readonly threads?: number | undefined;
}

/** Threads that add up orders together and wait for more in between. */
export interface TotalsPool extends AsyncDisposable {
  /** How many threads add up, the calling one included. */
  readonly threads: number;
  /**
   * Adds up batches by customer: what `orderTotalsFromBatches` of `clientele/orders` gives, to the same bytes. The calling
   * thread works along and answers nothing else meanwhile. The columns must not change before the answer.
   *
   * Threads share batches of codes whose columns lie in `SharedArrayBuffer`s, read in place; see `shareBatch`. Any
   * other batch is added by the calling thread alone, without a copy.
   *
   * @throws InvalidDataError with every bad value of the first batch that has one, by row and field
   * @throws RangeError or TypeError if an option is wrong or a batch's columns do not fit
   * @throws Error if the pool is closed, or one of its threads has ended
   */
  total(batches: Iterable<ColumnBatch>, options: OrderTotalsOptions): Promise<OrderTotals>;
  /** Ends the threads; what is being added up is refused. Closing twice does nothing. */
  close(): Promise<void>;
}

/**
 * Starts threads (of `node:worker_threads`) that add up orders by customer, and keeps them until the pool is closed.
 * An open pool does not keep the process alive.
 *
 * Starting takes some tens of milliseconds; a call then costs each further thread a copy of the records of all customers
 * (16 bytes each) and the calling one a pass over it. So it is for many orders a customer and from some million orders on.
 *
 * @throws RangeError if `threads` is not an integer from 1 to 64
 * @throws Error if a thread cannot be started
 *
 * @example
 * ```ts
 * import { createTotalsPool, shareBatch } from "clientele/threads";
 *
 * await using pool = await createTotalsPool({ threads: 2 });
 * const batch = shareBatch({
 *   customers: Int32Array.of(0, 1, 0),
 *   days: Int32Array.of(20575, 20576, 20577),
 *   amounts: { currency: "EUR", exponent: 2, units: Int32Array.of(1990, 500, -1990) },
 * });
 * const totals = await pool.total([batch, batch], { currency: "EUR" });
 * totals.customers().get("1")?.purchased; // => { amount: "10.00", currency: "EUR" }
 * ```
 */
export async function createTotalsPool(options: TotalsPoolOptions = {}): Promise<TotalsPool> {
  return makeTotalsPool(options, () => createThread());
}

/** @param create - makes a further thread, for the test of what becomes of one that ends */
export async function makeTotalsPool(options: TotalsPoolOptions, create: () => Thread): Promise<TotalsPool> {
  const { threads = Math.min(64, availableParallelism()) } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) {
    throw new RangeError(
      `Cannot create totals pool: threads must be an integer from 1 to 64, got ${threads}`,
    );
  }
  const others = Array.from({ length: threads - 1 }, create);
  const close = async (): Promise<void> => {
    await Promise.all(others.map((thread) => thread.close()));
  };
  const started = await Promise.allSettled(others.map((thread) => thread.started));
  const failed = started.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  let closed = false;
  let jobs = 0;
  /** One call after the other: a thread keeps the records of its answer only until its next. */
  let before: Promise<unknown> = Promise.resolve();
  const pool: TotalsPool = {
    threads,
    total(batches, totalsOptions) {
      const answer = before.then(() => {
        if (closed) throw new Error("Cannot total orders: the pool is closed");
        jobs += 1;
        return totalTogether(others, jobs, [...batches], totalsOptions);
      });
      before = answer.catch(() => {});
      return answer;
    },
    async close() {
      closed = true;
      await close();
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
  return Object.freeze(pool);
}

async function totalTogether(
  others: readonly Thread[],
  number: number,
  batches: readonly ColumnBatch[],
  options: OrderTotalsOptions,
): Promise<OrderTotals> {
  const totals = createOrderTotals(options);
  const { currency, exponent } = totals;
  const shared = others.length === 0 ? [] : batches.filter(isShared);
  const pieces = piecesOf(shared);
  const next = new Int32Array(new SharedArrayBuffer(4));
  const job: Job = { number, currency, exponent, batches: shared, pieces, next };
  // One piece is for the calling thread.
  const answers = others.slice(0, pieces.length / 3 - 1).map((thread) => thread.ask(job));
  let refused = false;
  try {
    for (const batch of batches) if (shared.length === 0 || !isShared(batch)) totals.add(batch);
    takePieces(job, (piece) => totals.add(piece));
  } catch {
    Atomics.store(next, 0, pieces.length);
    refused = true;
  }
  for (const answer of await Promise.all(answers)) {
    if (answer.totals === undefined) refused = true;
    else if (!refused) refused = !merged(totals, answer.totals);
  }
  // What is wrong with the first wrong batch is what one thread says of it.
  return refused ? orderTotalsFromBatches(batches, options) : totals;
}

/** Codes beyond a dictionary are found only here. */
function merged(totals: OrderTotals, part: Parameters<OrderTotals["merge"]>[0]): boolean {
  try {
    totals.merge(part);
    return true;
  } catch {
    return false;
  }
}

function piecesOf(batches: readonly ColumnBatch[]): Int32Array {
  const pieces: number[] = [];
  batches.forEach(({ customers }, batch) => {
    const rows = (customers as Int32Array).length;
    for (let from = 0; from < rows; from += PIECE) pieces.push(batch, from, Math.min(rows, from + PIECE));
  });
  return Int32Array.from(pieces);
}
