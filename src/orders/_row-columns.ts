/** Rows of a batch whose columns have the same length and the right kinds; the values are not checked yet. */
export interface RowColumns {
  readonly codes: Int32Array;
  readonly days: Int32Array;
  readonly units: Int32Array | Float64Array;
  readonly costs: Int32Array | Float64Array | undefined;
}
