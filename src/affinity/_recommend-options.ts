import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import type { RecommendOptions } from "./recommendation.ts";

/** The options with their defaults, checked. */
export type CheckedRecommendOptions = RecommendOptions & {
  readonly [Name in Defaulted]: NonNullable<RecommendOptions[Name]>;
};

type Defaulted =
  | "scorer"
  | "limit"
  | "strength"
  | "objective"
  | "diversity"
  | "interestWeight"
  | "minimumLift"
  | "significance"
  | "candidates"
  | "fallback";

/** Checks what can be checked without data. */
export function checkRecommendOptions(options: RecommendOptions): CheckedRecommendOptions {
  const doing = "recommend products";
  const { limit = 5 } = options;
  const checked = {
    ...options,
    scorer: options.scorer ?? "tfidfCosine",
    limit,
    strength: options.strength ?? 20,
    objective: options.objective ?? "probability",
    diversity: options.diversity ?? 0,
    interestWeight: options.interestWeight ?? 0.5,
    minimumLift: options.minimumLift ?? 1,
    significance: options.significance ?? 0.01,
    candidates: Math.max(options.candidates ?? 100, options.candidates === undefined ? 10 * limit : limit),
    fallback: options.fallback ?? "popularity",
  } as const;
  checkWhole(doing, "limit", limit, 1);
  checkWhole(doing, "perCategory", options.perCategory, 1);
  checkWhole(doing, "candidates", options.candidates, 1);
  checkWord(doing, "scorer", checked.scorer, ["tfidfCosine", "shrunkConfidence", "rules"]);
  checkWord(doing, "objective", checked.objective, ["probability", "margin"]);
  checkWord(doing, "fallback", checked.fallback, ["popularity", "none"]);
  for (const name of ["diversity", "interestWeight", "significance"] as const) {
    if (!(checked[name] >= 0 && checked[name] <= 1))
      throw wrongOption(doing, name, "a number from 0 to 1", checked[name]);
  }
  for (const name of ["strength", "minimumLift"] as const) {
    if (!(checked[name] >= 0 && checked[name] < Number.POSITIVE_INFINITY))
      throw wrongOption(doing, name, "a number of at least 0", checked[name]);
  }
  if (options.minimumMargin !== undefined && !Number.isFinite(options.minimumMargin))
    throw wrongOption(doing, "minimumMargin", "a finite number", options.minimumMargin);
  const needsMargins = checked.objective === "margin" || options.minimumMargin !== undefined;
  if (needsMargins && options.margins === undefined)
    throw wrongOption(doing, "margins", "given where margins decide", options.margins);
  for (const [id, margin] of options.margins ?? []) {
    if (!Number.isFinite(margin)) throw wrongOption(doing, `margins of ${id}`, "a finite number", margin);
  }
  if (options.perCategory !== undefined && options.categories === undefined)
    throw wrongOption(doing, "categories", "given with perCategory", options.categories);
  if ((checked.scorer === "rules") !== (options.rules !== undefined))
    throw wrongOption(doing, "rules", 'given with the scorer "rules", and only then', options.rules);
  return checked;
}
