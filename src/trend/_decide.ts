import type { PlainDate } from "../calendar/index.ts";
import type { ChangedResult, ChangeEvidence, InsufficientEvidence, StableResult } from "./change-result.ts";

interface Verdict {
  /** Whether chance is ruled out. */
  readonly significant: boolean;
  /** Whether the difference is large enough to matter. */
  readonly large: boolean;
  readonly since?: PlainDate | undefined;
}

type Loose<T> = { readonly [K in keyof T]: T[K] | undefined };

/** Changed where the difference is significant and large, stable else. */
export function decide(evidence: Loose<ChangeEvidence>, verdict: Verdict): ChangedResult | StableResult {
  const known = Object.fromEntries(
    Object.entries(evidence).filter(
      ([, value]) => value !== undefined && !(typeof value === "number" && !Number.isFinite(value)),
    ),
  ) as unknown as ChangeEvidence;
  const { significant, large, since } = verdict;
  if (significant && large)
    return Object.freeze({ kind: "changed", ...known, ...(since === undefined ? {} : { since }) });
  return Object.freeze({ kind: "stable", because: significant ? "too-small" : "not-significant", ...known });
}

export function insufficient(of: string, have: number, need: number): InsufficientEvidence {
  return Object.freeze({ kind: "insufficient", of, have, need });
}

/** Whether a ratio is away from 1 by a factor at least; one to or from nothing always is. */
export const isLargeRatio = (ratio: number, minimum: number): boolean =>
  !(ratio > 0 && ratio < Number.POSITIVE_INFINITY) || Math.max(ratio, 1 / ratio) >= minimum;
