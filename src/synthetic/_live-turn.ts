import type { Random } from "../stats/index.ts";
import type { CustomerLife } from "./_customer-life.ts";
import { fillBasket, pushLine, type Shopper } from "./_fill-basket.ts";
import type { LineColumns } from "./_line-columns.ts";
import { LAUNCHED_AGO, LAUNCHED_CODE, productOfCode } from "./_novelties.ts";
import type { Population } from "./_population.ts";
import type { Habits, Turn } from "./_turns.ts";
import { retailCatalogue } from "./retail-catalogue.ts";

/** Categories of things that are used up, of which a life that takes a turn has two: one, and what may come after. */
const TASTES = ["Coffee and tea", "Pets", "Personal care"] as const;

/** Balls of the favourite category in the urn: so many that some one line in twenty is of anything else. */
const BALLS = 40;

/** The two tastes of a customer; the same for the same stream. */
export function drawTastes(random: Random): readonly [string, string] {
  const first = Math.floor(TASTES.length * random.next());
  const second = (first + 1 + Math.floor((TASTES.length - 1) * random.next())) % TASTES.length;
  return [TASTES[first]!, TASTES[second]!];
}

/**
 * Fills `lines` with the orders of a life that takes a turn: gaps between half and one and a half of their mean, baskets as everybody
 * fills them, none returned.
 */
export function liveTurn(
  { begins, habits, turn, buysLaunched }: Turn,
  population: Population,
  random: Random,
  lines: LineColumns,
): CustomerLife {
  const today = population.to;
  lines.size = 0;
  lines.orders = 0;
  const tastes = drawTastes(random.split("tastes")).map((name) => codeOfCategory(population, name));
  const acquiredAt = today - begins;
  const life = { acquiredAt, leavesAt: Number.POSITIVE_INFINITY, rate: 0, spend: 1, habitDays: 0 };
  const [times, baskets] = [random.split("times"), random.split("baskets")];
  let order = 0;
  for (let day = acquiredAt; day < today; order++) {
    const ago = today - day;
    const now = turn !== undefined && ago <= turn.ago ? { ...habits, ...turn.habits } : habits;
    fillBasket(
      shopperOf(population, baskets, lines, { ...life, channel: now.channel }, now, tastes),
      Math.floor(day),
    );
    day += Math.max(1, now.gapDays(ago, order) * (0.5 + times.next()));
  }
  if (buysLaunched === true) buyLaunched(random.split("launch"), today, lines);
  return { ...life, channel: habits.channel };
}

function shopperOf(
  population: Population,
  random: Random,
  lines: LineColumns,
  life: CustomerLife,
  { extraLines, extraUnits, taste }: Habits,
  tastes: readonly number[],
): Shopper {
  const process = { ...population.process, extraLineProbability: extraLines, extraUnits };
  const urn = new Array<number>(BALLS).fill(tastes[taste]!);
  return { population: { ...population, process }, random, life, lines, urn };
}

function codeOfCategory({ shop }: Population, name: string): number {
  return shop.categories[retailCatalogue.findIndex(({ category }) => category === name)]!;
}

/** The old machine half a year ago or longer, the new one since its launch. */
function buyLaunched(random: Random, today: number, lines: LineColumns): void {
  const old = retailCatalogue.findIndex(({ id }) => id === "p09");
  for (const [code, day] of [
    [old, today - 450 + Math.floor(250 * random.next())],
    [LAUNCHED_CODE, today - LAUNCHED_AGO + Math.floor(60 * random.next())],
  ] as const) {
    const { price, cost } = productOfCode(code);
    pushLine(lines, day, lines.orders++, code, 1, price, cost, 1, -1);
  }
}
