import { dayNumber } from "../calendar/index.ts";
import { analysisPeriod, type OrderLog } from "../orders/index.ts";
import type { RawBaskets } from "./_arrange-baskets.ts";
import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import { type CodeList, createCodeList, pushCode } from "./_code-list.ts";
import type { BasketUnit } from "./baskets.ts";
import type { BasketsFromOrdersOptions } from "./order-basket-options.ts";

/** The baskets of an order log as they are read, and the line of each of their items. */
export function collectOrders(
  doing: string,
  log: OrderLog,
  options: BasketsFromOrdersOptions,
): { readonly raw: RawBaskets; readonly lines: Int32Array } {
  const { by = "order", windowDays, freeLines = "leave-out" } = options;
  checkWord(doing, "by", by, ["order", "customer", "window"]);
  checkWord(doing, "freeLines", freeLines, ["count", "leave-out"]);
  checkWhole(doing, "windowDays", windowDays, 1);
  if ((by === "window") !== (windowDays !== undefined))
    throw wrongOption(doing, "windowDays", 'given with by "window", and only then', windowDays);
  const period = analysisPeriod(log, options);
  const end = dayNumber(period.to);
  const span = end - dayNumber(period.from);
  const begin = windowDays === undefined ? end - span : end - Math.floor(span / windowDays) * windowDays;

  const leftOut = { returns: 0, freeLines: 0, withoutProduct: 0, outside: 0 };
  const [codes, offsets, owners] = [createCodeList(), createCodeList(), createCodeList()];
  const [days, names, lines] = [createCodeList(), createCodeList(), createCodeList()];
  let [lastOwner, lastGroup] = [-1, -1];
  for (let line = 0; line < log.size; line++) {
    const [day, amount, product] = [log.days[line]!, log.amounts[line]!, log.products?.[line] ?? -1];
    if (day < begin || day >= end) leftOut.outside++;
    else if (amount < 0) leftOut.returns++;
    else if (amount === 0 && freeLines === "leave-out") leftOut.freeLines++;
    else if (product < 0) leftOut.withoutProduct++;
    else {
      const owner = log.customers[line]!;
      const group =
        by === "order"
          ? log.orderCodes[line]!
          : by === "customer"
            ? 0
            : Math.floor((end - 1 - day) / (windowDays ?? 1));
      if (owner !== lastOwner || group !== lastGroup) {
        pushCode(offsets, codes.size);
        pushCode(owners, owner);
        pushCode(days, day);
        pushCode(names, group);
        [lastOwner, lastGroup] = [owner, group];
      }
      pushCode(codes, product);
      pushCode(lines, line);
    }
  }
  pushCode(offsets, codes.size);
  const used = usedOf(contentOf(owners), log.customerIds);
  const products = usedOf(contentOf(codes), log.productIds);
  const unit: BasketUnit =
    by === "order" ? log.orderUnit : by === "customer" ? "customer" : "customer-window";
  const raw: RawBaskets = {
    unit,
    texts: products.texts,
    offsets: contentOf(offsets),
    codes: products.codes,
    basketIds:
      by === "order" && log.orderIds !== undefined
        ? Object.freeze(Array.from(contentOf(names), (code) => log.orderIds![code]!))
        : undefined,
    customerIds: Object.freeze(used.texts),
    customers: used.codes,
    days: contentOf(days),
    leftOut: Object.freeze(leftOut),
  };
  return { raw, lines: contentOf(lines) };
}

const contentOf = ({ values, size }: CodeList): Int32Array => values.slice(0, size);

/** The texts that occur, in their order, and the codes renumbered to them. */
function usedOf(codes: Int32Array, texts: readonly string[]): { texts: string[]; codes: Int32Array } {
  const mark = new Int32Array(texts.length);
  for (const code of codes) mark[code] = 1;
  const used: string[] = [];
  for (let code = 0; code < texts.length; code++) {
    if (mark[code] === 1) {
      mark[code] = used.length;
      used.push(texts[code]!);
    }
  }
  return { texts: used, codes: codes.map((code) => mark[code]!) };
}
