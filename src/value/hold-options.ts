import { checkShare } from "./_share.ts";

/** Keeps customers from flipping at a boundary (hysteresis). */
export interface HoldOptions<Before> {
  /** What customers were before: a table, or ids with it. Who is missing is judged by the boundary alone. */
  readonly previous: Before;
  /**
   * How far beyond a boundary a customer must lie to cross it, as a share of the boundary.
   * @defaultValue `0.1`
   */
  readonly margin?: number | undefined;
}

/** The margin, checked; zero without a hold. */
export function marginOf(task: string, hold: HoldOptions<unknown> | undefined): number {
  if (hold === undefined) return 0;
  const { margin = 0.1 } = hold;
  checkShare(task, "the margin of hold", margin);
  return margin;
}
