import type { PlainDate } from "../calendar/index.ts";
import { type OrderLog, observeUntil } from "../orders/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { BATCH, type Progress } from "./_progress.ts";
import { readOrderLines } from "./_read-order-lines.ts";
import type { SetAsideLines } from "./daily-report.ts";

/** How many of the lines set aside are named one by one. */
const NAMED = 100;

/** The order lines before a day as a log observed until it, and those that could not be part of it. */
export async function readOrders(
  store: ClienteleStore,
  { asOf, currency }: { readonly asOf: PlainDate; readonly currency: string },
  progress: Progress,
): Promise<{ readonly log: OrderLog; readonly setAside: SetAsideLines }> {
  const named: SetAsideLines["named"][number][] = [];
  let read = 0;
  let lines = 0;
  progress.report("orders", 0);
  const { signal } = progress;
  const log = await readOrderLines(store, { to: asOf }, { currency, signal }, (line, issue) => {
    if (issue !== undefined) {
      lines++;
      if (named.length < NAMED) {
        named.push(Object.freeze({ lineId: line.id, code: issue.code, message: issue.message }));
      }
    }
    if (++read % BATCH === 0) progress.report("orders", read);
  });
  progress.report("orders", read, read);
  // All before the day was read: that there is none of the last days is seen, not missing.
  return {
    log: observeUntil(log, asOf),
    setAside: Object.freeze({ lines, named: Object.freeze(named) }),
  };
}
