import type { OrderLogBuilder, OrderRow } from "../../orders/index.ts";
import type { DateReader } from "./_date-reader.ts";
import { reasonTexts } from "./_reject-tally.ts";
import type { ChosenColumn, ColumnChoice } from "./column-choice.ts";
import type { RejectCode, RejectedRow } from "./rejected-row.ts";

/** Reads one row into the log, or says why not. */
export type LineReader = (cells: readonly string[], row: number) => RejectedRow | "blank" | undefined;

/** A fault of a row and the column where it lies. */
interface Fault {
  readonly code: RejectCode;
  readonly column: ChosenColumn | undefined;
}

export function createLineReader(
  builder: OrderLogBuilder,
  columns: ColumnChoice,
  dates: DateReader,
  readNumber: (text: string) => string | undefined,
): LineReader {
  const { customer, date, order, amount, quantity, price, product, channel, place, cost } = columns;
  const textOf = (column: ChosenColumn | undefined, cells: readonly string[]): string | undefined => {
    const text = column && cells[column.index]!.trim();
    return text === undefined || isNothing(text) ? undefined : text;
  };

  /** The checks stand in the order in which a person would name the faults. */
  function addLine(cells: readonly string[]): Fault | undefined {
    const customerId = cells[customer.index]!.trim();
    if (isNothing(customerId)) return { code: "no-customer", column: customer };
    const when = dates.readMoment(cells[date.index]!.trim());
    if (when === undefined) return { code: "bad-date", column: date };
    const orderId = order && cells[order.index]!.trim();
    if (orderId !== undefined && isNothing(orderId)) return { code: "no-order", column: order };
    const costCell = cost && cells[cost.index]!.trim();
    const costText =
      costCell === undefined || isNothing(costCell) ? undefined : (readNumber(costCell) ?? REFUSED);
    if (costText === REFUSED) return { code: "bad-cost", column: cost };

    const productId = textOf(product, cells);
    const channelName = textOf(channel, cells);
    const placeId = textOf(place, cells);
    const { date: orderedOn, at: orderedAt } = when;
    // Written out twice: to spread one object into another for each row would cost a third of the reading.
    let row: OrderRow;
    if (amount !== undefined) {
      const amountText = readNumber(cells[amount.index]!.trim());
      if (amountText === undefined) return { code: "bad-amount", column: amount };
      row = {
        customerId,
        orderedOn,
        orderedAt,
        orderId,
        productId,
        channel: channelName,
        placeId,
        cost: costText,
        amount: amountText,
      };
    } else {
      const quantityText = quantity && readNumber(cells[quantity.index]!.trim());
      if (quantityText === undefined) return { code: "bad-quantity", column: quantity };
      const priceText = price && readNumber(cells[price.index]!.trim());
      if (priceText === undefined) return { code: "bad-price", column: price };
      row = {
        customerId,
        orderedOn,
        orderedAt,
        orderId,
        productId,
        channel: channelName,
        placeId,
        cost: costText,
        quantity: quantityText,
        price: priceText,
      };
    }
    const issue = builder.add(row);
    return issue && { code: issue.code, column: columnOf(issue.path[0], columns) };
  }

  return (cells, row) => {
    const fault = addLine(cells);
    if (fault === undefined) return undefined;
    const { code, column } = fault;
    if (code === "no-customer" && cells.every((cell) => cell.trim() === "")) return "blank";
    const value = column === undefined ? "" : cells[column.index]!;
    return { row, code, reason: reasonTexts[code], column: column?.name, value, cells };
  };
}

const REFUSED = "refused";

/** What databases and data frames write for nothing. */
const NOTHING = new Set(["", "NULL", "null", "NA", "N/A", "NaN", "nan", "None", "<NA>", "#N/A"]);

function isNothing(text: string): boolean {
  return text.length <= 4 && NOTHING.has(text);
}

/** The column of a field of the order log. */
function columnOf(field: string | number | undefined, columns: ColumnChoice): ChosenColumn | undefined {
  switch (field) {
    case "customerId":
      return columns.customer;
    case "orderedOn":
    case "orderedAt":
      return columns.date;
    case "orderId":
      return columns.order;
    case "productId":
      return columns.product;
    case "channel":
      return columns.channel;
    case "placeId":
      return columns.place;
    case "cost":
      return columns.cost;
    default:
      return columns.amount ?? columns.quantity;
  }
}
