import { checkWhole } from "./_check.ts";
import { createCodeList, pushCode } from "./_code-list.ts";
import type { Baskets } from "./baskets.ts";
import type { RuleTable } from "./rule-table.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";

/** Options of {@link matchRules}. */
export interface MatchRulesOptions {
  /**
   * Whether only rules are wanted whose right side is not wholly in the basket already.
   * @defaultValue `false`
   */
  readonly onlyNew?: boolean | undefined;
  /**
   * The most matches to hold.
   * @defaultValue `20_000_000`
   */
  readonly maxResults?: number | undefined;
}

/**
 * Which rules apply to which baskets: those of basket b are `rules[offsets[b]]` to `rules[offsets[b + 1] − 1]`, positions in the table
 * of rules, rising.
 */
export interface RuleMatches {
  /** How many matches there are. */
  readonly size: number;
  /** Where the matches of each basket begin; one entry more than there are baskets. */
  readonly offsets: Int32Array;
  /** The positions of the rules. */
  readonly rules: Int32Array;
}

/**
 * Finds for every basket the rules whose left side it holds.
 *
 * matches(b) = {X ⇒ Y : X ⊆ b}. A rule is filed under the rarest item of its left side, and looked at only by baskets that hold that.
 *
 * The baskets may be others than those of the rules; items are compared by their ids. A rule with nothing on the left side applies to
 * every basket.
 *
 * @throws RangeError if an option is out of range
 * @throws TooManyResultsError if there are more matches than `maxResults`
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, matchRules, mineItemsets } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["tea", "milk"], ["tea", "milk"], ["tea"], ["bread"]]);
 * const rules = deriveRules(mineItemsets(baskets, { minSupport: 0.5 }), { minConfidence: 0.6 });
 * [...rules].map(({ left }) => left); // => [["milk"], ["tea"]]
 * const now = basketsFromLists([["tea", "cake"], ["cake"], ["milk", "tea"]]);
 * matchRules(rules, now); // => { size: 3, offsets: Int32Array.of(0, 1, 1, 3), rules: Int32Array.of(1, 0, 1) }
 * matchRules(rules, now, { onlyNew: true }).rules; // => Int32Array.of(1)
 * ```
 */
export function matchRules(
  rules: RuleTable,
  baskets: Pick<Baskets, "size" | "offsets" | "items" | "itemIds" | "codeOf">,
  options: MatchRulesOptions = {},
): RuleMatches {
  const { onlyNew = false, maxResults = 20_000_000 } = options;
  checkWhole("match rules", "maxResults", maxResults, 1);
  const { everywhere, starts, filed, others, otherStarts } = fileRules(rules, baskets);
  const right = rules.rightItems.map(codesIn(rules, baskets));
  const { rightOffsets } = rules;
  const { size, offsets, items } = baskets;
  const holds = new Int32Array(baskets.itemIds.length);
  const found = createCodeList();
  const ends = new Int32Array(size + 1);
  for (let b = 0; b < size; b++) {
    const [from, to, begin] = [offsets[b]!, offsets[b + 1]!, found.size];
    for (let i = from; i < to; i++) holds[items[i]!] = b + 1;
    for (const rule of everywhere) if (!onlyNew || isNew(rule, b)) pushCode(found, rule);
    for (let i = from; i < to; i++) {
      const code = items[i]!;
      for (let at = starts[code]!; at < starts[code + 1]!; at++) {
        let place = otherStarts[at]!;
        const end = otherStarts[at + 1]!;
        while (place < end && holds[others[place]!] === b + 1) place++;
        if (place === end && (!onlyNew || isNew(filed[at]!, b))) pushCode(found, filed[at]!);
      }
    }
    if (found.size > maxResults)
      throw new TooManyResultsError(
        maxResults,
        `Cannot match rules: there are more than ${maxResults} matches; take fewer baskets or rules at a time, or allow more by maxResults`,
      );
    if (found.size - begin > 1) found.values.subarray(begin, found.size).sort();
    ends[b + 1] = found.size;
  }
  return Object.freeze({ size: found.size, offsets: ends, rules: found.values.slice(0, found.size) });

  function isNew(rule: number, basket: number): boolean {
    for (let at = rightOffsets[rule]!; at < rightOffsets[rule + 1]!; at++)
      if (right[at]! < 0 || holds[right[at]!] !== basket + 1) return true;
    return false;
  }
}

/** The code that an item of the rules has among the baskets; −1 where none holds it. */
function codesIn(rules: RuleTable, baskets: Pick<Baskets, "itemIds" | "codeOf">): (code: number) => number {
  if (rules.itemIds === baskets.itemIds) return (code) => code;
  const codes = Int32Array.from(rules.itemIds, (id) => baskets.codeOf(id) ?? -1);
  return (code) => codes[code]!;
}

interface FiledRules {
  /** Rules with nothing on the left side. */
  readonly everywhere: readonly number[];
  /** By item code of the baskets: where the rules filed under it begin. */
  readonly starts: Int32Array;
  readonly filed: Int32Array;
  /** By place in `filed`: where the other items of the left side begin. */
  readonly otherStarts: Int32Array;
  readonly others: Int32Array;
}

function fileRules(rules: RuleTable, baskets: Pick<Baskets, "itemIds" | "codeOf">): FiledRules {
  const { size, leftOffsets, leftItems, itemsets } = rules;
  const codeIn = codesIn(rules, baskets);
  const under = new Int32Array(size).fill(-1);
  const everywhere: number[] = [];
  const starts = new Int32Array(baskets.itemIds.length + 1);
  for (let rule = 0; rule < size; rule++) {
    const [from, to] = [leftOffsets[rule]!, leftOffsets[rule + 1]!];
    if (from === to) everywhere.push(rule);
    let rarest = from;
    let known = from < to;
    for (let at = from; at < to; at++) {
      if (itemsets.itemCounts[leftItems[at]!]! < itemsets.itemCounts[leftItems[rarest]!]!) rarest = at;
      known &&= codeIn(leftItems[at]!) >= 0;
    }
    if (!known) continue;
    under[rule] = rarest;
    starts[codeIn(leftItems[rarest]!) + 1]!++;
  }
  for (let code = 0; code + 1 < starts.length; code++) starts[code + 1]! += starts[code]!;
  const next = starts.slice();
  const filed = new Int32Array(starts.at(-1)!);
  for (let rule = 0; rule < size; rule++)
    if (under[rule]! >= 0) filed[next[codeIn(leftItems[under[rule]!]!)]!++] = rule;
  const otherStarts = new Int32Array(filed.length + 1);
  const others = createCodeList();
  filed.forEach((rule, place) => {
    for (let at = leftOffsets[rule]!; at < leftOffsets[rule + 1]!; at++)
      if (at !== under[rule]!) pushCode(others, codeIn(leftItems[at]!));
    otherStarts[place + 1] = others.size;
  });
  return { everywhere, starts, filed, otherStarts, others: others.values };
}
