import type { PlainDate } from "../calendar/index.ts";
import type { CostEntry } from "../model/index.ts";
import type { ClienteleStore, OperationOptions } from "../repositories/index.ts";
import type { StoreNews } from "./_store-news.ts";

/** The cost entries before a day. */
export interface KnownCostEntries {
  readonly asOf: PlainDate;
  readonly entries: readonly CostEntry[];
}

/** Reads the cost entries before a day; if none was added since an earlier one, only those between. */
export async function carryCostEntries(
  store: Pick<ClienteleStore, "costEntries">,
  known: KnownCostEntries | undefined,
  news: StoreNews | undefined,
  asOf: PlainDate,
  options: OperationOptions,
): Promise<KnownCostEntries> {
  const isUsable =
    known !== undefined && known.asOf <= asOf && news?.complete === true && !news.subjects.has("costEntries");
  if (isUsable && known.asOf === asOf) return known;
  const entries: CostEntry[] = [];
  const from = isUsable ? { from: known.asOf } : {};
  for await (const entry of store.costEntries.read({ ...from, to: asOf }, options)) entries.push(entry);
  if (isUsable && entries.length === 0) return { asOf, entries: known.entries };
  return { asOf, entries: isUsable ? [...known.entries, ...entries] : entries };
}
