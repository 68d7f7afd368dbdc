import { createHash } from "node:crypto";
import { dateOfDay } from "../calendar/index.ts";
import { channelSchema, type OrderLine } from "../model/index.ts";
import { decimalText } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";

/**
 * The lines of a log as records of a store, one by one.
 *
 * A line is called by what it says and by how many like it came before, so that a file that is read again, or a later
 * export that repeats the earlier lines, brings each line once. Where orders have no number, an order is one buying day
 * of a customer, as in the log.
 */
export function* orderLinesOfLog(log: OrderLog): Generator<OrderLine> {
  const seen = new Map<string, number>();
  let customer = -1;
  for (let i = 0; i < log.size; i++) {
    if (log.customers[i] !== customer) {
      customer = log.customers[i]!;
      seen.clear(); // lines are alike within a customer only
    }
    const facts = factsOf(log, i);
    const text = JSON.stringify(facts);
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    yield { schemaVersion: 1, id: `line-${hashOf(`${text}#${before}`)}`, ...facts };
  }
}

type Facts = Omit<OrderLine, "schemaVersion" | "id">;

function factsOf(log: OrderLog, i: number): Facts {
  const customerId = log.customerIds[log.customers[i]!]!;
  const orderedOn = dateOfDay(log.days[i]!);
  const product = log.products?.[i] ?? -1;
  const channel = log.channels?.[i] ?? -1;
  const place = log.places?.[i] ?? -1;
  const cost = costOf(log, i);
  return {
    orderId: log.orderIds?.[log.orderCodes[i]!] ?? `day-${hashOf(`${orderedOn} ${customerId}`)}`,
    customerId,
    orderedOn,
    ...(log.instants?.known[i] === 1 ? { orderedAt: new Date(log.instants.values[i]!).toISOString() } : {}),
    amount: moneyOfUnits(log.amounts[i]!, log).amount,
    currency: log.currency,
    ...(product < 0 ? {} : { productId: log.productIds[product]! }),
    ...(log.quantities?.known[i] === 1
      ? { quantity: decimalText(BigInt(log.quantities.values[i]!), log.quantities.exponent) }
      : {}),
    ...(cost === undefined ? {} : { cost: moneyOfUnits(cost, log).amount }),
    ...(channel < 0 ? {} : channelOf(log.channelNames[channel]!)),
    ...(place < 0 ? {} : { place: log.placeIds[place]! }),
  };
}

/** The channels of the model are few; what else a file calls a channel is kept as a field of its own. */
function channelOf(name: string): Pick<OrderLine, "channel" | "custom"> {
  const known = channelSchema.safeParse(name);
  return known.success ? { channel: known.data } : { custom: { channel: name } };
}

function costOf(log: OrderLog, i: number): number | undefined {
  if (log.costs !== undefined) return log.costs[i];
  return log.partialCosts?.known[i] === 1 ? log.partialCosts.units[i] : undefined;
}

/** 128 bits: enough that no two lines ever share a name. */
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
