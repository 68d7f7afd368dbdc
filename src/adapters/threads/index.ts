/**
 * Totals of many orders by several threads of Node.
 *
 * Definitions:
 * - A **pool** is a number of threads (`node:worker_threads`) that add up orders together with the calling one. They are
 *   started once and wait between calls.
 * - A **shared batch** is a column batch of customer codes whose columns all lie in `SharedArrayBuffer`s, so that every
 *   thread reads them where they lie.
 * - **Together** means that each thread adds up pieces of the batches, whichever is free the next one, and that the totals
 *   of all are merged at last. Totals are a commutative monoid of exact sums, so the answer is that of one thread to the
 *   last byte, however the pieces fell.
 *
 * @module
 */

export { createTotalsPool, type TotalsPool, type TotalsPoolOptions } from "./create-totals-pool.ts";
export { shareBatch } from "./share-batch.ts";
