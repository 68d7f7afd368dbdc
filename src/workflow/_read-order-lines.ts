import type { OrderLine } from "../model/index.ts";
import { createOrderLogBuilder, type OrderLog } from "../orders/index.ts";
import type { ClienteleStore, EventQuery, OperationOptions } from "../repositories/index.ts";

/** What was wrong with a line, or nothing. */
type LineIssue = ReturnType<ReturnType<typeof createOrderLogBuilder>["add"]>;

/**
 * Reads stored lines into a log, telling of each how it went; a log knows a place by its id.
 *
 * @param queries - one or several, of different lines
 */
export async function readOrderLines(
  store: Pick<ClienteleStore, "orderLines">,
  queries: EventQuery | Iterable<EventQuery>,
  { currency, signal }: OperationOptions & { readonly currency: string },
  told: (line: OrderLine, issue: LineIssue) => void = () => undefined,
): Promise<OrderLog> {
  const builder = createOrderLogBuilder({ currency });
  for (const query of Symbol.iterator in queries ? queries : [queries]) {
    for await (const line of store.orderLines.read(query, { signal }))
      told(line, builder.add({ ...line, placeId: line.place }));
  }
  return builder.finish();
}
