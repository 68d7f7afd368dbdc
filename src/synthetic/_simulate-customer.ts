import { exponential, type Random } from "../stats/index.ts";
import { type CustomerLife, drawCustomerLife } from "./_customer-life.ts";
import { fillBasket, fillBasketWith, pushLine, type Shopper } from "./_fill-basket.ts";
import type { LineColumns } from "./_line-columns.ts";
import type { Population } from "./_population.ts";
import { monthAt } from "./_season-clock.ts";

/** Fills `lines` with everything one customer orders and returns in the window: orders first, then returns. */
export function simulateCustomer(population: Population, customer: number, lines: LineColumns): CustomerLife {
  const { process, from, to } = population;
  lines.size = 0;
  lines.orders = 0;
  const life = drawCustomerLife(population.lives.split(customer), process, from, to, population.drawChannel);
  const start = Math.max(from, life.acquiredAt);
  const end = Math.min(to, life.leavesAt);
  if (end <= from) return life;

  const random = population.times.split(customer);
  const shopper = { population, random: population.baskets.split(customer), life, lines, urn: [] };
  if (life.acquiredAt >= from) fillBasket(shopper, Math.floor(start));
  addRepeatOrders(random, shopper, start, end);
  if (life.habitDays > 0) addHabitualOrders(random, shopper, start, end);
  addReturns(population.returns.split(customer), population, lines);
  return life;
}

/** A Poisson process of constant rate in seasonal time. */
function addRepeatOrders(random: Random, shopper: Shopper, start: number, end: number): void {
  const { clock } = shopper.population;
  const { starts, passed, speeds } = clock;
  const last = passed[passed.length - 1]!;
  let month = monthAt(clock, start);
  let time = passed[month]! + speeds[month]! * (start - starts[month]!);
  for (;;) {
    time += exponential(random, 1) / shopper.life.rate;
    if (!(time < last)) return; // a rate of 0 gives infinity, or no number at all
    while (time >= passed[month + 1]!) month++;
    const moment = starts[month]! + (time - passed[month]!) / speeds[month]!;
    if (moment >= end) return;
    fillBasket(shopper, Math.floor(moment));
  }
}

/** The same consumable again and again, a few days early or late. */
function addHabitualOrders(random: Random, shopper: Shopper, start: number, end: number): void {
  const { process, shop, from, to } = shopper.population;
  const { habitDays } = shopper.life;
  const product = shop.consumables[shop.drawConsumable(random)]!;
  const jitter = process.habitJitterDays;
  const first = Math.max(from, Math.floor(start));
  for (let moment = start + habitDays * random.next(); moment < end; moment += habitDays) {
    const day = Math.floor(moment) - jitter + Math.floor(random.next() * (2 * jitter + 1));
    fillBasketWith(shopper, product, Math.min(to - 1, Math.max(first, day)));
  }
}

function addReturns(random: Random, { process, to }: Population, lines: LineColumns): void {
  const [least, most] = process.returnDays;
  const purchases = lines.size;
  for (let line = 0; line < purchases; line++) {
    const amount = lines.amounts[line]!;
    if (amount === 0 || random.next() >= process.returnProbability) continue;
    const day = lines.days[line]! + least + Math.floor(random.next() * (most - least + 1));
    if (day >= to) continue;
    const product = lines.products[line]!;
    const quantity = -lines.quantities[line]!;
    pushLine(
      lines,
      day,
      lines.orders++,
      product,
      quantity,
      -amount,
      -lines.costs[line]!,
      lines.channels[line]!,
      line,
    );
  }
}
