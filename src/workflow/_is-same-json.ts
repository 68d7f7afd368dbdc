/** Whether two JSON values hold the same, whatever the order of their keys; a field that is undefined is no field in JSON. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return Array.isArray(a) === Array.isArray(b) && hasSameFields(a, b);
}

/** Whether two records hold the same, whatever their versions. */
export const isSameRecord = (a: object, b: object): boolean => hasSameFields(a, b, "version");

function hasSameFields(a: object, b: object, except?: string): boolean {
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let more = 0;
  for (const key of Object.keys(one)) {
    if (key === except || one[key] === undefined) continue;
    if (!isSameJson(one[key], other[key])) return false;
    more++;
  }
  for (const key of Object.keys(other)) if (key !== except && other[key] !== undefined) more--;
  return more === 0;
}
