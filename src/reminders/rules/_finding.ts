import { INSIGHT_DAYS } from "../_insight.ts";

/** What the rules of trend share: they tell the owner what an analysis has found. */
export const finding = {
  goal: "retain",
  lever: "sales",
  trigger: "insight",
  purpose: "internal",
  audience: "owner",
  catchUpDays: INSIGHT_DAYS,
} as const;

/** A probability as people read it. */
export const pText = (p: number): string => (p < 0.001 ? "< 0.001" : `= ${Math.round(p * 1000) / 1000}`);

/** A number with two decimals at most. */
export const short = (value: number): number => Math.round(value * 100) / 100;

/** The share that moved most, in whole per cent. */
export const mixParams = (
  { value, before, after }: { readonly value: string; readonly before: number; readonly after: number },
  since: string,
) => ({ value, before: Math.round(before * 100), after: Math.round(after * 100), since });
