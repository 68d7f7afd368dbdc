import { compareCodePoints, sortByCodePoints } from "../ids/index.ts";
import type { DuplicatePair } from "./find-duplicates.ts";

/** Options of {@link groupDuplicates}. */
export interface GroupDuplicatesOptions {
  /**
   * Which pairs hold a group together: only matches, or also those that await review.
   * @defaultValue `"match"`
   */
  readonly by?: "match" | "review" | undefined;
}

/**
 * Joins pairs into groups: parties that are linked by pairs, directly or through others, are of one group. Whoever
 * merges a group should look at it first: a chain of likenesses may join what no pair would.
 *
 * @returns the groups, each in code-point order, the largest first, then by their first id
 *
 * @example
 * ```ts
 * import { findDuplicates, groupDuplicates } from "clientele/knowledge";
 *
 * const emails = ["mei@example.com"];
 * const { pairs } = findDuplicates([
 *   { partyId: "c", kind: "person", names: ["Mei Lin"], emails },
 *   { partyId: "a", kind: "person", names: ["Lin, Mei"], emails },
 *   { partyId: "x", kind: "person", names: ["Ada Byron"] },
 * ]);
 * groupDuplicates(pairs); // => [["a", "c"]]
 * ```
 */
export function groupDuplicates(
  pairs: readonly DuplicatePair[],
  options: GroupDuplicatesOptions = {},
): readonly (readonly string[])[] {
  const { by = "match" } = options;
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  for (const { a, b, verdict } of pairs) {
    if (by === "match" && verdict !== "match") continue;
    const [x, y] = [rootOf(a), rootOf(b)];
    parents.set(x, x);
    parents.set(y, x);
  }
  const groups = new Map<string, string[]>();
  for (const id of parents.keys()) {
    const root = rootOf(id);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [id]);
    else group.push(id);
  }
  return Object.freeze(
    [...groups.values()]
      .map((group) => Object.freeze(sortByCodePoints(group)))
      .sort((x, y) => y.length - x.length || compareCodePoints(x[0]!, y[0]!)),
  );
}
