import type { CustomerContacts } from "./_tally-contacts.ts";
import { fitResponseRates, type ResponseCount, type ResponseRates } from "./fit-response-rates.ts";
import type { NotEnoughContacts } from "./not-enough-contacts.ts";

/** What is usual on each channel, of each group and in all; within a segment where it has enough. */
export interface UsualRates {
  readonly all: ResponseRates | NotEnoughContacts;
  readonly byChannel: ReadonlyMap<string, ResponseRates | NotEnoughContacts>;
  readonly byGroup: ReadonlyMap<string, ResponseRates | NotEnoughContacts>;
  /** The prior of a customer for a channel: of its segment, else of the channel, else of all. */
  readonly priorOf: (customerId: string, channel?: string) => ResponseRates | undefined;
}

/**
 * Learns from all customers what is usual, from the counts as they are: weighed ones scatter less than binomial ones, and would make
 * customers look alike.
 */
export function usualRates(
  customers: readonly CustomerContacts[],
  segments: ReadonlyMap<string, string> | undefined,
): UsualRates {
  const all = fitResponseRates(customers.map((one) => one.all));
  const byChannel = fitEach(customers, ({ byChannel: counts }) => counts);
  const byGroup = fitEach(customers, ({ byGroup: counts }) => counts);
  const inSegments = new Map<string, ReturnType<typeof fitEach>>();
  for (const segment of new Set(segments?.values() ?? [])) {
    const members = customers.filter(({ customerId }) => segments?.get(customerId) === segment);
    const rates = fitEach(members, (one) => new Map([...one.byChannel, [EVERY, one.all]]));
    inSegments.set(segment, rates);
  }
  return {
    all,
    byChannel,
    byGroup,
    priorOf: (customerId, channel) => {
      const segment = segments?.get(customerId);
      const own = segment === undefined ? undefined : inSegments.get(segment);
      const candidates = [own?.get(channel ?? EVERY), channel && byChannel.get(channel), all];
      for (const one of candidates) if (typeof one === "object" && one.kind === "response-rates") return one;
      return undefined;
    },
  };
}

/** No channel is called so. */
const EVERY = "";

function fitEach(
  customers: readonly CustomerContacts[],
  countsOf: (customer: CustomerContacts) => CustomerContacts["byChannel"],
): ReadonlyMap<string, ResponseRates | NotEnoughContacts> {
  const counts = new Map<string, ResponseCount[]>();
  for (const customer of customers)
    for (const [key, count] of countsOf(customer)) listOf(counts, key).push(count);
  return new Map(
    [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, of]) => [key, fitResponseRates(of)] as const),
  );
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
