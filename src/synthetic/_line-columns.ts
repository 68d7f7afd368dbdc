/** The order lines of one customer by column; refilled for the next customer, so that nothing is made per line. */
export interface LineColumns {
  /** How many lines are filled. */
  size: number;
  /** How many orders and credit notes they belong to. */
  orders: number;
  days: Int32Array;
  /** Position of the order among the customer's, from 0. */
  orderNumbers: Int32Array;
  /** Positions in the catalogue. */
  products: Int32Array;
  /** Negative for a return. */
  quantities: Int32Array;
  /** Minor units: negative for a return, 0 for a free sample. */
  amounts: Float64Array;
  costs: Float64Array;
  /** Codes of channels. */
  channels: Uint8Array;
  /** For a return the line that is returned, else −1. */
  returnOf: Int32Array;
}

/** Empty columns. */
export function createLineColumns(): LineColumns {
  return { size: 0, orders: 0, ...allocate(64) };
}

/** Doubles the room when it is full. */
export function makeRoom(lines: LineColumns): void {
  const { size } = lines;
  if (size < lines.days.length) return;
  const wider = allocate(2 * size);
  wider.days.set(lines.days);
  wider.orderNumbers.set(lines.orderNumbers);
  wider.products.set(lines.products);
  wider.quantities.set(lines.quantities);
  wider.amounts.set(lines.amounts);
  wider.costs.set(lines.costs);
  wider.channels.set(lines.channels);
  wider.returnOf.set(lines.returnOf);
  Object.assign(lines, wider);
}

function allocate(room: number): Omit<LineColumns, "size" | "orders"> {
  return {
    days: new Int32Array(room),
    orderNumbers: new Int32Array(room),
    products: new Int32Array(room),
    quantities: new Int32Array(room),
    amounts: new Float64Array(room),
    costs: new Float64Array(room),
    channels: new Uint8Array(room),
    returnOf: new Int32Array(room),
  };
}
