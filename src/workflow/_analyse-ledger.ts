import type { PlainDate } from "../calendar/index.ts";
import { InvalidDataError } from "../issues/index.ts";
import { findExpiryInsights, findTermEnds, findTermInsights, pointsBalances } from "../ledger/index.ts";
import type { Insight } from "../model/index.ts";
import { decimalText } from "../money/index.ts";
import type { WorthFacts } from "./_read-worth-facts.ts";
import type { LedgerReport } from "./worth-report.ts";

const WITHIN = 30;
/** How many issues are named. */
const NAMED = 100;

/** Asks what points there are, what expires, and which terms end. */
export function analyseLedger(
  facts: WorthFacts,
  asOf: PlainDate,
): { readonly report: LedgerReport; readonly insights: readonly Insight[] } {
  const { contracts, memberships, bonds, benefits } = facts;
  const terms = { contracts, memberships, bonds, benefits };
  const ends = findTermEnds(terms, { asOf, within: WITHIN });
  const soon = findTermInsights(terms, { asOf, within: WITHIN });
  try {
    const balances = pointsBalances(facts.pointsEntries, { asOf, within: WITHIN });
    const sum = (column: Float64Array): string =>
      decimalText(
        column.reduce((total, units) => total + BigInt(units), 0n),
        balances.exponent,
      );
    return {
      report: Object.freeze({
        kind: "ledger",
        members: balances.balance.reduce((count, units) => count + (units > 0 ? 1 : 0), 0),
        points: sum(balances.balance),
        expiring: sum(balances.expiring),
        pointIssues: Object.freeze([]),
        terms: ends.length,
      }),
      insights: [...soon, ...findExpiryInsights(balances)],
    };
  } catch (error) {
    if (!InvalidDataError.is(error)) throw error;
    const pointIssues = Object.freeze(error.issues.slice(0, NAMED).map((issue) => issue.message));
    return {
      report: Object.freeze({
        kind: "ledger",
        members: 0,
        points: "0",
        expiring: "0",
        pointIssues,
        terms: ends.length,
      }),
      insights: soon,
    };
  }
}
