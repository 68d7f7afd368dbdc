import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";
import { writeToldInsights } from "./told-insights.ts";

/** What value, loyalty and ledger tell of a customer, in words, by kind of insight. */
const TOLD: readonly (readonly [kind: string, words: string])[] = [
  ["value.class-changed", "moved to another class within a year"],
  ["value.gold", "is among the best twentieth"],
  ["value.drag", "is of the least valuable fifth, for a reason"],
  ["value.narrow-range", "buys much, and of one category alone"],
  ["loyalty.wallet-gap", "spends most elsewhere"],
  ["loyalty.retention-drift", "comes less often, or spends less of the wallet here"],
  ["ledger.points-expiring", "has points about to expire"],
  ["ledger.threshold-near", "is near a reward"],
  ["ledger.term-ends", "has a contract, membership, bond or benefit that ends"],
];

/** Points and terms; then how many customers were told of what by value, loyalty and ledger. */
export function writeLedgerSection(page: Page, report: DailyReport, style: NumberStyle): void {
  const { ledger } = report;
  page.heading("Points and terms");
  for (const issue of ledger.pointIssues.slice(0, 3))
    page.line(`points are left out: ${issue}`, { hanging: 4 });
  page.line(
    ledger.members === 0
      ? "points: none"
      : `points: ${style.counted(ledger.members, "customer")} have ${ledger.points}, of which ${ledger.expiring} expire within 30 days`,
  );
  const line = (text: string): void => page.line(text, { hanging: 4 });
  line(
    ledger.thresholds.length === 0
      ? "thresholds: the company has set none"
      : `thresholds reached: ${ledger.thresholds.map((one) => `${printable(one.name)} (${one.points} points) ${style.count(one.customers)}`).join(", ")}`,
  );
  for (const { programmeId, members, purchases, rewards, running } of ledger.frequency)
    line(
      `frequency programme ${printable(programmeId)}, ${running ? "running" : "not running"}: ${style.counted(members, "member")}, ${style.counted(purchases, "purchase")}, ${style.counted(rewards, "reward")} earned`,
    );
  line(
    `near a reward, four fifths of the way or more, by points or purchases: ${style.counted(ledger.near, "customer")}`,
  );
  const terms = ledger.terms.map(
    ({ what, kind, customers }) => `${what} (${printable(kind)}) ${style.count(customers)}`,
  );
  line(
    `within 30 days come to a term, by customers: ${terms.length === 0 ? "no contract, membership, bond or benefit" : terms.join(", ")}`,
  );
  writeToldInsights(page, TOLD, report, style);
}
