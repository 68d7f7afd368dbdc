import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { LifecycleChange } from "../model/index.ts";
import type { Money } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link summariseLosses}. */
export interface LossOptions {
  /** The first day that counts. */
  readonly from: PlainDate;
  /** The first day that does not. */
  readonly to: PlainDate;
  /** What customers were worth before they were lost. */
  readonly values: ValueTable;
}

/** Customers lost for one cause. */
export interface LossCause {
  /** The cause as it was recorded; absent where none was. */
  readonly cause?: string | undefined;
  /** How many customers. */
  readonly customers: number;
  /** What they were worth; those not in the values count as zero. */
  readonly value: Money;
  /** Of the value of all lost customers; 0 where that is not positive. */
  readonly share: number;
  /** To whom they were lost, where it is known, by id. */
  readonly competitors: readonly { readonly competitorId: string; readonly customers: number }[];
}

/**
 * Sums up lost customers and what they were worth by cause, the largest value first.
 *
 * Of a customer lost several times in `[from, to)` the last loss counts; who was won back in it afterwards is not lost.
 *
 * @throws RangeError if the period does not end after it begins
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { summariseLosses, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2025-05-02", amount: "90" }], { currency: "EUR" });
 * const values = valueCustomers(log, { asOf: "2026-01-01" });
 * const changes = [
 *   { schemaVersion: 1, id: "l1", partyId: "ann", on: "2026-02-01", stage: "lost", reason: "late repairs", detected: "declared" },
 * ] as const;
 * const [worst] = summariseLosses(changes, { from: "2026-01-01", to: "2026-07-01", values });
 * worst; // => { cause: "late repairs", customers: 1, value: { amount: "90.00", currency: "EUR" }, share: 1, competitors: [] }
 * ```
 */
export function summariseLosses(
  changes: Iterable<LifecycleChange>,
  options: LossOptions,
): readonly LossCause[] {
  const { from, to, values } = options;
  if (!(from < to)) {
    throw new RangeError(`Cannot summarise losses: to must be after from ${from}, got ${to}`);
  }
  const last = new Map<string, LifecycleChange>();
  for (const change of changes) {
    const { partyId, on, stage } = change;
    if ((stage !== "lost" && stage !== "won-back") || on < from || on >= to) continue;
    const known = last.get(partyId);
    const later =
      known === undefined || on > known.on || (on === known.on && compareCodePoints(change.id, known.id) > 0);
    if (later) last.set(partyId, change);
  }
  const groups = new Map<string | undefined, { customers: number; units: bigint; to: Map<string, number> }>();
  let total = 0n;
  for (const { partyId, stage, reason, competitorId } of last.values()) {
    if (stage !== "lost") continue;
    const group = groups.get(reason) ?? { customers: 0, units: 0n, to: new Map<string, number>() };
    groups.set(reason, group);
    const at = values.indexOf(partyId);
    const units = at === undefined ? 0n : BigInt(values.value[at]!);
    group.customers++;
    group.units += units;
    total += units;
    if (competitorId !== undefined) group.to.set(competitorId, (group.to.get(competitorId) ?? 0) + 1);
  }
  const sorted = [...groups].sort(([a = "", x], [b = "", y]) =>
    x.units === y.units ? y.customers - x.customers || compareCodePoints(a, b) : x.units > y.units ? -1 : 1,
  );
  return Object.freeze(
    sorted.map(([cause, group]) =>
      Object.freeze({
        ...(cause === undefined ? {} : { cause }),
        customers: group.customers,
        value: moneyOfUnits(group.units, values),
        share: total > 0n ? Number(group.units) / Number(total) : 0,
        competitors: Object.freeze(
          [...group.to]
            .sort(([a, x], [b, y]) => y - x || compareCodePoints(a, b))
            .map(([competitorId, customers]) => Object.freeze({ competitorId, customers })),
        ),
      }),
    ),
  );
}
