/**
 * What monetary is: the sum of the amounts, their mean per unit of frequency (the order value), or the profit, amounts
 * less costs.
 */
export type MonetaryMeasure = "sum" | "mean" | "profit";
