import { wrongParameter } from "./_check.ts";

/** Options of {@link indicatorColumns}. */
export interface IndicatorOptions {
  /** Comes before the category in the names of the columns; by default nothing. */
  readonly prefix?: string | undefined;
  /** The category without a column of its own; by default the first in code-point order. */
  readonly reference?: string | undefined;
}

/**
 * Columns of 0 and 1 for the categories of a column of texts, to be predictors of a regression with an intercept: one for each
 * category but the reference, in code-point order.
 *
 * @throws RangeError when a value is not a text, or the reference is not among them.
 *
 * @example
 * ```ts
 * import { indicatorColumns } from "clientele/stats";
 *
 * indicatorColumns(["web", "phone", "web"]); // => { web: [1, 0, 1] }
 * indicatorColumns(["web", "phone", "web"], { prefix: "channel ", reference: "web" }); // => { "channel phone": [0, 1, 0] }
 * ```
 */
export function indicatorColumns(
  values: ArrayLike<string>,
  options: IndicatorOptions = {},
): Readonly<Record<string, readonly number[]>> {
  const doing = "make indicator columns";
  const list = Array.from(values);
  for (const [row, value] of list.entries())
    if (typeof value !== "string") throw wrongParameter(doing, `value at row ${row}`, "a text", value);
  const categories = [...new Set(list)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const { prefix = "", reference = categories[0] } = options;
  if (reference !== undefined && !categories.includes(reference))
    throw wrongParameter(doing, "reference", `one of ${categories.join(", ")}`, reference);
  return Object.freeze(
    Object.fromEntries(
      categories
        .filter((category) => category !== reference)
        .map((category) => [
          `${prefix}${category}`,
          Object.freeze(list.map((value) => (value === category ? 1 : 0))),
        ]),
    ),
  );
}
