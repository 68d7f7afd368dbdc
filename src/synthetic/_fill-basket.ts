import { poisson, type Random } from "../stats/index.ts";
import type { CustomerLife } from "./_customer-life.ts";
import { type LineColumns, makeRoom } from "./_line-columns.ts";
import type { Population } from "./_population.ts";

/** How often an order comes in through the customer's own channel; else any channel is drawn. */
const OWN_CHANNEL = 0.8;

/** A customer in the shop. */
export interface Shopper {
  readonly population: Population;
  readonly random: Random;
  readonly life: CustomerLife;
  /** Where the lines go. */
  readonly lines: LineColumns;
  /** The category of each main line so far: the balls of an urn. */
  readonly urn: number[];
}

/** Places an order of whatever the customer fancies that day. */
export function fillBasket(shopper: Shopper, day: number): void {
  const { population, random, lines } = shopper;
  const { process, shop } = population;
  const channel = openOrder(shopper);
  do {
    const product = drawMainProduct(shopper);
    shopper.urn.push(shop.categories[product]!);
    buy(shopper, product, day, channel);
    const companion = shop.companions[product]!;
    if (companion >= 0 && random.next() < process.companionProbability) buy(shopper, companion, day, channel);
  } while (random.next() < process.extraLineProbability);
  if (random.next() < process.freeProbability) {
    const sample = shop.consumables[shop.drawConsumable(random)]!;
    pushLine(lines, day, lines.orders - 1, sample, 1, 0, shop.costs[sample]!, channel, -1);
  }
}

/** Places an order of one product. */
export function fillBasketWith(shopper: Shopper, product: number, day: number): void {
  buy(shopper, product, day, openOrder(shopper));
}

/** Begins an order and draws its channel. */
function openOrder({ population, random, life, lines }: Shopper): number {
  lines.orders++;
  return random.next() < OWN_CHANNEL ? life.channel : population.drawChannel(random);
}

/** Pólya's urn: the same as categories drawn by weights that are Dirichlet(κ · popularity) distributed. */
function drawMainProduct({ population, random, urn }: Shopper): number {
  const { process, shop } = population;
  const ball = random.next() * (process.categoryConcentration + urn.length) - process.categoryConcentration;
  if (ball < 0) return shop.drawProduct(random);
  const category = urn[Math.floor(ball)]!;
  return shop.categoryProducts[category]![shop.drawInCategory[category]!(random)]!;
}

function buy(shopper: Shopper, product: number, day: number, channel: number): void {
  const { population, random, life, lines } = shopper;
  const { process, shop } = population;
  const quantity = shop.consumable[product] === 1 ? 1 + poisson(random, process.extraUnits * life.spend) : 1;
  const amount = quantity * shop.prices[product]!;
  const cost = quantity * shop.costs[product]!;
  pushLine(lines, day, lines.orders - 1, product, quantity, amount, cost, channel, -1);
}

/** Adds one line. */
export function pushLine(
  lines: LineColumns,
  day: number,
  orderNumber: number,
  product: number,
  quantity: number,
  amount: number,
  cost: number,
  channel: number,
  returnOf: number,
): void {
  makeRoom(lines);
  const at = lines.size++;
  lines.days[at] = day;
  lines.orderNumbers[at] = orderNumber;
  lines.products[at] = product;
  lines.quantities[at] = quantity;
  lines.amounts[at] = amount;
  lines.costs[at] = cost;
  lines.channels[at] = channel;
  lines.returnOf[at] = returnOf;
}
