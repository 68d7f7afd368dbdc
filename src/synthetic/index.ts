/**
 * Invented customers and their orders, for development only: demonstrations, tests and benchmarks.
 *
 * Definitions:
 * - The **buying process** is a model with stated parameters ({@link BuyingProcess}): customers who order at
 *   different rates, leave unseen, follow the seasons, have favourite categories and send things back. Because
 *   the truth is known, an analysis can be tested on whether it finds it.
 * - A **retailer** is a dataset of records as of one day: the orders of the two years before, and what is known of
 *   the customers. It has one customer in some thirty appointed to an occasion, so that there is something to
 *   remind of on any day.
 * - An **order batch** holds order lines by column; a stream of them takes constant memory however many orders
 *   there are.
 * - A **promotion** is given by lot and moves customers between tiers by a known chain, so that the effect estimated from it can be
 *   held against the true one.
 * - Every draw comes from a stream of chance split by purpose and customer: what one customer does depends on the
 *   seed and the customer's number, not on how many customers there are.
 * - Amounts are whole minor units; a purchase is above zero, a return below, a free sample zero with its cost.
 *
 * @packageDocumentation
 */
export { type BuyingProcess, defaultBuyingProcess } from "./buying-process.ts";
export {
  generateOrderBatches,
  type OrderBatch,
  type OrderBatchOptions,
} from "./generate-order-batches.ts";
export { generatePromotion, type PromotionDataset, type PromotionOptions } from "./generate-promotion.ts";
export { generateRetailer, type RetailerOptions } from "./generate-retailer.ts";
export { orderChannels } from "./order-channels.ts";
export { type CatalogueProduct, retailCatalogue } from "./retail-catalogue.ts";
export type { RetailerDataset } from "./retailer-dataset.ts";
