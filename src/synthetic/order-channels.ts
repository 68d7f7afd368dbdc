import type { Channel } from "../model/index.ts";

/**
 * The channels of synthetic orders: the position of a channel is its code in the columns of
 * `generateOrderBatches`.
 *
 * @example
 * ```ts
 * import { orderChannels } from "clientele/synthetic";
 *
 * orderChannels; // => ["web", "store", "phone", "sales-centre"]
 * ```
 */
export const orderChannels: readonly Channel[] = /* @__PURE__ */ Object.freeze<Channel[]>([
  "web",
  "store",
  "phone",
  "sales-centre",
]);

/** Shares of the channels, in the order of {@link orderChannels}. */
export const channelWeights = {
  person: [0.55, 0.33, 0.12, 0],
  organisation: [0.25, 0.05, 0.25, 0.45],
} as const;
