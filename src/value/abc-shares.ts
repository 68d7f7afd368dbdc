import { checkShare } from "./_share.ts";

/** Cumulative shares up to which customers are A, and up to which they are A or B. */
export type AbcShares = readonly [a: number, ab: number];

/** The usual shares. */
export const USUAL_SHARES: AbcShares = /* @__PURE__ */ Object.freeze([0.8, 0.95] as const);

/** Refuses shares that are none, or that fall. */
export function checkShares(task: string, shares: AbcShares): void {
  const [a, ab] = shares;
  checkShare(task, "the share of A", a);
  checkShare(task, "the share of A and B", ab);
  if (a > ab)
    throw new RangeError(`Cannot ${task}: the share of A and B must be at least that of A, ${a}, got ${ab}`);
}
