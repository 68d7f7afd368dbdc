/** Both tails of a distribution at a point, neither by subtraction where that would cancel. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}
