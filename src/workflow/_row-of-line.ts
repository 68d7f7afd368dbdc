import type { OrderLine } from "../model/index.ts";
import type { OrderRow } from "../orders/index.ts";

/** A stored line as a row of a log, which knows a place by its id. */
export const rowOfLine = (line: OrderLine): OrderRow => ({ ...line, placeId: line.place });
