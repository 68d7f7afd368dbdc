import type { Filter, Versioned } from "../repositories/index.ts";

/** Whom a reading is about; `undefined`: everybody. */
export type Scope = readonly string[] | undefined;

/** The records of the parties in scope, by the field that names the party. */
export function about<T extends object>(
  field: string,
  scope: Scope,
): { readonly where?: Filter<Versioned<T>> } {
  if (scope === undefined) return {};
  return { where: { op: "in", field, values: scope } as unknown as Filter<Versioned<T>> };
}

/** The events of the parties in scope. */
export const eventsOf = (scope: Scope): { readonly subjectIds?: readonly string[] } =>
  scope === undefined ? {} : { subjectIds: scope };
