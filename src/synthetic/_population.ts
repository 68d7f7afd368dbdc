import { type Categorical, createCategorical, type Random } from "../stats/index.ts";
import { createSeasonClock, type SeasonClock } from "./_season-clock.ts";
import { createShop, type Shop } from "./_shop.ts";
import type { BuyingProcess } from "./buying-process.ts";

/** All that customers of one kind share. */
export interface Population {
  readonly process: BuyingProcess;
  readonly shop: Shop;
  readonly clock: SeasonClock;
  /** The days of the window, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly drawChannel: Categorical;
  /** One stream a purpose; each is split by customer. */
  readonly lives: Random;
  readonly times: Random;
  readonly baskets: Random;
  readonly returns: Random;
}

/** Prepares customers who buy in the days `[from, to)`, with a weight for each channel. */
export function createPopulation(
  random: Random,
  process: BuyingProcess,
  window: { readonly from: number; readonly to: number },
  channelWeights: readonly number[],
): Population {
  return {
    process,
    shop: createShop(),
    clock: createSeasonClock(process.seasonality, window.from, window.to),
    from: window.from,
    to: window.to,
    drawChannel: createCategorical(channelWeights),
    lives: random.split("lives"),
    times: random.split("times"),
    baskets: random.split("baskets"),
    returns: random.split("returns"),
  };
}
