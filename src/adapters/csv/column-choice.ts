/** What a column of a file of orders holds. */
export type ColumnRole =
  | "customer"
  | "date"
  | "order"
  | "amount"
  | "quantity"
  | "price"
  | "product"
  | "channel"
  | "place"
  | "cost";

/**
 * The columns to read, by name or, as `#3`, by position from 1. Those left out are guessed from their names and
 * contents; `cost` is never guessed. Give either `amount` or `quantity` with `price`.
 */
export type ColumnNames = { readonly [Role in ColumnRole]?: string | undefined };

/** A column that was chosen, and how. */
export interface ChosenColumn {
  /** Its name in the header. */
  readonly name: string;
  /** Its position, from 0. */
  readonly index: number;
  /** Whether it was asked for, recognised by its name, or by what it holds. */
  readonly by: "given" | "name" | "content";
}

/** Which column holds what. */
export interface ColumnChoice {
  /** Who bought. */
  readonly customer: ChosenColumn;
  /** When. */
  readonly date: ChosenColumn;
  /** The order, invoice or credit note; without it, all lines of a customer on one day are one order. */
  readonly order?: ChosenColumn | undefined;
  /** What the line costs the customer; absent when it is quantity × price. */
  readonly amount?: ChosenColumn | undefined;
  /** How many. */
  readonly quantity?: ChosenColumn | undefined;
  /** Price of one. */
  readonly price?: ChosenColumn | undefined;
  /** What was bought. */
  readonly product?: ChosenColumn | undefined;
  /** By which channel the order came: web, shop, phone. */
  readonly channel?: ChosenColumn | undefined;
  /** The shop, branch or site of the sale. */
  readonly place?: ChosenColumn | undefined;
  /** Cost of the goods of the line, of the same sign as the amount. */
  readonly cost?: ChosenColumn | undefined;
  /** The known kind of export that the header is, if it is one. */
  readonly recognisedAs?: string | undefined;
}
