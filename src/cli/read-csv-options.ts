import type { ColumnNames, CsvSeparator, DecimalMark, ReadOrdersCsvOptions } from "../adapters/csv/index.ts";
import { choiceOption } from "./option-values.ts";
import type { Arguments } from "./read-arguments.ts";
import { UsageError } from "./usage-error.ts";

/** How a file of orders is to be read, from the options of the command. */
export function readCsvOptions({ given }: Arguments): Omit<ReadOrdersCsvOptions, "currency" | "timeZone"> {
  const columns: ColumnNames = {
    customer: given.get("customer-column"),
    date: given.get("date-column"),
    order: given.get("order-column"),
    amount: given.get("amount-column"),
    quantity: given.get("quantity-column"),
    price: given.get("price-column"),
    product: given.get("product-column"),
    channel: given.get("channel-column"),
    place: given.get("place-column"),
    cost: given.get("cost-column"),
  };
  if (columns.amount !== undefined && (columns.quantity !== undefined || columns.price !== undefined))
    throw new UsageError("give either --amount-column or --quantity-column with --price-column, not both");
  return {
    columns,
    dateFormat: given.get("date-format"),
    encoding: given.get("encoding"),
    decimalMark: choiceOption<DecimalMark>("decimal-mark", given.get("decimal-mark"), { ".": ".", ",": "," }),
    separator: choiceOption<CsvSeparator>("separator", given.get("separator"), {
      ",": ",",
      ";": ";",
      "|": "|",
      tab: "\t",
    }),
  };
}
