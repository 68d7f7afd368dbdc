import type { FactView } from "../knowledge/index.ts";
import type { CustomerSnapshot } from "../model/index.ts";
import type { Dossier } from "../reminders/index.ts";
import { isSameJson } from "./_is-same-json.ts";

/** What all dossiers of a run share, and what is asked of it once for all of them. */
export const SHARED = [
  "products",
  "offers",
  "externalEvents",
  "staff",
  "productNotices",
  "recalls",
] as const satisfies readonly (keyof Dossier)[];

const shared: ReadonlySet<string> = new Set(SHARED);

/**
 * Whether rules would say the same of two dossiers, but for what all dossiers share. That records are the same is seen by id and
 * version; events never change. The days since the last order and the certainty of facts change every day:
 * `strict` takes that for a change, for rules that are not known to leave both out.
 */
export function isSameDossier(a: Dossier, b: Dossier, strict: boolean): boolean {
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  for (const name in a) {
    const key = name as keyof Dossier;
    if (shared.has(key)) continue;
    if (key === "snapshot") {
      if (!isSameSnapshot(a.snapshot, b.snapshot, strict)) return false;
    } else if (key === "known") {
      if (!isSameView(a.known, b.known, strict)) return false;
    } else if (key === "insights") {
      // They bear the day in their id, and the same day may find something else.
      if (!isSameJson(a.insights, b.insights)) return false;
    } else if (!isSameValue(a[key], b[key])) return false;
  }
  return true;
}

/** Whether two values hold the same records. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!isSameValue(a[i], b[i])) return false;
    return true;
  }
  if (a instanceof Map) return b instanceof Map && isSameValue([...a], [...b]);
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  if (typeof x["id"] === "string" && x["schemaVersion"] !== undefined)
    return x["id"] === y["id"] && x["version"] === y["version"];
  let keys = 0;
  for (const key in x) {
    keys++;
    if (!isSameValue(x[key], y[key])) return false;
  }
  for (const _key in y) keys--;
  return keys === 0;
}

function isSameSnapshot(
  a: CustomerSnapshot | undefined,
  b: CustomerSnapshot | undefined,
  strict: boolean,
): boolean {
  if (a === undefined || b === undefined || strict) return isSameJson(a, b);
  const { id: _a, asOf: _b, recencyDays: _c, ...one } = a;
  const { id: _d, asOf: _e, recencyDays: _f, ...other } = b;
  return isSameJson(one, other);
}

function isSameView(a: FactView | undefined, b: FactView | undefined, strict: boolean): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.known.length !== b.known.length || !isSameValue(a.contradictions, b.contradictions)) return false;
  return a.known.every((one, i) => {
    const other = b.known[i]!;
    return (
      isSameValue(one.fact, other.fact) &&
      one.standing === other.standing &&
      isSameValue(one.support, other.support) &&
      (!strict || (one.freshness === other.freshness && one.certainty === other.certainty))
    );
  });
}
