import type { JsonValue, Party } from "../model/index.ts";
import { canonicalText } from "./_canonical-text.ts";
import type { MergeConflict } from "./merge-plan.ts";

/** Fields that say what a record is and not what the party is like. */
const identity: ReadonlySet<string> = new Set(["schemaVersion", "id", "kind", "mergedIntoId", "closed"]);

/** Lists of which both parties' entries are kept. */
const joined: ReadonlySet<string> = new Set(["externalIds", "roles", "registrations", "languages"]);

/** The survivor with what it lacked taken from the others in their order, and what they had otherwise. */
export function mergedParty(
  first: Party,
  others: readonly Party[],
): { readonly survivor: Party; readonly given: readonly MergeConflict[] } {
  const survivor: Record<string, unknown> = { ...first };
  const given: MergeConflict[] = [];
  for (const other of others)
    for (const [field, value] of Object.entries(other)) {
      if (identity.has(field) || value === undefined) continue;
      const own = survivor[field];
      if (own === undefined) survivor[field] = value;
      else if (joined.has(field)) survivor[field] = union(own as JsonValue[], value as JsonValue[]);
      else if (field === "since") survivor[field] = (own as string) < (value as string) ? own : value;
      else if (field === "custom") survivor[field] = { ...(value as object), ...(own as object) };
      else if (canonicalText(own) !== canonicalText(value))
        given.push({
          kind: "Party",
          field,
          kept: own as JsonValue,
          given: value as JsonValue,
          from: other.id,
          outcome: "given-up",
        });
    }
  return { survivor: survivor as unknown as Party, given };
}

function union(own: readonly JsonValue[], more: readonly JsonValue[]): JsonValue[] {
  const known = new Set(own.map(canonicalText));
  const added = more.filter((item) => !known.has(canonicalText(item)));
  return added.length === 0 ? (own as JsonValue[]) : [...own, ...added];
}
