/** Freezes a result that was made here; records of the caller among it are copies. */
export function deepFrozen<T extends object>(value: T): T {
  for (const item of Object.values(value))
    if (typeof item === "object" && item !== null && !Object.isFrozen(item)) deepFrozen(item);
  return Object.freeze(value);
}
