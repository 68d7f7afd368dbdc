import { minorDigits } from "../../money/index.ts";
import { type Aggregation, printGrouping, readExact } from "./_plan.ts";
import type { Lines } from "./line-source.ts";
import type { PlanDialect } from "./plan-dialect.ts";
import { Statement } from "./statement.ts";

/** Which lines are looked at, and in which money. */
export interface SurveyOptions {
  readonly doing: string;
  readonly currency: string;
  readonly exponent: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Amounts have at most so many decimals. */
const FINEST = 15;
/** Digits that a 64-bit integer holds for sure. */
const MOST_DIGITS = 18;

/** Refuses an exponent that is none, and a currency that is unknown. */
export function checkScale(doing: string, currency: string, exponent: number | undefined): void {
  const minor = minorDigits(currency);
  const wanted = exponent ?? minor;
  if (!Number.isInteger(wanted) || wanted < minor || wanted > FINEST)
    throw new RangeError(
      `Cannot ${doing}: exponent must be an integer from ${minor} to ${FINEST}, got ${wanted}`,
    );
}

/** The scale that holds every line exactly; refuses lines of other currencies, and too fine or too large ones. */
export async function surveyLines(
  { table, ask }: Lines,
  dialect: PlanDialect,
  { doing, currency, exponent, from, to }: SurveyOptions,
): Promise<number> {
  const plan = { table, between: { column: "ordered_on", from, to }, by: [], aggregations: survey(currency) };
  const [row = {}] = await ask(printGrouping(new Statement(dialect), dialect, plan));
  const refuse = (why: string): RangeError => new RangeError(`Cannot ${doing}: ${why}`);
  const greatest = (name: string): number => Number(readExact(row[name]) ?? 0n);
  const foreign = Number(row["foreign_lines"]);
  if (foreign > 0) throw refuse(`all must be in ${currency}, got ${foreign} in other currencies`);
  const finest = Math.max(greatest("amount_decimals"), greatest("cost_decimals"));
  const scale = exponent ?? Math.max(minorDigits(currency), finest);
  const most = Math.min(scale, FINEST);
  if (finest > most) throw refuse(`amounts must have at most ${most} decimals, got one of ${finest}`);
  const digits = Math.max(greatest("amount_digits"), greatest("cost_digits"));
  if (digits + scale > MOST_DIGITS)
    throw refuse(`amounts must be below 2^53 in units of 10^-${scale}, got one of ${digits} digits`);
  return scale;
}

/** What must be known of all lines before they can be added up. */
const survey = (currency: string): readonly Aggregation[] => [
  { as: "foreign_lines", kind: "count", when: { kind: "other than", column: "currency", value: currency } },
  ...["amount", "cost"].flatMap((column): Aggregation[] => [
    { as: `${column}_decimals`, kind: "greatest", of: { kind: "decimals", column } },
    { as: `${column}_digits`, kind: "greatest", of: { kind: "digits", column } },
  ]),
];
