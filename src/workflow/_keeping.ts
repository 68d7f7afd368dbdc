import type { Product } from "../model/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import type { DayMemory } from "./_day-memory.ts";
import { readNews, type StoreNews } from "./_store-news.ts";
import type { DailyOptions } from "./daily-options.ts";
import { readOrderBook } from "./order-book.ts";

/** What of the last run still stands. */
export interface Keeping {
  /** The options, with the orders of the book of the last run, carried on. */
  readonly options: DailyOptions;
  /** What has happened since, of a store that can tell. */
  readonly news: StoreNews | undefined;
  /** Whose orders have changed. */
  readonly ordered: readonly string[];
  /** The products, if none has changed. */
  readonly products: ReadonlyMap<string, Product> | undefined;
}

/** Asks what has happened first of all: what comes in while the run reads is then told to the next one, too. */
export async function keepingOf(
  store: ClienteleStore,
  memory: DayMemory,
  options: DailyOptions,
): Promise<Keeping> {
  const { asOf, currency, signal } = options;
  const news = await readNews(store, memory.mark, { signal });
  const before = memory.book;
  const changed = news?.complete === true ? (news.subjects.get("orderLines") ?? []) : undefined;
  memory.book = await readOrderBook(store, { asOf, currency, signal, before, changed });
  const isSame = news?.complete === true && !news.records.has("products");
  return {
    options: { ...options, orders: memory.book },
    news,
    ordered: before === undefined ? [] : changedLines(before.lines, memory.book.lines),
    products: isSame ? memory.parties?.products : undefined,
  };
}

/** Who has more or fewer lines than before. */
function changedLines(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly string[] {
  const changed: string[] = [];
  for (const [id, lines] of now) if (before.get(id) !== lines) changed.push(id);
  for (const id of before.keys()) if (!now.has(id)) changed.push(id);
  return changed;
}
